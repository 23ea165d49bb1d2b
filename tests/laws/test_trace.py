"""Every conclusion has a closed, acyclic proof: what a firing matched was given, or asserted before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from hypothesis import given

from laws.strategies import bases, patients
from whence.assessment.assess import leaf_truths
from whence.backends.durable import DurableEngine
from whence.backends.durable_encoding import encode
from whence.language.base import KnowledgeBase
from whence.program.build import build
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.known import Known
from whence.values.truth import Truth

RAILS = {
    "true": (Truth.TRUE,),
    "not false": (Truth.TRUE, Truth.UNKNOWN),
    "false": (Truth.FALSE,),
    "not true": (Truth.FALSE, Truth.UNKNOWN),
}


def prove(program: Program, trace: Trace) -> None:
    """Walk the firings in order; each must rest on given facts, complements of settled nodes, or earlier firings."""
    first_and = 1 + len(program.leaves)
    asserted: set[str] = set()
    settled = 0  # strata below this one have had a complement read, so nothing of theirs may fire any more
    for firing in trace.firings:
        for fact in firing.matched:
            number, rail = fact.split(" ", 1)
            node, plain = int(number), rail.split(" part ")[0].split(" copy ")[0]
            if " part " not in rail:
                assert trace.values[node] in RAILS[plain], f"{fact} does not hold"
            if rail != plain or (node >= first_and and plain in ("true", "not false")):
                assert fact in asserted, f"{fact} was matched before anything asserted it"
            elif node >= first_and:
                assert program.strata[node] < program.strata[firing.node] or node == firing.node
                settled = max(settled, program.strata[node] + 1)
        if " copy " not in firing.rail:
            assert program.strata[firing.node] >= settled, f"{firing} came after its stratum was settled"
        fact = f"{firing.node} {firing.rail}"
        assert fact not in asserted, f"{fact} was asserted twice"
        asserted.add(fact)
    for node in range(first_and, program.size):
        assert (f"{node} true" in asserted) == (trace.values[node] is Truth.TRUE)
        assert (f"{node} not false" in asserted) == (trace.values[node] is not Truth.FALSE)


def test_the_trace_is_closed_and_acyclic(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases(), patients())
    def law(base: KnowledgeBase, known: Mapping[str, Known]) -> None:
        program = build(base)
        leaves = leaf_truths(program, known)
        for encoding in (encode(program), encode(program, conditions=2, readers=2, rules=5)):
            with closing(DurableEngine(program, encoding)) as durable:
                prove(program, durable.run(leaves))

    law()
