"""Writes the panels of a chart onto a drawing that has only empty boxes.

For an engine that lays a chart out but knows no tables. The boxes already have the right sizes; here each is given its
text, bars and tips, and the title and foot their styles.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from whence.render.chart import boxes, surround
from whence.render.chart.measure import measure
from whence.render.chart.panel import BAR, GAP, Panel, Row, Strip, clean, row_height, row_width
from whence.render.chart.picture import Chart
from whence.render.chart.style import FONT

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
FAMILY = f"{FONT},sans-Serif"
_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def painted(svg: str, chart: Chart) -> str:
    """The drawing with everything written on it. Raises ValueError where it is no SVG of this chart."""
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        raise ValueError(f"the engine gave no drawing: {error}") from error
    sizes = measure(chart)
    groups: dict[str, ET.Element] = {}
    for group in root.iter(f"{{{SVG}}}g"):
        title = group.find(f"{{{SVG}}}title")
        if title is not None and title.text:
            groups[title.text] = group
    _restyle(groups.get(chart.pathway), surround.foot(chart, sizes))
    _restyle(groups.get("cluster_chart"), surround.head(chart, sizes))
    for box in chart.boxes:
        if box.id not in groups:
            raise ValueError(f"the drawing lacks the step '{box.id}'")
        _write(groups[box.id], boxes.panel(box, sizes))
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _restyle(group: ET.Element | None, panel: Panel) -> None:
    """Give the lines of a label that already stands there their sizes and colours, row by row."""
    if group is None:
        return
    rows = [row for strip in panel.strips for row in strip.rows]
    own = [link for link in group if link.tag == f"{{{SVG}}}g" and link.get("id", "").startswith("a_")]
    texts = [text for part in (group, *own) for text in part.findall(f".//{{{SVG}}}text")][: len(rows)]
    for text, row in zip(texts, rows, strict=False):
        _style(text, row)


def _style(text: ET.Element, row: Row) -> None:
    text.set("font-size", f"{row[0].size:g}")
    text.set("fill", row[0].colour)
    if row[0].bold:
        text.set("font-weight", "bold")


def _write(group: ET.Element, panel: Panel) -> None:
    """The rows of a panel, centred on the box that the group holds."""
    shape = next(part for part in group.iter() if part.tag in (f"{{{SVG}}}polygon", f"{{{SVG}}}path"))
    pairs = [(float(x), float(y)) for x, y in _PAIR.findall(shape.get("points") or shape.get("d") or "")]
    centre_x, centre_y = (sum((min(axis), max(axis))) / 2 for axis in zip(*pairs, strict=True))
    wide, high = panel.size
    left, top = centre_x - wide / 2, centre_y - high / 2
    if panel.mark:
        _line(group, panel.mark, left, centre_y + panel.mark[0].size * 0.35)
        left += row_width(panel.mark)
    for number, strip in enumerate(panel.strips):
        top += GAP if number else 0
        top = _strip(group, strip, panel, left, top)


def _strip(group: ET.Element, strip: Strip, panel: Panel, left: float, top: float) -> float:
    """Write one strip; gives where the next begins."""
    holder = ET.SubElement(group, f"{{{SVG}}}g")
    if strip.tip:
        ET.SubElement(holder, f"{{{SVG}}}title").text = clean(strip.tip)
    high = sum(row_height(row) for row in strip.rows)
    if strip.bar is not None:
        fill = strip.bar.colour if strip.bar.filled else "none"
        place = {"x": f"{left:.2f}", "y": f"{top + 0.5:.2f}", "width": str(BAR), "height": str(high - 1)}
        ET.SubElement(holder, f"{{{SVG}}}rect", {**place, "fill": fill, "stroke": strip.bar.colour})
        left += BAR
    for row in strip.rows:
        start = left + (panel.text_width - row_width(row)) / 2 if panel.centred else left
        _line(holder, row, start, top + row_height(row) - row[-1].size * 0.3)
        top += row_height(row)
    return top


def _line(group: ET.Element, row: Row, left: float, baseline: float) -> None:
    text = ET.SubElement(group, f"{{{SVG}}}text", {"x": f"{left:.2f}", "y": f"{baseline:.2f}", "font-family": FAMILY})
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for run in row:
        style = {"font-size": f"{run.size:g}", "fill": run.colour, **({"font-weight": "bold"} if run.bold else {})}
        ET.SubElement(text, f"{{{SVG}}}tspan", style).text = clean(run.text)
