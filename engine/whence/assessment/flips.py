"""Which recommendations would end otherwise for a patient if a passage were read in another way.

The other reading is run by the engines like any base: its program is built anew, from the rules that the reading can
touch. The rest of the base is decided by equal conditions and is not decided twice.
"""

from __future__ import annotations

from collections.abc import Iterable

from whence.analysis.touched import part_of, touched
from whence.analysis.variant import under
from whence.assessment.assess import assess
from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.language.base import KnowledgeBase
from whence.language.reading import Alternative, Reading
from whence.values.struct import Struct


class Flip(Struct, frozen=True):
    """One rule that ends otherwise. A verdict is None where the rule is not there or not in force.

    `other_advice`: what it recommends is not the same; the verdicts may then be equal.
    """

    rule: str
    before: Verdict | None
    after: Verdict | None
    other_advice: bool


def flips(base: KnowledgeBase, alternative: Alternative, assessment: Assessment) -> tuple[Flip, ...]:
    """What changes for the patient of `assessment`, made with the whole of `base`, in rule order.

    A rule that does not apply counts like one that is not there, and other advice counts where the rule may come to
    speak. Raises what `assess` raises.
    """
    other = under(base, alternative)
    rules = touched(base, other)
    part = part_of(other, (rule for rule in rules if rule in other.rules))
    again = assess(part, assessment.patient, assessment.as_of) if part.rules else None
    found = []
    for rule in rules:
        before = _verdict(assessment, rule)
        after = _verdict(again, rule) if again is not None else None
        advice = rule in base.rules and rule in other.rules and base.rules[rule].then != other.rules[rule].then
        told = advice and after not in (None, Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)
        if _silent(before) != _silent(after) or (not _silent(before) and before is not after) or told:
            found.append(Flip(rule, before, after, advice))
    return tuple(found)


def _verdict(assessment: Assessment, rule: str) -> Verdict | None:
    result = assessment.results.get(rule)
    return None if result is None else result.verdict


def _silent(verdict: Verdict | None) -> bool:
    """Whether nothing at all is said: the rule does not apply, is not in force, or is not there."""
    return verdict in (None, Verdict.DOES_NOT_APPLY)


class Tried(Struct, frozen=True):
    """An other reading that was run for a patient, and what ended otherwise; nothing, where it makes no difference."""

    reading: Reading
    alternative: Alternative
    flips: tuple[Flip, ...]


def try_all(base: KnowledgeBase, readings: Iterable[Reading], assessment: Assessment) -> tuple[Tried, ...]:
    """Every other reading of `readings` run for the patient of `assessment`, one at a time, in order."""
    return tuple(
        Tried(reading, alternative, flips(base, alternative, assessment))
        for reading in readings
        for alternative in reading.otherwise
    )
