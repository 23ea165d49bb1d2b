"""Checking again whenever a file is saved: looks at names, times and sizes, so it works on every file system."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn

#: Seconds between two looks. A file that an editor is still writing is left until two looks find it the same.
PAUSE = 0.3
State = tuple[tuple[str, int, int, int], ...]


def watch(
    paths: Sequence[Path],
    once: Callable[[], object],
    pause: Callable[[float], None] = time.sleep,
) -> NoReturn:
    """Run `once`, then again after every change below `paths` that has come to rest. Ends by KeyboardInterrupt."""
    seen = state(paths)
    once()
    while True:
        pause(PAUSE)
        now = state(paths)
        if now == seen:
            continue
        while True:  # two looks that find the same: an editor may save several files, or one in several steps
            pause(PAUSE)
            later = state(paths)
            if later == now:
                break
            now = later
        seen = now
        once()


def state(paths: Iterable[Path]) -> State:
    """Name, time, size and number of every YAML file below the paths; what vanishes while we look is not there."""
    found: list[tuple[str, int, int, int]] = []
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if not name.startswith(".")]
                yaml = (name for name in names if name.endswith((".yaml", ".yml")) and not name.startswith("."))
                found += [one for name in yaml if (one := _stamp(os.path.join(folder, name))) is not None]
        elif (one := _stamp(str(path))) is not None:
            found.append(one)
    return tuple(sorted(found))


def _stamp(path: str) -> tuple[str, int, int, int] | None:
    """The inode too: an editor that writes beside and renames may keep time and size."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (path, status.st_mtime_ns, status.st_size, status.st_ino)
