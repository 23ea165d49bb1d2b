"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

#: Signs and words that people bring from elsewhere, and the word of the language that says the same.
SYNONYMS = {
    ">=": "at_least",
    "=>": "at_least",
    "≥": "at_least",
    ">": "more_than",
    "<=": "at_most",
    "≤": "at_most",
    "<": "less_than",
    "min": "at_least",
    "minimum": "at_least",
    "max": "at_most",
    "maximum": "at_most",
    "and": "all",
    "or": "any",
    "if": "when",
    "except": "unless",
    "true": "present",
    "yes": "present",
    "false": "absent",
    "no": "absent",
}


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that looks most like `word`, or None where none comes close.

    First those that one or two slips of the hand lead to (a letter too many, too few, another one, or two swapped:
    the optimal string alignment distance), then those that share most of their letters. The same whatever the order of
    the choices. Case, blanks, hyphens and underscores weigh nothing.
    """
    wanted = _folded(word)
    known = sorted(set(choices))
    if (meant := SYNONYMS.get(word.strip().lower())) in known:
        return meant
    slipped: tuple[int, float, str] | None = None
    best, best_ratio = None, 0.0
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for choice in known:
        folded = _folded(choice)
        if folded == wanted:
            return choice
        matcher.set_seq1(folded)
        if (slips := _slips(folded, wanted)) is not None and (ratio := matcher.ratio()) >= _ALIKE:
            slipped = min(slipped or (slips, -ratio, choice), (slips, -ratio, choice))
            continue
        if slipped is not None or matcher.real_quick_ratio() <= best_ratio or matcher.quick_ratio() <= best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = choice, ratio
    if slipped is not None:
        return slipped[2]
    return best if best_ratio >= _THRESHOLD else None


_THRESHOLD = 0.65
_ALIKE = 0.6
_MOST_SLIPS = 2


def _folded(word: str) -> str:
    return "".join(c for c in word.lower() if c not in " -_")[:200]


def _slips(word: str, other: str) -> int | None:
    """The optimal string alignment distance, None where it is more than two (more than one in short words)."""
    most = 1 if min(len(word), len(other)) < 6 else _MOST_SLIPS
    if abs(len(word) - len(other)) > most:
        return None
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        current = [row]
        for column, sign in enumerate(other, 1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != sign))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == sign:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return None
        before, above = above, current
    return above[-1] if above[-1] <= most else None
