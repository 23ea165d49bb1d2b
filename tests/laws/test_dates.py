"""A change dated t alters no answer before t."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.random_people import people
from laws.strategies import TODAY, base_of, bases, conditions, definitions_of, patient_files
from shipped import shipped_base
from whence.assessment.assess import Assessor, UnusablePatient, assess
from whence.assessment.assessment import RuleResult
from whence.assessment.in_force import InForceDays
from whence.assessment.verdict import Verdict, verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.language.rule import InForce, Rule
from whence.program.build import build
from whence.values.known import Known
from whence.values.struct import replace


@st.composite
def dated_changes(draw: st.DrawFn) -> tuple[KnowledgeBase, KnowledgeBase, date]:
    """A base; the same base with one rule ended at a day and another in its place, using a new definition; the day."""
    base = draw(bases())
    day = TODAY + timedelta(days=draw(st.integers(-2, 2)))
    old = draw(st.sampled_from([rule for rule in base.rules.values() if rule.when is not None]))
    finding = replace(draw(definitions_of("finding_new", [])), in_force=InForce(day, None))
    new = replace(
        old,
        id=f"{old.folder}/new",
        in_force=InForce(day, None),
        when=draw(conditions([finding])),
        unless=None,
        only_if=None,
        replaces=old.id,
        refines=None,
    )
    ended = replace(old, in_force=InForce(old.in_force.start, min(day, old.in_force.until or day)))
    rules: list[Rule] = [ended if rule.id == old.id else rule for rule in base.rules.values()]
    changed = base_of([*base.definitions.values(), finding], [*rules, new], base.vocabulary.impossible, base.digest)
    return base, changed, day


def results(base: KnowledgeBase, patient: Patient, day: date) -> dict[str, RuleResult] | str:
    try:
        return dict(assess(base, patient, day).results)
    except UnusablePatient as error:
        return str(error)


def test_a_change_alters_no_answer_before_its_day(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(dated_changes(), patient_files(), st.integers(1, 4))
    def law(change: tuple[KnowledgeBase, KnowledgeBase, date], patient: Patient, before: int) -> None:
        base, changed, day = change
        earlier = day - timedelta(days=before)
        assert results(base, patient, earlier) == results(changed, patient, earlier)

    law()


def test_from_its_day_on_a_change_counts(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(dated_changes(), patient_files())
    def law(change: tuple[KnowledgeBase, KnowledgeBase, date], patient: Patient) -> None:
        _, changed, day = change
        later = results(changed, patient, day)
        if not isinstance(later, str):
            assert any(rule.endswith("/new") for rule in later)
            new = next(rule for rule in changed.rules.values() if rule.id.endswith("/new"))
            assert new.replaces not in later

    law()


def verdicts(
    base: KnowledgeBase, persons: Sequence[dict[str, Known]], days: Sequence[date]
) -> list[dict[str, Verdict]]:
    """How every rule in force ends, for each person on each day, decided by the engine and checked."""
    program, in_force = build(base), InForceDays(base)
    found = []
    with closing(DurableEngine(program)) as durable:
        assessor = Assessor(base, program, durable, CompiledProgram(program))
        for known in persons:
            trace = assessor.decide(known)
            for day in days:
                ends = {}
                for rule in in_force.rules(day):
                    roots = program.rules[rule]
                    parts = (roots.when, roots.unless, roots.only_if)
                    when, unless, only_if = (None if part is None else trace.of(part) for part in parts)
                    assert when is not None
                    ends[rule] = verdict(when, unless, only_if)
                found.append(ends)
    return found


@pytest.mark.parametrize("changes", [4, pytest.param(100, marks=pytest.mark.long)])
def test_a_change_of_the_shipped_knowledge_alters_no_answer_before_its_day(changes: int) -> None:
    """Rules of the shipped knowledge end at a day, and others, with the conditions of yet others, replace them."""
    base = shipped_base()
    persons = list(islice(people(base, build(base), seed=changes), 25))
    chosen = Random(changes)
    ending = [rule for rule in base.rules.values() if rule.refines is None]
    day = TODAY + timedelta(days=chosen.randint(-400, 400))
    days = [day - timedelta(days=1), day - timedelta(days=chosen.randint(2, 300)), day]
    before = verdicts(base, persons, days)
    for _ in range(changes // 2):
        rules, new = dict(base.rules), []
        for old in chosen.sample(ending, 2):
            giver = chosen.choice([rule for rule in ending if rule.folder == old.folder])
            rules[old.id] = replace(old, in_force=InForce(old.in_force.start, day))
            other = replace(giver, id=f"{old.id}-anew", in_force=InForce(day, None), then=old.then, replaces=old.id)
            rules[other.id] = other
            new.append((old.id, other.id))
        after = verdicts(replace(base, rules=dict(sorted(rules.items()))), persons, days)
        for number, (was, now) in enumerate(zip(before, after, strict=True)):
            if number % 3 < 2:
                assert was == now
            else:
                assert all(gone not in now and come in now for gone, come in new if gone in was)
