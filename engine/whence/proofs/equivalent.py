"""Whether two ways of writing a rule, definition or score can be told apart by any patient, partly known or whole."""

from __future__ import annotations

from collections.abc import Iterable

from whence.backends.gates import Rails
from whence.language.definition import Definition, Score
from whence.language.rule import Rule
from whence.language.tally import band_of, tally
from whence.proofs.everybody import Everybody
from whence.proofs.verdicts import differ, verdicts
from whence.values.known import Tally


def told_apart(
    first: Rule | Definition | Score, second: Rule | Definition | Score, everybody: Everybody, by_answer: bool = False
) -> int:
    """A literal that holds of a patient for whom the two end differently; what they rest on is the same for both.

    Of definitions every answer is compared, sure, ruled out or open (`by_answer`: only whether it is sure); of scores
    the total and the band.
    """
    gates = everybody.gates
    match first, second:
        case Rule(), Rule():
            base, conditions = everybody.base, everybody.partly_known
            ends = [verdicts(base.expanded(rule), conditions, gates) for rule in (first, second)]
            return differ(ends[0], ends[1], gates)
        case Definition(), Definition():
            here, there = (everybody.with_other(each).partly_known for each in (first, second))
            answers = dict.fromkeys((*first.answers, *second.answers))
            pairs = [(here.case(first, one), there.case(second, one)) for one in answers]
            if by_answer:
                return gates.any_of(gates.differ(one.true, other.true) for one, other in pairs)
            return _any_differ(pairs, everybody)
        case Score(), Score():
            return _totals(first, second, everybody)
        case _:
            raise TypeError("a rule is no definition, and neither is a score")


def _any_differ(pairs: Iterable[tuple[Rails, Rails]], everybody: Everybody) -> int:
    gates = everybody.gates
    return gates.any_of(
        gates.differ(one, other)
        for ours, theirs in pairs
        for one, other in ((ours.true, theirs.true), (ours.false, theirs.false))
    )


def _totals(first: Score, second: Score, everybody: Everybody) -> int:
    gates = everybody.gates
    here, there = (everybody.as_told.totals(each).spans for each in (first, second))
    bands = [tally(each, {}).bands for each in (first, second)]
    ways = [gates.differ(here.get(span, -gates.true), there.get(span, -gates.true)) for span in {*here, *there}]
    ways += [
        literal for (low, high), literal in here.items()
        if len({band_of(Tally(low, high, of)) for of in bands}) > 1
    ]  # fmt: skip
    return gates.any_of(ways)
