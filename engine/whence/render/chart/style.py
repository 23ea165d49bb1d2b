"""How a chart looks: sizes in points, colours, and what each strength is drawn as.

Nothing is told by colour alone: the word of strength is printed, a weak one has a hollow bar, an advice against carries
a cross, and a patient's path differs by the thickness and the dashes of its lines.
"""

from __future__ import annotations

from whence.render.chart.picture import State
from whence.values.struct import Struct

FONT = "Helvetica"
TITLE, SUBTITLE = 13.0, 9.0
LEADING = 1.22

INK, GREY, PALE, PAPER, COLUMN = "#1f2933", "#56616e", "#9aa5b1", "#ffffff", "#f3f5f7"
PATH, ASKING, MARK = "#0b4f9e", "#a34700", "#8a6100"


class Bar(Struct, frozen=True):
    """The bar at the left of a rule: its colour, whether it is filled, and what the legend calls it."""

    colour: str
    filled: bool
    legend: str


FOR_COLOUR, AGAINST_COLOUR, NEUTRAL_COLOUR = "#17603a", "#a3142f", "#4a5560"
AGAINST_MARK = "× "
_FORCES = {
    "strong": (True, "strong"),
    "weak": (False, "weak"),
    "option": (False, "option"),
    "not stated": (False, "strength not stated"),
    "evidence": (False, "finding, no advice"),
    "unavailable": (False, "text not available"),
}


def bar(direction: str, force: str) -> Bar:
    """The bar of a word of strength.

    >>> bar("for", "weak").legend
    'for, weak'
    """
    filled, words = _FORCES.get(force, (False, force))
    colour = {"for": FOR_COLOUR, "against": AGAINST_COLOUR}.get(direction, NEUTRAL_COLOUR)
    if force not in ("strong", "weak"):
        colour = NEUTRAL_COLOUR if direction != "against" else colour
    return Bar(colour, filled, f"{direction}, {words}" if direction in ("for", "against") else words)


class Look(Struct, frozen=True):
    """Border and text of a step or arrow in one state."""

    colour: str
    text: str
    pen: float
    dashed: bool


_LOOKS = {
    State.PLAIN: Look(INK, INK, 1.0, False),
    State.PASSED: Look(PATH, INK, 2.4, False),
    State.FRONTIER: Look(ASKING, INK, 2.4, True),
    State.OFF: Look(PALE, GREY, 0.8, False),
}


def look(state: State) -> Look:
    """How steps and arrows of that state are drawn."""
    return _LOOKS[state]


FILLS = {
    "enter": "#1f2933",
    "ask": "#fff6d6",
    "apply": PAPER,
    "fork": "#e4e9ee",
    "meet": "#e4e9ee",
    "goto": "#e8f0fb",
    "end": "#e4e9ee",
}
