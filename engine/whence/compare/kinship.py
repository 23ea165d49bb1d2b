"""Which actions stand under which, reckoned once for a vocabulary. It refuses to know rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.language.advice import wider
from whence.language.vocabulary import Action
from whence.values.struct import Struct


class Kinship(Struct, frozen=True):
    """`wider[a]` and `narrower[a]` both hold `a` itself."""

    wider: Mapping[str, frozenset[str]]
    narrower: Mapping[str, frozenset[str]]

    def below(self, actions: Iterable[str]) -> frozenset[str]:
        """The actions and everything narrower. Names that are no actions are passed over."""
        return frozenset().union(*(self.narrower.get(action, frozenset()) for action in actions))

    def related(self, first: str, second: str) -> bool:
        """Whether one of the two is, or stands under, the other. False for names that are no actions."""
        return second in self.wider.get(first, ()) or first in self.wider.get(second, ())

    def any_related(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Whether some action of the first is related to some action of the second."""
        others = frozenset(second)
        return any(
            not self.wider.get(one, frozenset()).isdisjoint(others)
            or not self.narrower.get(one, frozenset()).isdisjoint(others)
            for one in first
        )


def kinship(actions: Mapping[str, Action]) -> Kinship:
    """The kinship of a vocabulary's actions."""
    above = {name: wider(name, actions) for name in actions}
    below: dict[str, set[str]] = {name: set() for name in actions}
    for name, ones in above.items():
        for one in ones:
            below[one].add(name)
    return Kinship(above, {name: frozenset(ones) for name, ones in below.items()})
