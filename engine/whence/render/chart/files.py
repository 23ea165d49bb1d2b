"""The files of `diagrams/`: every pathway of the base, and every topic as `topic-<name>`, as DOT and SVG.

The DOT is the same on every machine; the SVG is not, because engines place boxes differently.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.render.chart.dot import dot
from whence.render.chart.engine import CannotDraw, draw_svg
from whence.render.chart.flowchart import draw
from whence.render.chart.topic import draw_topic

#: What of the generated files is the same on every machine.
COMPARED = ".dot"


def generate(base: KnowledgeBase, environment: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """File name -> content, in name order; the SVG of a chart is left out where nothing here can draw it.

    `environment` is where WHENCE_DOT and PATH are looked up; without one the usual places of programs are searched.
    """
    found: dict[str, bytes] = {}
    charts = [draw(base, None, name) for name in sorted(base.pathways)]
    for chart in [*charts, *(draw_topic(base, name) for name in sorted(base.topics))]:
        name = chart.pathway
        found[f"{name}.dot"] = dot(chart).encode("utf-8")
        try:
            found[f"{name}.svg"] = draw_svg(chart, environment or {}).encode("utf-8")
        except CannotDraw:
            continue
    return found
