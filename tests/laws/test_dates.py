"""A change dated t alters no answer before t."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.strategies import TODAY, base_of, bases, conditions, definitions_of, patient_files
from whence.assessment.assess import UnusablePatient, assess
from whence.assessment.assessment import RuleResult
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.language.rule import InForce, Rule


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
