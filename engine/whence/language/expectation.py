"""What is expected of a whole patient kept for tests: how each rule ends, and which actions come of it.

Whether a rule or an action of that name exists, and what really comes, is for later stages.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.text.position import Span
from whence.values.struct import Placed

#: The verdicts a rule may end with (language reference, section 8).
VERDICTS = ("applies", "applies unless", "open", "withdrawn", "held back", "does not apply")


class ExpectedVerdict(Placed, frozen=True):
    """How one rule is expected to end, and where that is written."""

    verdict: str
    span: Span | None = None


class ExpectedActions(Placed, frozen=True):
    """Actions as named, by set; `excluded` names those worth naming, the others are named completely.

    What follows need not be named: with an action recommended or left possible its wider ones, with an action
    excluded or advised against its narrower ones (language reference, section 9.1).
    """

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    certain_against: tuple[str, ...] = ()
    possible_against: tuple[str, ...] = ()
    span: Span | None = None


class Expectations(Placed, frozen=True):
    """Rule id -> verdict for every rule named; whatever is not named is expected not to apply.

    `actions` is None where the file says nothing of them.
    """

    verdicts: Mapping[str, ExpectedVerdict]
    actions: ExpectedActions | None = None
    span: Span | None = None
