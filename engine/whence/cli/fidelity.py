"""`whence fidelity`: what the rules claim held against the passages they cite."""

from __future__ import annotations

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo
from whence.cli.stop import FINDINGS, NOT_HERE, unknown
from whence.cli.texts import texts_in, texts_option


@click.command(
    epilog="""\b
Examples:
  whence fidelity --texts FOLDER
  whence fidelity --texts FOLDER RULE
  WHENCE_SOURCES=FOLDER whence fidelity --json"""
)
@click.argument("names", nargs=-1, metavar="[RULE|DEFINITION]...")
@texts_option
@json_option
@click.pass_context
def fidelity(ctx: click.Context, names: tuple[str, ...], texts: str | None, as_json: bool) -> None:
    """Look in the cited passages for what each rule claims, and in the rules for what each passage says.

    Looked for are numbers with their units, bounds, deadlines, words of strength and haste, grades, routes, actions,
    conditions and in which sense they are meant. What a rule says beyond its passages, it names under `added_by_us`.
    Ends with 1 where something is not found, and with 3 where there is no text of a source.
    """
    from whence.fidelity.fidelity import fidelity as hold
    from whence.fidelity.passages import Print
    from whence.ledger.verify import recognised
    from whence.render.fidelity_page import fidelity_page
    from whence.render.json_fidelity import fidelity_json
    from whence.render.json_output import dumped

    session: Session = ctx.obj
    read = texts_in(texts)
    base = session.open().base
    known = [*base.rules, *base.definitions, *base.scores]
    for name in names:
        if name not in known:
            raise unknown("the rule, definition or score", name, known)
    standing = recognised(base, read.words)
    words = {source: read.words[text] for source, (text, _) in standing.items()}
    places = {source: placed for source, (_, placed) in standing.items()}
    found = hold(base, Print(base, words, places), frozenset(names) or None)
    if as_json:
        echo(dumped(fidelity_json(found, base)))
    else:
        session.screen().show(fidelity_page(found, texts is not None))
    if found.unfounded or found.left:
        ctx.exit(FINDINGS)
    if found.absent:
        ctx.exit(NOT_HERE)
