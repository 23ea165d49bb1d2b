"""`whence show`: one thing of the knowledge in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo
from whence.cli.stop import unknown

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase
    from whence.render.show_page import Shown


@click.command(
    epilog="""\b
Examples:
  whence show RULE
  whence show FACT --json
  whence show SOURCE"""
)
@click.argument("name", metavar="ID")
@json_option
@click.pass_obj
def show(session: Session, name: str, as_json: bool) -> None:
    """Show one thing: a rule as a sentence with its citation, or a fact, action, definition, pathway or source."""
    from whence.render.json_knowledge import shown_json
    from whence.render.json_output import dumped
    from whence.render.show_page import show_page
    from whence.render.uses import uses

    base = session.open().base
    shown = find(name, base)
    if as_json:
        echo(dumped(shown_json(shown, base, uses(name, base))))
    else:
        session.screen().show(show_page(shown, base, uses(name, base)))


def find(name: str, base: KnowledgeBase) -> Shown:
    """What is called `name`. Stops with the nearest names where nothing is."""
    shelves = (
        base.rules,
        base.definitions,
        base.vocabulary.facts,
        base.vocabulary.actions,
        base.pathways,
        base.sources,
    )
    for shelf in shelves:
        if name in shelf:
            return shelf[name]
    raise unknown("the name", name, [each for shelf in shelves for each in shelf])
