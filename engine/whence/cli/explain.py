"""`whence explain`: what the code of a finding stands for, why it matters, an example and its cure."""

from __future__ import annotations

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo
from whence.cli.stop import unknown


@click.command(
    epilog="""\b
Examples:
  whence explain
  whence explain A401
  whence explain A401 --json"""
)
@click.argument("code", required=False, metavar="[CODE]")
@json_option
@click.pass_obj
def explain(session: Session, code: str | None, as_json: bool) -> None:
    """Explain the code of a finding: what it says, why it matters, a wrong example and its cure.

    Without a code all of them are listed by group.
    """
    from whence.render.code_page import code_page, codes_page
    from whence.render.json_codes import codes_json
    from whence.render.json_output import dumped
    from whence.text.code_page import code_page as page_of
    from whence.text.codes import CODES

    wanted = None if code is None else code.upper()
    if wanted is not None and wanted not in CODES:
        raise unknown("the code", wanted, CODES)
    if as_json:
        echo(dumped(codes_json([page_of(each) for each in (CODES if wanted is None else (wanted,))])))
    else:
        session.screen().show(codes_page() if wanted is None else code_page(page_of(wanted)))
