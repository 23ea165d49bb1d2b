"""`whence ask`: the next question, until no answer can change what is advised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from whence.cli.assessing import assessing, somebody
from whence.cli.options import as_of_option, json_option, patient_argument
from whence.cli.session import Session, echo


@click.command(
    epilog="""\b
Examples:
  whence ask patient.yaml
  whence ask patient.yaml --json
  whence ask patient.yaml --interactive -o asked.yaml"""
)
@patient_argument
@as_of_option
@click.option("--interactive", "-i", is_flag=True, help="Ask at the terminal, one question after the other.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Keep the answers in this patient file.")
@json_option
@click.pass_obj
def ask(
    session: Session, patient: str, as_of: date | None, interactive: bool, output: Path | None, as_json: bool
) -> None:
    """Say what to find out next of PATIENT: the question whose answer settles most, the most pressing first.

    It ends when no answer can change which actions are advised, advised against or open to choice. Nothing is asked
    that cannot matter. With --interactive an answer is a word, its number, a quantity, or a part of an answer such as
    {at_least: 3 days}; nothing leaves it unknown, ? tells what hangs on it, b goes back, q ends.
    """
    from whence.assessment.action_sets import ActionCompletions
    from whence.assessment.next_question import Questions
    from whence.cli.asking import Asking
    from whence.cli.stop import Stop
    from whence.render.ask_page import ask_page
    from whence.render.json_ask import ask_json
    from whence.render.json_output import dumped

    if interactive and as_json:
        raise Stop("--interactive and --json do not go together")
    if output is not None and not interactive:
        raise Stop("--output keeps the answers of --interactive")
    if output is not None and output.exists():
        raise Stop(f"{output} is there already, and nothing is overwritten")
    opened = session.open()
    base = opened.base
    with assessing(session, opened) as assess, somebody():
        assessment = assess(patient, as_of)
        completions = ActionCompletions(base, opened.program, assessment.results)
        try:
            questions = Questions(base, completions, assessment.results)
            if interactive:
                Asking(session, base, assess, questions, completions).run(assessment, output)
                return
            step = questions.step(assessment.known)
            sets = completions.sets(assessment.known)
        finally:
            completions.close()
    if as_json:
        echo(dumped(ask_json(step, sets, assessment, base)))
    else:
        session.screen().show(ask_page(step, sets, assessment, base))
