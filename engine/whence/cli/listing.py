"""`whence facts`, `whence rules`: what there is, perhaps only a part of it."""

from __future__ import annotations

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo
from whence.cli.stop import unknown


@click.command(
    epilog="""\b
Examples:
  whence facts
  whence facts --group pain
  whence facts --json"""
)
@click.option("--group", metavar="GROUP", help="Only the facts of this group.")
@json_option
@click.pass_obj
def facts(session: Session, group: str | None, as_json: bool) -> None:
    """List the facts: what may be asked of a patient, and the answers there are."""
    from whence.render.json_knowledge import facts_json
    from whence.render.json_output import dumped
    from whence.render.list_page import facts_page

    base = session.open().base
    groups = {fact.group for fact in base.vocabulary.facts.values()}
    if group is not None and group not in groups:
        raise unknown("the group", group, sorted(groups))
    found = [fact for fact in base.vocabulary.facts.values() if group in (None, fact.group)]
    if as_json:
        echo(dumped(facts_json(found, base)))
    else:
        session.screen().show(facts_page(found))


@click.command(
    epilog="""\b
Examples:
  whence rules
  whence rules --source SOURCE --json
  whence rules --action ACTION
  whence rules --cites PASSAGE
  whence rules --status draft"""
)
@click.option("--source", metavar="ID", help="Only the rules of this source.")
@click.option("--action", metavar="ACTION", help="Only rules that advise on this action or a narrower one.")
@click.option("--cites", metavar="PASSAGE", help="Only rules that cite this passage, or this place of a document.")
@click.option("--status", metavar="STATUS", help="Only rules of this status: draft, reviewed or retired.")
@json_option
@click.pass_obj
def rules(
    session: Session, source: str | None, action: str | None, cites: str | None, status: str | None, as_json: bool
) -> None:
    """List the rules with what they advise."""
    from whence.language.rule import STATUSES
    from whence.render.json_knowledge import rules_json
    from whence.render.json_output import dumped
    from whence.render.list_page import rules_page
    from whence.render.uses import advises, cites_place

    base = session.open().base
    if source is not None and source not in base.sources:
        raise unknown("the source", source, base.sources)
    if action is not None and action not in base.vocabulary.actions:
        raise unknown("the action", action, base.vocabulary.actions)
    if status is not None and status not in STATUSES:
        raise unknown("the status", status, STATUSES)
    if cites is not None:
        known = {name for ledger in base.ledgers.values() for name in ledger.passages}
        known |= {place for each in base.sources.values() for place in each.places}
        if cites not in known:
            raise unknown("the passage", cites, sorted(known))
    found = [
        rule
        for rule in base.rules.values()
        if (source is None or base.source_of(rule.folder).id == source)
        and (action is None or advises(rule, action, base))
        and (cites is None or cites_place(rule, cites))
        and (status is None or rule.status == status)
    ]
    if as_json:
        echo(dumped(rules_json(found, base)))
    else:
        session.screen().show(rules_page(found, base))
