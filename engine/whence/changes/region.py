"""A region of patients who get another answer, as a value: the rule, how it ended and ends, the smallest of them."""

from __future__ import annotations

from datetime import date

from whence.assessment.verdict import Verdict
from whence.changes.pairs import Pair
from whence.language.patient import Patient
from whence.language.rule import InForce
from whence.values.struct import Struct


class Turn(Struct, frozen=True):
    """How one rule ended and now ends; None where there is no rule in force, which is as silent as *does not apply*.

    `advice`: what it advises is not the same either; the ends may then be equal.
    """

    pair: Pair
    before: Verdict | None
    after: Verdict | None
    advice: bool = False


class Region(Struct, frozen=True):
    """Everybody to whom one turn happens, on the days on which the two rules answer to each other.

    `witness` is a patient of it of whom as few facts as possible are told, replayed in both states on `day`. `because`
    names the changed rules, definitions and scores that the rule stands on, as (kind, name).
    """

    turn: Turn
    days: tuple[InForce, ...]
    witness: Patient
    day: date
    because: tuple[tuple[str, str], ...]


class Refused(Struct, frozen=True):
    """A patient whom one state takes for possible and the other (`by`: 'old' or 'new') refuses by a line."""

    by: str
    line: str
    witness: Patient
