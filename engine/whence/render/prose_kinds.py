"""The kinds of answer in an editor's words."""

from __future__ import annotations

from typing import assert_never

from whence.render.phrases import listed
from whence.values.answers import AnswerKind, Count, Day, Duration, Number, Words


def answers(kind: AnswerKind) -> str:
    """What a person may answer: `present or absent`, `duration in days, such as 2 days or 3 weeks`."""
    match kind:
        case Words(answers=words):
            return listed(words, "or")
        case Count():
            return "a whole number"
        case Number(unit=unit):
            return f"a number of {unit}"
        case Duration(family="days"):
            return "a duration in minutes, hours, days or weeks"
        case Duration():
            return "a duration in months or years"
        case Day():
            return "a day, written year-month-day"
        case _:
            assert_never(kind)


def kind_word(kind: AnswerKind) -> str:
    """The kind as one word: `words`, `presence`, `count`, `number`, `duration` or `date`."""
    match kind:
        case Words(presence=True):
            return "presence"
        case Words():
            return "words"
        case Count():
            return "count"
        case Number():
            return "number"
        case Duration():
            return "duration"
        case Day():
            return "date"
        case _:
            assert_never(kind)
