"""`whence why` and `whence why-not`: the proof of one rule's verdict for one patient."""

from __future__ import annotations

from datetime import date

import click

from whence.assessment.verdict import Verdict
from whence.cli.assessing import assessing, somebody
from whence.cli.options import as_of_option, json_option, patient_argument, release_option
from whence.cli.session import Session, echo
from whence.cli.stop import unknown

_proof_option = click.option("--proof", is_flag=True, help="Show every step, down to given facts and print.")


@click.command(
    epilog="""\b
Examples:
  whence why patient.yaml RULE
  whence why patient.yaml RULE --proof
  whence why patient.yaml RULE --json"""
)
@patient_argument
@click.argument("rule", metavar="RULE")
@as_of_option
@release_option
@_proof_option
@json_option
@click.pass_obj
def why(session: Session, patient: str, rule: str, as_of: date | None, proof: bool, as_json: bool) -> None:
    """Say why RULE speaks for PATIENT: what decided it, and the cited place.

    With --proof each condition down to the line of the patient's file, the arithmetic of scores, and the readings that
    were chosen. Where the rule does not speak, that is said first, and why not.
    """
    _explain(session, patient, rule, as_of, as_json, proof, asked_why=True)


@click.command(
    "why-not",
    epilog="""\b
Examples:
  whence why-not patient.yaml RULE
  whence why-not patient.yaml RULE --proof
  whence why-not patient.yaml RULE --as-of 2024-01-31""",
)
@patient_argument
@click.argument("rule", metavar="RULE")
@as_of_option
@release_option
@_proof_option
@json_option
@click.pass_obj
def why_not(session: Session, patient: str, rule: str, as_of: date | None, proof: bool, as_json: bool) -> None:
    """Say why RULE does not speak for PATIENT: each condition that failed or is unknown, and what would have to change.

    The change is the smallest one by which the rule would apply: the fewest facts touched, and among those the fewest
    answers contradicted. It is run before it is told. Where the rule does speak, that is said first, and why.
    """
    _explain(session, patient, rule, as_of, as_json, proof, asked_why=False)


def _explain(
    session: Session, patient: str, rule: str, as_of: date | None, as_json: bool, full: bool, asked_why: bool
) -> None:
    from whence.explain.why import why as prove
    from whence.render.json_explanation import explanation_json, not_in_force_json
    from whence.render.json_output import dumped
    from whence.render.proof_page import not_in_force_page, proof_page, short_page

    opened = session.open()
    base = opened.base
    if rule not in base.rules:
        raise unknown("the rule", rule, base.rules)
    with assessing(session, opened) as assess:
        assessment = assess(patient, as_of)
        if rule not in assessment.results:
            if as_json:
                echo(dumped(not_in_force_json(base.rules[rule], assessment, base, asked_why)))
            else:
                session.screen().show(not_in_force_page(base.rules[rule], assessment.as_of, base))
            return
        proof = prove(base, opened.program, assessment, rule)
        change = None
        if not asked_why and proof.result.verdict is not Verdict.APPLIES:
            from whence.explain.smallest_change import smallest_change

            with somebody():
                change = smallest_change(rule, assessment, base, opened.program, assess.assessor)
    if as_json:
        echo(dumped(explanation_json(proof, assessment, base, asked_why, change)))
        return
    from whence.render.change_page import change_page

    page = proof_page(proof, base, asked_why) if full else short_page(proof, base, asked_why)
    session.screen().show(page)
    if not asked_why and proof.result.verdict is not Verdict.APPLIES:
        session.screen().show(change_page(change, rule, base))
