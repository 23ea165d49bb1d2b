"""durable = compiled = reference, on random bases and random partial patients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.strategies import bases, patients
from whence.assessment.assess import leaf_truths
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.backends.durable_encoding import encode
from whence.backends.reference import RootTruths, reference
from whence.language.base import KnowledgeBase
from whence.program.build import build
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.known import Known


def of_roots(program: Program, values: Any) -> RootTruths:
    trace = Trace(tuple(values))
    of = lambda literal: None if literal is None else trace.of(literal)  # noqa: E731
    return RootTruths(
        rules={rule: (of(roots.when), of(roots.unless), of(roots.only_if)) for rule, roots in program.rules.items()},
        definitions={
            name: {answer: trace.of(literal) for answer, literal in answers.items()}
            for name, answers in program.definitions.items()
        },
        impossible={name: trace.of(literal) for name, literal in program.impossible.items()},
        pathways={name: trace.of(literal) for name, literal in program.pathways.items()},
    )


def test_the_three_engines_decide_alike(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases(), st.lists(patients(), min_size=1, max_size=4))
    def law(base: KnowledgeBase, people: list[Mapping[str, Known]]) -> None:
        program = build(base)
        compiled = CompiledProgram(program)
        with closing(DurableEngine(program)) as durable:
            for known in people:
                trace = durable.run(leaf_truths(program, known))
                assert trace.values == compiled.run(known)
                assert of_roots(program, trace.values) == reference(base, known)

    law()


def test_splitting_copying_and_several_rulesets_change_no_answer(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases(), patients())
    def law(base: KnowledgeBase, known: Mapping[str, Known]) -> None:
        program = build(base)
        narrow = encode(program, conditions=2, readers=2, rules=5)
        leaves = leaf_truths(program, known)
        with closing(DurableEngine(program, narrow)) as split, closing(DurableEngine(program)) as whole:
            assert split.run(leaves).values == whole.run(leaves).values

    law()
