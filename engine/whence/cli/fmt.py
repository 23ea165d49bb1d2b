"""`whence fmt`: files in the canonical form. What they say stays, and so does every comment."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from whence.cli.session import Session, echo, told
from whence.cli.stop import FINDINGS, Stop
from whence.render.page import Entry
from whence.render.phrases import counted


@click.command(
    epilog="""\b
Examples:
  whence fmt
  whence fmt --check
  whence fmt knowledge/sources patient.yaml
  whence fmt - < rule.yaml

Without a path: the folder of knowledge, and the vignettes and patients in the tests beside it."""
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Write nothing; name what would change, and end with 1 if anything would.")
@click.pass_context
def fmt(ctx: click.Context, paths: tuple[str, ...], check: bool) -> None:
    """Put files into the canonical form: order of entries, indentation, blanks, line breaks.

    A file is replaced in one step, and only after its new text was read and found to say exactly the same. One that
    cannot be read as YAML stays as it is. With - the text comes from standard input and goes to standard output.
    """
    from whence.store.folder_tree import shown_as

    session: Session = ctx.obj
    if "-" in paths:
        if len(paths) > 1:
            raise Stop("'-' means standard input and stands alone")
        if _stream(session, check):
            ctx.exit(FINDINGS)
        return
    files = list(dict.fromkeys(_files(paths or _usual(session.root()))))
    changed, refused = 0, 0
    for path in session.screen(sys.stderr).counting(files, len(files), "Formatting"):
        content, shown = _read(path), shown_as(path)
        made = _made(session, content, shown)
        refused += made is None
        if made is None or made == content:
            continue
        changed += 1
        if check:
            session.screen().show([Entry(f"{shown}: not in the canonical form", style="error")])
        else:
            _write(path, made)
    session.screen().show([_summary(changed, refused, len(files), check)])
    if refused or (check and changed):
        ctx.exit(FINDINGS)


def _stream(session: Session, check: bool) -> bool:
    """Standard input to standard output; whether it could not be read or, with `check`, would change."""
    from whence.text.yaml_reader import MAX_BYTES

    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    made = _made(session, content, "<stdin>")
    if made is not None and not check:
        echo(made.decode("utf-8"))
    return made is None or (check and made != content)


def _made(session: Session, content: bytes, shown: str) -> bytes | None:
    """The canonical form; None after telling why there is none."""
    from whence.store.format import Unprintable, formatted

    try:
        made, found = formatted(content, shown)
    except Unprintable as reason:
        session.screen(sys.stderr).show([Entry(f"{shown}: {reason}", style="error")])
        return None
    if found:
        session.show_findings(found)
    return made


def _usual(root: Path) -> list[str]:
    tests = root.resolve().parent / "tests"
    return [str(root), *(str(tests / name) for name in ("vignettes", "patients") if (tests / name).is_dir())]


def _files(paths: Iterable[str]) -> Iterator[Path]:
    """The YAML files of the paths, in order; what is named is taken whatever its ending."""
    for named in paths:
        path = Path(named)
        try:
            if path.is_dir():
                below = (each for each in path.rglob("*.yaml") if each.is_file())
                hidden = (each for each in below if not any(p.startswith(".") for p in each.relative_to(path).parts))
                yield from sorted(hidden)
                continue
            exists = path.exists()
        except (OSError, ValueError) as error:
            raise Stop(f"{named[:80]} cannot be opened: {told(error)}") from None
        if not exists:
            raise Stop(f"there is no file or folder {named[:200]}")
        yield path


def _read(path: Path) -> bytes:
    from whence.text.yaml_reader import MAX_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Stop(f"{path} cannot be read: {told(error)}", FINDINGS) from None


def _write(path: Path, content: bytes) -> None:
    from whence.store.replace import replace

    try:
        replace(path, content)
    except OSError as error:
        raise Stop(f"{path} cannot be written: {told(error)}", FINDINGS) from None


def _summary(changed: int, refused: int, files: int, check: bool) -> Entry:
    left = f"; {counted(refused, 'file')} left as {'it is' if refused == 1 else 'they are'}" if refused else ""
    if not changed:
        said = f"{counted(files, 'file')}, nothing to change"
    else:
        said = f"{changed} of {counted(files, 'file')} {'would change' if check else 'put into the canonical form'}"
    return Entry(f"{said}{left}.", style="error" if refused or (check and changed) else "good")
