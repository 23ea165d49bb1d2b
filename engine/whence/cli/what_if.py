"""`whence what-if`: what would be said of a patient with other answers."""

from __future__ import annotations

from datetime import date

import click

from whence.cli.assessing import assessing, somebody
from whence.cli.options import as_of_option, json_option, patient_argument
from whence.cli.session import Session, echo


@click.command(
    "what-if",
    epilog="""\b
Examples:
  whence what-if patient.yaml FACT=ANSWER
  whence what-if patient.yaml FACT=ANSWER OTHER_FACT= --json
  whence what-if patient.yaml "FACT={at_least: 3 days}\"""",
)
@patient_argument
@click.argument("changed", nargs=-1, required=True, metavar="FACT=ANSWER...")
@as_of_option
@json_option
@click.pass_obj
def what_if(session: Session, patient: str, changed: tuple[str, ...], as_of: date | None, as_json: bool) -> None:
    """Assess PATIENT as the file says and again with other answers, and show which rules and actions that moves.

    FACT=ANSWER gives an answer or another one, FACT= takes away what is known. Both assessments are run in full.
    """
    from whence.assessment.action_sets import ActionCompletions
    from whence.cli.changes import changes
    from whence.explain import what_if as moved
    from whence.explain.report import report
    from whence.render.json_output import dumped
    from whence.render.json_what_if import what_if_json
    from whence.render.what_if_page import what_if_page

    opened = session.open()
    base = opened.base
    answers = changes(session, changed, base)
    with assessing(session, opened) as assess:
        before = assess(patient, as_of)
        after = assess(moved.changed(before.patient, answers), before.as_of)
    completions = ActionCompletions(base, opened.program, before.results)
    try:
        with somebody():
            moves = moved.moves(completions.sets(before.known), completions.sets(after.known))
    finally:
        completions.close()
    turns = moved.turns(before, after)
    found = report(base, opened.program, after)
    if as_json:
        echo(dumped(what_if_json(answers, before, turns, moves, found, base)))
    else:
        session.screen().show(what_if_page(answers, before, turns, moves, found, base))
