"""Conditions in the language of dossiers, and the truth of each of their steps.

Beside `all`, `any`, `not` a condition is a test that says of what kind its name is: `{"fact": name, "is": [answers]}`,
`{"definition": name, "is": [answers]}`, `{"score": name, "is": [bands]}`, or bounds in place of `is`. The steps of a
condition are its parts in reading order, the whole first; their truths are letters: T true, F false, U unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from whence.explain.proof import Step
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.record.canonical import Json
from whence.values.known import Bound
from whence.values.truth import Truth

_LETTER = {Truth.TRUE: "T", Truth.FALSE: "F", Truth.UNKNOWN: "U"}
WORD = {"T": "true", "F": "false", "U": "unknown"}


def written(condition: Condition, base: KnowledgeBase) -> dict[str, Json]:
    """The condition in the language of dossiers."""
    match condition:
        case Is(name=name, answers=answers):
            return {_kind(name, base): name, "is": list(answers)}
        case Within(name=name, bounds=bounds):
            return {_kind(name, base): name, **bounds_written(bounds)}
        case Not(part=part):
            return {"not": written(part, base)}
        case All(parts=parts):
            return {"all": [written(part, base) for part in parts]}
        case Any(parts=parts):
            return {"any": [written(part, base) for part in parts]}
        case _:
            assert_never(condition)


def bounds_written(bounds: tuple[Bound, ...]) -> dict[str, Json]:
    """Bounds as `{"at_least": "2 weeks"}`."""
    return {bound.op.value: str(bound.quantity) for bound in bounds}


def letter(truth: Truth | None) -> str | None:
    """The letter of a truth; None for what is not there."""
    return None if truth is None else _LETTER[truth]


def letters(step: Step) -> str:
    """The truth of every step of a proof, in reading order; a definition or score is one step here."""
    return "".join(_letters(step))


def _letters(step: Step) -> Iterator[str]:
    yield _LETTER[step.truth]
    if step.definition is None and step.score is None:
        for child in step.children:
            yield from _letters(child)


def _kind(name: str, base: KnowledgeBase) -> str:
    if name in base.definitions:
        return "definition"
    return "score" if name in base.scores else "fact"
