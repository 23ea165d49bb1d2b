"""What the solver says of everybody is what trying every way to answer the facts says, totals of scores included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from hypothesis import given

from laws.everybody_tried import allowed, everybody_tried, settled_totals
from laws.strategies import bases
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.evaluate import evaluate
from whence.proofs.everybody import Everybody
from whence.proofs.verdicts import end_of, verdicts
from whence.values.truth import Truth


def conditions(base: KnowledgeBase) -> Iterator[Condition]:
    for rule in base.rules.values():
        parts = base.expanded(rule)
        yield from (part for part in (parts.when, parts.unless, parts.only_if) if part is not None)
    for definition in base.definitions.values():
        yield from definition.cases.values()


def test_somebody_meets_a_condition_exactly_where_trying_everybody_finds_one(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases(most_rules=2))
    def law(base: KnowledgeBase) -> None:
        people = everybody_tried(base)
        if people is None:
            return
        homes = settled_totals(base)
        with closing(Everybody(base)) as everybody:
            for condition in conditions(base):
                expected = any(
                    evaluate(condition, known, home.defined) is Truth.TRUE and allowed(home, known)
                    for home in homes
                    for known in people
                )
                person = everybody.someone(condition)
                assert (person is not None) == expected == everybody.anyone(condition)
                if person is not None and not person.totals:
                    assert evaluate(condition, person.known, base.defined) is Truth.TRUE

    law()


def test_a_rule_can_end_exactly_as_it_ends_for_somebody_who_is_tried(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases(most_rules=2))
    def law(base: KnowledgeBase) -> None:
        people = everybody_tried(base)
        if people is None:
            return
        homes = settled_totals(base)
        possible = [known for known in people if any(allowed(home, known) for home in homes)]
        with closing(Everybody(base)) as everybody:
            for rule in base.rules.values():
                parts = base.expanded(rule)
                ends = verdicts(parts, everybody.settled, everybody.gates)
                found = {end for end, literal in ends.items() if everybody.possible([literal])}
                assert found == {end_of(parts, known, base) for known in possible}

    law()
