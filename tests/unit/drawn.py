"""Reading a drawn chart back: its size, its steps with their outlines, and every text with where it stands."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from whence.render.chart.metrics import MARGIN, width

SVG = "{http://www.w3.org/2000/svg}"
PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


@dataclass(frozen=True)
class Text:
    content: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Step:
    left: float
    top: float
    right: float
    bottom: float
    texts: tuple[Text, ...]
    tips: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    root: ET.Element
    wide: float
    high: float
    sizes: tuple[float, ...]
    steps: dict[str, Step]
    arrows: set[str]


def read(svg: str) -> Drawing:
    root = ET.fromstring(svg)
    wide, high = (float(root.get(side, "").removesuffix("pt")) for side in ("width", "height"))
    steps, arrows = {}, set()
    for group in root.iter(f"{SVG}g"):
        kind = (group.get("class") or "").split(" ")[0]
        title = group.findtext(f"{SVG}title")
        if kind == "node" and title:
            steps[title] = step(group)
        elif kind == "edge" and title:
            arrows.add(title)
    sizes = [float(part.get("font-size", "")) for part in root.iter() if part.get("font-size")]
    return Drawing(root, wide, high, tuple(sizes), steps, arrows)


def step(group: ET.Element) -> Step:
    shape = next(part for part in group.iter() if part.tag in (f"{SVG}polygon", f"{SVG}path"))
    pairs = PAIR.findall(shape.get("points") or shape.get("d") or "")
    xs, ys = [float(x) for x, _ in pairs], [float(y) for _, y in pairs]
    tips = [part.get("{http://www.w3.org/1999/xlink}title", "") for part in group.iter(f"{SVG}a")]
    tips += [part.text or "" for inner in group.iter(f"{SVG}g") for part in inner.findall(f"{SVG}title")]
    texts = tuple(found for part in group.iter(f"{SVG}text") for found in text(part))
    return Step(min(xs), min(ys), max(xs), max(ys), texts, tuple(tips))


def text(part: ET.Element) -> list[Text]:
    """Its stretches side by side; how wide each is by the widest common face, without the reserve."""
    found = []
    left, baseline = float(part.get("x", "")), float(part.get("y", ""))
    for run in part.findall(f"{SVG}tspan") or [part]:
        size = float(run.get("font-size", ""))
        wide = width((run.text or "").rstrip(), size, run.get("font-weight") == "bold") / MARGIN
        start = left - wide / 2 if part.get("text-anchor") == "middle" else left
        found.append(Text(run.text or "", start, start + wide, baseline, size))
        left += width(run.text or "", size, run.get("font-weight") == "bold") / MARGIN
    return found
