"""Keeps stretches of text apart that an engine set side by side by narrower letters than a viewer may have.

Graphviz places the second stretch of a line where the first ends by its own estimate; in a wider face a long bold word
runs into what follows. Each is moved right to where the first ends by our widths, which have made the boxes.
"""

from __future__ import annotations

import re

from whence.render.chart.metrics import width

_TEXT = re.compile(r'<text [^>]*?x="(?P<x>-?[\d.]+)" y="(?P<y>-?[\d.]+)"(?P<look>[^>]*)>(?P<said>[^<]*)</text>')
_SIZE = re.compile(r'font-size="([\d.]+)"')
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&#45;": "-", "&#39;": "'", "&quot;": '"', "&#160;": " "}


def spaced(svg: str) -> str:
    """The drawing, with no text of a line beginning before the one to its left has ended."""
    parts: list[str] = []
    done = 0
    end, line = 0.0, ""
    for found in _TEXT.finditer(svg):
        x, y = float(found["x"]), found["y"]
        follows = y == line and not svg[done : found.start()].strip()
        if follows and x < end:
            x = end
            moved = f"{x:.2f}".rstrip("0").rstrip(".")
            parts += [svg[done : found.start("x")], moved, svg[found.end("x") : found.end()]]
        else:
            parts.append(svg[done : found.end()])
        size = _SIZE.search(found["look"])
        wide = width(_plain(found["said"]), float(size[1]), 'font-weight="bold"' in found["look"]) if size else 0.0
        end, line, done = x + wide, y, found.end()
    return "".join(parts) + svg[done:]


def _plain(text: str) -> str:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text
