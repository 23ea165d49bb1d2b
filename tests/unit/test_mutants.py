"""Mutants: every kind of mistake is made, each once, and what vignettes make of them is told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from shipped import shipped_base
from unit.tiny import write_tiny
from unit.trials import NAME, tried
from whence.language.base import KnowledgeBase
from whence.render.miss import mutant as words_of
from whence.store.load import load_base
from whence.vignettes.mutant import ADVICE, OPERATORS
from whence.vignettes.mutants import mutants
from whence.vignettes.mutation import Fate, Judged, mutate
from whence.vignettes.things import thing_of
from whence.vignettes.tried import Cases

CASES = "  - {name: Wet, expect: applies}\n"
BOTH = "when: {all: [{cough: wet}, {bed: present}]}"


def said(base: KnowledgeBase, name: str) -> list[str]:
    thing = thing_of(name, base)
    assert thing is not None
    return [words_of(each, base) for each in mutants(name, thing, base)]


def fates(base: KnowledgeBase, cases: Cases, name: str = NAME) -> dict[str, Judged]:
    (found,) = mutate([name], cases, base)
    return {words_of(each.mutant, base): each for each in found.judged}


def test_every_mistake_in_a_condition_is_made_once(tmp_path: Path) -> None:
    conditions = "when: {all: [{cough: [dry, wet]}, {fever_lasted: {at_least: 2 days}}]}"
    base, _ = tried(tmp_path, conditions, "  - {name: Wet, expect: open}\n")
    found = [each for each in said(base, NAME) if not each.startswith(ADVICE)]
    assert found == [
        "when: joint exchanged: cough is dry or wet and fever lasted is at least 2 days"
        " -> cough is dry or wet or fever lasted is at least 2 days",
        "when: condition dropped: cough is dry or wet",
        "when: condition negated: cough is dry or wet -> cough is not dry or wet",
        "when: answer dropped: cough is dry or wet -> cough is wet",
        "when: answer changed: cough is dry or wet -> cough is none or wet",
        "when: answer dropped: cough is dry or wet -> cough is dry",
        "when: answer changed: cough is dry or wet -> cough is dry or none",
        "when: answer added: cough is dry or wet -> cough is dry, wet or none",
        "when: condition dropped: fever lasted is at least 2 days",
        "when: condition negated: fever lasted is at least 2 days -> fever lasted is not at least 2 days",
        "when: limit moved: fever lasted is at least 2 days -> fever lasted is at least 1 days",
        "when: limit moved: fever lasted is at least 2 days -> fever lasted is at least 3 days",
        "when: bound exchanged: fever lasted is at least 2 days -> fever lasted is more than 2 days",
    ]


def test_an_exception_is_lost_or_taken_for_the_other_kind(tmp_path: Path) -> None:
    base, _ = tried(tmp_path, "when: {cough: wet}\nunless: {frail: present}", "  - {name: x, expect: applies unless}\n")
    assert [each for each in said(base, NAME) if "exception" in each] == [
        "unless: exception dropped: frail is present",
        "unless: exception exchanged: frail is present -> frail is not present",
    ]


def test_every_mistake_in_what_a_rule_says_is_made_once(tmp_path: Path) -> None:
    base, _ = tried(tmp_path, BOTH, CASES)
    assert [each for each in said(base, NAME) if each.startswith(ADVICE)] == [
        "then: strength swapped: consider -> offer",
        "then: action changed: bed-rest -> rest",
        "then: detail dropped: grade",
        "then: figure changed: 24 hours -> 23 hours",
        "then: figure changed: 24 hours -> 25 hours",
        "then: detail dropped: within",
    ]


def test_a_figure_inside_a_dose_and_a_joint_are_mistaken_too(tmp_path: Path) -> None:
    then = "{consider: {either: [syrup: {dose: {dose: 10 to 20 mg, every: 6 hours}}, honey]}}"
    base, _ = tried(tmp_path, BOTH, CASES, then=then)
    found = [each for each in said(base, NAME) if each.startswith(ADVICE)]
    assert "then: joint exchanged: either -> any_of" in found
    assert "then: figure changed: 10 mg -> 11 mg" in found and "then: figure changed: 20 mg -> 19 mg" in found
    assert "then: figure changed: 6 hours -> 7 hours" in found and "then: detail dropped: every" in found


def test_definitions_and_the_operators_of_scores(tmp_path: Path) -> None:
    base, _ = load_base(write_tiny(tmp_path))
    assert base is not None
    assert "otherwise: otherwise changed: silent" in said(base, "leaflet_kind")
    assert "otherwise: otherwise changed: silent -> barking" in said(base, "leaflet_kind")
    shipped = shipped_base()
    kinds = {each.operator for name in shipped.scores for each in mutants(name, shipped.scores[name], shipped)}
    assert kinds == {"points changed", "limit moved"} <= {*OPERATORS}


def test_a_case_kills_what_ends_otherwise_and_the_rest_survives(tmp_path: Path) -> None:
    base, cases = tried(tmp_path, BOTH, CASES)
    found = fates(base, cases)
    negated = found["when: condition negated: bed is present -> bed is not present"]
    assert (negated.fate, negated.by, negated.about) == (Fate.KILLED, "Wet", NAME)
    assert found["when: condition dropped: bed is present"].fate is Fate.SURVIVED
    more = CASES + "  - {name: No bed, but: {bed: absent}, expect: does not apply}\n"
    base, cases = tried(tmp_path, BOTH, more)
    assert fates(base, cases)["when: condition dropped: bed is present"].by == "No bed"


def test_what_no_patient_tells_apart_is_equivalent(tmp_path: Path) -> None:
    """Whoever has a fever for days has a fever, by a line of *impossible*; but who has said so is not the same."""
    base, cases = tried(tmp_path, "when: {any: [{cough: wet}, {all: [{cough: wet}, {bed: present}]}]}", CASES)
    assert fates(base, cases)["when: condition dropped: cough is wet and bed is present"].fate is Fate.EQUIVALENT
    lasting = "when: {all: [{fever: present}, {fever_lasted: {at_least: 2 days}}]}"
    base, cases = tried(tmp_path, lasting, "  - {name: Wet, expect: open}\n")
    assert fates(base, cases)["when: condition dropped: fever is present"].fate is Fate.SURVIVED


def test_a_mutant_of_a_definition_is_killed_by_the_rules_that_rest_on_it(tmp_path: Path) -> None:
    base, cases = tried(tmp_path, "when: {leaflet_kind: rattling}", CASES)
    found = fates(base, cases, "leaflet_kind")
    changed = found["rattling: condition negated: cough is wet -> cough is not wet"]
    assert (changed.fate, changed.about) == (Fate.KILLED, NAME)


@pytest.mark.parametrize(
    ("says", "fate"),
    [
        ("", Fate.SURVIVED),
        ("says: {consider: bed-rest, grade: A, within: 24 hours}\n", Fate.KILLED),
    ],
)
def test_what_a_rule_says_is_killed_where_the_vignettes_say_it(tmp_path: Path, says: str, fate: Fate) -> None:
    base, cases = tried(tmp_path, BOTH, CASES, says)
    found = {each.fate for name, each in fates(base, cases).items() if name.startswith(ADVICE)}
    assert found == {fate}
