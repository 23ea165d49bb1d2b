"""`whence test`: the vignettes and the whole patients run against the knowledge."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo, lines_of, told
from whence.cli.stop import FINDINGS, Stop

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase
    from whence.render.page import Entry
    from whence.text.diagnostic import Diagnostic
    from whence.vignettes.covered import Coverage

VIGNETTES, PATIENTS = "vignettes", "patients"


@click.command(
    epilog="""\b
Examples:
  whence test
  whence test tests/vignettes
  whence test tests/patients
  whence test --json
  whence test --coverage"""
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--coverage", "covering", is_flag=True, help="Tell what the vignettes do not show, instead.")
@json_option
@click.pass_context
def test(ctx: click.Context, paths: tuple[str, ...], covering: bool, as_json: bool) -> None:
    """Run the vignettes and whole patients in the files and folders named; without any, those beside the knowledge.

    Each case that does not come as expected is told with its place, and of a whole patient each rule that ends
    otherwise, each that is missing or too much, and each set of actions that differs. Ends with 1 where there is one.

    With --coverage: whether every test in the conditions of every rule and definition is true, false and unknown in
    some case, and every ending expected. Ends with 1 where something is missing. With files named, only of what these
    are about.
    """
    from whence.render.json_output import dumped
    from whence.render.json_vignettes import vignettes_json
    from whence.render.vignettes_page import vignettes_page
    from whence.vignettes.coverage import coverage
    from whence.vignettes.run import Runner, vignette_files

    session: Session = ctx.obj
    files = vignette_files(places(session, paths, (VIGNETTES,) if covering else (VIGNETTES, PATIENTS)))
    if not files:
        raise Stop("there are no vignettes there")
    opened = session.open()
    runner = Runner(opened.base, opened.program)
    shown = session.screen(sys.stderr).counting(files, len(files), "vignettes")
    try:
        if covering:
            found = coverage(shown, runner, whole=not paths)
            _show_coverage(session, found, opened.base, as_json)
            ctx.exit(0 if found.complete else FINDINGS)
        results = [runner.file(file) for file in shown]
    finally:
        runner.close()
    if as_json:
        echo(dumped(vignettes_json(results, opened.base.digest)))
    else:
        session.screen().show(vignettes_page(results))
        _mistakes(session, [each for result in results for each in result.diagnostics])
    if not all(result.passed for result in results):
        ctx.exit(FINDINGS)


def places(session: Session, paths: tuple[str, ...], folders: tuple[str, ...] = (VIGNETTES,)) -> list[Path]:
    """Where to look: what was named, else those `folders` of tests that stand beside the folder of knowledge.

    Where it has no vignettes beside it, the folders below where one is are taken.
    """
    for path in paths:
        try:
            if not Path(path).exists():
                raise Stop(f"there is no file or folder {path[:200]}")
        except (OSError, ValueError) as error:
            raise Stop(f"{path[:80]} cannot be opened: {told(error)}") from None
    if paths:
        return [Path(path) for path in paths]
    folder = session.home()
    for home in (folder.resolve().parent if folder is not None else Path.cwd(), Path.cwd()):
        if (home / "tests" / VIGNETTES).is_dir():
            return [_near(home / "tests" / name) for name in folders if (home / "tests" / name).is_dir()]
    raise Stop("there are no vignettes beside the knowledge: name a file or a folder")


def _near(path: Path) -> Path:
    """The path from where the program runs, if it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _show_coverage(session: Session, found: Coverage, base: KnowledgeBase, as_json: bool) -> None:
    from whence.render.json_output import dumped
    from whence.render.json_vignette_coverage import vignette_coverage_json
    from whence.render.vignette_coverage_page import vignette_coverage_page

    if as_json:
        echo(dumped(vignette_coverage_json(found, base.digest)))
    else:
        session.screen().show(vignette_coverage_page(found, base))
        _mistakes(session, found.diagnostics)


def _mistakes(session: Session, found: Sequence[Diagnostic]) -> None:
    from whence.render.diagnostics_page import diagnostics_page

    screen = session.screen()
    page: Iterator[Entry] = diagnostics_page(found, lines_of(found), screen.width)
    screen.show(page)
