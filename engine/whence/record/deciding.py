"""Which tests decided a condition of a dossier, read off the letters of its proof; and a test in a few words.

It works on the JSON of a dossier alone, so that an old one can be read without the knowledge it was made with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_FLIPPED = {"T": "F", "F": "T", "U": "U"}
_WORDS = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}


def parts(condition: Any) -> list[Any]:
    """The parts right below a condition; none below a test."""
    if "not" in condition:
        return [condition["not"]]
    return list(condition.get("all", condition.get("any", ())))


def every(condition: Any) -> Iterator[Any]:
    """Yield each part in reading order, the whole first."""
    yield condition
    for part in parts(condition):
        yield from every(part)


def tests(condition: Any) -> list[Any]:
    """The tests of a condition, repeats included; none where there is no condition."""
    return [] if condition is None else [part for part in every(condition) if not parts(part)]


def deciding(condition: Any, letters: str) -> list[tuple[Any, str]]:
    """The tests that make the condition what it is, each with the letter of its own truth.

    A true conjunction rests on all its parts and a false one on the false ones; of a disjunction it is the other way
    round; what is unknown rests on what is unknown.
    """
    return list(_deciding(condition, iter(zip(every(condition), letters, strict=True)), wanted=None))


def _deciding(condition: Any, steps: Iterator[tuple[Any, str]], wanted: str | None) -> Iterator[tuple[Any, str]]:
    _, letter = next(steps)
    matters = wanted is None or letter == wanted
    below = parts(condition)
    if not below:
        if matters:
            yield condition, letter
        return
    inner = _FLIPPED[letter] if "not" in condition else letter
    for part in below:
        found = list(_deciding(part, steps, inner))
        if matters:
            yield from found


def words(test: Any) -> str:
    """A test as it would be said: `cough: dry or wet`, `fever_lasted: at least 2 days`."""
    name = next(str(test[kind]) for kind in ("fact", "definition", "score") if kind in test)
    if "is" in test:
        return f"{name}: {' or '.join(test['is'])}"
    return f"{name}: {' and '.join(f'{said} {test[op]}' for op, said in _WORDS.items() if op in test)}"
