"""A cache file that is believed only where it is ours, whole, and about exactly the knowledge at hand.

Data are pickled, but only values of this package come back out; code is marshalled. A doubt about the file (owner,
mode, digest, key, form) makes it as good as absent. Nothing here knows what a knowledge base is.
"""

from __future__ import annotations

import gc
import hashlib
import io
import marshal
import os
import pickle
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from types import CodeType

from whence.values.struct import Struct

_MAGIC = b"whence cache 1\n"
_FOREIGN = {("decimal", "Decimal"), ("datetime", "date")}
_OWN = ("whence.language.", "whence.values.", "whence.text.", "whence.program.", "whence.backends.durable_encoding")


def fetch(folder: Path, name: str, key: bytes) -> tuple[object, CodeType | None] | None:
    """The value, and the code if there is any, kept under `name` for `key`; None where nothing is to be trusted."""
    try:
        if not _private(os.lstat(folder), stat.S_ISDIR):
            return None
        with open(os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            if not _private(os.fstat(file.fileno()), stat.S_ISREG):
                return None
            content = file.read()
    except OSError:
        return None
    head = len(_MAGIC) + 32
    if content[: len(_MAGIC)] != _MAGIC or content[len(_MAGIC) : head] != hashlib.sha256(content[head:]).digest():
        return None
    if content[head : head + 32] != key:
        return None
    size = int.from_bytes(content[head + 32 : head + 40], "big")
    data = content[head + 40 : head + 40 + size]
    collecting = gc.isenabled()
    gc.disable()  # some hundred thousand new values and no garbage among them
    try:
        value = _OwnValues(io.BytesIO(data)).load()
        code = marshal.loads(content[head + 40 + size :])
    except Exception:  # a file that is ours and whole, yet of another form: made by a state of the code now gone
        return None
    finally:
        if collecting:
            gc.enable()
    return (value, code) if isinstance(code, CodeType | None) else None


def keep(folder: Path, name: str, key: bytes, value: object, code: CodeType | None = None) -> None:
    """Keep them for `fetch`; silently nothing where the folder is not ours or cannot be written."""
    data = pickle.dumps(value, protocol=5)
    body = key + len(data).to_bytes(8, "big") + data + marshal.dumps(code)
    content = _MAGIC + hashlib.sha256(body).digest() + body
    part = folder / f"{name}.{os.getpid()}.part"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _private(os.lstat(folder), stat.S_ISDIR):
            return
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
                file.write(content)
            os.replace(part, folder / name)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def digest_of(files: Sequence[tuple[str, bytes]], *also: str) -> bytes:
    """A key: SHA-256 over the files (name and content), this Python, and whatever else is named."""
    digest = hashlib.sha256()
    for text in (sys.version, str(sys.implementation.cache_tag), *also):
        digest.update(b"%d:%s" % (len(text.encode()), text.encode()))
    for name, content in files:
        digest.update(b"%d:%s%d:" % (len(name.encode()), name.encode(), len(content)))
        digest.update(content)
    return digest.digest()


def _private(found: os.stat_result, kind: object) -> bool:
    return callable(kind) and kind(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


class _OwnValues(pickle.Unpickler):
    """Gives back structs and enums of this package, days and decimals; no function and no other class."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _FOREIGN and not module.startswith(_OWN):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")
        found = super().find_class(module, name)
        own = isinstance(found, type) and issubclass(found, Struct | Enum)
        if (module, name) not in _FOREIGN and not (own and found.__module__ == module):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")
        return found
