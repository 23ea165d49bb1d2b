"""`whence release`: the knowledge as one file that never changes, and what such a file says of itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo, told
from whence.cli.stop import FINDINGS, WRONG_USE, Stop

if TYPE_CHECKING:
    from whence.store.release import Release


@click.command(
    epilog="""\b
Examples:
  whence release 2026.1
  whence --knowledge v1.0 release 1.0.0 -o knowledge-1.0.0.zip
  whence release --show whence-2026.1.zip
  whence assess patient.yaml --release whence-2026.1.zip"""
)
@click.argument("version", required=False, metavar="VERSION")
@click.option("-o", "--output", metavar="FILE", help="Where to write it; else whence-VERSION.zip here.")
@click.option("--show", "shown", metavar="FILE", help="Verify this release file, and say what it is. Writes nothing.")
@json_option
@click.pass_obj
def release(session: Session, version: str | None, output: str | None, shown: str | None, as_json: bool) -> None:
    """Write the knowledge, its schemas and a manifest into one file, which every command takes in place of a folder.

    The manifest holds the intended use, the known limits, each source with its rights, and a SHA-256 of every file;
    it is verified whenever the file is opened. Equal knowledge makes equal bytes, on every machine. Refused while
    `whence check` finds a mistake. A release is never changed: another file of that name is not overwritten.
    """
    if (version is None) == (shown is None):
        raise Stop("say which version is to be written, or which file is to be shown: VERSION or --show FILE")
    if shown is not None:
        if output is not None:
            raise Stop("--show writes nothing: leave out --output")
        found, place = _opened(Path(shown)), shown
    else:
        place = output or f"whence-{version}.zip"
        found = _written(session, str(version), Path(place))
    from whence.render.json_output import dumped
    from whence.render.json_release import release_json
    from whence.render.release_page import release_page

    if as_json:
        echo(dumped(release_json(found, place)))
    else:
        session.screen().show(release_page(found, place, written=shown is None))


def _opened(path: Path) -> Release:
    from whence.store.release import open_release
    from whence.store.tree import Unopened

    try:
        return open_release(path)
    except Unopened as error:
        raise Stop(str(error), FINDINGS if error.damaged else WRONG_USE) from None


def _written(session: Session, version: str, path: Path) -> Release:
    from whence.render.statement import STATEMENT
    from whence.resources import version as engine
    from whence.store.bundle import bundle
    from whence.store.release import LONGEST_VERSION, is_version
    from whence.store.replace import create

    if not is_version(version):
        raise Stop(
            f"'{version[:80]}' is no version: digits and letters in parts joined by '.' or '-', beginning with a "
            f"digit, such as 2026.1 or 1.0.0; at most {LONGEST_VERSION} characters"
        )
    tree = session.tree()
    if tree.origin.kind == "release":
        raise Stop(f"{tree.origin.place} is a release already, {tree.origin.version}: it stays what it is")
    opened = session.open_at(tree)
    _refuse_mistakes(session)
    content = bundle(version, tree, opened.base, engine(), STATEMENT)
    try:
        if path.exists() and path.read_bytes() != content:
            raise Stop(f"{path} is there and holds something else; a release is never changed", FINDINGS)
        if not path.exists():
            create(path, content)
    except OSError as error:
        raise Stop(f"{path} cannot be written: {told(error)}") from None
    return _opened(path)


def _refuse_mistakes(session: Session) -> None:
    from whence.store.check import check

    screen = session.screen(sys.stderr)
    (found,) = [check([], tree) for tree in screen.counting([session.tree()], 1, "checking")]
    mistakes = [each for each in found if each.severity == "error"]
    if mistakes:
        session.show_findings(mistakes, session.tree())
        raise Stop("nothing is released before these mistakes are put right", FINDINGS)
