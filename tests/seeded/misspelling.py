"""Words as people misspell them: letters swapped, dropped or doubled, the neighbouring key, a wrong plural, - for _."""

from __future__ import annotations

import random
from collections.abc import Container

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    letter: [row[at + step] for step in (-1, 1) if 0 <= at + step < len(row)]
    for row in _ROWS
    for at, letter in enumerate(row)
}


def _transposed(word: str, at: int) -> str:
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


def _dropped(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int) -> str:
    return word[:at] + word[at] + word[at:]


def _neighbour(word: str, at: int, dice: random.Random) -> str:
    near = _NEIGHBOURS.get(word[at])
    return word if not near else word[:at] + dice.choice(near) + word[at + 1 :]


def _plural(word: str) -> str:
    return word[:-1] if word.endswith("s") else word + "s"


def _joined(word: str) -> str:
    """A hyphen for an underscore, the other way round, or either for a blank."""
    for sign, other in (("_", "-"), ("-", "_"), (" ", "-")):
        if sign in word:
            return word.replace(sign, other)
    return word


WAYS = ("transposed", "dropped", "doubled", "neighbouring key", "wrong plural", "hyphen or underscore")


def misspelt(word: str, dice: random.Random, taken: Container[str]) -> tuple[str, str] | None:
    """(the word misspelt, the way), or None for what cannot be misspelt so that it is no other word of `taken`."""
    letters = [at for at, sign in enumerate(word) if sign.isalpha() and sign.isascii()]
    if len(letters) < 3:
        return None
    for way in dice.sample(WAYS, len(WAYS)):
        for _ in range(4):
            at = dice.choice(letters)
            if way == "transposed" and (at + 1 not in letters or word[at] == word[at + 1]):
                continue
            wrong = {
                "transposed": lambda at=at: _transposed(word, at),
                "dropped": lambda at=at: _dropped(word, at),
                "doubled": lambda at=at: _doubled(word, at),
                "neighbouring key": lambda at=at: _neighbour(word, at, dice),
                "wrong plural": lambda: _plural(word),
                "hyphen or underscore": lambda: _joined(word),
            }[way]()
            if wrong != word and wrong not in taken and wrong.strip() == wrong and wrong[:1] not in "-_":
                return wrong, way
    return None
