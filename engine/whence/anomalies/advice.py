"""Whether one recommendation says all that another of the same source says: the action, its details, the strength.

What stands in print is compared, not what would be wise: a detail that is not stated adds nothing, and a word without a
force is neither firmer nor weaker than another.
"""

from __future__ import annotations

from itertools import permutations

from whence.compare.kinship import Kinship
from whence.compare.voice import FORCES, joined
from whence.language.recommendation import NO_DETAILS, Advice, Details, Do, Joint, Recommendation
from whence.language.source import Word
from whence.values.struct import names

SAME, FIRMER = "same", "firmer"


def says_as_much(more: Recommendation, less: Recommendation, words: tuple[Word, Word], kin: Kinship) -> str | None:
    """SAME where `more` says all that `less` says with the same strength, FIRMER where with a greater one; else None.

    `words` are the words of strength of the two, in this order.
    """
    strength = _strength(*words)
    if strength is None or less.rather_than not in (None, more.rather_than) or less.topic != more.topic:
        return None
    if less.advice is None or more.advice is None:
        return strength if less.advice is more.advice else None
    against = words[0].direction == "against"
    held = _Whole(more.details, less.details, against, kin)
    return strength if held.contains(more.advice, less.advice) else None


def _strength(more: Word, less: Word) -> str | None:
    if more.direction != less.direction:
        return None
    if more.force == less.force and more.hedge == less.hedge:
        return SAME
    if more.force == less.force:
        return FIRMER if more.hedge is None else None
    if more.force not in FORCES or less.force not in FORCES or more.hedge not in (None, less.hedge):
        return None
    return FIRMER if FORCES[more.force] > FORCES[less.force] else None


class _Whole:
    """Two recommendations of which one may contain the other."""

    def __init__(self, more: Details, less: Details, against: bool, kin: Kinship) -> None:
        self._more, self._less, self._against, self._kin = more, less, against, kin

    def contains(self, more: Advice, less: Advice) -> bool:
        """Whether whoever is told `more` has been told `less`."""
        match more, less:
            case Do(), Do():
                related = self._kin.narrower if self._against else self._kin.wider
                same = less.action in related[more.action]
                return same and stated_in(joined(less.details, self._less), joined(more.details, self._more))
            case Joint(kind="together" | "in_order", parts=parts), Do():
                return any(self.contains(part, less) for part in parts)
            case Joint(parts=parts), Do():
                return self._against and any(self.contains(part, less) for part in parts)
            case Joint(kind="together"), Joint(kind="together"):
                return all(any(self.contains(part, each) for part in more.parts) for each in less.parts)
            case Joint(kind="any_of"), Joint(kind="any_of") if self._against:
                return all(any(self.contains(part, each) for part in more.parts) for each in less.parts)
            case Joint(kind=kind), Joint(kind=other) if kind == other and len(more.parts) == len(less.parts):
                orders = [less.parts] if kind == "in_order" else permutations(less.parts)
                return any(all(map(self.contains, more.parts, order)) for order in orders)
        return False


def stated_in(less: Details, more: Details) -> bool:
    """Whether every detail that `less` states is stated alike in `more`."""
    return all(getattr(less, name) in (getattr(NO_DETAILS, name), getattr(more, name)) for name in names(Details))
