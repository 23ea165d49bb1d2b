"""How large the texts of one chart are set, so that it can be read on A4 or A3.

Reckoned from the chart alone, by the number of columns side by side; no layout engine is asked.
"""

from __future__ import annotations

from whence.render.chart.picture import Chart
from whence.values.struct import Struct

A3 = (842.0, 1191.0)  # points
EDGE = 12.0  # points of the page left free on each side; printers need about as much
SMALL = 8.0  # the least size of any text: 8 pt on paper as long as the drawing need not be scaled down
MANY = 4  # columns from which a chart is set small and across the page
PER_COLUMN, PER_BYPASS = 50.0, 38.0  # points beside the text: borders, gaps, loops; an arrow that passes by a box
NARROWEST, WIDEST = 110.0, 230.0  # points


class Measure(Struct, frozen=True):
    """Sizes in points: of `normal` and `small` text; the widths of text in a box (`width` in a column, `outside` of
    columns), of other text outside columns (`wide`), and of title and foot.
    """

    normal: float
    width: float
    outside: float
    wide: float
    foot: float
    small: float = SMALL


def measure(chart: Chart) -> Measure:
    """The sizes for a chart."""
    kinds = {box.id: box for box in chart.boxes}
    columns = max(_columns(chart), 1)
    bypasses = sum(kinds[a.tail].kind == "ask" and kinds[a.head].kind == "meet" for a in chart.arrows)
    across = columns >= MANY
    page = (A3[1] if across else A3[0]) - 2 * EDGE
    width = (page - PER_COLUMN * columns - PER_BYPASS * bypasses) / columns
    width = min(max(width, NARROWEST), WIDEST)
    wide = width * (2.4 if across else 1.5 if columns > 1 else 1.0)
    return Measure(8.0 if across else 9.0, width, width * 1.6 if across else width, wide, page * 0.75)


def _columns(chart: Chart) -> int:
    """How many things stand side by side at most: columns, or the ways out of one question outside columns."""
    starts = {box.columns for box in chart.boxes if box.columns}
    leaves = [columns for columns in starts if not any(other[: len(columns)] == columns != other for other in starts)]
    heads = {box.id: box for box in chart.boxes}
    ways: dict[str, int] = {}
    for arrow in chart.arrows:
        if heads[arrow.tail].kind == "ask" and not heads[arrow.tail].columns and heads[arrow.head].kind == "apply":
            ways[arrow.tail] = ways.get(arrow.tail, 0) + 1
    return max([len(leaves), *ways.values()], default=1)
