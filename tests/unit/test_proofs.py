"""The small, exhaustive side of proving: every completion is tried where there are few, none where there are many."""

from __future__ import annotations

from decimal import Decimal

import pytest

from whence.analysis.circles import circles
from whence.analysis.completions import LIMIT, completions
from whence.language.condition import All, Condition, Is, Within
from whence.language.definition import Definition
from whence.language.rule import InForce
from whence.language.vocabulary import Fact, Impossible, Vocabulary
from whence.values.answers import PRESENCE, Count, Duration, Words
from whence.values.known import Between, Bound, Op, within
from whence.values.quantity import Quantity
from whence.values.truth import Truth


def vocabulary(*facts: Fact, impossible: tuple[Impossible, ...] = ()) -> Vocabulary:
    return Vocabulary({fact.name: fact for fact in facts}, {}, {}, {}, {}, impossible)


def yes_no(name: str) -> Fact:
    return Fact(name, f"{name}?", Words(PRESENCE), "g")


def count(conditions: list[Condition], words: Vocabulary) -> int | None:
    people = completions(conditions, words, {})
    return None if people is None else sum(1 for _ in people)


def test_every_combination_is_tried_once() -> None:
    words = vocabulary(yes_no("a"), yes_no("b"), yes_no("c"))
    assert count([Is("a", ("present",)), Is("b", ("absent",))], words) == 4


def test_what_is_impossible_is_left_out() -> None:
    line = Impossible("both", All((Is("a", ("present",)), Is("b", ("present",)))), "so")
    assert (
        count([Is("a", ("present",)), Is("b", ("absent",))], vocabulary(yes_no("a"), yes_no("b"), impossible=(line,)))
        == 3
    )


def test_a_line_about_facts_that_are_not_asked_forbids_nothing() -> None:
    line = Impossible("both", All((Is("a", ("present",)), Is("b", ("present",)))), "so")
    assert count([Is("a", ("present",))], vocabulary(yes_no("a"), yes_no("b"), impossible=(line,))) == 2


@pytest.mark.parametrize("op", list(Op))
def test_numbers_are_tried_on_both_sides_of_every_bound_and_on_it(op: Op) -> None:
    bound = Bound(op, Quantity(Decimal(2), "weeks"))
    people = completions([Within("d", (bound,))], vocabulary(Fact("d", "d?", Duration("days"), "g")), {})
    assert people is not None
    answers = [known["d"] for known in people]
    assert {within(answer, (bound,)) for answer in answers} == {Truth.TRUE, Truth.FALSE}
    assert any(isinstance(answer, Between) and answer.low == bound.quantity.in_base for answer in answers)


def test_counts_are_tried_as_whole_numbers() -> None:
    bounds = (Bound(Op.MORE_THAN, Quantity(Decimal(1))), Bound(Op.LESS_THAN, Quantity(Decimal(2))))
    people = completions([Within("n", bounds)], vocabulary(Fact("n", "n?", Count(), "g")), {})
    assert people is not None
    assert all(within(known["n"], bounds) is Truth.FALSE for known in people)


def test_definitions_are_taken_apart() -> None:
    weak = Definition("weak", "f", 1, "?", {"present": Is("a", ("present",))}, "absent", (), InForce(), "draft")
    people = completions([Is("weak", ("present",))], vocabulary(yes_no("a")), {"weak": weak})
    assert people is not None and [list(known) for known in people] == [["a"], ["a"]]


def test_too_many_combinations_are_left_to_a_solver() -> None:
    words = vocabulary(*(yes_no(f"f{number}") for number in range(13)))
    assert count([Is(f"f{number}", ("present",)) for number in range(12)], words) == LIMIT
    assert count([Is(f"f{number}", ("present",)) for number in range(13)], words) is None


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"c": ["b"], "b": ["a"], "a": ["c"]}, [["a", "c", "b"]]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
    ],
)
def test_each_circle_is_found_once_from_its_smallest_name(edges: dict[str, list[str]], found: list[list[str]]) -> None:
    assert sorted(circles(edges)) == found


def test_a_long_chain_is_no_trouble() -> None:
    chain = {f"n{number:06}": [f"n{number + 1:06}"] for number in range(50_000)}
    assert circles(chain) == []
