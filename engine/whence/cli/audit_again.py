"""`whence audit export`, `replay` and `keygen`: a dossier to take away, the answer given again, a pair of keys."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo, told
from whence.cli.stop import FAULT, FINDINGS, NOT_HERE, Stop


@click.command(
    epilog="\b\nExamples:\n  whence audit export AUDIT.db 1 > dossier.json\n"
    "  whence audit export AUDIT.db > log.jsonl\n  whence audit export AUDIT.db 1 --format prov > prov.json"
)
@click.argument("file", metavar="AUDIT.db")
@click.argument("number", type=click.IntRange(min=1), metavar="[N]", required=False)
@click.option("--format", "form", type=click.Choice(("dossier", "prov")), default="dossier", help="Else as recorded.")
def export(file: str, number: int | None, form: str) -> None:
    """Print the dossier of entry N, or of all entries, one a line, in canonical JSON, as it was recorded.

    It needs nothing else to be re-checked: python whence_checker.py dossier.json. As prov it is PROV-JSON: each
    recommendation with the version of the rule, the passages, the facts and the day that it was derived from.
    """
    from whence.cli.audit import opened
    from whence.record.stored import exported

    if form == "prov":
        _prov(file, number)
        return
    count = 0
    with opened(file) as log:
        for line in exported(log, number):
            count += 1
            echo(line.decode("utf-8"))
    if not count:
        raise Stop(f"{file[:200]}: there is no entry {number}" if number else f"{file[:200]}: it is empty", FINDINGS)


def _prov(file: str, number: int | None) -> None:
    from whence.cli.audit import opened
    from whence.record.holding import holding
    from whence.record.prov import prov
    from whence.render.json_output import dumped

    if number is None:
        raise Stop(f"PROV is of one entry: whence audit export {file[:200]} N --format prov")
    with opened(file) as log:
        one, basis = holding(log, number)
    echo(dumped(prov(one.dossier(basis))))


@click.command(
    epilog="\b\nExamples:\n  whence audit replay AUDIT.db 1\n  whence audit replay AUDIT.db 1 --knowledge NEW\n"
    "  whence --knowledge whence-1.0.zip audit replay AUDIT.db 1"
)
@click.argument("file", metavar="AUDIT.db")
@click.argument("number", type=click.IntRange(min=1), metavar="N")
@click.option("--knowledge", metavar="NEW", help="Answer from this knowledge: a folder, a release file, a revision.")
@json_option
@click.pass_context
def replay(ctx: click.Context, file: str, number: int, knowledge: str | None, as_json: bool) -> None:
    """Answer entry N again from its own facts on its own day, and show what would end otherwise, and why.

    Under the knowledge it was recorded from the answer is the same, byte for byte. Ends with 1 where it is not.
    """
    from whence.assessment.assess import Assessor
    from whence.assessment.disagreement import Disagreement
    from whence.assessment.unusable import UnusablePatient
    from whence.backends.compiled import CompiledProgram
    from whence.backends.durable import DurableEngine
    from whence.cli.audit import opened
    from whence.cli.recording import files_of
    from whence.record.change_page import replay_page
    from whence.record.changes import changes
    from whence.record.holding import holding
    from whence.record.json_log import replay_json
    from whence.record.replay import replay as again
    from whence.render.json_output import dumped

    session: Session = ctx.obj
    with opened(file) as log:
        one, basis = holding(log, number)
    tree = session.tree() if knowledge is None else session.tree_at(knowledge)
    base = session.open_at(tree)
    durable = DurableEngine(base.program, base.encoding)
    try:
        assessor = Assessor(base.base, base.program, durable, CompiledProgram(base.program, base.code))
        replayed = again(one.case, basis, base.base, base.program, assessor, files_of(tree))
    except UnusablePatient as error:
        session.show_findings(error.diagnostics)
        raise Stop(f"the facts of entry {number} cannot be used with this knowledge", FINDINGS) from None
    except Disagreement as error:
        raise Stop(str(error), FAULT) from None
    except ValueError as error:
        raise Stop(f"entry {number} cannot be answered from this knowledge: {error}", FINDINGS) from None
    finally:
        durable.close()
    found = changes(replayed)
    if as_json:
        echo(dumped(replay_json(number, replayed, found)))
    else:
        session.screen().show(replay_page(replayed, found))
    if found or (replayed.same_knowledge and not replayed.equal):
        ctx.exit(FINDINGS)


@click.command(epilog="\b\nExamples:\n  whence audit keygen KEY.pem KEY.pub")
@click.argument("private", metavar="PRIVATE")
@click.argument("public", metavar="PUBLIC")
def keygen(private: str, public: str) -> None:
    """Make a pair of keys (ed25519, PEM): PRIVATE to sign with, for its owner alone; PUBLIC to give away.

    openssl genpkey -algorithm ed25519 makes the same. Files that exist are never overwritten.
    """
    from whence.record.signature import NoSignature, new_key

    try:
        pair = new_key()
    except NoSignature as error:
        raise Stop(str(error), NOT_HERE) from None
    made: list[str] = []
    try:
        for path, content, mode in ((private, pair[0], 0o600), (public, pair[1], 0o644)):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
            made.append(path)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
    except (OSError, ValueError) as error:
        for path in made:
            with suppress(OSError):
                Path(path).unlink()
        raise Stop(f"no keys were made: {told(error)}") from None
