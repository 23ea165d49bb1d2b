"""The six verdicts and the table that gives them (language reference, section 8)."""

from __future__ import annotations

from enum import Enum

from whence.values.truth import Truth


class Verdict(Enum):
    """How a rule ends for a patient; the value is the word shown and written in vignettes."""

    APPLIES = "applies"
    APPLIES_UNLESS = "applies unless"
    HELD_BACK = "held back"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    DOES_NOT_APPLY = "does not apply"

    @property
    def speaks(self) -> bool:
        """Whether the rule's advice is in effect: it applies, perhaps unless something yet unknown."""
        return self in (Verdict.APPLIES, Verdict.APPLIES_UNLESS)


def verdict(when: Truth, unless: Truth | None, only_if: Truth | None) -> Verdict:
    """The verdict of a rule; `unless` and `only_if` are None where the rule has no such part, and never both given."""
    if when is Truth.FALSE:
        return Verdict.DOES_NOT_APPLY
    if when is Truth.UNKNOWN:
        return Verdict.OPEN
    if unless is Truth.TRUE:
        return Verdict.WITHDRAWN
    if unless is Truth.UNKNOWN:
        return Verdict.APPLIES_UNLESS
    if only_if is Truth.UNKNOWN:
        return Verdict.OPEN
    if only_if is Truth.FALSE:
        return Verdict.HELD_BACK
    return Verdict.APPLIES
