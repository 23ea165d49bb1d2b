"""The patients of a cohort who get another answer, and how many take each turn; every verdict decided by the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from whence.assessment.unusable import UnusablePatient
from whence.assessment.verdict import Verdict
from whence.changes.pairs import Pair, Pairs
from whence.changes.region import Turn
from whence.changes.regions import UNHEARD, moved_rules, other_advice
from whence.changes.replay import Replay
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.values.struct import Struct


class Affected(Struct, frozen=True):
    """One patient: the turns taken, or why one of the states does not answer for this patient."""

    name: str
    turns: tuple[Turn, ...] = ()
    unusable: str | None = None


def cohort(
    old: KnowledgeBase, new: KnowledgeBase, patients: Iterable[Patient], as_of: date | None = None
) -> Iterator[Affected]:
    """Every patient in turn, also those who get the same answer. `as_of` goes before the patient's own day.

    Raises Disagreement where the engines of one state differ.
    """
    pairs, moved = Pairs(old, new), moved_rules(old, new)
    by_day: dict[date, list[Pair]] = {}
    steady = {
        name for name in {*old.rules} & {*new.rules}
        if name not in moved and not other_advice(Pair(name, name), old, new)
    }  # fmt: skip
    with Replay(old, new, ({*old.rules} - steady, {*new.rules} - steady)) as replay:
        for patient in patients:
            day = as_of or patient.as_of
            if day is None:
                yield Affected(patient.name, unusable="no day is given: write as_of, or name the day with --as-of")
                continue
            if day not in by_day:
                found = (pair for pair in pairs.on(day) if pair.name not in steady)
                by_day[day] = sorted(found, key=lambda pair: (pair.name, pair.before or ""))
            yield _one(patient, day, by_day[day], replay, (old, new))


def _one(
    patient: Patient, day: date, pairs: Iterable[Pair], replay: Replay, bases: tuple[KnowledgeBase, KnowledgeBase]
) -> Affected:
    ends: list[Mapping[str, Verdict]] = []
    for side, state in enumerate(("the old state", "the new state")):
        try:
            ends.append(replay.verdicts(side, patient, day))
        except UnusablePatient as error:
            return Affected(patient.name, unusable=f"{state} refuses: {error.diagnostics[0].message}")
    turns = []
    for pair in pairs:
        was = ends[0].get(pair.before) if pair.before is not None else None
        now = ends[1].get(pair.after) if pair.after is not None else None
        advice = other_advice(pair, *bases) and now not in UNHEARD
        silent = Verdict.DOES_NOT_APPLY
        if (was or silent) is not (now or silent) or advice:
            turns.append(Turn(pair, was, now, advice))
    return Affected(patient.name, tuple(turns))
