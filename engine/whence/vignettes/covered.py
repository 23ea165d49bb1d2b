"""What vignettes show and do not show, as data: leaves, endings, and what nobody can show. Nothing is run here."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.condition import Test
from whence.text.diagnostic import Diagnostic
from whence.values.struct import Struct
from whence.values.truth import Truth

TRUTHS = (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN)


class Leaf(Struct, frozen=True):
    """A test as written, first in `part` (`when`, `unless`, `only_if`, or an answer of a definition).

    `cannot` gives, for the truths that were not seen and cannot be, the reason.
    """

    part: str
    test: Test
    seen: frozenset[Truth]
    cannot: Mapping[Truth, str]

    @property
    def missing(self) -> tuple[Truth, ...]:
        """The truths that could be shown and are not: true, false, unknown."""
        return tuple(truth for truth in TRUTHS if truth not in self.seen and truth not in self.cannot)


class Deciding(Struct, frozen=True):
    """A test at one place of a part: by what it was where it alone decided, the first case that shows it.

    `place` is the way down the part's condition to it; `cannot` is as for a leaf.
    """

    part: str
    place: tuple[int, ...]
    test: Test
    shown: Mapping[Truth, str]
    cannot: Mapping[Truth, str]

    @property
    def missing(self) -> tuple[Truth, ...]:
        """The truths as which it could be shown to decide alone and is not: true, false, unknown."""
        return tuple(truth for truth in TRUTHS if truth not in self.shown and truth not in self.cannot)


class Covered(Struct, frozen=True):
    """One rule or definition: its leaves, its conditions where they stand, and which endings its vignettes expect.

    Endings are the verdicts of a rule, the answers and `open` of a definition. `cannot` is as for a leaf.
    """

    about: str
    leaves: tuple[Leaf, ...]
    conditions: tuple[Deciding, ...]
    endings: tuple[str, ...]
    expected: frozenset[str]
    cannot: Mapping[str, str]

    @property
    def missing_endings(self) -> tuple[str, ...]:
        """The endings that could be expected and are not."""
        return tuple(one for one in self.endings if one not in self.expected and one not in self.cannot)

    @property
    def outcomes(self) -> tuple[int, int]:
        """How many leaf outcomes are seen, and of how many there can be."""
        missing = sum(len(leaf.missing) for leaf in self.leaves)
        total = sum(len(TRUTHS) - len(leaf.cannot) for leaf in self.leaves)
        return total - missing, total

    @property
    def decided(self) -> tuple[int, int]:
        """In how many ways its conditions are shown to decide alone, and of how many there can be."""
        missing = sum(len(each.missing) for each in self.conditions)
        total = sum(len(TRUTHS) - len(each.cannot) for each in self.conditions)
        return total - missing, total

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        if self.missing_endings or any(leaf.missing for leaf in self.leaves):
            return False
        return not any(each.missing for each in self.conditions)


class Coverage(Struct, frozen=True):
    """All that was looked at, by name. `diagnostics` are the mistakes of files that could not be read; `unusable` are
    the cases (file:line:column name) that could not be run, `failing` those that do not come as expected: they show
    nothing.
    """

    things: tuple[Covered, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    unusable: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every file was read, every case could be run and came as expected, and nothing is missing."""
        lost = self.diagnostics or self.unusable or self.failing
        return not lost and all(thing.complete for thing in self.things)

    @property
    def decided(self) -> tuple[int, int]:
        """In how many ways conditions are shown to decide alone, and of how many there can be."""
        return sum(thing.decided[0] for thing in self.things), sum(thing.decided[1] for thing in self.things)

    @property
    def outcomes(self) -> tuple[int, int]:
        """How many leaf outcomes are seen, and of how many there can be."""
        return sum(thing.outcomes[0] for thing in self.things), sum(thing.outcomes[1] for thing in self.things)

    @property
    def endings(self) -> tuple[int, int]:
        """How many endings are expected, and of how many there can be."""
        total = sum(len(thing.endings) - len(thing.cannot) for thing in self.things)
        return total - sum(len(thing.missing_endings) for thing in self.things), total
