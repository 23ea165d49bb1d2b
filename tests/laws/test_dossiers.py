"""Every dossier is re-checked by a program that shares no code with the one that wrote it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.dossiers import assessments, cases, chained, verdict
from laws.random_files import patient_files
from laws.strategies import bases
from whence.assessment.verdict import Verdict
from whence.language.base import KnowledgeBase
from whence.language.condition import names
from whence.program.build import build
from whence.record.case import case
from whence.store.load import load_base

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


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
    base, _ = load_base(KNOWLEDGE)
    assert base is not None
    program = build(base)
    seen: dict[Verdict, int] = dict.fromkeys(Verdict, 0)

    def written() -> Any:
        for each in islice(assessments(base, program, patient_files(base, program, seed=count)), count):
            for result in each.results.values():
                seen[result.verdict] += 1
            yield case(base, program, each, (), each.patient.name)

    lines = list(chained(base, written()))
    assert len(lines) == count + 1
    assert verdict(b"".join(lines)) is None
    # patients for whom every rule ends in one way would prove little
    assert min(seen.values()) > 0, seen
