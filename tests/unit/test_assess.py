"""One patient assessed: the day, the sources, the verdicts, what to find out, and no answer where engines differ."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest

from laws.strategies import TODAY, base_of
from unit.test_program import COUGH, FEVER, RED, definition, rule
from whence.assessment.assess import Assessor, Disagreement, UnusablePatient, assess, replay
from whence.assessment.disagreement import read_known, write_known
from whence.assessment.verdict import Verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Is, Not, Within
from whence.language.patient import Given, Patient
from whence.language.rule import InForce
from whence.language.vocabulary import Impossible
from whence.program.build import build
from whence.text.position import Span
from whence.values.known import Between, Bound, Elapsed, Known, OneOf, Op
from whence.values.quantity import Quantity
from whence.values.struct import replace
from whence.values.truth import Truth


def patient(as_of: date | None = TODAY, **facts: str) -> Patient:
    given = {
        name: Given(name, answer, span=Span("p.yaml", line, 10, line, 20), name_span=Span("p.yaml", line, 3, line, 9))
        for line, (name, answer) in enumerate(facts.items(), 4)
    }
    return Patient("somebody", given, as_of, span=Span("p.yaml", 1, 1, 1, 9))


def verdict_of(base: KnowledgeBase, name: str, who: Patient) -> tuple[Verdict, tuple[str, ...]]:
    result = assess(base, who).results[f"book/{name}"]
    return result.verdict, result.find_out


def test_nobody_reads_the_clock() -> None:
    with pytest.raises(UnusablePatient) as refused:
        assess(base_of([], [rule("r", FEVER)]), patient(as_of=None))
    assert str(refused.value).startswith("p.yaml:1:1: V710 no day is given on which to assess somebody")


def test_the_day_asked_for_goes_before_the_patient_s_own() -> None:
    base = base_of([], [rule("r", FEVER, in_force=InForce(start=date(2026, 12, 1)))])
    assert assess(base, patient()).not_in_force == ("book/r",)
    later = assess(base, patient(), date(2026, 12, 1))
    assert (later.as_of, later.not_in_force, list(later.results)) == (date(2026, 12, 1), (), ["book/r"])


def test_a_rule_ends_on_its_until_day() -> None:
    base = base_of([], [rule("r", FEVER, in_force=InForce(until=TODAY))])
    assert assess(base, patient(), date(2026, 11, 19)).not_in_force == ()
    assert assess(base, patient()).not_in_force == ("book/r",)


def test_a_detail_is_in_force_only_while_its_parent_is() -> None:
    parent = rule("parent", FEVER, in_force=InForce(until=TODAY))
    base = base_of([], [parent, rule("child", RED, refines="book/parent")])
    assert assess(base, patient()).not_in_force == ("book/child", "book/parent")


def test_a_rule_is_in_force_only_while_what_it_is_defined_by_is() -> None:
    inner = replace(definition("inner", {"present": FEVER}, "absent"), in_force=InForce(start=date(2027, 1, 1)))
    outer = definition("outer", {"present": Is("inner", ("present",))}, "absent")
    base = base_of([inner, outer], [rule("r", Is("outer", ("absent",))), rule("s", FEVER)])
    early, late = assess(base, patient(fever="absent")), assess(base, patient(fever="absent"), date(2027, 1, 1))
    assert (early.not_in_force, dict(early.definitions)) == (("book/r",), {})
    assert (late.not_in_force, dict(late.definitions)) == ((), {"inner": "absent", "outer": "absent"})


def test_only_the_sources_asked_for_answer() -> None:
    base = base_of([], [rule("r", FEVER), replace(rule("s", FEVER), id="paper/s")])
    assert list(assess(base, patient()).results) == ["book/r", "paper/s"]
    assert list(assess(base, patient(), sources=["paper"]).results) == ["paper/s"]
    with pytest.raises(ValueError, match="no source is called letter; there are book, paper"):
        assess(base, patient(), sources=["letter"])


def test_an_open_rule_asks_for_what_can_still_change_it_in_the_order_of_the_vocabulary() -> None:
    base = base_of([], [rule("r", All((COUGH, Any((FEVER, RED)))), unless=Is("size", ("small",)))])
    assert verdict_of(base, "r", patient()) == (Verdict.OPEN, ("colour", "fever", "cough", "size"))
    assert verdict_of(base, "r", patient(fever="present")) == (Verdict.OPEN, ("cough", "size"))
    assert verdict_of(base, "r", patient(fever="present", size="large")) == (Verdict.OPEN, ("cough",))
    assert verdict_of(base, "r", patient(cough="absent")) == (Verdict.DOES_NOT_APPLY, ())


def test_applies_unless_asks_for_the_exception_alone() -> None:
    base = base_of([], [rule("r", Any((FEVER, RED)), unless=COUGH)])
    assert verdict_of(base, "r", patient(fever="present")) == (Verdict.APPLIES_UNLESS, ("cough",))
    assert verdict_of(base, "r", patient(fever="present", cough="present")) == (Verdict.WITHDRAWN, ())
    assert verdict_of(base, "r", patient(fever="present", cough="absent")) == (Verdict.APPLIES, ())


def test_only_if_holds_back() -> None:
    base = base_of([], [rule("r", FEVER, only_if=COUGH)])
    assert verdict_of(base, "r", patient(fever="present")) == (Verdict.OPEN, ("cough",))
    assert verdict_of(base, "r", patient(fever="present", cough="absent")) == (Verdict.HELD_BACK, ())


def test_a_definition_is_asked_for_by_its_facts() -> None:
    finding = definition("finding", {"one": All((FEVER, RED)), "two": COUGH}, "rest")
    base = base_of([finding], [rule("r", Is("finding", ("rest",)))])
    assert verdict_of(base, "r", patient(colour="red")) == (Verdict.OPEN, ("fever", "cough"))
    answers = [assess(base, patient(**facts)).definitions["finding"] for facts in ({}, {"cough": "present"})]
    assert answers == [None, "two"]
    assert assess(base, patient(colour="blue", cough="absent")).definitions["finding"] == "rest"


def test_a_contradictory_patient_gets_the_line_and_the_places() -> None:
    line = Impossible("no fever, yet a red face", All((Not(FEVER), RED)), "here red means fever")
    base = base_of([], [rule("r", FEVER)], [line])
    with pytest.raises(UnusablePatient) as refused:
        assess(base, patient(fever="absent", colour="red"))
    (found,) = refused.value.diagnostics
    assert "no fever, yet a red face" in found.message
    assert {found.span.line, *(note.span.line for note in found.notes)} == {4, 5}
    assert assess(base, patient(colour="red")).results["book/r"].verdict is Verdict.OPEN


def test_a_wrong_answer_makes_no_assessment() -> None:
    with pytest.raises(UnusablePatient, match=r"p\.yaml:4:10"):
        assess(base_of([], [rule("r", FEVER)]), patient(fever="presnt"))


def test_a_duration_is_reckoned_to_the_day_of_the_assessment() -> None:
    bound = Bound(Op.AT_LEAST, Quantity(Decimal(2), "weeks"))
    base = base_of([], [rule("r", Within("since", (bound,)))])
    began = patient(began_on="2026-11-06")
    assert assess(base, began).results["book/r"].when is Truth.TRUE
    assert assess(base, began, date(2026, 11, 19)).results["book/r"].when is Truth.FALSE


class Contrary(CompiledProgram):
    """Decides the last node the other way round."""

    def run(self, known: Mapping[str, Known]) -> tuple[Truth, ...]:
        values = super().run(known)
        return (*values[:-1], ~values[-1])


def test_where_the_engines_differ_there_is_a_report_and_no_answer() -> None:
    base = base_of([], [rule("r", All((FEVER, COUGH))), rule("s", RED)], digest="d" * 64)
    program = build(base)
    with closing(DurableEngine(program)) as durable:
        assessor = Assessor(base, program, durable, Contrary(program))
        with pytest.raises(Disagreement, match="node 4 is true for the rule engine and false") as stopped:
            assessor.assess(patient(fever="present", cough="present"))
    report = json.loads(json.dumps(stopped.value.report))
    (difference,) = report["differences"]
    assert difference["concerns"] == ["book/r"]
    assert (difference["engine"], difference["compiled"]) == ("true", "false")
    assert report["facts"] == {"fever": {"one_of": ["present"]}, "cough": {"one_of": ["present"]}}
    assert replay(report, base) == []  # with the real engines there is nothing to find


def test_a_report_shows_its_difference_again(monkeypatch: pytest.MonkeyPatch) -> None:
    base = base_of([], [rule("r", All((FEVER, COUGH)))], digest="d" * 64)
    program = build(base)
    with closing(DurableEngine(program)) as durable, pytest.raises(Disagreement) as stopped:
        Assessor(base, program, durable, Contrary(program)).decide({"fever": OneOf(frozenset({"absent"}))})
    assert stopped.value.report["differences"]
    monkeypatch.setattr("whence.assessment.assess.CompiledProgram", Contrary)
    assert replay(stopped.value.report, base) == stopped.value.report["differences"]


def test_a_report_of_other_knowledge_is_refused() -> None:
    base = base_of([], [rule("r", FEVER)], digest="d" * 64)
    with pytest.raises(ValueError, match="another state of the knowledge"):
        replay({"knowledge_digest": "e" * 64, "facts": {}, "differences": []}, base)


@pytest.mark.parametrize(
    "known",
    [
        OneOf(frozenset({"a", "b"})),
        Between(Decimal("0.5"), None, low_open=True),
        Between(None, Decimal(20160)),
        Elapsed((TODAY, TODAY), (date(2026, 1, 1), TODAY)),
    ],
)
def test_what_is_known_survives_the_report(known: Known) -> None:
    assert read_known(json.loads(json.dumps(write_known(known)))) == known
