"""Everybody there can be, one by one, for bases small enough to try them all: the whole and the partly known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice, product

from laws.strategies import SCORE
from whence.backends.answers_tried import tried
from whence.language.base import KnowledgeBase
from whence.language.evaluate import evaluate
from whence.program.build import build
from whence.values.known import Between, Known, OneOf
from whence.values.truth import Truth

MANY = 600

People = list[dict[str, Known]]


def settled_totals(base: KnowledgeBase) -> list[KnowledgeBase]:
    """The base once for each way to settle what the one answer that is worth a range is worth."""
    colours = SCORE.components[0]
    scores = [replace(colours, points={**colours.points, "green": (worth, worth)}) for worth in (1, 2)]
    return [
        replace(base, scores={SCORE.name: replace(SCORE, components=(one, *SCORE.components[1:]))}) for one in scores
    ]


def everybody_tried(base: KnowledgeBase, many: int = MANY) -> People | None:
    """Every way to answer the facts that the base tests; None where there are too many."""
    answers = tried(build(base), base.vocabulary.facts)
    people = list(islice(product(*answers.values()), many + 1))
    return None if len(people) > many else [dict(zip(answers, person, strict=True)) for person in people]


def allowed(base: KnowledgeBase, known: dict[str, Known]) -> bool:
    """Whether somebody of whom everything is known breaks no line of `impossible`."""
    lines = base.vocabulary.impossible
    return all(evaluate(line.condition, known, base.defined) is Truth.FALSE for line in lines)


def partly_known(base: KnowledgeBase, many: int) -> People | None:
    """Everybody of whom any part is known and who can be completed; None where there are too many.

    Of a fact in words any answers remain, of a number all between two figures; nothing said is everything remaining.
    """
    whole = everybody_tried(base, many)
    if whole is None:
        return None
    homes = settled_totals(base)
    possible = [known for known in whole if any(allowed(home, known) for home in homes)]
    choices = {name: list(_remaining(answers)) for name, answers in tried(build(base), base.vocabulary.facts).items()}
    total = 1
    for each in choices.values():
        total *= len(each)
    if total > many:
        return None
    found = []
    for picked in product(*choices.values()):
        if any(all(one[name] in left for name, (left, _) in zip(choices, picked, strict=True)) for one in possible):
            found.append({name: known for name, (_, known) in zip(choices, picked, strict=True) if known is not None})
    return found


def _remaining(answers: tuple[Known, ...]) -> Iterator[tuple[tuple[Known, ...], Known | None]]:
    """What may remain of the answers to one fact, with how that is said; None for nothing.

    A count may be known by bounds that no count meets, which the engine does not see through: *more than 1* is said of
    what is at least 2.
    """
    yield answers, None
    if isinstance(answers[0], OneOf):
        for size in range(1, len(answers) + 1):
            for left in combinations(answers, size):
                yield left, OneOf(frozenset(word for one in left if isinstance(one, OneOf) for word in one.answers))
        return
    for first, last in combinations(range(len(answers) + 1), 2):
        left = answers[first:last]
        low, high = left[0], left[-1]
        assert isinstance(low, Between) and isinstance(high, Between) and low.low is not None
        yield left, Between(low.low, high.high)
        if first > 0 and last == len(answers):
            yield left, Between(low.low - 1, None, low_open=True)
        if first == 0 and last < len(answers):
            yield left, Between(None, high.high)
