"""`whence report`: one patient's assessment as a page to keep, with sources side by side and the charts lit."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from whence.cli.assessing import assessed, somebody
from whence.cli.options import as_of_option, patient_argument
from whence.cli.session import Session
from whence.cli.stop import unknown
from whence.cli.writing import by_ending, put
from whence.values.struct import replace

if TYPE_CHECKING:
    from whence.assessment.action_sets import ActionSets
    from whence.assessment.assessment import Assessment
    from whence.render.chart.picture import Chart
    from whence.store.cache import OpenedBase

FORMATS = ("html", "markdown")
ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}


@click.command(
    epilog="""\b
Examples:
  whence report patient.yaml -o report.html
  whence report patient.yaml -o report.md
  whence report patient.yaml --nameless --chart PATHWAY -o report.html
  whence report patient.yaml --format markdown"""
)
@patient_argument
@as_of_option
@click.option("--format", "form", type=click.Choice(FORMATS), help="Else by the ending of -o, else html.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Else standard output.")
@click.option("--chart", "chosen", multiple=True, metavar="PATHWAY", help="Only this chart; may be repeated.")
@click.option("--nameless", is_flag=True, help="Leave out the patient's name, title and note.")
@click.pass_obj
def report(
    session: Session, patient: str, as_of: date | None, form: str | None, output: Path | None,
    chosen: tuple[str, ...], nameless: bool,
) -> None:  # fmt: skip
    """Write what the sources say of PATIENT as one page, in HTML or Markdown.

    It holds the sources and what they are, every recommendation with its strength, dose, reasons and passage, what is
    certain and what is possible, what to find out, where the sources differ, and the charts with the path lit: those on
    which the path comes to a rule in effect, unless --chart chooses. The HTML page needs no other file and no network,
    and prints on A4; Markdown with -o has its charts as SVG files beside it.
    """
    from whence.compare.compare import Comparer
    from whence.explain.report import report as arranged
    from whence.render.report.charts import charts
    from whence.render.report.contents import contents

    set_as = form or by_ending(output, ENDINGS, "html")
    opened = session.open()
    for name in chosen:
        if name not in opened.base.pathways:
            raise unknown("the pathway", name, opened.base.pathways)
    assessment = assessed(session, opened, patient, as_of)
    if nameless:
        nobody = replace(assessment.patient, name="A person without a name here", title=None, note=None)
        assessment = replace(assessment, patient=nobody)
    comparer = Comparer(opened.base)
    compared = [comparer.compare(assessment, topic) for topic in opened.base.topics.values()]
    found = arranged(opened.base, opened.program, assessment)
    page = contents(assessment, found, compared, _sets(opened, assessment), opened.base)
    lit = charts(opened.base, opened.program, assessment, chosen)
    drawings, undrawn = _drawn(lit)
    values = {"page": page, "charts": lit, "undrawn": undrawn}
    if set_as == "html":
        from whence.render.report.charts import inline
        from whence.render.report.setting import html

        inlined = {name: inline(svg, name) for name, svg in drawings.items()}
        put(output, html("report.html.j2", values, inlined))
        return
    from whence.render.report.setting import markdown

    files = {} if output is None else {name: output.with_name(f"{output.stem}-{name}.svg") for name in drawings}
    links = {name: _Link(quote(path.name)) for name, path in files.items()}
    for name, path in files.items():
        put(path, drawings[name])
    put(output, markdown("report.md.j2", {**values, "files": links}))


class _Link:
    """A file's name as it stands behind a link, where marks are percent-encoded already and stay as they are."""

    def __init__(self, written: str) -> None:
        self._written = written

    def __str__(self) -> str:
        return self._written


def _sets(opened: OpenedBase, assessment: Assessment) -> ActionSets:
    from whence.assessment.action_sets import sets_of

    with somebody():
        return sets_of(opened.base, opened.program, assessment.results, assessment.known)


def _drawn(lit: tuple[Chart, ...]) -> tuple[dict[str, str], str]:
    """The SVG of each chart by its name, and why some could not be drawn."""
    from whence.render.chart.engine import CannotDraw, draw_svg

    found, why = {}, ""
    for chart in lit:
        try:
            found[chart.pathway] = draw_svg(chart, os.environ)
        except CannotDraw as error:
            why = str(error)
    return found, why
