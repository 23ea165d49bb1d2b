"""`whence bump`: a version raised, no other byte touched."""

from __future__ import annotations

from pathlib import Path

import click

from whence.cli.session import Session, told
from whence.cli.stop import FINDINGS, Stop, unknown
from whence.render.page import Entry


@click.command(
    epilog="""\b
Examples:
  whence bump RULE
  whence bump DEFINITION

A version rises when the meaning changes, and not when only the words do."""
)
@click.argument("name", metavar="RULE|DEFINITION")
@click.pass_context
def bump(ctx: click.Context, name: str) -> None:
    """Raise the version of a rule, definition or score by one. Works while the knowledge has mistakes."""
    from whence.store.bump import NoVersion, bumped
    from whence.store.folder_tree import shown_as
    from whence.store.replace import replace

    session: Session = ctx.obj
    files = versioned(session.root())
    if name not in files:
        raise unknown("the rule, definition or score", name, files)
    path = files[name]
    shown = shown_as(path)
    try:
        content, version, found = bumped(path.read_bytes(), shown)
        if content is None:
            session.show_findings(found)
            raise Stop("the version cannot be raised before this is put right", FINDINGS)
        replace(path, content)
    except NoVersion as reason:
        raise Stop(str(reason), FINDINGS) from None
    except OSError as error:
        raise Stop(f"{shown} cannot be changed: {told(error)}", FINDINGS) from None
    session.screen().show([Entry(f"{shown}: version {version}", style="good")])


def versioned(root: Path) -> dict[str, Path]:
    """Name -> file of every rule, definition and score below `root`: the path is the name."""
    rules = {f"{path.parent.name}/{path.stem}": path for path in sorted(root.glob("*/rules/*/*.yaml"))}
    return {**rules, **{path.stem: path for path in sorted(root.glob("*/definitions/*/*.yaml"))}}
