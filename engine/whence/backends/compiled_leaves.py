"""The text of a Python function's first half: leaf tests, straight from what is known of each fact.

Written apart from values.known on purpose, by other formulas (set difference, ordinals, month counts), because its only
use is to disagree when one of the two is wrong. Truths are 0 false, 1 unknown, 2 true. Nothing here evaluates anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from whence.language.condition import Is, Test, Within
from whence.language.definition import Score
from whence.values.known import Bound, Op

MINUTES_PER_DAY = 24 * 60
PRELUDE = """\
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
def ends(day):
    # whether it is the last day of its month
    leap = day.month == 2 and (day.year % 4 == 0 and day.year % 100 != 0 or day.year % 400 == 0)
    return day.day == LENGTHS[day.month - 1] + leap
def reaches(first, last, months):
    # whether `last` is on or after the day `months` months after `first`
    apart = 12 * (last.year - first.year) + last.month - first.month - months
    return apart > 0 or (apart == 0 and (first.day <= last.day or ends(last)))
def passes(first, last, months):
    # whether `last` is after that day
    apart = 12 * (last.year - first.year) + last.month - first.month - months
    return apart > 0 or (apart == 0 and first.day < last.day)
"""


def limit_lines(leaves: Sequence[Test]) -> Iterator[str]:
    """Statements that set the numbers the leaves compare with, once for all patients."""
    for node, test in enumerate(leaves, 1):
        if isinstance(test, Within):
            yield f"L{node} = D({format(test.bounds[0].quantity.amount, 'f')!r})"


def score_lines(scores: Mapping[str, Score]) -> Iterator[str]:
    """Statements that set the tables of the scores: points by answer, and the band of every total."""
    for name, score in scores.items():
        points = {part.fact: dict(part.points) for part in score.components}
        totals = range(-sum(map(_size, points.values())), sum(map(_size, points.values())) + 1)
        bands = {
            total: band
            for band, bounds in score.bands.items()
            for total in totals
            if all(_met(bound, total) for bound in bounds)
        }
        yield f"P_{name} = {points!r}"
        yield f"B_{name} = {bands!r}"


def _size(points: Mapping[str, tuple[int, int]]) -> int:
    return max(abs(end) for ends in points.values() for end in ends)


def _met(bound: Bound, total: int) -> bool:
    limit = bound.quantity.amount
    return {
        Op.AT_LEAST: total >= limit,
        Op.MORE_THAN: total > limit,
        Op.AT_MOST: total <= limit,
        Op.LESS_THAN: total < limit,
    }[bound.op]


def _total_lines(name: str) -> Iterator[str]:
    """Statements that make `k` the fact-like total of a score, for the tests of both kinds."""
    yield "s, t = 0, 0"
    yield f"for f, p in P_{name}.items():"
    yield "    k = get(f)"
    yield "    w = [p[x] for x in k.answers] if k.__class__ is OneOf else p.values()"
    yield "    s += min([x for x, _ in w])"
    yield "    t += max([y for _, y in w])"


def leaf_lines(leaves: Sequence[Test], scores: Mapping[str, Score]) -> Iterator[str]:
    """Statements that set `n1`, `n2`, ... to the truths of the leaves, reading `known`."""
    numbered = list(enumerate(leaves, 1))
    for name, group in groupby(numbered, key=lambda entry: entry[1].name):
        tested = list(group)
        if name in scores:
            yield from _total_lines(name)
            yield f"a = {{B_{name}[x] for x in range(s, t + 1) if x in B_{name}}}"
            yield "l, h, lo, ho = s, t, False, False"
            for node, test in tested:
                of_total = _word(test.answers) if isinstance(test, Is) else _interval(test.bounds[0], f"L{node}")
                yield f"n{node} = {of_total}"
            continue
        yield f"k = get({name!r})"
        words = [(node, test.answers) for node, test in tested if isinstance(test, Is)]
        if words:
            yield "if k.__class__ is OneOf:"
            yield "    a = k.answers"
            yield from (f"    n{node} = {_word(answers)}" for node, answers in words)
            yield "else:"
            yield f"    {' = '.join(f'n{node}' for node, _ in words)} = 1"
        bounds = [(node, test.bounds[0]) for node, test in tested if isinstance(test, Within)]
        if bounds:
            yield "if k.__class__ is Between:"
            yield "    l, h, lo, ho = k.low, k.high, k.low_open, k.high_open"
            yield from (f"    n{node} = {_interval(bound, f'L{node}')}" for node, bound in bounds)
            yield "elif k.__class__ is Elapsed:"
            yield "    (f0, f1), (l0, l1) = k.first, k.last"
            yield from (f"    n{node} = {_elapsed(bound)}" for node, bound in bounds)
            yield "else:"
            yield f"    {' = '.join(f'n{node}' for node, _ in bounds)} = 1"


def _word(answers: tuple[str, ...]) -> str:
    """True when no answer outside the list remains, false when none inside does."""
    if not answers:
        return "0 if a else 2"
    wanted = f"{{{', '.join(map(repr, answers))}}}"
    return f"(2 if not a - {wanted} else 1) if a & {wanted} or not a else 0"


def _interval(bound: Bound, limit: str) -> str:
    if bound.op is Op.AT_LEAST:
        true, false = f"l >= {limit}", f"h < {limit} or ho and h == {limit}"
    else:
        true, false = f"l > {limit} or lo and l == {limit}", f"h <= {limit}"
    return f"2 if l is not None and ({true}) else 0 if h is not None and ({false}) else 1"


def _elapsed(bound: Bound) -> str:
    """The shortest and the longest time the two days leave; unknown where they differ."""
    months = bound.quantity.unit == "months"
    whole = _whole(bound.quantity.amount, months)
    if whole is None:
        return f"impossible({str(bound.quantity)!r})"
    if months:
        call = "reaches" if bound.op is Op.AT_LEAST else "passes"
        return f"{call}(f1, l0, {whole}) + {call}(f0, l1, {whole})"
    sign = ">=" if bound.op is Op.AT_LEAST else ">"
    days = "(l0.toordinal() - f1.toordinal() {0} {1}) + (l1.toordinal() - f0.toordinal() {0} {1})"
    return days.format(sign, whole)


def _whole(amount: Decimal, months: bool) -> int | None:
    size = 1 if months else MINUTES_PER_DAY
    return int(amount) // size if amount % size == 0 else None
