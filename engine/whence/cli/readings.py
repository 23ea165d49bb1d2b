"""`whence readings`: what can be read in more than one way, and what would change for a patient."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from whence.cli.assessing import assessed
from whence.cli.options import as_of_option, json_option
from whence.cli.session import Session, echo

if TYPE_CHECKING:
    from whence.assessment.flips import Tried


@click.command(
    epilog="""\b
Examples:
  whence readings
  whence readings --source SOURCE
  whence readings --patient patient.yaml
  whence readings --patient patient.yaml --json"""
)
@click.option("--patient", metavar="PATIENT", help="A patient's file, or - for standard input.")
@click.option("--source", metavar="ID", help="Only readings of this source's passages.")
@as_of_option
@json_option
@click.pass_obj
def readings(session: Session, patient: str | None, source: str | None, as_of: date | None, as_json: bool) -> None:
    """List what can be read in more than one way: the passages, the reading chosen and why, and the others.

    With a patient each other reading is run, one at a time, and what ends otherwise is shown.
    """
    from whence.cli.stop import Stop, unknown
    from whence.render.json_output import dumped
    from whence.render.json_readings import readings_json
    from whence.render.readings_page import flips_page, readings_page

    opened = session.open()
    base = opened.base
    if source is not None and source not in base.sources:
        raise unknown("the source", source, base.sources)
    if patient is None and as_of is not None:
        raise Stop("--as-of is the day of a patient's assessment: it needs --patient")
    chosen = [
        reading
        for reading in base.readings.values()
        if source is None or any(cited.source == source for cited in reading.passages)
    ]
    tried: tuple[Tried, ...] | None = None
    assessment = None
    if patient is not None:
        from whence.assessment.flips import try_all

        assessment = assessed(session, opened, patient, as_of)
        tried = try_all(base, chosen, assessment)
    if as_json:
        echo(dumped(readings_json(chosen, base, assessment, tried)))
    elif assessment is not None and tried is not None:
        session.screen().show(flips_page(assessment, tried, base))
    else:
        session.screen().show(readings_page(chosen, base))
