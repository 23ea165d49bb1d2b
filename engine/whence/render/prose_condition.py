"""Conditions as English: in one line, or as a list where one line would be too long.

The words come from the names and answers of the vocabulary; the same condition always makes the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Test, Within
from whence.render.phrases import bounded, linking, listed, stated

#: A condition longer than this is better read as a list.
LONG = 90


def condition(tree: Condition, base: KnowledgeBase) -> str:
    """The condition in one line: `fever is present and (cough is dry or frail is present)`."""
    match tree:
        case Is() | Within():
            return test(tree, base)
        case Not(part=part):
            return denied(part, base)
        case All():
            return " and ".join(_inner(part, base) for part in flat(tree))
        case Any():
            return " or ".join(_inner(part, base) for part in flat(tree))
        case _:
            assert_never(tree)


def test(tree: Test, base: KnowledgeBase) -> str:
    """One test: `cough is dry`, `age is at least 18 years`."""
    return stated(tree.name, tested(tree), base)


def tested(tree: Test) -> str:
    """What a test asks for, without its name."""
    match tree:
        case Is(answers=answers):
            return listed(answers, "or")
        case Within(bounds=bounds):
            return bounded(bounds)
        case _:
            assert_never(tree)


def denied(part: Condition, base: KnowledgeBase) -> str:
    """The condition that `part` is not so."""
    match part:
        case Is(name=name) | Within(name=name):
            return stated(name, f"not {tested(part)}", base) if linking(name, base) else f"not ({test(part, base)})"
        case Not(part=inner):
            return condition(inner, base)
        case All() | Any():
            return f"not ({condition(part, base)})"
        case _:
            assert_never(part)


def flat(tree: All | Any) -> tuple[Condition, ...]:
    """The parts, those of inner branches of the same kind among them."""
    parts: list[Condition] = []
    for part in tree.parts:
        same = (isinstance(tree, All) and isinstance(part, All)) or (isinstance(tree, Any) and isinstance(part, Any))
        parts.extend(flat(part) if same and isinstance(part, All | Any) else (part,))
    return tuple(parts)


def _inner(part: Condition, base: KnowledgeBase) -> str:
    words = condition(part, base)
    return f"({words})" if isinstance(part, All | Any) and len(part.parts) > 1 else words


def outline(tree: Condition, base: KnowledgeBase, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the condition as lines with their depth: one where it is short, else `all of:` and its parts below."""
    words = condition(tree, base)
    match tree:
        case All() | Any() if len(words) > LONG:
            yield depth, "all of:" if isinstance(tree, All) else "any of:"
            for part in flat(tree):
                yield from outline(part, base, depth + 1)
        case Not(part=All() | Any() as part) if len(words) > LONG:
            yield depth, "not " + ("all of:" if isinstance(part, All) else "any of:")
            for inner in flat(part):
                yield from outline(inner, base, depth + 1)
        case _:
            yield depth, words
