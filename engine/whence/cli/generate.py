"""`whence generate`: what is made from the knowledge and kept beside it, written or compared."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.session import Session, told
from whence.cli.stop import FINDINGS, Stop
from whence.render.page import Entry
from whence.render.phrases import counted
from whence.store.replace import replace

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase

#: Drawn by whichever layout program there is, so that its bytes differ between machines.
_NOT_COMPARED = (".svg",)


@click.command(
    epilog="""\b
Examples:
  whence generate
  whence generate --check"""
)
@click.option("--check", is_flag=True, help="Write nothing; name what is out of date and end with 1 if anything is.")
@click.pass_context
def generate(ctx: click.Context, check: bool) -> None:
    """Write what is made from the knowledge: schemas/generated/ and diagrams/, beside the folder of knowledge."""
    session: Session = ctx.obj
    home = session.root().resolve().parent
    if home.name == "_data":
        raise Stop("generated files belong to a checkout, not to an installed package: say --knowledge PATH")
    wanted = files(session.open().base)
    old = stale(home, wanted)
    if check:
        session.screen().show(
            [*(Entry(f"{path}: {why}", style="error") for path, why in old), _summary(len(old), len(wanted))]
        )
        if old:
            ctx.exit(FINDINGS)
        return
    try:
        for path, _ in old:
            write(home / path, wanted.get(path))
    except OSError as error:
        raise Stop(f"the generated files cannot be written: {told(error)}") from None
    session.screen().show([Entry(f"{counted(len(wanted), 'file')} generated, {len(old)} of them changed.")])


def files(base: KnowledgeBase) -> dict[str, bytes]:
    """Path beside the knowledge -> content, for everything that is generated."""
    from whence.render.chart.files import generate as diagrams
    from whence.schema.generate import generate as schemas

    found = {f"schemas/generated/{name}": content for name, content in schemas(base).items()}
    for name, content in diagrams(base, os.environ).items():
        found[f"diagrams/{name}"] = content
    return dict(sorted(found.items()))


def stale(home: Path, wanted: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """(path, what is wrong with it) of every generated file that is missing, out of date or left over."""
    found: list[tuple[str, str]] = []
    for path, content in wanted.items():
        compared = _compared_by(path)
        try:
            kept = {each: (home / each).read_bytes() for each in {path, compared}}
        except OSError:
            found.append((path, "is missing" if not (home / path).exists() else "is out of date"))
            continue
        if kept[compared] != wanted.get(compared, content):
            found.append((path, "is out of date"))
    for folder in sorted({str(Path(path).parent) for path in wanted}):
        there = sorted((home / folder).glob("*")) if (home / folder).is_dir() else []
        left = (f"{folder}/{each.name}" for each in there if each.is_file() and not each.name.startswith("."))
        found += [(path, "is left over") for path in left if path not in wanted and _compared_by(path) not in wanted]
    return sorted(found)


def _compared_by(path: str) -> str:
    """The file whose bytes tell whether `path` is out of date: a picture's drawing instructions, else itself."""
    return str(Path(path).with_suffix(".dot")) if path.endswith(_NOT_COMPARED) else path


def write(path: Path, content: bytes | None) -> None:
    """Write a file in one step, or remove it where there is no content for it any more."""
    if content is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, content)


def _summary(stale_files: int, all_files: int) -> Entry:
    if stale_files:
        return Entry(f"{counted(stale_files, 'file')} out of date: run `whence generate`.", style="error")
    return Entry(f"{counted(all_files, 'generated file')}, all up to date.", style="good")
