"""The mutants of what a rule says: another strength, another action, another figure, a detail lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from whence.language.recommendation import (
    Advice,
    Details,
    Do,
    Dose,
    Figure,
    Joint,
    Recommendation,
    Schedule,
    Taper,
)
from whence.language.source import Source, Word
from whence.language.vocabulary import Action
from whence.values.known import Bound
from whence.values.quantity import Quantity
from whence.values.struct import Struct, defaults, names, replace
from whence.vignettes.mutant import ACTION_CHANGED, DETAIL_DROPPED, FIGURE_CHANGED, JOINT_EXCHANGED, STRENGTH_SWAPPED

_JOINTS = {"together": "in_order", "in_order": "together", "either": "any_of", "any_of": "either"}
_HELD = (Details, Dose, Schedule, Taper, Figure, Bound)
_WRITTEN = {"while_": "while", "with_": "with", "for_": "for", "starting": "from"}
_T = TypeVar("_T")
_S = TypeVar("_S", bound=Struct)


class Missaid(Struct, frozen=True):
    """A recommendation with one thing in it otherwise; `was` and `now` as in a mutant."""

    operator: str
    was: str
    now: str | None
    then: Recommendation


def mutants_of(then: Recommendation, source: Source, actions: Mapping[str, Action]) -> Iterator[Missaid]:
    """Every mutant of the recommendation of a rule of `source`."""
    if (word := _other_word(then.word, source.words)) is not None:
        yield Missaid(STRENGTH_SWAPPED, then.word, word, replace(then, word=word))
    if then.advice is not None:
        for missaid, advice in _advice(then.advice, actions):
            yield Missaid(*missaid, replace(then, advice=advice))
    for missaid, details in _held(then.details):
        yield Missaid(*missaid, replace(then, details=details))
    if then.rather_than is not None:
        yield Missaid(DETAIL_DROPPED, "rather_than", None, replace(then, rather_than=None))


def _other_word(word: str, words: Mapping[str, Word]) -> str | None:
    """The next word of the source (after the last comes the first) that is not of the same strength."""
    order = list(words)
    start = order.index(word) if word in order else 0
    for other in (*order[start + 1 :], *order[:start]):
        if _strength(words[other]) != _strength(words[word]):
            return other
    return None


def _strength(word: Word) -> tuple[str, str, str | None]:
    return word.direction, word.force, word.hedge


Changed = tuple[str, str, str | None]


def _advice(advice: Advice, actions: Mapping[str, Action]) -> Iterator[tuple[Changed, Advice]]:
    match advice:
        case Do(action=action, details=details):
            other = _other_action(action, actions)
            yield (ACTION_CHANGED, action, other), replace(advice, action=other)
            for changed, own in _held(details):
                yield changed, replace(advice, details=own)
        case Joint(kind=kind, parts=parts):
            yield (JOINT_EXCHANGED, kind, _JOINTS[kind]), replace(advice, kind=_JOINTS[kind])
            for number, part in enumerate(parts):
                for changed, other_part in _advice(part, actions):
                    yield changed, replace(advice, parts=(*parts[:number], other_part, *parts[number + 1 :]))


def _other_action(action: str, actions: Mapping[str, Action]) -> str:
    """The wider action, else one that is narrower, else the next in the list."""
    wider = actions[action].kind_of
    if wider is not None:
        return wider
    order = list(actions)
    following = order[(order.index(action) + 1) % len(order)]
    return next((name for name, each in actions.items() if each.kind_of == action), following)


def _held(value: _T) -> Iterator[tuple[Changed, _T]]:
    """A figure one higher or lower, or something left out that need not stand there, anywhere below `value`."""
    if isinstance(value, Quantity):
        for amount in (value.amount - 1, value.amount + 1):
            other = replace(value, amount=amount)
            if amount >= 0:
                yield (FIGURE_CHANGED, str(value), str(other)), other
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            for changed, other in _held(item):
                yield changed, (*value[:number], other, *value[number + 1 :])  # type: ignore[misc]
    elif isinstance(value, _HELD):
        yield from _of_fields(value)


def _of_fields(value: _S) -> Iterator[tuple[Changed, _S]]:
    one_figure = isinstance(value, Figure) and value.low == value.high
    usual = defaults(type(value))
    for name in names(value):
        held = getattr(value, name)
        if held is None or (one_figure and name == "high"):
            continue
        for changed, other in _held(held):
            both = {"low": other, "high": other} if one_figure and name == "low" else {name: other}
            yield changed, replace(value, **both)
        if isinstance(value, Figure | Bound) or name not in usual or held == usual[name]:
            continue
        yield (DETAIL_DROPPED, _WRITTEN.get(name, name), None), replace(value, **{name: usual[name]})
