"""A file written so that nobody ever sees half of it: beside the old one, then in its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Write a file in one step; it keeps the mode it had. Raises OSError, and then the old file stands as it was."""
    target = Path(os.path.realpath(path))  # a link goes on pointing to the file
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o644
    with _beside(target, content, mode) as made:
        os.replace(made, target)


def create(path: Path, content: bytes) -> None:
    """Write a new file in one step. Raises FileExistsError where one has come to stand there, else OSError."""
    with _beside(path, content, 0o644) as made:
        os.link(made, path)
        os.unlink(made)


@contextmanager
def _beside(target: Path, content: bytes, mode: int) -> Iterator[str]:
    """A whole file beside the target, which is gone again if anything goes wrong."""
    handle, made = tempfile.mkstemp(dir=target.parent, prefix=".whence-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(made, mode)
        yield made
    except BaseException:  # an interruption, too, leaves nothing behind
        os.unlink(made)
        raise
