"""`whence ask` on the shipped knowledge: far fewer questions to a settled decision than in the order of the vocabulary.

Two orders to be held against: the fixed one, and the same without what cannot matter any more, which is a good deal
shorter already.
"""

from __future__ import annotations

import pytest

from benchmarks.questions import asked, random_people
from shipped import shipped_base
from whence.program.build import build

#: At most this share of the questions of the fixed order, for everybody, and of those that can matter, in the sum.
OF_ALL, OF_WHAT_MATTERS = 0.7, 0.8


@pytest.mark.parametrize(
    ("first", "last"),
    [pytest.param(10, 10, id="short"), pytest.param(1, 20, id="long", marks=pytest.mark.long)],
)
def test_at_least_three_questions_in_ten_are_saved(first: int, last: int) -> None:
    base = shipped_base()
    program = build(base)
    counts = []
    for number, (name, answers, known) in zip(range(1, last + 1), random_people(base, program), strict=False):
        if number >= first:
            counts.append((name, asked(base, program, answers, known)))
    assert len(counts) == last - first + 1
    assert [name for name, (few, all_of_them, _) in counts if few > OF_ALL * all_of_them] == []
    few, _, mattering = (sum(count[order] for _, count in counts) for order in range(3))
    assert few <= OF_WHAT_MATTERS * mattering
