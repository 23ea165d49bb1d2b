"""The files of `diagrams/`: every pathway of the base as DOT and SVG.

The DOT is the same on every machine; the SVG is not, because engines place boxes differently.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.render.chart.dot import dot
from whence.render.chart.engine import CannotDraw, draw_svg
from whence.render.chart.flowchart import draw

#: What of the generated files is the same on every machine.
COMPARED = ".dot"


def generate(base: KnowledgeBase, environment: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """File name -> content, in name order; the SVG of a chart is left out where nothing here can draw it.

    `environment` is where WHENCE_DOT and PATH are looked up; without one the usual places of programs are searched.
    """
    found: dict[str, bytes] = {}
    for name in sorted(base.pathways):
        chart = draw(base, None, name)
        found[f"{name}.dot"] = dot(chart).encode("utf-8")
        try:
            found[f"{name}.svg"] = draw_svg(chart, environment or {}).encode("utf-8")
        except CannotDraw:
            continue
    return found
