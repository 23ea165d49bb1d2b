"""The texts that a user owns, read from a folder: the words of every file that is text, and why others are passed over.

Names of files mean nothing here. Nothing of a text is kept anywhere.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from whence.ledger.anchors import words_of
from whence.values.struct import Struct

#: Files longer than this are no document of ours; and no folder with more files than that is gone through.
MOST_BYTES = 4_000_000
MOST_FILES = 1_000


class Texts(Struct, frozen=True):
    """Words by file (path below the folder), and the files passed over with the reason, each in path order."""

    words: dict[str, list[str]]
    passed_over: tuple[tuple[str, str], ...]


def read_texts(folder: Path) -> Texts:
    """Every file below `folder` that is UTF-8 text; hidden files are passed over. Raises OSError where it is closed."""
    names: list[str] = []
    os.listdir(folder)  # says at once that the folder cannot be read, which a walk would not
    for home, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names += (os.path.relpath(os.path.join(home, name), folder) for name in files if not name.startswith("."))
        if len(names) > MOST_FILES:
            break
    words: dict[str, list[str]] = {}
    passed_over: list[tuple[str, str]] = []
    for name in sorted(names)[:MOST_FILES]:
        text, why = text_of(folder / name)
        if text is None:
            passed_over.append((name, why))
        else:
            words[name] = words_of(text)
    if len(names) > MOST_FILES:
        passed_over.append((".", f"only the first {MOST_FILES:,} files are looked at"))
    return Texts(words, tuple(passed_over))


def text_of(path: Path) -> tuple[str | None, str]:
    """The text of a file; None, and the reason, where it has none."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None, "no ordinary file"
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return None, getattr(error, "strerror", None) or "it cannot be opened"
    if len(content) > MOST_BYTES:
        return None, f"longer than {MOST_BYTES:,} bytes"
    if b"\0" in content:
        return None, "no text"
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return None, "not UTF-8"
