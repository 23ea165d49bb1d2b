"""Two printed figures: each outcome of the table, on both sides of its edge, whichever comes first."""

from __future__ import annotations

import pytest

from whence.compare.doses import amount, compare_courses, compare_doses, compare_tapers, compare_times, course, derived
from whence.compare.figures import Likeness, interval, likeness
from whence.language.recommendation import Dose, Figure, Schedule, Taper
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity, parse_quantity

S, W, O, D = Likeness.SAME, Likeness.WITHIN, Likeness.OVERLAPS, Likeness.DIFFERS  # noqa: E741
N, X = Likeness.NOT_COMPARABLE, Likeness.NOT_STATED


def quantity(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


def figure(text: str) -> Figure:
    for op in Op:
        if text.startswith(f"{op.value} "):
            return Figure(bound=Bound(op, quantity(text.removeprefix(f"{op.value} "))))
    low, joined, high = text.partition(" to ")
    top = quantity(high if joined else low)
    return Figure(Quantity(quantity(low).amount, top.unit) if joined else top, top)


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("8 mg", "8 mg", S), ("8 mg", "8.0 mg", S), ("1 g", "1000 mg", S), ("500 microgram", "0.5 mg", S),
        ("8 mg", "9 mg", D), ("4 to 6 mg", "5 mg", W), ("4 to 6 mg", "6 mg", W), ("4 to 6 mg", "7 mg", D),
        ("4 to 6 mg", "6 to 8 mg", O), ("4 to 6 mg", "4 to 6 mg", S), ("4 to 6 mg", "3 to 8 mg", W),
        ("at_most 5", "5", W), ("less_than 5", "5", D), ("at_most 5", "6", D), ("at_least 5", "at_most 5", O),
        ("more_than 5", "at_most 5", D), ("at_most 5", "at_most 5", S), ("at_most 5", "less_than 5", W),
        ("8 mg", "8 Gy", N), ("800 cGy", "8 Gy", S), ("2 weeks", "14 days", S), ("1 month", "30 days", N),
    ],
)  # fmt: skip
def test_two_figures(first: str, second: str, stands: Likeness) -> None:
    one, other = interval(figure(first)), interval(figure(second))
    assert likeness(one, other) is stands and likeness(other, one) is stands


def test_a_figure_that_is_not_printed_is_not_stated() -> None:
    assert likeness(None, interval(figure("8 mg"))) is X and likeness(None, None) is X


@pytest.mark.parametrize(
    ("dose", "normal"),
    [
        (Dose(figure("4 mg"), every=quantity("6 hours")), "16 mg per day"),
        (Dose(figure("4 to 6 mg"), every=quantity("6 hours")), "16 to 24 mg per day"),
        (Dose(figure("24 mg"), times="4 per day"), "96 mg per day"),
        (Dose(figure("2 mg"), times="2 to 4 per day"), "4 to 8 mg per day"),
        (Dose(figure("16 mg"), per="day"), "16 mg per day"),
        (Dose(figure("10 mg")), "10 mg"),
    ],
)
def test_a_dose_in_normal_form(dose: Dose, normal: str) -> None:
    assert str(amount(dose)) == normal


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (Dose(figure("4 mg"), every=quantity("6 hours")), Dose(figure("16 mg"), per="day"), S),
        (Dose(figure("4 to 6 mg"), every=quantity("6 hours")), Dose(figure("16 mg"), per="day"), W),
        (Dose(figure("4 mg"), every=quantity("8 hours")), Dose(figure("16 mg"), per="day"), D),
        (Dose(figure("16 mg")), Dose(figure("16 mg"), per="day"), N),
        (Dose(figure("10 mg")), Dose(figure("16 mg")), D),
        (Dose(figure("10 mg")), Dose(None, route=("oral",)), N),
        (Dose(figure("10 mg")), None, X),
    ],
)
def test_two_doses(first: Dose, second: Dose | None, stands: Likeness) -> None:
    assert compare_doses(first, second) is stands and compare_doses(second, first) is stands


def schedule(total: str = "", fractions: str = "", each: str = "", length: str | None = None) -> Schedule:
    parts = (figure(text) if text else None for text in (total, each, fractions))
    return Schedule(*parts, length)


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ([schedule("20 Gy", "5")], [schedule("", "5", "4 Gy")], S),
        ([schedule("20 Gy", "5")], [schedule("20 Gy", "4")], D),
        ([schedule("8 Gy", "1")], [schedule("30 Gy", "10")], D),
        ([schedule("8 Gy", "1")], [schedule("8 Gy", "1"), schedule("20 Gy", "5")], W),
        ([schedule("8 Gy", "1"), schedule("20 Gy", "5")], [schedule("20 Gy", "5"), schedule("30 Gy", "10")], O),
        ([schedule("20 Gy", "5"), schedule("8 Gy", "1")], [schedule("8 Gy", "1"), schedule("20 Gy", "5")], S),
        ([schedule("16 to 24 Gy", "1")], [schedule("20 Gy", "1")], W),
        ([schedule("", "at_most 5")], [schedule("8 Gy", "1")], W),
        ([schedule("", "at_most 5")], [schedule("30 Gy", "10")], D),
        ([schedule(length="short course")], [schedule("8 Gy", "1")], N),
        ([schedule(length="short course")], [schedule(length="short course")], S),
        ([schedule("16 to 24 Gy", "2")], [schedule("20 Gy", "1 to 3")], O),
    ],
)
def test_two_lists_of_schedules(first: list[Schedule], second: list[Schedule], stands: Likeness) -> None:
    assert compare_courses(tuple(first), tuple(second)) is stands
    assert compare_courses(tuple(second), tuple(first)) is stands


def test_what_follows_from_a_schedule_is_exact_and_called_derived() -> None:
    assert str(course(schedule("27 Gy", "3")).per_fraction) == "9 Gy"
    assert derived((schedule("", "5", "4 Gy"), schedule("8 Gy", ""))) == ("20 Gy in total",)


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (Taper(halve="daily dose", every=quantity("3 days")), Taper(halve="daily dose", every=quantity("72 hours")), S),
        (Taper(halve="daily dose", every=quantity("3 days")), Taper(halve="daily dose", every=quantity("2 days")), D),
        (Taper(halve="daily dose", every=quantity("3 days")), Taper(over=figure("5 to 7 days"), to="stop"), N),
        (Taper(over=figure("5 to 7 days"), to="stop"), Taper(over=figure("10 days"), to="stop"), D),
        (Taper(over=figure("5 to 7 days"), to="stop"), Taper(over=figure("6 days"), to="stop"), W),
        (Taper(how="gradually", to="stop"), Taper(how="gradually", to="stop"), S),
        (Taper(how="gradually", to="stop"), Taper(how="gradually", to="half"), D),
        (Taper(how="gradually"), None, X),
    ],
)
def test_two_tapers(first: Taper, second: Taper | None, stands: Likeness) -> None:
    assert compare_tapers(first, second) is stands and compare_tapers(second, first) is stands


def test_months_and_days_have_no_common_measure() -> None:
    assert compare_times(quantity("24 hours"), quantity("1 day")) is S
    assert compare_times(quantity("24 hours"), quantity("1 week")) is D
    assert compare_times(quantity("1 month"), quantity("30 days")) is N
    assert compare_times(None, quantity("1 day")) is X
