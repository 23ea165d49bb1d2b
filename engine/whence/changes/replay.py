"""A patient put before both states of the knowledge, each deciding with its engine what it has a question for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import TracebackType

from whence.analysis.answers import known_facts
from whence.analysis.touched import part_of
from whence.assessment.assess import Assessor
from whence.assessment.verdict import Verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.changes.region import Turn
from whence.language.base import KnowledgeBase
from whence.language.patient import Given, Patient
from whence.language.vocabulary import Fact
from whence.program.build import build
from whence.values.answers import Words
from whence.values.struct import replace


class Replay:
    """The rules that are named, of two states, ready for any number of patients. Close it, or use `with`."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, rules: tuple[Collection[str], Collection[str]]) -> None:
        """`rules` are those of the old state and those of the new; no others are decided."""
        parts = (part_of(base, sorted(names)) for base, names in zip((old, new), rules, strict=True))
        self._sides = tuple(_Side(part) for part in parts)

    def __enter__(self) -> Replay:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Frees the engines."""
        for side in self._sides:
            side.durable.close()

    def verdicts(self, side: int, patient: Patient, day: date) -> Mapping[str, Verdict]:
        """How each rule in force on the day ends by the old state (`side` 0) or the new (1).

        Raises what `assess` raises: UnusablePatient where the state refuses the patient.
        """
        heard = told_to(patient, self._sides[side].base)
        assessment = self._sides[side].assessor.assess(heard, day)
        return {rule: result.verdict for rule, result in assessment.results.items()}

    def bears_out(self, turn: Turn, patient: Patient, day: date) -> bool:
        """Whether the engines decide the two ends of a turn."""
        for side, rule, end in ((0, turn.pair.before, turn.before), (1, turn.pair.after, turn.after)):
            if rule is not None and self.verdicts(side, patient, day).get(rule) is not end:
                return False
        return True


class _Side:
    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        program = build(base)
        self.durable = DurableEngine(program)
        self.assessor = Assessor(base, program, self.durable, CompiledProgram(program))


def told_to(patient: Patient, base: KnowledgeBase) -> Patient:
    """The patient as far as the base has a question and the answer for it."""
    facts = base.vocabulary.facts
    heard = {name: one for name, one in patient.facts.items() if name in facts and _heard(one, facts[name])}
    return replace(patient, facts=heard)


def _heard(given: Given, fact: Fact) -> bool:
    if not isinstance(fact.answer, Words):
        return not given.one_of and not given.none_of
    words: Iterable[str] = given.one_of or given.none_of or ([] if given.answer is None else [given.answer])
    return all(word in fact.answer.answers for word in words)


def refuses(base: KnowledgeBase, patient: Patient, day: date) -> bool:
    """Whether the base refuses the patient as impossible."""
    _, found = known_facts(told_to(patient, base), base.vocabulary, day)
    return any(one.code == "V703" for one in found)
