"""Every other reading of the shipped knowledge can be run, and somebody gets another answer under it.

Also: a base cut down to the rules that a change touches decides them as the whole does, and no other rule moves.
"""

from __future__ import annotations

from contextlib import closing
from itertools import islice

import pytest

from laws.random_people import people
from shipped import shipped_base
from whence.analysis.touched import part_of, touched
from whence.analysis.variant import under
from whence.assessment.assess import Assessor
from whence.assessment.verdict import Verdict, verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.language.reading import Alternative
from whence.program.build import build
from whence.program.program import Program
from whence.program.trace import Trace
from whence.proofs.differing import differing_patient
from whence.values.known import Known

BASE = shipped_base()
OTHERS = [
    pytest.param(alternative, id=f"{reading.name}: {alternative.name}")
    for reading in BASE.readings.values()
    for alternative in reading.otherwise
]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return BASE


def ends(base: KnowledgeBase, known: dict[str, Known]) -> dict[str, Verdict]:
    """How every rule ends, decided by the rule engine and checked by the compiled program."""
    program = build(base)
    with closing(DurableEngine(program)) as durable:
        return verdicts(program, Assessor(base, program, durable, CompiledProgram(program)).decide(known))


def verdicts(program: Program, trace: Trace) -> dict[str, Verdict]:
    found = {}
    for rule, roots in program.rules.items():
        unless, only_if = (None if part is None else trace.of(part) for part in (roots.unless, roots.only_if))
        found[rule] = verdict(trace.of(roots.when), unless, only_if)
    return found


@pytest.mark.parametrize("alternative", OTHERS)
def test_an_other_reading_is_run_and_changes_somebodys_answer(base: KnowledgeBase, alternative: Alternative) -> None:
    other = under(base, alternative)
    found = differing_patient(base, other)
    assert found is not None
    rule, known = found[0], dict(found[1].known)
    before = ends(part_of(base, [rule]), known)[rule] if rule in base.rules else Verdict.DOES_NOT_APPLY
    after = ends(part_of(other, [rule]), known)[rule] if rule in other.rules else Verdict.DOES_NOT_APPLY
    advice = rule in base.rules and rule in other.rules and base.rules[rule].then != other.rules[rule].then
    assert before is not after or (advice and after not in (Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN))


@pytest.mark.parametrize("alternative", OTHERS[::12])
def test_what_is_not_touched_ends_alike_and_what_is_ends_as_in_the_whole(
    base: KnowledgeBase, alternative: Alternative
) -> None:
    other = under(base, alternative)
    rules = set(touched(base, other))
    programs = [build(base), build(other), build(part_of(other, rules & set(other.rules)))]
    compiled = [CompiledProgram(program) for program in programs]
    for known in islice(people(base, programs[0], 7), 40):
        before, after, few = (
            verdicts(program, Trace(decided.run(known))) for program, decided in zip(programs, compiled, strict=True)
        )
        assert {rule: after[rule] for rule in few} == few
        assert {rule: end for rule, end in after.items() if rule not in rules} == {
            rule: end for rule, end in before.items() if rule not in rules
        }


def test_the_patients_of_these_laws_are_not_empty(base: KnowledgeBase) -> None:
    program = build(base)
    known = list(islice(people(base, program, 7), 5))
    decided = CompiledProgram(program)
    assert any(len(set(decided.run(one))) == 3 for one in known)
