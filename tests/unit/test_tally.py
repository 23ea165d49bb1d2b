"""The total of a score: an interval that only shrinks, and bands that hold once every total left lies in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from laws.strategies import SCORE
from whence.language.condition import Is, Within
from whence.language.evaluate import evaluate
from whence.language.tally import band_of, components, tally, unsettled
from whence.values.known import Bound, Known, OneOf, Op
from whence.values.quantity import Quantity
from whence.values.truth import Truth


def said(**answers: str | tuple[str, ...]) -> dict[str, Known]:
    return {fact: OneOf(frozenset([said] if isinstance(said, str) else said)) for fact, said in answers.items()}


@pytest.mark.parametrize(
    ("known", "low", "high"),
    [
        (said(), 0, 9),
        (said(colour="red", fever="present", size="large"), 9, 9),
        (said(colour="blue", fever="absent", size="small"), 0, 0),
        (said(colour="green", fever="absent", size="small"), 1, 2),
        (said(colour=("red", "blue"), size="large"), 4, 9),
    ],
)
def test_the_total_lies_between_the_fewest_and_the_most_points(known: dict[str, Known], low: int, high: int) -> None:
    total = tally(SCORE, known)
    assert (total.low, total.high) == (low, high)
    assert sum(part.low for part in components(SCORE, known)) == low


@pytest.mark.parametrize(
    ("known", "band"),
    [
        (said(colour="blue", fever="absent", size="middle"), "light"),
        (said(colour="red", fever="absent", size="small"), "middling"),
        (said(colour="red", size="large"), "heavy"),
        (said(colour="green", fever="absent", size="middle"), None),
        (said(), None),
    ],
)
def test_a_band_holds_once_every_total_left_lies_in_it(known: dict[str, Known], band: str | None) -> None:
    assert band_of(tally(SCORE, known)) == band


def test_an_answer_worth_a_range_leaves_a_bound_open_and_nothing_to_ask() -> None:
    known = said(colour="green", fever="absent", size="middle")
    at_least = [Within(SCORE.name, (Bound(Op.AT_LEAST, Quantity(Decimal(limit))),)) for limit in (2, 3, 4)]
    truths = [evaluate(test, known, {SCORE.name: SCORE}) for test in at_least]
    assert truths == [Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]
    assert unsettled(SCORE, known) == ()


def test_two_neighbouring_bands_hold_where_the_total_lies_in_one_or_the_other() -> None:
    known = said(colour="red", fever="absent")
    assert evaluate(Is(SCORE.name, ("middling", "heavy")), known, {SCORE.name: SCORE}) is Truth.TRUE
    assert evaluate(Is(SCORE.name, ("middling",)), known, {SCORE.name: SCORE}) is Truth.UNKNOWN


def test_components_that_more_can_be_known_of_are_named() -> None:
    assert unsettled(SCORE, said(fever="present")) == ("colour", "size")
    assert unsettled(SCORE, said(fever="present", size="small", colour=("blue", "brown"))) == ()
