"""The kinds of answer a question may have.

A kind says which answers exist and how a condition may test them; it holds no patient and no question.
"""

from __future__ import annotations

from whence.values.struct import Struct


class Words(Struct, frozen=True):
    """One of these words, in the order in which the editor listed them."""

    answers: tuple[str, ...]

    @property
    def presence(self) -> bool:
        """Whether the kind was written `presence`."""
        return self.answers == PRESENCE


class Count(Struct, frozen=True):
    """A whole number, 0 or more."""


class Number(Struct, frozen=True):
    """A number of `unit`, 0 or more."""

    unit: str


class Duration(Struct, frozen=True):
    """A time span. `family` is 'days' (minutes to weeks) or 'months' (months and years)."""

    family: str


class Day(Struct, frozen=True):
    """A calendar day; never tested itself, durations are computed from it."""


PRESENCE: tuple[str, ...] = ("present", "absent")
AnswerKind = Words | Count | Number | Duration | Day
