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

    The same whatever the order of the choices. Case, blanks, hyphens and underscores weigh nothing.
    """
    wanted = _folded(word)
    known = sorted(set(choices))
    if (meant := SYNONYMS.get(word.strip().lower())) in known:
        return meant
    best, best_ratio = None, 0.0
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for choice in known:
        folded = _folded(choice)
        if folded == wanted:
            return choice
        matcher.set_seq1(folded)
        if matcher.real_quick_ratio() <= best_ratio or matcher.quick_ratio() <= best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = choice, ratio
    return best if best_ratio >= _THRESHOLD else None


_THRESHOLD = 0.65


def _folded(word: str) -> str:
    return "".join(c for c in word.lower() if c not in " -_")[:200]
