"""A ZIP archive that is the same bytes wherever it is written, and one that is refused unless it was written so.

Members are stored as they are, in the order of their names, all of one fixed time and mode. Anything else a ZIP file
can hold (compressed members, links, paths that lead out, bytes between the members) makes it another file than this
module writes, and is refused. It refuses to know what the members are.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping

from whence.store.tree import MOST_BYTES_OF_ALL, MOST_FILES, Unopened

_TIME = (1980, 1, 1, 0, 0, 0)  # the first that ZIP can say
_MODE = stat.S_IFREG | 0o644


def pack(members: Mapping[str, bytes]) -> bytes:
    """The archive of the members: path with '/' -> content."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = 3, _MODE << 16  # as on Unix, whatever this system is
            archive.writestr(entry, members[name])
    return written.getvalue()


def unpack(content: bytes, shown: str) -> dict[str, bytes]:
    """The members of an archive that `pack` wrote, by path; `shown` is what the file is called.

    Raises Unopened for any other file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries, len(content), shown)
            members = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError) as error:
        if isinstance(error, Unopened):
            raise
        raise Unopened(f"{shown} is no release file, or is damaged", damaged=True) from None
    if pack(members) != content:
        raise Unopened(f"{shown} holds more than its members, or was packed by another program", damaged=True)
    return members


def _check(entries: list[zipfile.ZipInfo], size: int, shown: str) -> None:
    """Refuse what no release has, before a byte of it is read."""
    seen: set[str] = set()
    if len(entries) > MOST_FILES or size > MOST_BYTES_OF_ALL:
        raise Unopened(f"{shown} is larger than a release may be", damaged=True)
    for entry in entries:
        name = entry.filename
        if said := _wrong(entry, seen):
            raise Unopened(f"{shown} is refused: '{name[:100]}' {said}", damaged=True)
        seen.add(name.casefold())
    if sum(entry.file_size for entry in entries) > size:
        raise Unopened(f"{shown} is refused: its members are longer than the file", damaged=True)


def _wrong(entry: zipfile.ZipInfo, seen: set[str]) -> str:
    name = entry.filename
    parts = name.split("/")
    if not name.isprintable() or entry.orig_filename != name or "\\" in name or ":" in name:
        return "is no name of a file"
    if name.startswith("/") or any(part in ("", ".", "..") for part in parts):
        return "leads out of the archive or is a folder"
    if name.casefold() in seen:
        return "stands in it twice"
    if entry.external_attr >> 16 != _MODE:
        return "is not an ordinary file"
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size or entry.flag_bits & 1:
        return "is compressed or locked"
    return ""
