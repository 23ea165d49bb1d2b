"""Many patients from one place: a folder of patient files, a file of one patient on each line (JSON), or one patient.

Only the form is read: the same patients may be put before two states of the knowledge, and each has its own questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whence.language.patient import Patient
from whence.reader import read_text
from whence.store.folder_tree import shown_as
from whence.store.patient import untabbed
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.text.yaml_reader import MAX_BYTES

Read = tuple[Patient | None, list[Diagnostic]]


def patients_at(path: Path) -> Iterator[Read]:
    """Each patient with what is wrong with its file, in the order of paths and lines; None where it cannot be used.

    Raises OSError where the place itself cannot be read.
    """
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in one.relative_to(path).parts)
            if one.suffix in (".yaml", ".json") and not hidden and one.is_file():
                yield _file(one)
            elif one.suffix == ".jsonl" and not hidden and one.is_file():
                yield from _lines(one)
    elif path.suffix == ".jsonl":
        yield from _lines(path)
    else:
        yield _file(path)


def _file(path: Path) -> Read:
    with path.open("rb") as file:
        return _patient(file.read(MAX_BYTES + 1), shown_as(path))


def _lines(path: Path) -> Iterator[Read]:
    """One patient for each line that is not blank; places are told as `file line N`."""
    shown = shown_as(path)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _patient(line, f"{shown} line {number}")


def _patient(content: bytes, shown: str) -> Read:
    file = read_text(untabbed(content), shown, kinds=("patient",))
    found = list(file.diagnostics)
    if isinstance(file.value, Patient):
        return file.value, found
    if not found:
        found.append(Diagnostic("S201", "this is no patient", Span(shown, 1, 1, 1, 1)))
    return None, found
