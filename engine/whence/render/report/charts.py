"""The charts of a report: which pathways the patient is on, and their drawings made fit to stand in one page.

Several drawings in one page must not share the names of their parts, or a reader is led from one into another.
"""

from __future__ import annotations

import re

from whence.assessment.assessment import Assessment
from whence.language.base import KnowledgeBase
from whence.program.program import Program
from whence.render.chart.flowchart import draw
from whence.render.chart.picture import Chart, State

_NAMED = re.compile(r"""(\s(?:id|aria-labelledby|href|xlink:href)=)(["'])([^"']*)\2""")
_POINTED = re.compile(r"url\(#([^)]+)\)")
_SIZE = re.compile(r"""\s(?:width|height)=(["'])[\d.]+(?:pt|px)?\1""")


def charts(
    base: KnowledgeBase, program: Program, assessment: Assessment, chosen: tuple[str, ...] = ()
) -> tuple[Chart, ...]:
    """The charts with the patient's path lit: those chosen, else those on which the path comes to a rule in effect."""
    if chosen:
        return tuple(draw(base, program, name, assessment) for name in dict.fromkeys(chosen))
    every = (draw(base, program, name, assessment) for name in base.pathways)
    return tuple(chart for chart in every if _speaks(chart, assessment))


def _speaks(chart: Chart, assessment: Assessment) -> bool:
    results = assessment.results
    return any(
        entry.rule in results and results[entry.rule].verdict.speaks
        for box in chart.boxes
        if box.state is State.PASSED
        for entry in box.entries
    )


def inline(svg: str, name: str) -> str:
    """The drawing without the head of a file, as wide as there is room, and its parts named after `name`.

    Raises ValueError where the text has no `<svg>` element.
    """
    start = svg.index("<svg")
    end = svg.index(">", start)
    opening = _SIZE.sub("", svg[start:end])
    return _POINTED.sub(rf"url(#{name}-\1)", _NAMED.sub(lambda found: _renamed(found, name), opening + svg[end:]))


def _renamed(found: re.Match[str], name: str) -> str:
    attribute, quote, value = found.groups()
    kind = attribute.strip(" \t\r\n=").removeprefix("xlink:")
    if kind == "href":
        return f"{attribute}{quote}#{name}-{value[1:]}{quote}" if value.startswith("#") else found[0]
    return f"{attribute}{quote}{' '.join(f'{name}-{each}' for each in value.split())}{quote}"
