"""Print as the lint reads it: words, numbers with their units and bounds, and what is denied.

References to studies, figures and tables are passed over: their numbers count nothing. It refuses to know rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from whence.fidelity.cues import AFTER, BEFORE, DENYING, DENYING_BEHIND, IDLE, NUMBER_WORDS, OPPOSITES, SEVERAL
from whence.values.known import Op
from whence.values.struct import Struct

_LINK = re.compile(r"\]\([^)]*\)")
_REFERENCES = re.compile(
    r"\[\d+(?:\s*[-–,]\s*\d+)*\]"
    r"|\(\d+(?:\s*[-–,]\s*\d+)*\)"
    r"|\b(?:figures?|tables?|algorithms?|box|boxes|images?|pictures?|refs?|references?)\s*\[?\s*\d+(?:\s*(?:,|and)\s*\d+)*"
)
_RANGE = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d)")
_TOKEN = re.compile(r"\d+[a-z](?![a-z0-9])|[a-z]+\d+|\d+(?:\.\d+)?|[a-z]+|[≤≥<>%]|[.;:,()]")
_STOPS = frozenset(".;")
_STEM = 6
_SHORTEST = 5  # letters left of a word whose beginning is taken away


class Number(Struct, frozen=True):
    """A number in print. `unit` is the singular of the known unit that follows, or ''.

    `ops` are the bounds that words beside it put on it; `spelled`: written as a word; `place`: the token it is.
    """

    value: Decimal
    unit: str
    ops: frozenset[Op]
    spelled: bool
    place: int
    before: tuple[str, ...]
    after: tuple[str, ...]


class Printed(Struct, frozen=True):
    """The words of one passage in order, and the numbers among them."""

    tokens: tuple[str, ...]
    numbers: tuple[Number, ...]

    def has(self, phrase: Sequence[str]) -> bool:
        """Whether the words of the phrase stand there in this order, endings aside, perhaps with others between."""
        wanted = [stem(word) for word in phrase]
        found = 0
        for token in self.tokens:
            if found < len(wanted) and alike(token, wanted[found]):
                found += 1
        return bool(wanted) and found == len(wanted)

    def places(self, cue: str) -> Iterator[tuple[int, bool]]:
        """Yield each place at which a word like `cue` stands, and whether it is denied there."""
        plain, turned = bare(cue)
        for place, token in enumerate(self.tokens):
            if alike(token, cue):
                yield place, self.denied(place)
            elif alike(token, plain):
                yield place, self.denied(place) != turned
            elif alike(bare(token)[0], plain):
                yield place, self.denied(place) != (bare(token)[1] != turned)

    def denied(self, place: int) -> bool:
        """Whether a word that denies stands shortly before (or just behind) the place, in the same sentence."""
        before = self.tokens[max(0, place - 5) : place]
        for number in range(len(before) - 1, -1, -1):
            if before[number] in _STOPS:
                before = before[number + 1 :]
                break
        behind = self.tokens[place + 1 : place + 4]
        return any(word in DENYING for word in before) or any(word in DENYING_BEHIND for word in behind)

    def count(self, phrases: Iterable[str]) -> int:
        """How often one of the phrases stands there as it is, idle phrases left out."""
        text = f" {' '.join(self.tokens)} "
        for idle in IDLE:
            text = text.replace(f" {idle} ", " ")
        return sum(text.count(f" {phrase} ") for phrase in phrases)


def printed(text: str, units: frozenset[str]) -> Printed:
    """Read one passage; `units` are the units (singular, lower case) that a number may have."""
    clean = _REFERENCES.sub(" ", _LINK.sub("]", text.lower()))
    tokens = tuple(_TOKEN.findall(_RANGE.sub(" to ", clean)))
    return Printed(tokens, tuple(_numbers(tokens, units)))


def stem(word: str) -> str:
    """The beginning by which a word is known again: six letters, or the word."""
    return word[:_STEM]


def alike(token: str, cue: str) -> bool:
    """Whether a printed word is the cue or another form of it."""
    short = stem(singular(cue))
    return token.startswith(short) if len(short) > 3 else token in (short, short + "s")


def bare(word: str) -> tuple[str, bool]:
    """The word without a beginning that turns it into its opposite, and whether there was one.

    >>> bare("unstable"), bare("stable")
    (('stable', True), ('stable', False))
    """
    for beginning in OPPOSITES:
        if word.startswith(beginning) and len(word) >= len(beginning) + _SHORTEST:
            return word[len(beginning) :], True
    return word, False


def singular(unit: str) -> str:
    """A unit in lower case without the plural's ending."""
    low = unit.lower()
    return low[:-1] if low.endswith("s") and len(low) > 2 else low


def _numbers(tokens: Sequence[str], units: frozenset[str]) -> Iterator[Number]:
    for place, token in enumerate(tokens):
        if token[0].isdigit():
            if token[-1].isalpha():
                continue
            value, spelled = Decimal(token), False
        elif token in NUMBER_WORDS:
            value, spelled = Decimal(NUMBER_WORDS[token]), True
        elif token.startswith(SEVERAL):
            yield Number(Decimal(2), "", frozenset({Op.AT_LEAST}), True, place, (), ())
            continue
        else:
            continue
        end = _end(tokens, place)
        unit = singular(tokens[end]) if end < len(tokens) and singular(tokens[end]) in units else ""
        before = tuple(tokens[max(0, place - 4) : place])
        after = tuple(tokens[place + 1 : end + 4])
        yield Number(value, unit, frozenset(_ops(before, after)), spelled, place, before, after)


def _end(tokens: Sequence[str], place: int) -> int:
    """Where the unit of a number would stand: behind it, or behind the number with which it makes a range."""
    end = place + 1
    while end + 1 < len(tokens) and tokens[end] in ("to", "or", "and") and tokens[end + 1].replace(".", "").isdigit():
        end += 2
    return end


def _ops(before: Sequence[str], after: Sequence[str]) -> Iterator[Op]:
    ahead, behind = f" {' '.join(before)} ", f" {' '.join(after)} "
    for op in Op:
        if any(f" {phrase} " in ahead for phrase in BEFORE[op]) or any(f" {phrase} " in behind for phrase in AFTER[op]):
            yield op
