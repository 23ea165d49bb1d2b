"""Edited copies of a text, with what must be found in each: how every passage ended, and where nobody has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from whence.language.source import Ledger, Passage

KINDS = ("reworded", "shortened", "lengthened", "gone", "moved", "followed by new text")


@dataclass(frozen=True)
class Edited:
    """`words` is the copy; `came_from` the old index of each word, None for a new one; `done` what was done where."""

    words: list[str]
    came_from: list[int | None]
    done: dict[str, str]

    def intact(self, passage: Passage) -> bool:
        """Whether the passage's words still stand together, unchanged, wherever that is."""
        return all(self.place(first, last) is not None for first, last in passage.words)

    def place(self, first: int, last: int) -> int | None:
        """Where the words `first` to `last` (from 1) of the old text stand in one piece; None where they do not."""
        indices = list(range(first - 1, last))
        if first - 1 not in self.came_from:
            return None
        start = self.came_from.index(first - 1)
        whole = self.came_from[start : start + len(indices)] == indices
        return start if whole else None


def edit(ledger: Ledger, old: Sequence[str], chosen: Random, edits: int) -> Edited:
    """A copy of `old`, the text of `ledger`, with so many passages of one piece edited in some way."""
    whole = [passage for passage in ledger.passages.values() if len(passage.words) == 1]
    done: dict[str, str] = {}
    reworded: dict[int, str] = {}
    out: set[int] = set()
    more: dict[int, list[str]] = {}
    moved: list[range] = []
    for passage in chosen.sample(whole, min(edits, len(whole))):
        ((first, last),) = passage.words
        at, kind = chosen.randrange(first - 1, last), chosen.choice(KINDS)
        if kind == "lengthened" and first == last:
            continue
        done[passage.id] = kind
        match kind:
            case "reworded":
                reworded[at] = f"other{at}"
            case "shortened":
                out.add(at)
            case "lengthened":
                more[max(at, first)] = [f"more{at}x{number}" for number in range(chosen.randint(1, 3))]
            case "gone":
                out |= set(range(first - 1, last))
            case "moved":
                moved.append(range(first - 1, last))
            case _:
                more[last] = [f"new{last}x{number}" for number in range(chosen.randint(1, 20))]
    return Edited(*_text(old, reworded, out, more, moved, whole, chosen), done)


def _text(
    old: Sequence[str], reworded: dict[int, str], out: set[int], more: dict[int, list[str]], moved: list[range],
    whole: list[Passage], chosen: Random,
) -> tuple[list[str], list[int | None]]:  # fmt: skip
    away = out.union(*moved)
    pairs: list[tuple[str, int | None]] = []
    for number in range(len(old) + 1):
        pairs += [(word, None) for word in more.get(number, ())]
        if number < len(old) and number not in away:
            pairs.append((reworded.get(number, old[number]), None if number in reworded else number))
    ends = {passage.words[0][1] - 1 for passage in whole}
    for block in moved:
        at = chosen.choice([0, *(place + 1 for place, (_, number) in enumerate(pairs) if number in ends)])
        pairs[at:at] = [(old[number], number) for number in block]
    return [word for word, _ in pairs], [number for _, number in pairs]
