"""Which recommendations would end otherwise for a patient if a passage were read in another way.

The other reading is run by the engines like any base: its program is built anew, from the rules that the reading can
touch. The rest of the base is decided by equal conditions and is not decided twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from whence.analysis.touched import part_of, touched
from whence.analysis.variant import under
from whence.assessment.assess import Assessor
from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.language.reading import Alternative, Reading
from whence.program.build import build
from whence.values.struct import Struct


class Flip(Struct, frozen=True):
    """One rule that ends otherwise. A verdict is None where the rule is not there or not in force.

    `other_advice`: what it recommends is not the same; the verdicts may then be equal.
    """

    rule: str
    before: Verdict | None
    after: Verdict | None
    other_advice: bool


class OtherReading:
    """One other reading of a base, ready to be run for any number of patients. Close it when done."""

    def __init__(self, base: KnowledgeBase, alternative: Alternative) -> None:
        self.alternative = alternative
        self._base, self._other = base, under(base, alternative)
        self._rules = touched(base, self._other)
        part = part_of(self._other, (rule for rule in self._rules if rule in self._other.rules))
        self._durable: DurableEngine | None = None
        self._assessor: Assessor | None = None
        if part.rules:
            program = build(part)
            self._durable = DurableEngine(program)
            self._assessor = Assessor(part, program, self._durable, CompiledProgram(program))

    def close(self) -> None:
        """Give back what the engine holds."""
        if self._durable is not None:
            self._durable.close()

    def flips(self, assessment: Assessment) -> tuple[Flip, ...]:
        """What changes for the patient of `assessment`, made with the whole of the base, in rule order.

        A rule that does not apply counts like one that is not there, and other advice counts where the rule may come
        to speak. Raises what `Assessor.assess` raises.
        """
        again = None if self._assessor is None else self._assessor.assess(assessment.patient, assessment.as_of)
        ours, theirs = self._base.rules, self._other.rules
        found = []
        for rule in self._rules:
            before = _verdict(assessment, rule)
            after = _verdict(again, rule) if again is not None else None
            advice = rule in ours and rule in theirs and ours[rule].then != theirs[rule].then
            told = advice and after not in (None, Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)
            if _silent(before) != _silent(after) or (not _silent(before) and before is not after) or told:
                found.append(Flip(rule, before, after, advice))
        return tuple(found)


def flips(base: KnowledgeBase, alternative: Alternative, assessment: Assessment) -> tuple[Flip, ...]:
    """The flips of one patient; an `OtherReading` is quicker for the second."""
    with closing(OtherReading(base, alternative)) as other:
        return other.flips(assessment)


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
