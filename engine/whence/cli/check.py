"""`whence check`: every mistake in knowledge, patients and vignettes, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo, lines_of, told
from whence.cli.stop import FINDINGS, Stop
from whence.render.page import Entry

if TYPE_CHECKING:
    from whence.text.diagnostic import Diagnostic


@click.command(
    epilog="""\b
Examples:
  whence check
  whence check knowledge/sources patient.yaml
  whence check --against HEAD
  whence check --watch
  whence check --json
  whence check --sarif > findings.sarif"""
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--against", metavar="EARLIER", help="Versions too, since a git revision, a release file or a folder.")
@click.option("--watch", is_flag=True, help="Stay, and check again whenever a file is saved; Ctrl-C ends it.")
@json_option
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1.0, for code review and editors.")
@click.pass_context
def check(
    ctx: click.Context, paths: tuple[str, ...], against: str | None, watch: bool, as_json: bool, as_sarif: bool
) -> None:
    """Find every mistake in the knowledge, or in the files and folders named.

    Each is told with its place, the line itself, what could stand there and the nearest right word. Ends with 1 where
    there is a mistake; warnings alone end with 0. `whence explain CODE` says more of a code.

    With --against: a rule, definition or score that means something else than in EARLIER must have the next version,
    with a patient who shows it; one that was only worded anew must not; and no rule may be gone.
    """
    from whence.render.diagnostics_page import diagnostics_page, more, summary
    from whence.render.json_diagnostics import diagnostics_json
    from whence.render.json_output import dumped
    from whence.store.checked import checked

    session: Session = ctx.obj
    if as_json and as_sarif:
        raise Stop("--json and --sarif are two forms of one answer: choose one")
    for path in paths:
        if not _exists(path):
            raise Stop(f"there is no file or folder {path[:200]}")
    given = [Path(path) for path in paths]
    if watch:
        if as_json or as_sarif:
            raise Stop("--watch shows pages for people: leave out --json and --sarif")
        if against is not None:
            raise Stop("--watch and --against do not go together")
        _watch(session, given)
    tree = session.tree()
    earlier = None if against is None else session.tree_at(against)
    old = None if earlier is None else (session.open_at(earlier).base, str(against))
    if given or old is not None:
        from whence.store.check import check as find  # slow to import, and not needed where all is kept

        found = find(given, tree, old)
    else:
        found = checked(tree)
    if as_json:
        echo(dumped(diagnostics_json(found)))
    elif as_sarif:
        from whence.render.sarif import sarif

        echo(dumped(sarif(found)))
    else:
        screen = session.screen()
        screen.show(diagnostics_page(found, lines_of(found, tree, earlier), screen.width))
        screen.show([summary(found), *more(found)])
    if any(each.severity == "error" for each in found):
        ctx.exit(FINDINGS)


def _watch(session: Session, paths: list[Path]) -> NoReturn:
    """Show the findings at first and whenever they change; a state that cannot be looked at is told like a finding."""
    from whence.cli.watch import watch
    from whence.render.diagnostics_page import diagnostics_page, summary
    from whence.store.check import check as find

    shown: list[object] = [None]
    root = session.root()

    def once() -> None:
        screen = session.screen()
        try:
            found: list[Diagnostic] | str = find(paths, session.tree())
        except (Stop, OSError) as error:  # files come and go while they are saved
            found = error.message if isinstance(error, Stop) else told(error)
        if found == shown[0]:
            screen.show([Entry("Checked again: as before.", style="muted")])
        elif isinstance(found, str):
            screen.show([Entry(found, style="error")])
        else:
            screen.show([*diagnostics_page(found, lines_of(found), screen.width), summary(found)])
        shown[0] = found
        screen.stream.flush()

    watch([root, *paths], once)


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError) as error:
        raise Stop(f"{path[:80]} cannot be opened: {told(error)}") from None
