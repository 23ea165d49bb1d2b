"""Connections to the SQLite file of a log. The one room that knows sqlite3.

Every error of SQLite leaves it as a LogError with a sentence. It refuses to know what the tables mean.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from whence.record.log_file import LogError

_WAIT_SECONDS = 30.0
_TRIES = 200
#: No value in the file may be longer.
MOST_BYTES = 1 << 28
#: (kind, name) of a table or trigger -> how it was made.
Objects = dict[tuple[bytes, bytes], bytes | None]


class Connection:
    """An open SQLite file; text comes as bytes, so that a strange file cannot choke the reading of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.text_factory = bytes
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
        self._connection = connection
        self.set("trusted_schema = OFF")  # a strange file may bring views and functions of its own

    def run(self, statement: str, *given: object) -> None:
        """Run a statement. Raises LogError."""
        with _told():
            self._connection.execute(statement, given)

    def ask(self, question: str, *given: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a question. Raises LogError."""
        with _told():
            yield from self._connection.execute(question, given)

    def one(self, question: str, *given: object) -> tuple[Any, ...] | None:
        """The first row of a question, if any. Raises LogError."""
        return next(self.ask(question, *given), None)

    def number(self, pragma: str) -> int:
        """The number a pragma tells. Raises LogError."""
        found = self.one(f"PRAGMA {pragma}")
        return 0 if found is None else int(found[0])

    def set(self, *settings: str) -> None:
        """Set pragmas. Raises LogError."""
        for setting in settings:
            self.run(f"PRAGMA {setting}")

    def objects(self) -> Objects:
        """Every table, index, view and trigger, and how it was made. Raises LogError."""
        return {(kind, name): sql for kind, name, sql in self.ask("SELECT type, name, sql FROM sqlite_schema")}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is run inside, or nothing; only one writer at a time, the others wait. Raises LogError."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def keep_ahead(self) -> None:
        """Switch to a write-ahead log, which does not wait for other writers by itself. Raises LogError."""
        for attempt in range(_TRIES):
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if attempt == _TRIES - 1:
                    raise LogError(f"SQLite refused: {error}") from None
                time.sleep(_WAIT_SECONDS / _TRIES)


@contextmanager
def writable(path: Path) -> Iterator[Connection]:
    """A connection that may write. Raises LogError."""
    with _told():
        opened = _open(path, "mode=rw")
    with closing(opened):
        yield Connection(opened)


@contextmanager
def readable(path: Path) -> Iterator[Connection]:
    """A connection that only reads, even in a folder where nothing may be written. Raises LogError."""
    with _told():
        opened = _open(path, "mode=ro")
        if not _answers(opened) and not Path(f"{path}-wal").exists():
            opened.close()
            opened = _open(path, "mode=ro&immutable=1")
    with closing(opened):
        yield Connection(opened)


def made_by(statements: Iterable[str]) -> Objects:
    """The tables and triggers as SQLite keeps them after these statements."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        fresh = Connection(opened)
        for statement in statements:
            fresh.run(statement)
        return fresh.objects()


def _open(path: Path, options: str) -> sqlite3.Connection:
    place = f"{path.absolute().as_uri()}?{options}"
    return sqlite3.connect(place, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)


def _answers(opened: sqlite3.Connection) -> bool:
    try:
        opened.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        return False
    except (sqlite3.Error, UnicodeError):
        return True  # it can be opened; what is wrong with it is told later
    return True


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LogError(f"SQLite refused: {error}") from None
    except sqlite3.IntegrityError as error:
        raise LogError(f"SQLite did not take the entry: {error}") from None
    except (sqlite3.Error, OverflowError, UnicodeError) as error:  # a damaged name in SQLite's message
        raise LogError(f"it is no log of whence, or it is damaged ({error})") from None
