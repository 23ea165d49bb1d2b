"""The mutants of a condition: each place of it written wrongly in every way of the operators, one place at a time."""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.rewrite import Place, places, put, without
from whence.values.answers import Words
from whence.values.known import Bound, Op
from whence.values.struct import Struct, replace
from whence.vignettes.mutant import (
    ANSWER_ADDED,
    ANSWER_CHANGED,
    ANSWER_DROPPED,
    BOUND_EXCHANGED,
    CONDITION_DROPPED,
    CONDITION_NEGATED,
    JOINT_EXCHANGED,
    LIMIT_MOVED,
)

_EXCHANGED = {
    Op.AT_LEAST: Op.MORE_THAN, Op.MORE_THAN: Op.AT_LEAST, Op.AT_MOST: Op.LESS_THAN, Op.LESS_THAN: Op.AT_MOST,
}  # fmt: skip


class Miswritten(Struct, frozen=True):
    """One place written otherwise: what stood there, what stands there now (None: nothing), and the whole."""

    operator: str
    was: Condition
    now: Condition | None
    whole: Condition


def mutants_of(condition: Condition, base: KnowledgeBase) -> Iterator[Miswritten]:
    """Every mutant of the condition but those that leave nothing of it."""
    for place, part in places(condition):
        if _in_a_joint(condition, place):
            yield Miswritten(CONDITION_DROPPED, part, None, without(condition, place))
        for operator, now in _otherwise(part, base):
            yield Miswritten(operator, part, now, put(condition, place, now))


def _in_a_joint(condition: Condition, place: Place) -> bool:
    above = dict(places(condition))[place[:-1]] if place else None
    return isinstance(above, All | Any) and len(above.parts) > 1


def _otherwise(part: Condition, base: KnowledgeBase) -> Iterator[tuple[str, Condition]]:
    match part:
        case All(parts=parts, span=span) if len(parts) > 1:
            yield JOINT_EXCHANGED, Any(parts, span)
        case Any(parts=parts, span=span) if len(parts) > 1:
            yield JOINT_EXCHANGED, All(parts, span)
        case Not(part=All() | Any() as inner):
            yield CONDITION_NEGATED, inner
        case Is():
            yield CONDITION_NEGATED, Not(part, part.span)
            for operator, answers in _other_answers(part, answers_to(part.name, base)):
                yield operator, Is(part.name, answers, part.span)
        case Within(bounds=bounds):
            yield CONDITION_NEGATED, Not(part, part.span)
            for number, bound in enumerate(bounds):
                others = bounds[:number], bounds[number + 1 :]
                for operator, other in _other_bounds(bound):
                    yield operator, Within(part.name, (*others[0], other, *others[1]), part.span)
                if len(bounds) > 1:
                    yield CONDITION_DROPPED, Within(part.name, (*others[0], *others[1]), part.span)


def answers_to(name: str, base: KnowledgeBase) -> tuple[str, ...]:
    """The answers in words that a test of this name may ask for, in the order written; none of a number."""
    if name in base.definitions:
        return base.definitions[name].answers
    if name in base.scores:
        return tuple(base.scores[name].bands)
    kind = base.vocabulary.facts[name].answer
    return kind.answers if isinstance(kind, Words) else ()


def _other_answers(part: Is, every: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """One answer dropped, one of the others added, or one taken for its neighbour.

    Of two answers the one is the other denied, which is told as that.
    """
    answers = part.answers
    others = [answer for answer in every if answer not in answers]
    for answer in answers:
        left = tuple(each for each in answers if each != answer)
        if left:
            yield ANSWER_DROPPED, left
        if len(every) > 2:
            for other in _neighbours(answer, every, others):
                yield ANSWER_CHANGED, tuple(other if each == answer else each for each in answers)
    for other in others:
        yield ANSWER_ADDED, (*answers, other)


def _neighbours(answer: str, every: tuple[str, ...], others: list[str]) -> Iterator[str]:
    """The nearest of the other answers before and after it."""
    place = every.index(answer)
    yield from [other for other in others if every.index(other) < place][-1:]
    yield from [other for other in others if every.index(other) > place][:1]


def _other_bounds(bound: Bound) -> Iterator[tuple[str, Bound]]:
    """The limit one unit lower and higher, and the bound that includes it where this one does not."""
    for step in (-1, 1):
        amount = bound.quantity.amount + step
        if amount >= 0:
            yield LIMIT_MOVED, replace(bound, quantity=replace(bound.quantity, amount=amount))
    yield BOUND_EXCHANGED, replace(bound, op=_EXCHANGED[bound.op])
