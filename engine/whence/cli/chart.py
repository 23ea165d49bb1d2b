"""`whence chart`: a pathway as a flowchart or a topic with its sources side by side, for a patient or for nobody."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.options import as_of_option, release_option
from whence.cli.session import Session, told
from whence.cli.stop import FINDINGS, Stop, unknown

if TYPE_CHECKING:
    from whence.render.chart.picture import Chart

FORMATS = ("svg", "png", "pdf", "dot", "mermaid", "txt")
ENDINGS = {".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid"}
ENDINGS |= {".mermaid": "mermaid", ".txt": "txt", ".md": "txt"}
BINARY = ("png", "pdf")


@click.command(
    epilog="""\b
Examples:
  whence chart PATHWAY -o chart.svg
  whence chart PATHWAY --patient patient.yaml -o lit.pdf
  whence chart PATHWAY --format txt
  whence chart PATHWAY --format mermaid > chart.mmd"""
)
@click.argument("pathway", metavar="PATHWAY")
@click.option("--patient", metavar="PATIENT", help="A patient's file, or - for standard input: light this path.")
@as_of_option
@release_option
@click.option("--format", "form", type=click.Choice(FORMATS), help="Else by the ending of -o, else svg.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Else standard output.")
@click.pass_obj
def chart(
    session: Session, pathway: str, patient: str | None, as_of: date | None, form: str | None, output: Path | None
) -> None:
    """Draw PATHWAY as a flowchart; the name of a topic draws its sources side by side.

    With a patient, the steps passed are drawn thick, the verdict stands at each rule on the way, and the questions at
    which the way stops are dashed. txt is the same chart in words. png and pdf need the `dot` program of graphviz.
    """
    chosen = _format(form, output)
    if as_of is not None and patient is None:
        raise Stop("--as-of is the day of a patient: give --patient too")
    if output is None and chosen in BINARY and sys.stdout.isatty():
        raise Stop(f"{chosen} is not for a terminal: say where to write it, -o FILE")
    drawn = _drawn(session, pathway, patient, as_of)
    from whence.render.chart.engine import CannotDraw

    try:
        content = _content(drawn, chosen)
    except CannotDraw as error:
        if output is None:
            raise Stop(f"{error}; --format dot, mermaid or txt need nothing more", FINDINGS) from None
        instead = output.with_suffix(".dot")
        _write(instead, _content(drawn, "dot"))
        raise Stop(f"{error}; {instead} is written instead", FINDINGS) from None
    if output is not None:
        _write(output, content)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _format(form: str | None, output: Path | None) -> str:
    if form is not None:
        return form
    if output is None or not output.suffix:
        return "svg"
    if output.suffix.lower() not in ENDINGS:
        raise Stop(f"{output}: the ending '{output.suffix}' is no format; choose one by --format: {', '.join(FORMATS)}")
    return ENDINGS[output.suffix.lower()]


def _drawn(session: Session, pathway: str, patient: str | None, as_of: date | None) -> Chart:
    from whence.render.chart.flowchart import draw

    opened = session.open()
    if pathway in opened.base.topics:
        from whence.cli.assessing import assessed
        from whence.render.chart.topic import draw_topic

        found = None if patient is None else assessed(session, opened, patient, as_of)
        return draw_topic(opened.base, pathway, found)
    if pathway not in opened.base.pathways:
        raise unknown("the pathway or topic", pathway, (*opened.base.pathways, *opened.base.topics))
    if patient is None:
        return draw(opened.base, opened.program, pathway)
    from whence.cli.assessing import assessed

    return draw(opened.base, opened.program, pathway, assessed(session, opened, patient, as_of))


def _content(drawn: Chart, form: str) -> bytes:
    match form:
        case "svg":
            from whence.render.chart.engine import draw_svg

            return draw_svg(drawn, os.environ).encode("utf-8")
        case "dot":
            from whence.render.chart.dot import dot

            return dot(drawn).encode("utf-8")
        case "mermaid":
            from whence.render.chart.mermaid import mermaid

            return mermaid(drawn).encode("utf-8")
        case "txt":
            from whence.render.chart.outline import outline

            return outline(drawn).encode("utf-8")
        case _:
            from whence.render.chart.engine import draw_bytes

            return draw_bytes(drawn, form, os.environ)


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or nothing: beside its place first, then moved there."""
    beside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a folder, a device, a pipe: not to be replaced
            if path.is_dir():
                raise Stop(f"{path} is a folder, and a file is to be written")
            path.write_bytes(content)
            return
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except (OSError, ValueError) as error:
        with suppress(OSError):
            os.unlink(beside)
        raise Stop(f"{path} cannot be written: {told(error)}") from None
