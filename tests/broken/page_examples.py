"""The examples of the pages of codes, laid over the small base: whole files, or entries in the place of others."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from broken.overlay import BASE
from whence.store.check import check
from whence.text.code_page import Example
from whence.text.diagnostic import Diagnostic

#: Maps whose entries are put in or exchanged one by one; any other entry is exchanged as a whole.
_BY_ENTRY = ("passages", "words", "facts", "actions", "steps")
_KINDS = (
    "rule", "definition", "score", "pathway", "topic", "reading", "patient", "vignettes", "source", "ledger", "group",
    "guideline",
)  # fmt: skip


def told(examples: Iterable[Example], room: Path) -> list[Diagnostic]:
    """What is found with the examples in the small base, which is copied into `room`."""
    shutil.copytree(BASE, room / "knowledge")
    for example in examples:
        path = room / example.file if example.file.startswith("tests/") else room / "knowledge" / example.file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(laid_over(before, example.text), encoding="utf-8")
    return check([room], room / "knowledge")


def laid_over(before: str, piece: str) -> str:
    """The file with the entries of the piece in the place of its own; the piece alone where it is a whole file."""
    own, new = _entries(before, ""), _entries(piece, "")
    names = [name for name, _ in new]
    if not before or any(name in _KINDS and _rest(text).strip() for name, text in new if len(new) > 2) or not names[0]:
        return piece
    kept = [(name, text) for name, text in own if name not in names or name in _BY_ENTRY]
    merged = []
    for name, text in kept:
        changes = [changed for other, changed in new if other == name]
        merged.append(_merged(text, changes[0]) if changes and name in _BY_ENTRY else text)
    added = [text for name, text in new if name not in _BY_ENTRY or name not in [other for other, _ in kept]]
    return "".join([*merged, *added])


def _merged(own: str, new: str) -> str:
    head, inner = own.partition("\n")[0], own.partition("\n")[2]
    changes = _entries(new.partition("\n")[2], "  ")
    names = [name for name, _ in changes]
    kept = [text for name, text in _entries(inner, "  ") if name not in names]
    return "".join([f"{head}\n", *kept, *(text for _, text in changes)])


def _entries(text: str, indent: str) -> list[tuple[str, str]]:
    """(name, text) of the entries at a depth; what stands before the first has no name."""
    parts = re.split(rf"^(?={indent}[^\s#-])", text, flags=re.MULTILINE)
    return [(part.strip().partition(":")[0], part) for part in parts if part.strip()]


def _rest(text: str) -> str:
    return text.partition(":")[2]
