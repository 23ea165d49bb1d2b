"""A mutant: a rule, definition or score with one small mistake in it, such as an editor makes. Nothing is run here.

After DeMillo, Lipton and Sayward, *Hints on test data selection* (IEEE Computer 11, 1978): cases that tell a thing from
every mutant of it are cases that say what it means.
"""

from __future__ import annotations

from whence.language.condition import Condition
from whence.text.position import Span
from whence.values.struct import Placed
from whence.vignettes.things import Thing

#: The kinds of mistake, in the order in which they are counted.
CONDITION_DROPPED = "condition dropped"
CONDITION_NEGATED = "condition negated"
JOINT_EXCHANGED = "joint exchanged"
LIMIT_MOVED = "limit moved"
BOUND_EXCHANGED = "bound exchanged"
ANSWER_CHANGED = "answer changed"
ANSWER_ADDED = "answer added"
ANSWER_DROPPED = "answer dropped"
EXCEPTION_DROPPED = "exception dropped"
EXCEPTION_EXCHANGED = "exception exchanged"
OTHERWISE_CHANGED = "otherwise changed"
POINTS_CHANGED = "points changed"
STRENGTH_SWAPPED = "strength swapped"
ACTION_CHANGED = "action changed"
FIGURE_CHANGED = "figure changed"
DETAIL_DROPPED = "detail dropped"
OPERATORS = (
    CONDITION_DROPPED, CONDITION_NEGATED, JOINT_EXCHANGED, LIMIT_MOVED, BOUND_EXCHANGED, ANSWER_CHANGED, ANSWER_ADDED,
    ANSWER_DROPPED, EXCEPTION_DROPPED, EXCEPTION_EXCHANGED, OTHERWISE_CHANGED, POINTS_CHANGED, STRENGTH_SWAPPED,
    ACTION_CHANGED, FIGURE_CHANGED, DETAIL_DROPPED,
)  # fmt: skip
#: The part of a rule that holds what it says, and not when.
ADVICE = "then"

Written = Condition | str


class Mutant(Placed, frozen=True):
    """`thing` is what stands in place of the one called `about`; in its `part`, `was` became `now`.

    `was` and `now` are conditions, or words as they are written; `now` is None where something was taken away.
    """

    about: str
    operator: str
    part: str
    was: Written
    now: Written | None
    thing: Thing
    span: Span | None = None
