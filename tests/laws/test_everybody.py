"""What the solver says of everybody is what trying every way to answer the facts says, totals of scores included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice, product
from typing import Any

from hypothesis import given

from laws.strategies import SCORE, bases
from whence.backends.answers_tried import tried
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.evaluate import evaluate
from whence.program.build import build
from whence.proofs.everybody import Everybody
from whence.proofs.verdicts import end_of, verdicts
from whence.values.known import Known
from whence.values.truth import Truth

MANY = 600


def settled_totals(base: KnowledgeBase) -> list[KnowledgeBase]:
    """The base once for each way to settle what the one answer that is worth a range is worth."""
    colours = SCORE.components[0]
    scores = [replace(colours, points={**colours.points, "green": (worth, worth)}) for worth in (1, 2)]
    return [
        replace(base, scores={SCORE.name: replace(SCORE, components=(one, *SCORE.components[1:]))}) for one in scores
    ]


def everybody_tried(base: KnowledgeBase) -> list[dict[str, Known]] | None:
    """Every way to answer the facts that the base tests; None where there are too many."""
    answers = tried(build(base), base.vocabulary.facts)
    people = list(islice(product(*answers.values()), MANY + 1))
    return None if len(people) > MANY else [dict(zip(answers, person, strict=True)) for person in people]


def allowed(base: KnowledgeBase, known: dict[str, Known]) -> bool:
    lines = base.vocabulary.impossible
    return all(evaluate(line.condition, known, base.defined) is Truth.FALSE for line in lines)


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
