"""Many random patients over the shipped knowledge: durable = compiled = reference, without a difference.

2,000 by default; 100,000 with `-m long`, in ten parts that several processes may share (half a minute for each 1,000).
"""

from __future__ import annotations

from contextlib import closing
from itertools import islice

import pytest

from laws.random_people import people
from laws.test_engines_agree import of_roots
from shipped import shipped_base
from whence.assessment.assess import leaf_truths
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.backends.reference import reference
from whence.program.build import build
from whence.values.truth import Truth

PARTS = [pytest.param(10_000, part, marks=pytest.mark.long) for part in range(10)]


@pytest.mark.parametrize(("count", "seed"), [(2_000, 2_000), *PARTS])
def test_no_patient_is_decided_in_two_ways(count: int, seed: int) -> None:
    base = shipped_base()
    program = build(base)
    compiled = CompiledProgram(program)
    applied: set[str] = set()
    with closing(DurableEngine(program)) as durable:
        for known in islice(people(base, program, seed=seed), count):
            trace = durable.run(leaf_truths(program, known))
            assert trace.values == compiled.run(known), known
            assert of_roots(program, trace.values) == reference(base, known), known
            applied.update(rule for rule, roots in program.rules.items() if trace.of(roots.when) is Truth.TRUE)
    # patients to whom nothing applies would prove little
    assert len(applied) >= 0.9 * len(program.rules), sorted(set(program.rules) - applied)
