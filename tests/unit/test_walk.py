"""Walking a chart: what is known leads on, what is not known stops the walk, and columns are all walked."""

from __future__ import annotations

import pytest

from whence.graph.walk import Walk, walk
from whence.language.base import KnowledgeBase
from whence.language.pathway import Apply, Ask, End, Fork, GoTo, Meet, Pathway, Step
from whence.language.vocabulary import Vocabulary
from whence.values.known import Known, OneOf

EMPTY = KnowledgeBase(
    vocabulary=Vocabulary({}, {}, {}, {}, {}, ()), sources={}, ledgers={}, guidelines={}, definitions={}, scores={},
    rules={}, pathways={},
)  # fmt: skip


def chart(*steps: Step) -> Pathway:
    return Pathway("cough", "Cough", (), steps[0].id, {step.id: step for step in steps})


FORKED = chart(
    Fork("columns", ("fever", "cough"), "after"),
    Ask("fever", "fever", {"present": "cool", "absent": "join"}),
    Apply("cool", ("leaflet/cool",), "join"),
    Ask("cough", "cough", {"none": "join", "dry": "listen", "wet": "listen"}),
    Apply("listen", ("leaflet/listen",), "join"),
    Meet("join", "columns"),
    Apply("after", ("leaflet/rest",), "finish"),
    End("finish", "done"),
)


def walked(pathway: Pathway, **answers: str | tuple[str, ...]) -> Walk:
    known: dict[str, Known] = {
        name: OneOf(frozenset((answer,) if isinstance(answer, str) else answer)) for name, answer in answers.items()
    }
    return walk(EMPTY, pathway, known)


def test_every_column_is_walked_and_they_meet() -> None:
    found = walked(FORKED, fever="present", cough="none")
    assert set(found.passed) == {"columns", "fever", "cool", "cough", "join", "after", "finish"}
    assert found.frontier == ()
    assert found.ends == ("finish",)
    assert ("fever", "cool") in found.edges and ("fever", "join") not in found.edges


def test_an_unanswered_question_stops_its_column_and_all_behind_the_meeting() -> None:
    found = walked(FORKED, fever="present")
    assert found.frontier == ("cough",)
    assert set(found.passed) == {"columns", "fever", "cool"}
    assert found.ends == ()


def test_a_question_is_passed_when_every_remaining_answer_leads_the_same_way() -> None:
    assert "listen" in walked(FORKED, fever="absent", cough=("dry", "wet")).passed
    assert walked(FORKED, fever="absent", cough=("none", "wet")).frontier == ("cough",)


def test_every_unanswered_question_of_the_columns_is_named() -> None:
    assert set(walked(FORKED).frontier) == {"fever", "cough"}


@pytest.mark.parametrize(("fever", "end"), [("present", "other"), ("absent", "finish")])
def test_a_way_on_to_another_chart_is_an_end(fever: str, end: str) -> None:
    pathway = chart(
        Ask("asked", "fever", {"present": "other", "absent": "finish"}),
        GoTo("other", "fever"),
        End("finish", "silent"),
    )
    assert walked(pathway, fever=fever).ends == (end,)
    assert walked(pathway, fever=fever).edges == (("asked", end),)


def test_a_column_that_ends_by_itself_does_not_hold_up_the_others() -> None:
    pathway = chart(
        Fork("columns", ("fever", "cough"), "finish"),
        Ask("fever", "fever", {"present": "leave", "absent": "join"}),
        GoTo("leave", "fever"),
        Ask("cough", "cough", {"none": "join", "dry": "join", "wet": "join"}),
        Meet("join", "columns"),
        End("finish", "done"),
    )
    assert set(walked(pathway, fever="present", cough="dry").ends) == {"leave", "finish"}
