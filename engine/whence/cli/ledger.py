"""`whence sources` with `verify` and `coverage`, `whence cited`, `whence trace`: between print and rules, both ways.

`whence sources relink` has a room of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.options import json_option
from whence.cli.relink import relink
from whence.cli.session import Session, echo
from whence.cli.stop import FINDINGS, NOT_HERE, Stop, unknown
from whence.cli.texts import texts_in, texts_option

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase
    from whence.text.position import Span


@click.group(
    invoke_without_command=True,
    epilog="""\b
Examples:
  whence sources
  whence sources coverage
  whence sources verify --texts FOLDER
  whence sources relink OLD.txt NEW.txt
  whence sources --json""",
)
@json_option
@click.pass_context
def sources(ctx: click.Context, as_json: bool) -> None:
    """List the documents behind the rules, with edition, trust and how much of them is encoded."""
    if ctx.invoked_subcommand is not None:
        if as_json:
            raise Stop(f"--json stands after the command: whence sources {ctx.invoked_subcommand} --json")
        return
    from whence.render.json_knowledge import sources_json
    from whence.render.json_output import dumped
    from whence.render.list_page import sources_page

    session: Session = ctx.obj
    base = session.open().base
    if as_json:
        echo(dumped(sources_json(base.sources.values(), base)))
    else:
        session.screen().show(sources_page(base.sources.values(), base))


sources.add_command(relink)


@sources.command(
    epilog="""\b
Examples:
  whence sources verify --texts FOLDER
  WHENCE_SOURCES=FOLDER whence sources verify --json"""
)
@texts_option
@json_option
@click.pass_context
def verify(ctx: click.Context, texts: str | None, as_json: bool) -> None:
    """Find every passage in your own copy of each document, and name what cites those that have changed.

    A text is recognised by its words, whatever its file is called. Ends with 0 where every source is verified, 1 where
    a passage has changed or words stand in no passage, and 3 where a source cannot be verified here because no text of
    it was found.
    """
    from whence.ledger.verify import verify as hold
    from whence.render.json_ledger import verification_json
    from whence.render.json_output import dumped
    from whence.render.ledger_page import verification_page

    session: Session = ctx.obj
    read = texts_in(texts)
    base = session.open().base
    found = hold(base, read.words)
    if as_json:
        echo(dumped(verification_json(found, read.passed_over, base)))
    else:
        session.screen().show(verification_page(found, read.passed_over, texts is not None))
    if any(one.text is not None and not one.sound for one in found):
        ctx.exit(FINDINGS)
    if any(one.text is None for one in found):
        ctx.exit(NOT_HERE)


@sources.command(
    epilog="""\b
Examples:
  whence sources coverage
  whence sources coverage --json"""
)
@json_option
@click.pass_context
def coverage(ctx: click.Context, as_json: bool) -> None:
    """Account for every word of each document: what was read how, what is cited, what is left out and why.

    Ends with 1 where a word belongs to no passage, or a recommendation, definition or criterion is not cited.
    """
    from whence.ledger.coverage import coverage as account
    from whence.render.json_ledger import coverage_json
    from whence.render.json_output import dumped
    from whence.render.ledger_page import coverage_page

    session: Session = ctx.obj
    base = session.open().base
    found = account(base)
    if as_json:
        echo(dumped(coverage_json(found, base)))
    else:
        session.screen().show(coverage_page(found))
    if not all(one.complete for one in found):
        ctx.exit(FINDINGS)


@click.command(
    epilog="""\b
Examples:
  whence cited SOURCE
  whence cited SOURCE:PASSAGE
  whence cited PASSAGE --json"""
)
@click.argument("place", metavar="PASSAGE|SOURCE")
@json_option
@click.pass_obj
def cited(session: Session, place: str, as_json: bool) -> None:
    """Show what stands on a passage: rules, definitions, scores, and through them charts, vignettes and readings.

    A duplicate leads to its original. Of a SOURCE, every passage is shown.
    """
    from whence.ledger.standing import standing
    from whence.render.json_ledger import cited_json
    from whence.render.json_output import dumped
    from whence.render.trace_page import cited_page

    base = session.open().base
    source, passages = find_passages(place, base)
    found = standing(base, source, passages)
    names = {name for one in found for name in (*one.rules, *(link.name for _, link in one.cited_by))}
    spans = {name: span_of(name, base) for name in names}
    files = {name: file for name in sorted(names) if (file := vignettes_of(session, spans[name])) is not None}
    if as_json:
        echo(dumped(cited_json(found, files, base)))
    else:
        session.screen().show(cited_page(found, files, base))


@click.command(
    epilog="""\b
Examples:
  whence trace RULE
  whence trace RULE --json"""
)
@click.argument("rule", metavar="RULE")
@json_option
@click.pass_obj
def trace(session: Session, rule: str, as_json: bool) -> None:
    """Show what a RULE stands on: passages, evidence, terms, readings, and the rules and charts around it."""
    from whence.ledger.trace import trace as follow
    from whence.render.json_ledger import trace_json
    from whence.render.json_output import dumped
    from whence.render.trace_page import trace_page

    base = session.open().base
    if rule not in base.rules:
        raise unknown("the rule", rule, base.rules)
    traced = follow(base, base.rules[rule])
    file = vignettes_of(session, base.rules[rule].span)
    if as_json:
        echo(dumped(trace_json(traced, file, base)))
    else:
        session.screen().show(trace_page(traced, file, base))


def find_passages(place: str, base: KnowledgeBase) -> tuple[str, tuple[str, ...]]:
    """The source and the passages that `place` names: a source, `source:passage`, or a passage that only one has.

    Stops with the nearest names where nothing is called so.
    """
    if place in base.ledgers:
        return place, tuple(base.ledgers[place].passages)
    source, colon, passage = (part.strip() for part in place.partition(":"))
    if colon:
        if source not in base.ledgers:
            raise unknown("the source", source, base.ledgers)
        if passage not in base.ledgers[source].passages:
            raise unknown(f"of {source} the passage", passage, base.ledgers[source].passages)
        return source, (passage,)
    holders = [name for name, ledger in base.ledgers.items() if place in ledger.passages]
    if len(holders) > 1:
        raise Stop(f"'{place}' is a passage of {' and of '.join(holders)}: write {holders[0]}:{place}")
    if not holders:
        every = [*base.ledgers, *(name for ledger in base.ledgers.values() for name in ledger.passages)]
        raise unknown("the passage", place, dict.fromkeys(every))
    return holders[0], (place,)


def span_of(name: str, base: KnowledgeBase) -> Span | None:
    """Where the rule, definition, score or pathway called `name` is written."""
    shelves: tuple[Mapping[str, object], ...] = (base.rules, base.definitions, base.scores, base.pathways)
    return next((getattr(shelf[name], "span", None) for shelf in shelves if name in shelf), None)


def vignettes_of(session: Session, span: Span | None) -> str | None:
    """The vignette file that mirrors the file of `span`, where one stands beside the knowledge."""
    from whence.store.folder_tree import shown_as

    folder = session.home()
    if span is None or folder is None:
        return None
    root = folder.resolve()
    try:
        mirrored = Path(span.file).resolve().relative_to(root)
    except (OSError, ValueError):
        return None
    for home in (root.parent, Path.cwd()):
        if (file := home / "tests" / "vignettes" / mirrored).is_file():
            return shown_as(file)
    return None
