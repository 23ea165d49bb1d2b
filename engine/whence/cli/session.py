"""What every command needs: the opened knowledge, a patient, a screen. Created once for each run of the program."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from whence.cli.stop import FINDINGS, WRONG_USE, Stop
from whence.render.terminal import Terminal
from whence.values.struct import Struct

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase
    from whence.language.patient import Patient
    from whence.store.cache import OpenedBase
    from whence.store.tree import Tree
    from whence.text.diagnostic import Diagnostic

_PIPE_WIDTH = 100
_WIDEST = 120
_PIECE = 16_384
#: Codes of files that are no text at all: told in one line, as a wrong argument.
_NO_TEXT = frozenset({"T101", "T102", "T103", "T114"})


class Session(Struct, frozen=True):
    """The settings of one run; `knowledge` is what the command line names: folder, release file, revision."""

    knowledge: str | None = None

    def of_release(self, file: str) -> Session:
        """The same by the knowledge of a release file. Stops where there is none, or other knowledge is named too."""
        if self.knowledge is not None:
            raise Stop("--knowledge and --release each say which knowledge is meant: give one of them")
        if not _is_file(file):
            raise Stop(f"there is no release file {file[:200]}")
        return Session(file)

    def root(self) -> Path:
        """The folder of the knowledge. Stops where there is none, and where the knowledge is not in a folder."""
        from whence.resources import knowledge_root

        if self.knowledge is None:
            try:
                return knowledge_root()
            except FileNotFoundError as error:
                raise Stop(f"{error}; say where the knowledge is: --knowledge PATH") from None
        home = self.home()
        if home is None:
            self.tree()
            raise Stop(f"this needs a folder of knowledge, and {self.knowledge} is none")
        return home

    def tree(self) -> Tree:
        """The files of the knowledge: of a folder, a release file or a git revision. Stops where there is none."""
        return self.tree_at(self.root() if self.knowledge is None else self.knowledge)

    def tree_at(self, named: str | Path) -> Tree:
        """The files of another state of the knowledge. A bare revision is one of this knowledge's own folder."""
        from whence.store.opening import open_tree
        from whence.store.tree import Unopened

        beside = None if self.knowledge is None else self.home()
        try:
            return open_tree(named, beside)
        except Unopened as error:
            raise Stop(str(error), FINDINGS if error.damaged else WRONG_USE) from None

    def home(self) -> Path | None:
        """The folder of the knowledge where it has one: beside it stand vignettes and what is generated."""
        if self.knowledge is None:
            return self.root()
        try:
            return Path(self.knowledge) if Path(self.knowledge).is_dir() else None
        except (OSError, ValueError):
            return None

    def open(self) -> OpenedBase:
        """The knowledge with its program. Stops after showing what is wrong with it, if it cannot be used."""
        return self.open_at(self.tree())

    def open_at(self, tree: Tree) -> OpenedBase:
        """Another state of the knowledge (`tree_at`) with its program; stops like `open`."""
        from whence.store.cache import UnreadableBase, open_base

        try:
            return open_base(tree)
        except UnreadableBase as error:
            self.show_findings(error.diagnostics, tree)
            raise Stop("the knowledge cannot be used before these mistakes are put right", FINDINGS) from None
        except ValueError as error:
            raise _unbuilt(error) from None
        except OSError as error:
            raise Stop(f"the knowledge cannot be read: {told(error)}") from None

    def patient(self, path: str, base: KnowledgeBase) -> Patient:
        """The patient of a file, or of standard input for '-'. Stops after showing what is wrong with it."""
        from whence.store.patient import patient_from_bytes, patient_from_path
        from whence.text.yaml_reader import MAX_BYTES

        if path == "-":
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
            patient, found = patient_from_bytes(content, "<stdin>", base)
        else:
            check_file(path)
            patient, found = patient_from_path(Path(path), base)
        if patient is not None and not any(each.severity == "error" for each in found):
            return patient
        if {each.code for each in found} <= _NO_TEXT and found:
            raise Stop(f"{found[0].span.file}: {found[0].message}")
        self.show_findings(found)
        raise Stop("the patient cannot be assessed before this is put right", FINDINGS)

    def show_findings(self, found: Sequence[Diagnostic], tree: Tree | None = None) -> None:
        """Show findings about files on stderr; `tree` is what they were read from, if that is no folder."""
        from whence.render.diagnostics_page import diagnostics_page, more

        screen = self.screen(sys.stderr)
        screen.show([*diagnostics_page(found, lines_of(found, tree), screen.width), *more(found)])

    def screen(self, stream: TextIO | None = None) -> Terminal:
        """Where pages are shown: standard output unless another stream is given."""
        shown = sys.stdout if stream is None else stream
        return Terminal(shown, width(shown, os.environ), colourful(shown, os.environ))


def _unbuilt(error: ValueError) -> Exception:
    """The end of a command whose knowledge is well formed and yet cannot be decided; any other error as it is."""
    from whence.backends.durable_limits import EngineLimit
    from whence.program.build import DefinitionCircle

    limits = (EngineLimit, DefinitionCircle)
    return Stop(f"the knowledge cannot be decided: {error}", FINDINGS) if isinstance(error, limits) else error


def width(stream: TextIO, environment: Mapping[str, str]) -> int:
    """The width to fill: what COLUMNS says, else the terminal's, else that of a pipe; at most what reads well."""
    if environment.get("COLUMNS", "").isdigit():
        return min(int(environment["COLUMNS"]), _WIDEST)
    if not stream.isatty():
        return _PIPE_WIDTH
    return min(shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns, _WIDEST)


def colourful(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to use colours: a terminal that can, and nobody who said NO_COLOR (see no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def check_file(path: str) -> None:
    """Stop where there is no such file, or a folder stands there."""
    place = Path(path)
    try:
        if place.is_dir():
            raise Stop(f"{path} is a folder, and one patient's file is needed")
        if not place.exists():
            raise Stop(f"there is no file {path}")
    except (OSError, ValueError) as error:
        raise Stop(f"{path[:80]} cannot be opened: {told(error)}") from None


def told(error: Exception) -> str:
    """An error of the system in a few words."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def lines_of(found: Sequence[Diagnostic], *trees: Tree | None) -> dict[str, list[str]]:
    """The lines of each file with findings, as far as it can be read as text: from a tree, else from the disk."""
    files = {each.span.file for each in found} | {note.span.file for each in found for note in each.notes}
    lines = {}
    for file in files:
        kept = next((kept for tree in trees if tree is not None and (kept := tree.lines(file)) is not None), None)
        if kept is not None:
            lines[file] = kept
            continue
        if not _is_file(file):  # a pipe has given what it had, and opening it again would wait for more
            continue
        try:
            with open(file, encoding="utf-8-sig", errors="replace", newline=None) as text:
                lines[file] = text.read(1_000_000).split("\n")
        except (OSError, ValueError):
            continue
    return lines


def echo(text: str) -> None:
    """Text for programs on standard output, as it is.

    In pieces: where a reader leaves in the middle of one large write, the interpreter may not notice.
    """
    for start in range(0, len(text), _PIECE):
        sys.stdout.write(text[start : start + _PIECE])
        sys.stdout.flush()
