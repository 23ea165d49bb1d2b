"""`whence why` and `whence why-not`: the proof of one rule's verdict for one patient."""

from __future__ import annotations

from datetime import date

import click

from whence.cli.assessing import assessed
from whence.cli.options import as_of_option, json_option, patient_argument
from whence.cli.session import Session, echo
from whence.cli.stop import unknown


@click.command(
    epilog="""\b
Examples:
  whence why patient.yaml RULE
  whence why patient.yaml RULE --json"""
)
@patient_argument
@click.argument("rule", metavar="RULE")
@as_of_option
@json_option
@click.pass_obj
def why(session: Session, patient: str, rule: str, as_of: date | None, as_json: bool) -> None:
    """Prove why RULE speaks for PATIENT: each condition down to the line of the patient's file, and the cited place.

    Where the rule does not speak, that is said first, and why not.
    """
    _explain(session, patient, rule, as_of, as_json, asked_why=True)


@click.command(
    "why-not",
    epilog="""\b
Examples:
  whence why-not patient.yaml RULE
  whence why-not patient.yaml RULE --as-of 2024-01-31""",
)
@patient_argument
@click.argument("rule", metavar="RULE")
@as_of_option
@json_option
@click.pass_obj
def why_not(session: Session, patient: str, rule: str, as_of: date | None, as_json: bool) -> None:
    """Show why RULE does not speak for PATIENT: which conditions failed or are unknown, through definitions too.

    Where the rule does speak, that is said first, and why.
    """
    _explain(session, patient, rule, as_of, as_json, asked_why=False)


def _explain(session: Session, patient: str, rule: str, as_of: date | None, as_json: bool, asked_why: bool) -> None:
    from whence.explain.why import why as prove
    from whence.render.json_explanation import explanation_json, not_in_force_json
    from whence.render.json_output import dumped
    from whence.render.proof_page import not_in_force_page, proof_page

    opened = session.open()
    base = opened.base
    if rule not in base.rules:
        raise unknown("the rule", rule, base.rules)
    assessment = assessed(session, opened, patient, as_of)
    if rule not in assessment.results:
        if as_json:
            echo(dumped(not_in_force_json(base.rules[rule], assessment, base, asked_why)))
        else:
            session.screen().show(not_in_force_page(base.rules[rule], assessment.as_of, base))
        return
    proof = prove(base, opened.program, assessment, rule)
    if as_json:
        echo(dumped(explanation_json(proof, assessment, base, asked_why)))
    else:
        session.screen().show(proof_page(proof, base, asked_why))
