"""The file of a log: made for its owner alone, never followed through a link, never one that anybody may write.

SQLite keeps two more files beside it while it is open (`-wal`, `-shm`); a link in their place is refused as well.
Nothing here reads the file.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_BESIDE = ("-wal", "-shm", "-journal")


class LogError(ValueError):
    """A log that cannot be used; the message is a sentence about it."""


def make(path: Path) -> bool:
    """Make an empty file for a new log, readable by its owner alone; False where something stands there already.

    Raises LogError where it cannot be made.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    except FileExistsError:
        return False
    except (OSError, ValueError) as error:
        raise LogError(f"no log can be made there ({_told(error)})") from None
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True


def inspect(path: Path) -> None:
    """Raises LogError where the file is none for a log: missing, a link, a folder, or open to everybody's writing."""
    try:
        found = os.lstat(path)
        others = [beside for beside in _BESIDE if os.path.islink(f"{path}{beside}")]
    except (OSError, ValueError) as error:
        raise LogError(f"it cannot be opened ({_told(error)})") from None
    if stat.S_ISLNK(found.st_mode):
        raise LogError("it is a link, and a log is never followed through one: name the file itself")
    if not stat.S_ISREG(found.st_mode):
        raise LogError("it is no ordinary file")
    if found.st_mode & stat.S_IWOTH:
        raise LogError("everybody may write to it: take that right away first (chmod o-w)")
    if others:
        raise LogError(f"a link stands beside it ('{path.name}{others[0]}')")


def open_to_others(path: Path) -> bool:
    """Whether people other than its owner and its group may read it."""
    with suppress(OSError):
        return bool(os.stat(path).st_mode & stat.S_IROTH)
    return False


def _told(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
