"""`whence assess`: one patient, every rule, what is recommended and what to find out."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from whence.cli.assessing import assessed, somebody
from whence.cli.options import as_of_option, json_option, patient_argument, release_option
from whence.cli.recording import Recording, record, recording_options
from whence.cli.session import Session, echo


@click.command(
    epilog="""\b
Examples:
  whence assess patient.yaml
  whence assess patient.json --as-of 2026-11-20 --json
  cat patient.yaml | whence assess -
  whence assess patient.yaml --record AUDIT.db --sign KEY.pem --receipt AUDIT.receipt
  whence assess patient.yaml --source SOURCE (as listed by: whence sources)"""
)
@patient_argument
@as_of_option
@release_option
@click.option("--source", "sources", multiple=True, metavar="ID", help="Only rules of this source; may be repeated.")
@click.option("--actions", is_flag=True, help="Also say which actions are certain, possible or excluded.")
@recording_options
@json_option
@click.pass_obj
def assess(
    session: Session, /, patient: str, as_of: date | None, sources: tuple[str, ...], actions: bool, as_json: bool,
    **recording: Any,
) -> None:  # fmt: skip
    """Say what the sources recommend for PATIENT, why, and what to find out.

    PATIENT is a YAML or JSON file with what is known of one person on one day, or - for standard input. With --record
    the answer is added to a log before it is shown; whence audit reads it.

    With --actions: what is recommended, or advised against, whatever the answers still missing turn out to be
    (certain), for some of them (possible), or for none (excluded, which is not forbidden).
    """
    from whence.explain.report import report

    tree = session.tree()
    opened = session.open_at(tree)
    assessment = assessed(session, opened, patient, as_of, sources)
    sets = None
    if actions:
        from whence.assessment.action_sets import sets_of

        with somebody():
            sets = sets_of(opened.base, opened.program, assessment.results, assessment.known)
    record(Recording(**recording), opened, tree, assessment, sources)
    found = report(opened.base, opened.program, assessment)
    if as_json:
        from whence.render.json_assessment import assessment_json
        from whence.render.json_output import dumped

        echo(dumped(assessment_json(assessment, found, opened.base, sets)))
        return
    from whence.render.assessment_page import assessment_page

    session.screen().show(assessment_page(assessment, found, opened.base, sets))
