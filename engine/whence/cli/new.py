"""`whence new`: a rule, a fact or a vignette file begun as a form to fill in; nothing is ever overwritten."""

from __future__ import annotations

from pathlib import Path

import click

from whence.cli.session import Session, told
from whence.cli.stop import FINDINGS, Stop, unknown
from whence.render.page import Entry


@click.group(
    epilog="""\b
Examples:
  whence new rule FOLDER/rest-at-night
  whence new fact GROUP/pain_at_rest
  whence new vignette FOLDER/rest-at-night

What has to be filled in stands empty, and `whence check` names each place."""
)
def new() -> None:
    """Begin a rule, a fact or a vignette file: every entry that is needed, as a form to fill in."""


@new.command(epilog="\b\nExample:\n  whence new rule FOLDER/rest-at-night")
@click.argument("name", metavar="FOLDER/NAME")
@click.option("--topic", metavar="FOLDER", help="The folder of the guideline, where there are several.")
@click.pass_context
def rule(ctx: click.Context, name: str, topic: str | None) -> None:
    """Begin a rule of the source whose folder is named."""
    from whence.analysis.assemble import assemble
    from whence.reader.common import KEBAB
    from whence.render.forms import rule_form
    from whence.store.folder import read_folder

    session: Session = ctx.obj
    root = session.root()
    folder, _, rest = name.partition("/")
    if not KEBAB.fullmatch(rest):
        raise Stop(f"'{name[:80]}' is no name of a rule: write folder/name-of-the-rule, in small letters with hyphens")
    files = read_folder(root)
    _, scope, _ = assemble(files.files, files.digest)
    if folder not in scope.folders:
        raise unknown("the folder", folder, sorted(scope.folders))
    path = root / _topic(root, folder, topic) / "rules" / folder / f"{rest}.yaml"
    _create(session, path, rule_form(name, scope.folders[folder]))


@new.command(epilog="\b\nExample:\n  whence new fact GROUP/pain_at_rest")
@click.argument("name", metavar="GROUP/NAME")
@click.pass_context
def fact(ctx: click.Context, name: str) -> None:
    """Begin a fact at the end of a group (a file of vocabulary/facts/)."""
    from whence.reader.common import SNAKE
    from whence.render.forms import fact_form
    from whence.store.folder_tree import shown_as
    from whence.store.replace import replace
    from whence.text.document import Mapping
    from whence.text.yaml_reader import read

    session: Session = ctx.obj
    group, _, rest = name.partition("/")
    groups = {path.stem: path for path in sorted((session.root() / "vocabulary" / "facts").glob("*.yaml"))}
    if not SNAKE.fullmatch(rest):
        raise Stop(f"'{name[:80]}' is no name of a fact: write group/name_of_it, in small letters with underscores")
    if group not in groups:
        raise unknown("the group", group, groups)
    for path in groups.values():
        root, _ = read(_bytes(path), str(path))
        facts = root.get("facts") if isinstance(root, Mapping) else None
        if isinstance(facts, Mapping) and facts.get(rest) is not None:
            raise Stop(f"the fact '{rest}' stands in {shown_as(path)} already")
    path = groups[group]
    before = _bytes(path)
    gap = b"" if before.endswith(b"\n") or not before else b"\n"
    made, _ = read(before + gap + fact_form(rest).encode(), str(path))
    entries = made.get("facts") if isinstance(made, Mapping) else None
    if not isinstance(entries, Mapping) or not entries.entries or entries.entries[-1][0].text != rest:
        raise Stop(f"{shown_as(path)} does not end with its facts: put the new one in by hand", FINDINGS)
    try:
        replace(path, before + gap + fact_form(rest).encode())
    except OSError as error:
        raise Stop(f"{shown_as(path)} cannot be written: {told(error)}", FINDINGS) from None
    session.screen().show([Entry(f"{shown_as(path)}: '{rest}' stands at the end, to be filled in.", style="good")])


@new.command(epilog="\b\nExample:\n  whence new vignette FOLDER/rest-at-night")
@click.argument("name", metavar="RULE|DEFINITION")
@click.pass_context
def vignette(ctx: click.Context, name: str) -> None:
    """Begin the vignettes of a rule, definition or score, beside the knowledge: tests/vignettes/."""
    from whence.cli.bump import versioned
    from whence.render.forms import vignettes_form

    session: Session = ctx.obj
    root = session.root()
    files = versioned(root)
    if name not in files:
        raise unknown("the rule, definition or score", name, files)
    path = root.parent / "tests" / "vignettes" / files[name].relative_to(root)
    _free(path)
    _create(session, path, vignettes_form(name, session.open().base))


def _topic(root: Path, folder: str, given: str | None) -> str:
    """The folder of the guideline: the one given, the only one, or the only one with rules of this source."""
    topics = sorted(path.parent.name for path in root.glob("*/guideline.yaml"))
    if given is not None:
        if given not in topics:
            raise unknown("the guideline", given, topics)
        return given
    likely = [topic for topic in topics if (root / topic / "rules" / folder).is_dir()] or topics
    if len(likely) != 1:
        raise Stop(f"say for which guideline: --topic {' or '.join(likely) or 'FOLDER'}")
    return likely[0]


def _free(path: Path) -> None:
    from whence.store.folder_tree import shown_as

    if path.exists():
        raise Stop(f"{shown_as(path)} is there already, and is left as it is")


def _create(session: Session, path: Path, text: str) -> None:
    from whence.store.folder_tree import shown_as
    from whence.store.replace import create

    _free(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        create(path, text.encode())
    except OSError as error:
        raise Stop(f"{shown_as(path)} cannot be written: {told(error)}", FINDINGS) from None
    said = f"{shown_as(path)} is begun: `whence check` names what is to be filled in."
    session.screen().show([Entry(said, style="good")])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stop(f"{path} cannot be read: {told(error)}", FINDINGS) from None
