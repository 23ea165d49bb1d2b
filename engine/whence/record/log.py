"""The log: a file that only grows, one entry after the other.

Write-ahead log, full synchronisation and one immediate transaction for each entry: what was committed survives a kill,
and of two writers one waits for the other. Bases are kept once, by digest. It reads and adds; whether what it holds is
sound is for `verify` to say.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whence.record.entry import BadEntry, Entry, read_entry
from whence.record.log_connection import Connection, made_by, readable, writable
from whence.record.log_file import LogError, inspect, make
from whence.record.log_tables import APPLICATION, TABLES, TRIGGERS, VERSION
from whence.values.struct import Struct

#: No case and no basis is longer than that, unpacked.
MOST_BYTES = 1 << 26
_FOREIGN = "it is no log of whence"
MakeEntry = Callable[[Entry | None, str], tuple[Entry, bytes | None]]


class Row(Struct, frozen=True):
    """One row as stored, not yet believed: `content` is the packed case, `basis` the digest of its basis."""

    number: int
    entry: bytes
    digest: bytes
    signature: bytes | None
    content: bytes
    basis: bytes


class Log:
    """An open log. `loose` says what of its tables and triggers is not as it was made, in sentences."""

    def __init__(self, connection: Connection, loose: tuple[str, ...]) -> None:
        self._connection = connection
        self.loose = loose

    @property
    def name(self) -> str:
        """The log's own name, made at random when it was begun. Raises LogError."""
        found = self._connection.one("SELECT id FROM log")
        if found is None:
            raise LogError(_FOREIGN)
        return str(found[0].decode("utf-8", "replace"))

    def count(self) -> int:
        """How many entries it holds. Raises LogError."""
        found = self._connection.one("SELECT count(*) FROM entries")
        return 0 if found is None else int(found[0])

    def rows(self, number: int | None = None) -> Iterator[Row]:
        """Yield the rows in order, or the one with that number. Raises LogError where the file is damaged."""
        asked = "SELECT number, entry, digest, signature, content, basis FROM entries"
        found = (
            self._connection.ask(f"{asked} ORDER BY number")
            if number is None
            else self._connection.ask(f"{asked} WHERE number = ?", number)
        )
        for row in found:
            yield Row(*row)

    def basis(self, digest: str) -> bytes:
        """The canonical bytes kept as the basis of that digest. Raises LogError."""
        found = self._connection.one("SELECT content FROM bases WHERE digest = ?", digest)
        if found is None:
            raise LogError("a basis is missing")
        return unpacked(found[0])

    def append(self, make_entry: MakeEntry, case: bytes, basis: bytes) -> Entry:
        """Add one entry and commit it; the entry.

        `make_entry` is given the last entry (None in a new log) and the log's name, and returns the new entry with the
        bytes of its signature. What it raises leaves the log as it was. Raises LogError.
        """
        with self._connection.transaction():
            entry, signature = make_entry(self._last(), self.name)
            if self._connection.one("SELECT 1 FROM bases WHERE digest = ?", entry.basis) is None:
                self._connection.run("INSERT INTO bases VALUES (?, ?)", entry.basis, zlib.compress(basis, 9))
            self._connection.run(
                "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)",
                entry.number,
                entry.content().decode(),
                entry.digest,
                None if signature is None else signature.decode(),
                zlib.compress(case, 6),
                entry.basis,
            )
        return entry

    def _last(self) -> Entry | None:
        row = self._connection.one("SELECT entry, digest FROM entries ORDER BY number DESC LIMIT 1")
        if row is None:
            return None
        try:
            entry = read_entry(row[0])
        except BadEntry as error:
            raise LogError(f"its last entry is broken ({error}), so nothing is added to it") from None
        if entry.digest.encode() != row[1]:
            raise LogError("its last entry is not what its digest says, so nothing is added to it")
        return entry


@contextmanager
def appending(path: Path, name: str) -> Iterator[Log]:
    """The log at `path`, to add to; begun under `name` where there is none. Raises LogError."""
    make(path)
    inspect(path)
    with writable(path) as connection:
        _begin(connection, name)
        connection.set("synchronous = FULL", "foreign_keys = ON")
        loose = _loose(connection)
        if loose:
            raise LogError(f"{loose[0]}, so nothing is added to it")
        yield Log(connection, ())


@contextmanager
def reading(path: Path) -> Iterator[Log]:
    """The log at `path`, to read from, as it stands at this moment. Raises LogError."""
    inspect(path)
    with readable(path) as connection:
        connection.run("BEGIN")
        yield Log(connection, _loose(connection))


def unpacked(content: object) -> bytes:
    """What was packed. Raises LogError where it was not, or is longer than anything we keep."""
    unpacker = zlib.decompressobj()
    try:
        whole = unpacker.decompress(content if isinstance(content, bytes) else b"", MOST_BYTES)
    except zlib.error:
        raise LogError("a content that cannot be unpacked") from None
    if not unpacker.eof or unpacker.unused_data:
        raise LogError("a content that is cut off or too long")
    return whole


def _begin(connection: Connection, name: str) -> None:
    if connection.objects():  # asked first: another writer may be making them, all at once with the mark
        if connection.number("application_id") != APPLICATION:
            raise LogError(_FOREIGN)
        return
    connection.keep_ahead()
    with connection.transaction():
        if connection.objects():  # another writer was quicker
            return
        for statement in (*TABLES, *TRIGGERS):
            connection.run(statement)
        connection.run("INSERT INTO log VALUES (1, ?)", name)
        connection.set(f"application_id = {APPLICATION}", f"user_version = {VERSION}")


def _loose(connection: Connection) -> tuple[str, ...]:
    """What of the triggers and the rest is not ours. Raises LogError where the tables cannot be read as ours."""
    if connection.number("application_id") != APPLICATION:
        raise LogError(_FOREIGN)
    if connection.number("user_version") != VERSION:
        raise LogError("it was made by another version of whence")
    ours, found = made_by((*TABLES, *TRIGGERS)), connection.objects()
    for key, made in ours.items():
        if key[0] == b"table" and found.get(key) != made:
            raise LogError(f"its {_shown(key)} is not as it was made")
    return (
        *(f"its {_shown(key)} is missing or changed" for key in ours if found.get(key) != ours[key]),
        *(f"it holds a strange {_shown(key)}" for key in found if key not in ours),
    )


def _shown(key: tuple[bytes, bytes]) -> str:
    return f"{key[0].decode('utf-8', 'replace')} '{key[1].decode('utf-8', 'replace')}'"
