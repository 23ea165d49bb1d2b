"""What a condition rests on: its tests of facts and scores, definitions unfolded, and which of them are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within, tests
from whence.language.evaluate import evaluate
from whence.language.tally import unsettled
from whence.values.known import Known
from whence.values.truth import Truth


def leaves(condition: Condition, base: KnowledgeBase) -> Iterator[Is | Within]:
    """Each test of a fact (or score) below the condition, definitions unfolded."""
    for test in tests(condition):
        if test.name in base.definitions:
            for case in base.definitions[test.name].cases.values():
                yield from leaves(case, base)
        else:
            yield test


def facts_below(condition: Condition, base: KnowledgeBase) -> frozenset[str]:
    """The facts a condition rests on, through definitions and scores."""
    found: set[str] = set()
    for test in leaves(condition, base):
        score = base.scores.get(test.name)
        found.update((test.name,) if score is None else (points.fact for points in score.components))
    return frozenset(found)


def scores_below(condition: Condition, base: KnowledgeBase) -> frozenset[str]:
    """The scores a condition rests on, through definitions."""
    return frozenset(test.name for test in leaves(condition, base) if test.name in base.scores)


def unknown_facts(condition: Condition, known: Mapping[str, Known], base: KnowledgeBase) -> Iterator[str]:
    """The facts whose tests are unknown, below those parts of the condition that are unknown themselves."""
    if evaluate(condition, known, base.defined) is not Truth.UNKNOWN:
        return
    match condition:
        case Is(name=name) | Within(name=name):
            if name in base.definitions:
                for case in base.definitions[name].cases.values():
                    yield from unknown_facts(case, known, base)
            elif name in base.scores:
                yield from unsettled(base.scores[name], known)
            else:
                yield name
        case Not(part=part):
            yield from unknown_facts(part, known, base)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from unknown_facts(part, known, base)
        case _:
            assert_never(condition)
