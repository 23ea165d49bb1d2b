"""`whence sources relink`: a ledger carried over to a later text, and what has to be read again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo, told
from whence.cli.stop import FINDINGS, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whence.language.source import Ledger
    from whence.ledger.relink import Relinking


@click.command(
    epilog="""\b
Examples:
  whence sources relink old.txt new.txt
  whence sources relink old.txt new.txt --write
  whence sources relink old.txt new.txt --json"""
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--write", "writing", is_flag=True, help="Write the new word ranges into the ledger.")
@json_option
@click.pass_context
def relink(ctx: click.Context, old: str, new: str, writing: bool, as_json: bool) -> None:
    """Find each passage of OLD, a text as it was read, in NEW: unchanged, moved, edited or gone; and what is new.

    Names the rules, definitions, scores and readings to review, because a passage under them is edited or gone. Words
    are told by their numbers and lines, never printed. How like an edited passage is to what was read: twice the
    words in common blocks, over the words of both (Ratcliff and Obershelp).

    With --write the ledger gets the new numbers. The digests of edited passages stay those of the words that were
    read, so `whence sources verify` names them until somebody has read them again. Nothing is written while passages
    are gone: they are to be taken out of the ledger first, and out of what cites them. Ends with 1 where there is
    something to read.
    """
    from whence.ledger.anchors import digest_of, line_numbers, words_of
    from whence.ledger.relink import relink as carry_over
    from whence.ledger.standing import standing
    from whence.render.json_output import dumped
    from whence.render.json_relink import relink_json
    from whence.render.relink_page import relink_page

    session: Session = ctx.obj
    before, after = words_of(_text(old)), _text(new)
    base = session.open().base
    digest = digest_of(before)
    ledger = next((each for each in base.ledgers.values() if each.text_digest == digest), None)
    if ledger is None:
        raise Stop(f"{old} is not the text of any source as it was read; `whence sources verify` tells which is")
    found = carry_over(ledger, before, words_of(after))
    unread = dict.fromkeys([*(one.passage.id for one in found.of("edited", "gone")), *found.waiting])
    review = standing(base, ledger.source, unread)
    written = _write(session, ledger, found, words_of(after)) if writing and not found.of("gone") else None
    if as_json:
        echo(dumped(relink_json(found, review, line_numbers(after), ledger.source, written, base)))
    else:
        session.screen().show(relink_page(found, review, line_numbers(after), ledger.source, written, asked=writing))
    if unread or found.unread:
        ctx.exit(FINDINGS)


def _text(path: str) -> str:
    from whence.store.texts import text_of

    text, why = text_of(Path(path))
    if text is None:
        raise Stop(f"{path[:200]} cannot be read: {why}")
    return text


def _write(session: Session, ledger: Ledger, found: Relinking, words: Sequence[str]) -> str:
    """The new ranges into the ledger's file; the file. Stops, with nothing written, where that cannot be done."""
    from whence.ledger.rewrite import rewritten
    from whence.store.folder_tree import shown_as
    from whence.store.replace import replace

    file = session.root() / "sources" / f"{ledger.source}.passages.yaml"
    ranges = {one.passage.id: one.words for one in found.of("unchanged", "moved", "edited")}
    try:
        text = rewritten(file.read_bytes().decode("utf-8"), shown_as(file), ranges, words)
        replace(file, text.encode())
    except OSError as error:
        raise Stop(f"the ledger cannot be written: {told(error)}") from None
    except ValueError as error:
        raise Stop(f"the ledger is left as it is: {error}", FINDINGS) from None
    return shown_as(file)
