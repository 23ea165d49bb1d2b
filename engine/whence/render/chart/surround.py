"""What stands around a chart: title and description above, legend and foot below."""

from __future__ import annotations

from whence.render.chart.measure import Measure
from whence.render.chart.metrics import wrap
from whence.render.chart.panel import Panel, Row, Run, Strip
from whence.render.chart.picture import Chart
from whence.render.chart.style import AGAINST_MARK, GREY, NEUTRAL_COLOUR, PATH, SUBTITLE, TITLE, Bar, bar
from whence.render.phrases import listed

PURPOSE = "For audit and teaching only, not for treating patients."


def head(chart: Chart, sizes: Measure) -> Panel:
    """Title, description, and whose path is lit."""
    rows = _rows(chart.title, sizes, TITLE, bold=True) + _rows(chart.description, sizes, SUBTITLE, GREY)
    if chart.lit_for:
        rows += _rows(chart.lit_for, sizes, SUBTITLE, PATH, bold=True)
    return Panel((Strip(tuple(rows)),))


def foot(chart: Chart, sizes: Measure) -> Panel:
    """Legend, sources with digests, and what the chart is for."""
    texts = (*legend(chart), " ".join((*chart.foot, PURPOSE)))
    return Panel((Strip(tuple(row for text in texts for row in _rows(text, sizes, sizes.small, GREY))),))


def _rows(text: str, sizes: Measure, size: float, colour: str | None = None, bold: bool = False) -> list[Row]:
    lines = wrap(text, size, sizes.foot, bold)
    return [(Run(line, size, bold, colour) if colour else Run(line, size, bold),) for line in lines]


def legend(chart: Chart) -> tuple[str, ...]:
    """What the bars, the question marks and the lines mean, as far as they occur."""
    found = {bar(entry.direction, entry.force) for box in chart.boxes for entry in box.entries}
    used = sorted(found, key=lambda style: (_look(style), style.legend))
    bars: dict[str, list[str]] = {}  # by look: what looks alike is told apart by its printed word of strength
    for name, seen in {style.legend.rpartition(", ")[2]: style for style in used}.items():
        bars.setdefault(_look(seen), []).append(name)
    kinds = [f"{seen}: {listed(names, 'or')}" for seen, names in bars.items()]
    warned = any(style.legend.startswith("against") for style in used)
    against = f" {AGAINST_MARK.strip()} in red: against." if warned else ""
    asks = any(box.kind == "ask" for box in chart.boxes)
    asked = " Box with a question mark: a question; dashed loop: while nobody knows, find out." if asks else ""
    legend = f"Bar at a recommendation, {'; '.join(kinds)}." if kinds else ""
    first = f"{legend}{against}{asked}".strip()
    if not chart.lit_for:
        return (first,) if first else ()
    return first, "Thick: the path of this patient. Dashed border: not known yet, find out. Pale: not reached."


def _look(style: Bar) -> str:
    return "filled" if style.filled else "hollow grey" if style.colour == NEUTRAL_COLOUR else "hollow"
