"""What is written on a step or around the chart, as rows of text with sizes: no engine's markup yet.

Widths and heights are reckoned here once, so that every engine is given boxes of the same size.
"""

from __future__ import annotations

from math import ceil

from whence.render.chart.metrics import width
from whence.render.chart.style import INK, LEADING, Bar
from whence.values.struct import Struct

BAR = 5  # points
INDENT = 4  # points between a bar and its text, which begins with a space
GAP = 3  # points between two rules of a box


class Run(Struct, frozen=True):
    """A stretch of text in one style; `size` in points."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK

    @property
    def width(self) -> float:
        """Its width in points."""
        return width(self.text, self.size, self.bold)


Row = tuple[Run, ...]


def row_width(row: Row) -> int:
    """The width of a row in points."""
    return ceil(sum(run.width for run in row))


def row_height(row: Row) -> int:
    """The height of a row in points."""
    return ceil(max(run.size for run in row) * LEADING)


class Strip(Struct, frozen=True):
    """Rows that belong together, perhaps beside a bar; `tip` is shown when pointing at them."""

    rows: tuple[Row, ...]
    bar: Bar | None = None
    tip: str = ""


class Panel(Struct, frozen=True):
    """Strips under each other, perhaps behind a `mark`; `least` is the least width in points."""

    strips: tuple[Strip, ...]
    least: float = 0.0
    centred: bool = False
    mark: Row = ()

    @property
    def text_width(self) -> int:
        """The width in points of the widest row with its bar, at least `least`."""
        rows = [row_width(row) + (BAR if strip.bar else 0) for strip in self.strips for row in strip.rows]
        return max([ceil(self.least), *rows])

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in points."""
        heights = [sum(row_height(row) for row in strip.rows) for strip in self.strips]
        front = row_width(self.mark) if self.mark else 0
        return front + self.text_width, sum(heights) + GAP * (len(self.strips) - 1)


def clean(text: str) -> str:
    """The text with everything that is no printable character replaced, as XML and a terminal need it."""
    return "".join(character if character.isprintable() else " " for character in text)
