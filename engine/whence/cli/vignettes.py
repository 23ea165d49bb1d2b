"""`whence test`: the vignettes and the whole patients run against the knowledge."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from whence.cli.options import json_option
from whence.cli.session import Session, echo, told
from whence.cli.stop import FINDINGS, Stop
from whence.cli.vignettes_tried import Look, mistakes

VIGNETTES, PATIENTS = "vignettes", "patients"


@click.command(
    epilog="""\b
Examples:
  whence test
  whence test tests/vignettes
  whence test tests/patients
  whence test --json
  whence test --coverage
  whence test --mutate tests/vignettes/FOLDER/rules
  whence test --suggest tests/vignettes/FOLDER/rules/SOURCE/RULE.yaml"""
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--coverage", "covering", is_flag=True, help="Tell what the vignettes do not show, instead.")
@click.option("--mutate", "mutating", is_flag=True, help="Tell which mistakes in the knowledge no vignette would find.")
@click.option("--suggest", is_flag=True, help="Tell the facts of the cases that are missing, for you to expect from.")
@json_option
@click.pass_context
def test(
    ctx: click.Context, paths: tuple[str, ...], covering: bool, mutating: bool, suggest: bool, as_json: bool
) -> None:
    """Run the vignettes and whole patients in the files and folders named; without any, those beside the knowledge.

    Each case that does not come as expected is told with its place, and of a whole patient each rule that ends
    otherwise, each that is missing or too much, and each set of actions that differs. Ends with 1 where there is one.

    With --coverage: whether every test in the conditions of every rule and definition is true, false and unknown in
    some case, and each time decides alone (MC/DC, and that it alone keeps the ending open); whether every ending is
    expected. What no patient can show is told with the reason. Ends with 1 where something is missing.

    With --mutate: small mistakes are made in every rule, definition and score, one at a time (a condition dropped or
    denied, a limit moved, an answer changed, an exception lost, another strength, ...), and those that no case
    notices are told. A mistake that changes nothing for anybody, by proof, does not count. Ends with 1 where some
    mistake goes unnoticed.

    With --suggest: for all that is missed so (by one of the two, where it is given as well) the facts of a case that
    would show it. Its name and its expectation are left for you to write from the passage.

    With files named, these look only at what the files are about.
    """
    from whence.render.json_output import dumped
    from whence.render.json_vignettes import vignettes_json
    from whence.render.vignettes_page import vignettes_page
    from whence.vignettes.run import Runner, vignette_files

    session: Session = ctx.obj
    if covering and mutating and not suggest:
        raise Stop("--coverage and --mutate are two looks: ask for one, or for --suggest, which takes both")
    if suggest and as_json:
        raise Stop("--suggest writes cases for a vignette file, not JSON")
    looking = covering or mutating or suggest
    files = vignette_files(places(session, paths, (VIGNETTES,) if looking else (VIGNETTES, PATIENTS)))
    if not files:
        raise Stop("there are no vignettes there")
    opened = session.open()
    if covering or mutating or suggest:
        look = Look(session, opened.base, files, whole=not paths)
        ctx.exit(look.shown(covering, mutating, suggest, as_json))
    runner = Runner(opened.base, opened.program)
    shown = session.screen(sys.stderr).counting(files, len(files), "vignettes")
    try:
        results = [runner.file(file) for file in shown]
    finally:
        runner.close()
    if as_json:
        echo(dumped(vignettes_json(results, opened.base.digest)))
    else:
        session.screen().show(vignettes_page(results))
        mistakes(session, [each for result in results for each in result.diagnostics])
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
