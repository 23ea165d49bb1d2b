"""What every command needs: the opened knowledge, a patient, a screen. Created once for each run of the program."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from whence.cli.stop import FINDINGS, Stop
from whence.render.terminal import Terminal

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase
    from whence.language.patient import Patient
    from whence.store.cache import OpenedBase
    from whence.text.diagnostic import Diagnostic

_PIPE_WIDTH = 100
_WIDEST = 120
_PIECE = 16_384
#: Codes of files that are no text at all: told in one line, as a wrong argument.
_NO_TEXT = frozenset({"T101", "T102", "T103", "T114"})


@dataclass(frozen=True, slots=True)
class Session:
    """The settings of one run; `knowledge` is the folder given on the command line, if any."""

    knowledge: Path | None = None

    def root(self) -> Path:
        """The folder of the knowledge. Stops where there is none."""
        from whence.resources import knowledge_root

        if self.knowledge is None:
            try:
                return knowledge_root()
            except FileNotFoundError as error:
                raise Stop(f"{error}; say where the knowledge is: --knowledge PATH") from None
        if not self.knowledge.is_dir():
            raise Stop(f"there is no folder of knowledge at {self.knowledge}")
        return self.knowledge

    def open(self) -> OpenedBase:
        """The knowledge with its program. Stops after showing what is wrong with it, if it cannot be used."""
        from whence.store.cache import UnreadableBase, open_base

        try:
            return open_base(self.root())
        except UnreadableBase as error:
            self.show_findings(error.diagnostics)
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

    def show_findings(self, found: Sequence[Diagnostic]) -> None:
        """Show findings about files on stderr."""
        from whence.render.diagnostics_page import diagnostics_page

        screen = self.screen(sys.stderr)
        screen.show(diagnostics_page(found, lines_of(found), screen.width))

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


def lines_of(found: Sequence[Diagnostic]) -> dict[str, list[str]]:
    """The lines of each file with findings, as far as it can be read as text."""
    files = {each.span.file for each in found} | {note.span.file for each in found for note in each.notes}
    lines = {}
    for file in files:
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
