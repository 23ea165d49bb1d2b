"""A row of a log believed as far as its form goes: entry, signature, case and basis, each read from canonical JSON.

Whether they hang together is for `verify` to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whence.record.canonical import Json, NotCanonical, parse
from whence.record.entry import BadEntry, Entry, dossier, line, read_entry
from whence.record.log import Log, Row, unpacked
from whence.record.log_file import LogError
from whence.values.struct import Struct


class BrokenRow(ValueError):
    """A row that cannot be read; the message is a sentence about it."""


class Stored(Struct, frozen=True):
    """One entry as it was recorded: `digest` is what the log says of it, `signature` the JSON of one, or None."""

    entry: Entry
    digest: str
    signature: Json
    case: dict[str, Any]

    def dossier(self, basis: Json | None) -> dict[str, Json]:
        """The whole dossier; without a basis where another one carries it."""
        return dossier(self.entry, self.digest, self.signature, self.case, basis)


def stored(row: Row) -> Stored:
    """The row as values. Raises BrokenRow."""
    try:
        entry = read_entry(row.entry)
        case = parse(unpacked(row.content))
        signature = None if row.signature is None else parse(row.signature)
        if not isinstance(case, dict):
            raise BrokenRow("its case is none")
        return Stored(entry, row.digest.decode("ascii"), signature, case)
    except (BadEntry, NotCanonical, LogError) as error:
        raise BrokenRow(str(error)) from None
    except (UnicodeDecodeError, AttributeError, TypeError):
        raise BrokenRow("its parts are not of their kinds") from None


def basis_of(log: Log, digest: str) -> dict[str, Any]:
    """The basis of that digest, from the log. Raises BrokenRow."""
    try:
        value = parse(log.basis(digest))
    except (LogError, NotCanonical) as error:
        raise BrokenRow(f"its basis: {error}") from None
    if not isinstance(value, dict):
        raise BrokenRow("its basis is none")
    return value


def exported(log: Log, number: int | None = None) -> Iterator[bytes]:
    """Yield the lines of an export: one dossier that carries its basis, or all, each basis once before its first use.

    Raises BrokenRow and LogError.
    """
    carried: set[str] = set()
    for row in log.rows(number):
        one = stored(row)
        basis = None if one.entry.basis in carried else basis_of(log, one.entry.basis)
        carried.add(one.entry.basis)
        if number is None and basis is not None:
            yield line({"basis": basis})
            basis = None
        yield line(one.dossier(basis))
