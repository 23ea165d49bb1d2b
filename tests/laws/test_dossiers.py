"""Every dossier is re-checked by a program that shares no code with the one that wrote it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.dossiers import assessments, cases, chained, verdict
from laws.random_files import patient_files
from laws.strategies import base_of, bases
from shipped import shipped_base
from unit.test_checker import ILL, NEVER, RULE
from unit.tiny import write_tiny
from whence.assessment.verdict import Verdict
from whence.language.base import KnowledgeBase
from whence.language.condition import names
from whence.program.build import build
from whence.record.case import case
from whence.store.load import load_base

#: Entries of one log: what is checked at once is held in memory.
TOGETHER = 250


def test_dossiers_of_random_knowledge_are_reckoned_the_same_elsewhere(examples: Callable[[Any], Any]) -> None:
    def of_facts_only(base: KnowledgeBase) -> bool:
        """What cannot be true together is said of facts alone; the random bases do not keep to it."""
        return not any(name in base.scores for line in base.vocabulary.impossible for name in names(line.condition))

    @examples
    @given(bases().filter(of_facts_only), st.integers(0, 1_000_000))
    def law(base: KnowledgeBase, seed: int) -> None:
        program = build(base)
        written = list(cases(base, program, islice(patient_files(base, program, seed), 5)))
        if written:
            assert verdict(b"".join(chained(base, written))) is None

    law()


@pytest.mark.parametrize("count", [150, pytest.param(10_000, marks=pytest.mark.long)])
def test_dossiers_of_the_shipped_knowledge_are_reckoned_the_same_elsewhere(count: int) -> None:
    base = shipped_base()
    # patients for whom every rule ends in one way would prove little
    assert set(checked(base, count)) == set(Verdict)


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_dossiers_of_many_patients_hold(count: int, tmp_path: Path) -> None:
    colds, _ = load_base(write_tiny(tmp_path))
    assert colds is not None
    assert set(checked(colds, count // 2)) == set(Verdict)
    checked(base_of([ILL], [RULE], [NEVER], "0" * 64), count - count // 2)


def checked(base: KnowledgeBase, count: int) -> set[Verdict]:
    """That many random patients recorded, in logs of some hundred, and re-checked; the verdicts that occurred."""
    program = build(base)
    seen: set[Verdict] = set()
    with closing(assessments(base, program, patient_files(base, program, seed=count))) as assessed:
        for first in range(0, count, TOGETHER):
            several = list(islice(assessed, min(TOGETHER, count - first)))
            assert len(several) == min(TOGETHER, count - first)
            seen.update(result.verdict for each in several for result in each.results.values())
            lines = chained(base, (case(base, program, each, (), each.patient.name) for each in several))
            assert verdict(b"".join(lines)) is None
    return seen
