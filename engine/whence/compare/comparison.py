"""The sources at one topic for one patient, as data: who says what, and how each stands to each."""

from __future__ import annotations

from enum import Enum

from whence.compare.between import Standing
from whence.compare.voice import Voice
from whence.language.topic import Topic
from whence.values.struct import Struct


class Part(Enum):
    """How one source takes part in a topic; the value is the word printed."""

    SPEAKS = "speaks"
    OPEN = "open"
    WITHDRAWN = "withdrawn"
    DOES_NOT_APPLY = "does not apply"
    BESIDE = "shows a finding"
    LATER = "speaks of what comes later"
    NO_RULE = "silent"
    NOT_AVAILABLE = "not available here"


class OneSource(Struct, frozen=True):
    """One source at the topic. `because` says why it is not available; `voices` are in reading order."""

    source: str
    part: Part
    voices: tuple[Voice, ...]
    because: str = ""


class Outcome(Struct, frozen=True):
    """One outcome between two sources (or inside one): *agree*, *differs* or *contradicts*.

    `between` are source ids and `rules` the rules behind them; for a difference of indication the second rule is None,
    because the second source has none that applies. `sure`: 'live' or 'possible'. `copy`: both are the word of one
    publisher, so that it is no disagreement of two.
    """

    between: tuple[str, str]
    rules: tuple[str, str | None]
    standing: Standing
    sure: str
    copy: bool = False

    @property
    def kind(self) -> str:
        """agree, differs or contradicts."""
        return self.standing.kind


class Steps(Struct, frozen=True):
    """The strengths with which one source speaks for one action, strongest first."""

    source: str
    action: str
    rules: tuple[str, ...]


class Term(Struct, frozen=True):
    """The answer of a definition that the topic compares; None while it is open."""

    definition: str
    source: str
    answer: str | None


class Comparison(Struct, frozen=True):
    """One topic for one patient. `standing` is 'silent', 'only one speaks' or 'several speak'."""

    topic: Topic
    standing: str
    sources: tuple[OneSource, ...]
    outcomes: tuple[Outcome, ...]
    steps: tuple[Steps, ...] = ()
    terms: tuple[Term, ...] = ()

    def worst(self, between: frozenset[str] | None = None, sure: str | None = None) -> Outcome | None:
        """The gravest outcome: a contradiction before a difference before an agreement, live before possible."""
        found = [
            each for each in self.outcomes
            if (between is None or frozenset(each.between) == between) and sure in (None, each.sure)
        ]  # fmt: skip
        return min(found, key=gravest_first, default=None)

    def ways(self, between: frozenset[str] | None, sure: str) -> tuple[str, ...]:
        """Every way in which the sources differ, by name, without repeats."""
        return tuple(
            sorted(
                {
                    way
                    for each in self.outcomes
                    if (between is None or frozenset(each.between) == between) and each.sure == sure
                    for way in each.standing.ways
                }
            )
        )


_GRAVITY = {"contradicts": 0, "differs": 1, "agree": 2}


def gravest_first(outcome: Outcome) -> tuple[int, bool, tuple[str, str], tuple[str, str]]:
    """The order of outcomes: by gravity, live before possible, then by source and rule."""
    first, second = outcome.rules
    return _GRAVITY[outcome.kind], outcome.sure != "live", outcome.between, (first, second or "")
