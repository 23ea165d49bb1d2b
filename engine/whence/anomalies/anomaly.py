"""One anomaly as a value: what looks wrong, where it stands, and the smallest patient who shows it."""

from __future__ import annotations

from datetime import date

from whence.assessment.verdict import Verdict
from whence.language.condition import Condition
from whence.language.patient import Patient
from whence.text.position import Span
from whence.values.struct import Placed

NEVER_APPLIES = "never applies"
SUBSUMED = "subsumed"
SHADOWED = "shadowed"
CONTRADICTION = "contradiction"
OVERLAP = "overlap"
GAP = "gap"
IDLE_EXCEPTION = "idle exception"
UNUSED_FACT = "unused fact"
UNUSED_ACTION = "unused action"
UNDECIDED = "undecided"

#: Every kind, in the order in which they are told, with what it means.
KINDS = {
    NEVER_APPLIES: "no patient there can be has the rule apply",
    SUBSUMED: "wherever the rule speaks, another of its source says all it says",
    SHADOWED: "wherever the rule speaks, another of its source says it more firmly or puts it second",
    CONTRADICTION: "two rules of one source apply to one person and cannot both be followed",
    OVERLAP: "two rules of a group declared exclusive apply to one person",
    GAP: "no rule of a group declared complete says anything to a person",
    IDLE_EXCEPTION: "no patient there can be ever meets the exception where the rule holds",
    UNUSED_FACT: "nothing asks for the fact",
    UNUSED_ACTION: "nothing recommends the action or one under it",
    UNDECIDED: "the solver gave the question up",
}


class Anomaly(Placed, frozen=True):
    """One thing that looks wrong.

    `about` names what it is about: the rule (fact, action, group) to be looked at first, then the others. `parts` are
    the conditions that say why nobody is meant, if anything does. `witness` is the smallest patient who shows it, None
    where it is that there is nobody; `ends` is how the engine ended the rules for this patient on `day`. `known` names
    the readings and topics in which an editor has dealt with it, `code` the finding of `check` that tells it too.
    """

    kind: str
    about: tuple[str, ...]
    said: str
    span: Span | None = None
    parts: tuple[Condition, ...] = ()
    witness: Patient | None = None
    day: date | None = None
    ends: tuple[tuple[str, Verdict], ...] = ()
    known: tuple[str, ...] = ()
    code: str | None = None
