"""Everybody there can be, one by one, for bases small enough to try them all: the whole and the partly known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, product

from laws.strategies import SCORE
from whence.backends.answers_tried import tried
from whence.language.base import KnowledgeBase
from whence.language.evaluate import evaluate
from whence.program.build import build
from whence.values.known import Between, Known, OneOf
from whence.values.struct import replace
from whence.values.truth import Truth

MANY = 600

People = list[dict[str, Known]]


def settled_totals(base: KnowledgeBase) -> list[KnowledgeBase]:
    """The base once for each way to settle what the answers that are worth a range are worth."""
    score = base.scores[SCORE.name]
    ways = [
        [
            replace(one, points=dict(zip(one.points, ((worth, worth) for worth in settled), strict=True)))
            for settled in product(*(range(low, high + 1) for low, high in one.points.values()))
        ]
        for one in score.components
    ]
    scores = [replace(score, components=components) for components in product(*ways)]
    return [replace(base, scores={SCORE.name: one}) for one in scores]


def answers_of(*bases: KnowledgeBase) -> dict[str, tuple[Known, ...]]:
    """The whole answers to each fact that one of the bases tests, all that make a difference to any of them."""
    found: dict[str, tuple[Known, ...]] = {}
    for base in bases:
        for name, answers in tried(build(base), base.vocabulary.facts).items():
            found[name] = (*found.get(name, ()), *(one for one in answers if one not in found.get(name, ())))
    return {name: tuple(sorted(answers, key=_amount)) for name, answers in sorted(found.items())}


def _amount(known: Known) -> Decimal:
    return known.low if isinstance(known, Between) and known.low is not None else Decimal(0)


def everybody_tried(*bases: KnowledgeBase, many: int = MANY) -> People | None:
    """Every way to answer the facts that the bases test; None where there are too many."""
    answers = answers_of(*bases)
    people = list(islice(product(*answers.values()), many + 1))
    return None if len(people) > many else [dict(zip(answers, person, strict=True)) for person in people]


def allowed(base: KnowledgeBase, known: dict[str, Known]) -> bool:
    """Whether somebody of whom everything is known breaks no line of `impossible`."""
    lines = base.vocabulary.impossible
    return all(evaluate(line.condition, known, base.defined) is Truth.FALSE for line in lines)


def partly_known(*bases: KnowledgeBase, many: int, asked: Sequence[KnowledgeBase] = ()) -> People | None:
    """Everybody of whom any part is known and who can be completed by each base; None where there are too many.

    What is known is what the bases ask for, and those of `asked`.

    Of a fact in words any answers remain, of a number all between two figures; nothing said is everything remaining.
    """
    whole = everybody_tried(*bases, *asked, many=many)
    if whole is None:
        return None
    possible = []
    for base in bases:
        homes = settled_totals(base)
        possible.append([known for known in whole if any(allowed(home, known) for home in homes)])
    choices = {name: list(_remaining(answers)) for name, answers in answers_of(*bases, *asked).items()}
    total = 1
    for each in choices.values():
        total *= len(each)
    if total > many:
        return None
    found = []
    for picked in product(*choices.values()):
        left = [remaining for remaining, _ in picked]
        if all(any(_among(one, choices, left) for one in people) for people in possible):
            found.append({name: known for name, (_, known) in zip(choices, picked, strict=True) if known is not None})
    return found


def _among(one: dict[str, Known], names: Iterable[str], left: list[tuple[Known, ...]]) -> bool:
    return all(one[name] in remaining for name, remaining in zip(names, left, strict=True))


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
