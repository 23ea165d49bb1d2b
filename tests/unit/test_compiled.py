"""The generated function reads every form of known answer by formulas of its own."""

from __future__ import annotations

import marshal
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from whence.backends.compiled import CompiledProgram, generate, python_text
from whence.language.condition import Is, Test, Within
from whence.program.normal import test_literal as normal_form
from whence.program.program import Program
from whence.values.known import Between, Bound, Elapsed, Known, OneOf, Op, is_one_of, within
from whence.values.quantity import Quantity
from whence.values.truth import Truth


def truth_of(test: Test, known: Known | None) -> Truth:
    ((leaf, complemented),) = normal_form(test)
    program = Program((leaf,), (), (0, 0), {}, {}, {}, {})
    value = CompiledProgram(program).run({} if known is None else {"x": known})[1]
    return ~value if complemented else value


def test_words_known_in_part() -> None:
    test = Is("x", ("a", "b"))
    for answers in (["a"], ["a", "b"], ["a", "c"], ["c"], ["c", "d"]):
        known = OneOf(frozenset(answers))
        assert truth_of(test, known) is is_one_of(known, test.answers)
    assert truth_of(test, None) is Truth.UNKNOWN
    assert truth_of(test, Between(Decimal(1), Decimal(1))) is Truth.UNKNOWN


def test_a_word_is_quoted_whatever_it_holds() -> None:
    odd = "it's \"50 %\" \\ {k}\n"
    assert truth_of(Is("x", (odd,)), OneOf(frozenset({odd}))) is Truth.TRUE


ENDS = [None, Decimal(1), Decimal(2), Decimal("2.5"), Decimal(3)]


@pytest.mark.parametrize("op", list(Op))
def test_every_bound_on_every_interval(op: Op) -> None:
    bound = Bound(op, Quantity(Decimal(2), "kg"))
    test = Within("x", (bound,))
    for low, high, low_open, high_open in product(ENDS, ENDS, (False, True), (False, True)):
        if low is None or high is None or low < high or (low == high and not low_open and not high_open):
            known = Between(low, high, low_open, high_open)
            assert truth_of(test, known) is within(known, (bound,)), known
    assert truth_of(test, OneOf(frozenset({"a"}))) is Truth.UNKNOWN


@pytest.mark.parametrize("op", list(Op))
@pytest.mark.parametrize("span", ["1 months", "12 months", "0 months", "30 days", "2 weeks"])
def test_the_time_between_two_days(op: Op, span: str) -> None:
    amount, unit = span.split()
    bound = Bound(op, Quantity(Decimal(amount), unit))
    ((leaf, complemented),) = normal_form(Within("x", (bound,)))
    decide = CompiledProgram(Program((leaf,), (), (0, 0), {}, {}, {}, {})).run
    starts = [date(2024, 1, 28) + timedelta(days=step) for step in range(36)]
    spans = [*range(4), *range(12, 17), *range(27, 34), *range(363, 369)]
    for first, apart, loose in product(starts, spans, (0, 2)):
        last = first + timedelta(days=apart)
        known = Elapsed((first - timedelta(days=loose), first), (last, last + timedelta(days=loose)))
        value = decide({"x": known})[1]
        assert (~value if complemented else value) is within(known, (bound,)), known


def test_the_last_days_of_the_calendar_are_no_error() -> None:
    known = Elapsed((date(9999, 12, 30),) * 2, (date(9999, 12, 31),) * 2)
    assert truth_of(Within("x", (Bound(Op.AT_LEAST, Quantity(Decimal(1), "months")),)), known) is Truth.FALSE


def test_half_a_day_between_two_dates_is_an_error() -> None:
    known = Elapsed((date(2026, 1, 1),) * 2, (date(2026, 1, 2),) * 2)
    with pytest.raises(ValueError, match="no whole number"):
        truth_of(Within("x", (Bound(Op.AT_LEAST, Quantity(Decimal(12), "hours")),)), known)


def test_the_code_survives_being_kept() -> None:
    program = Program((Is("x", ("a",)), Is("y", ("b",))), ((2, 5),), (0, 0, 0, 0), {}, {}, {}, {})
    kept = marshal.loads(marshal.dumps(generate(program)))
    known: dict[str, Known] = {"x": OneOf(frozenset({"a"})), "y": OneOf(frozenset({"c"}))}
    assert CompiledProgram(program, kept).run(known) == CompiledProgram(program).run(known)
    assert CompiledProgram(program, kept).run(known)[-1] is Truth.TRUE


def test_it_borrows_no_evaluation_from_the_other_engines() -> None:
    program = Program((Is("x", ("a",)),), (), (0, 0), {}, {}, {}, {})
    assert "whence" not in python_text(program) and "is_one_of" not in python_text(program)
