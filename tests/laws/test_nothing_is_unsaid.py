"""Learning a fact never unsays a conclusion: only what was unknown may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.strategies import bases, narrowed, patients
from whence.assessment.assess import leaf_truths
from whence.assessment.verdict import Verdict, verdict
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.program.build import build
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.known import Known
from whence.values.truth import Truth

MAY_BECOME = {
    Verdict.OPEN: set(Verdict),
    Verdict.APPLIES_UNLESS: {Verdict.APPLIES_UNLESS, Verdict.APPLIES, Verdict.WITHDRAWN},
}


@st.composite
def patients_who_tell_more(draw: st.DrawFn) -> tuple[Mapping[str, Known], Mapping[str, Known]]:
    known = draw(patients())
    return known, draw(narrowed(known))


def verdicts(program: Program, trace: Trace) -> dict[str, Verdict]:
    return {
        rule: verdict(
            trace.of(roots.when),
            None if roots.unless is None else trace.of(roots.unless),
            None if roots.only_if is None else trace.of(roots.only_if),
        )
        for rule, roots in program.rules.items()
    }


def test_narrowing_what_is_known_changes_no_decided_node_and_no_final_verdict(
    examples: Callable[[Any], Any],
) -> None:
    @examples
    @given(bases(), patients_who_tell_more())
    def law(base: KnowledgeBase, people: tuple[Mapping[str, Known], Mapping[str, Known]]) -> None:
        program = build(base)
        with closing(DurableEngine(program)) as durable:
            before, after = (
                durable.run(leaf_truths(program, known)) for known in people
            )
        for node, (then, now) in enumerate(zip(before.values, after.values, strict=True)):
            assert then in (now, Truth.UNKNOWN), f"node {node}"
        ended = verdicts(program, after)
        for rule, first in verdicts(program, before).items():
            assert ended[rule] in MAY_BECOME.get(first, {first}), rule

    law()
