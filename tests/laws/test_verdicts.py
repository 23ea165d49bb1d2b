"""The verdict table, whole: which of six endings each combination of three truths gives."""

from __future__ import annotations

from itertools import product

import pytest

from whence.assessment.verdict import Verdict, verdict
from whence.values.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
TABLE = {
    **{(F, other, None): Verdict.DOES_NOT_APPLY for other in (None, F, U, T)},
    **{(F, None, other): Verdict.DOES_NOT_APPLY for other in (F, U, T)},
    **{(U, other, None): Verdict.OPEN for other in (None, F, U, T)},
    **{(U, None, other): Verdict.OPEN for other in (F, U, T)},
    (T, None, None): Verdict.APPLIES,
    (T, F, None): Verdict.APPLIES,
    (T, U, None): Verdict.APPLIES_UNLESS,
    (T, T, None): Verdict.WITHDRAWN,
    (T, None, T): Verdict.APPLIES,
    (T, None, U): Verdict.OPEN,
    (T, None, F): Verdict.HELD_BACK,
}


@pytest.mark.parametrize(("when", "unless", "only_if"), TABLE)
def test_each_line_of_the_table(when: Truth, unless: Truth | None, only_if: Truth | None) -> None:
    assert verdict(when, unless, only_if) is TABLE[when, unless, only_if]


def test_the_table_is_whole() -> None:
    parts = (None, F, U, T)
    possible = {(w, u, o) for w, u, o in product((F, U, T), parts, parts) if u is None or o is None}
    assert possible == set(TABLE)


def test_a_verdict_changes_only_beside_an_unknown() -> None:
    narrower = {F: {F}, U: {F, U, T}, T: {T}, None: {None}}
    for before, ending in TABLE.items():
        if ending not in (Verdict.OPEN, Verdict.APPLIES_UNLESS):
            for after in product(*(narrower[part] for part in before)):
                assert verdict(*after) is ending
