"""A topic: a decision point where sources meet, what is compared there, and what excludes what."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.condition import Condition
from whence.text.position import Span
from whence.values.struct import Placed

DOSES = ("loading", "maintenance", "dose")

#: What `compare` may name -> the kind of difference it makes. `definitions` makes none: its terms are only shown.
COMPARED: Mapping[str, str] = {
    **{f"{dose}{part}": "dose" for dose in DOSES for part in ("", ".dose", ".label", ".lasting")},
    **{f"{dose}.route": "route" for dose in DOSES},
    **dict.fromkeys(("schedules", "fractions", "length", "label", "taper"), "dose"),
    **dict.fromkeys(("within", "urgency", "before", "after"), "timing"),
    **dict.fromkeys(("first_step", "extent", "where", "with", "for", "about"), "modality"),
    "force": "strength",
    "purpose": "purpose",
    "definitions": "",
}
EXCLUDE_AS = ("first_step", "any")
#: In what sources may differ (language reference, section 10).
WAYS = (
    "dose", "route", "timing", "strength", "indication", "modality", "purpose", "general against specific",
)  # fmt: skip


class Topic(Placed, frozen=True):
    """`decides` names actions (each with everything narrower) or definitions; `compare` names details by path.

    `excludes` holds pairs of actions that cannot both be followed, as the first step only where `exclude_as` is
    'first_step', else ('any') at all. `alternatives` are rules that one source offers side by side. `past` says who is
    past the decision: a rule that can apply to them only answers a later question.
    """

    name: str
    title: str
    decides: tuple[str, ...]
    compare: tuple[str, ...]
    exclude_as: str = "any"
    excludes: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    past: Condition | None = None
    span: Span | None = None
