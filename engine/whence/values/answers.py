"""The kinds of answer a question may have.

A kind says which answers exist and how a condition may test them; it holds no patient and no question.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One of these words, in the order in which the editor listed them."""

    answers: tuple[str, ...]

    @property
    def presence(self) -> bool:
        """Whether the kind was written `presence`."""
        return self.answers == PRESENCE


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, 0 or more."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of `unit`, 0 or more."""

    unit: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A time span. `family` is 'days' (minutes to weeks) or 'months' (months and years)."""

    family: str


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day; never tested itself, durations are computed from it."""


PRESENCE: tuple[str, ...] = ("present", "absent")
AnswerKind = Words | Count | Number | Duration | Day
