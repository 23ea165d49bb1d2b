"""The bars of the shipped knowledge: its vignettes show every condition to decide alone and kill nearly every mutant.

What no patient can show, and a mutant that ends as the original for every patient, are excused by proof alone.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from shipped import shipped_base
from whence.language.base import KnowledgeBase
from whence.vignettes.coverage import coverage
from whence.vignettes.mutation import Fate, mutate
from whence.vignettes.run import vignette_files
from whence.vignettes.tried import Cases, read_cases

ROOT = Path(__file__).parents[2]
#: Of a hundred mutants that can be told apart at all, so many are killed, whatever the kind of mistake.
BAR = 95
#: The short run takes every so manieth thing.
EVERY = 6


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return shipped_base()


@pytest.fixture(scope="module")
def cases(base: KnowledgeBase) -> Cases:
    folders = [ROOT / "tests" / "vignettes" / "mscc" / kind for kind in ("rules", "definitions")]
    found = read_cases(vignette_files(folders), base)
    assert not found.lost, (found.diagnostics, found.unusable, found.failing)
    return found


def test_every_leaf_and_every_condition_alone_is_shown_in_every_way(base: KnowledgeBase, cases: Cases) -> None:
    found = coverage(cases, base)
    assert [thing.about for thing in found.things if not thing.complete] == []
    shown, all_ways = found.decided
    assert shown == all_ways > 2000


@pytest.mark.parametrize("every", [pytest.param(EVERY, id="short"), pytest.param(1, id="all", marks=pytest.mark.long)])
def test_mutants_are_killed(base: KnowledgeBase, cases: Cases, every: int) -> None:
    names = [*base.rules, *base.definitions, *base.scores][::every]
    judged = [each for thing in mutate(names, cases, base) for each in thing.judged]
    fates = Counter((each.mutant.operator, each.fate) for each in judged)
    assert len(judged) > 5000 // every
    for operator in {each.mutant.operator for each in judged}:
        killed, survived = fates[operator, Fate.KILLED], fates[operator, Fate.SURVIVED]
        assert survived * 100 <= (100 - BAR) * (killed + survived), operator


def test_what_every_rule_says_stands_in_its_vignettes(base: KnowledgeBase, cases: Cases) -> None:
    assert [name for name, rule in base.rules.items() if cases.files[name].says != rule.then] == []
