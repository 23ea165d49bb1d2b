"""`whence audit`: the log that `whence assess --record` writes, listed, shown, verified, and a receipt of its head."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whence.cli.audit_again import export, keygen, replay
from whence.cli.options import json_option
from whence.cli.recording import key_bytes
from whence.cli.session import Session, echo, told
from whence.cli.stop import FINDINGS, NOT_HERE, WRONG_USE, Stop

if TYPE_CHECKING:
    from whence.record.receipt import Receipt
    from whence.record.verify import Demands


@click.group(
    epilog="""\b
Examples:
  whence assess patient.yaml --record AUDIT.db
  whence audit list AUDIT.db
  whence audit show AUDIT.db 1 --rule RULE
  whence audit verify AUDIT.db --receipt AUDIT.receipt --public-key KEY.pub
  whence audit export AUDIT.db 1 > dossier.json
  whence audit replay AUDIT.db 1 --knowledge NEW"""
)
def audit() -> None:
    """The log of recorded answers. Each entry holds the facts, the answer and its proof, chained to the one before.

    What is exported can be re-checked without this program: python whence_checker.py dossier.json
    """


audit.add_command(export)
audit.add_command(replay)
audit.add_command(keygen)


@audit.command("list", epilog="\b\nExamples:\n  whence audit list AUDIT.db\n  whence audit list AUDIT.db --json")
@click.argument("file", metavar="AUDIT.db")
@json_option
@click.pass_obj
def list_(session: Session, file: str, as_json: bool) -> None:
    """List the entries: when, for whom, how many rules spoke, from which knowledge."""
    from whence.record.json_log import list_json
    from whence.record.log_page import list_page
    from whence.record.stored import stored
    from whence.render.json_output import dumped

    with opened(file) as log:
        found = (stored(row) for row in log.rows())  # one at a time: a log may be longer than memory
        if as_json:
            echo(dumped(list_json(log.name, found)))
        else:
            session.screen().show(list_page(found))


@audit.command(
    epilog="\b\nExamples:\n  whence audit show AUDIT.db 1\n  whence audit show AUDIT.db 1 --rule RULE\n"
    "  whence audit show AUDIT.db 1 --json"
)
@click.argument("file", metavar="AUDIT.db")
@click.argument("number", type=click.IntRange(min=1), metavar="N")
@click.option("--rule", metavar="RULE", help="The proof of this rule's verdict, step by step.")
@json_option
@click.pass_obj
def show(session: Session, file: str, number: int, rule: str | None, as_json: bool) -> None:
    """Show entry N: what was known, what was recommended, why, and the passages behind it.

    Everything comes from the log; the knowledge of that time is not needed. Every step is reckoned anew first.
    """
    from whence.cli.stop import unknown
    from whence.record.dossier_page import dossier_page, rule_page
    from whence.record.holding import holding
    from whence.render.json_output import dumped

    with opened(file) as log:
        one, basis = holding(log, number)
    names = [each["rule"] for each in one.case["rules"]]
    if rule is not None and rule not in names:
        raise unknown(f"in entry {number} a result of the rule", rule, names)
    if as_json:
        echo(dumped(one.dossier(basis)))
    else:
        session.screen().show(dossier_page(one, basis) if rule is None else rule_page(one, basis, rule))


@audit.command(
    epilog="\b\nExamples:\n  whence audit verify AUDIT.db\n"
    "  whence audit verify AUDIT.db --receipt AUDIT.receipt --public-key KEY.pub --proofs"
)
@click.argument("file", metavar="AUDIT.db")
@click.option("--receipt", metavar="FILE", help="A receipt kept elsewhere: the log still holds the entry it names.")
@click.option("--public-key", "keys", multiple=True, metavar="FILE", help="Every entry is signed with it, or with one.")
@click.option("--require-signature", is_flag=True, help="Every entry is signed, whoever did it.")
@click.option("--proofs", is_flag=True, help="Reckon every step of every entry anew as well.")
@json_option
@click.pass_context
def verify(
    ctx: click.Context, file: str, receipt: str | None, keys: tuple[str, ...], require_signature: bool, proofs: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Verify the log: every digest, the chain from the first entry on, the signatures, a receipt.

    The first broken link is named. Ends with 1 where there is one, and with 3 where signatures are asked for and cannot
    be checked here. Whoever can write the file can write all of it anew: only a public key or a receipt shows that.
    """
    from whence.record.holding import recheck
    from whence.record.json_log import verified_json
    from whence.record.log_page import verified_page
    from whence.record.verify import verify as walk
    from whence.render.json_output import dumped

    session: Session = ctx.obj
    asked = _demands(receipt, keys, require_signature)
    with opened(file) as log:
        rows = session.screen(sys.stderr).counting(log.rows(), log.count(), "verifying")
        found = walk(log, asked, rows)
        if proofs and found.broken is None:
            found = recheck(log, found)
        name = log.name
    if as_json:
        echo(dumped(verified_json(name, found)))
    else:
        session.screen().show(verified_page(found, receipt is not None or bool(keys)))
    if found.broken is not None:
        ctx.exit(FINDINGS)
    if found.unchecked is not None and (keys or require_signature):
        ctx.exit(NOT_HERE)


@audit.command(epilog="\b\nExamples:\n  whence audit receipt AUDIT.db AUDIT.receipt")
@click.argument("file", metavar="AUDIT.db")
@click.argument("receipt", metavar="RECEIPT")
def receipt(file: str, receipt: str) -> None:
    """Write the head of the log to RECEIPT. Keep it elsewhere: it shows later whether entries are gone or changed."""
    from whence.cli.generate import write
    from whence.record.receipt import receipt_of
    from whence.record.verify import verify as walk

    with opened(file) as log:
        found = walk(log)
    if found.broken is not None:
        raise Stop(f"no receipt of a log that is broken: whence audit verify {file}", FINDINGS)
    if found.head is None:
        raise Stop("the log is empty: there is nothing to give a receipt for")
    try:
        write(Path(receipt), receipt_of(found.head).content())
    except (OSError, ValueError) as error:
        raise Stop(f"no receipt can be written: {told(error)}") from None


@contextmanager
def opened(file: str) -> Iterator[Any]:
    """The log of a file, to read from. Stops where there is none or it cannot be read."""
    from whence.record.log import reading
    from whence.record.log_file import LogError
    from whence.record.stored import BrokenRow

    try:
        with reading(Path(file)) as log:
            yield log
    except (LogError, BrokenRow) as error:
        raise Stop(f"{file[:200]}: {error}", FINDINGS) from None


def _demands(receipt: str | None, keys: tuple[str, ...], signed: bool) -> Demands:
    from whence.record.receipt import BadReceipt, read_receipt
    from whence.record.signature import NoSignature, name_of, public_key_of
    from whence.record.verify import Demands

    read: Receipt | None = None
    try:
        if receipt is not None:
            read = read_receipt(key_bytes(receipt, secret=False))
        names = [name_of(public_key_of(key_bytes(key, secret=False))) for key in keys]
    except BadReceipt as error:
        raise Stop(f"{receipt}: {error}") from None
    except NoSignature as error:
        raise Stop(str(error), NOT_HERE if error.missing else WRONG_USE) from None
    return Demands(signed or bool(keys), frozenset(names), read)
