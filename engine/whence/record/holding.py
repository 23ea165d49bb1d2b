"""Dossiers that hold: of the published form, and every step of them reckoned anew by the checker that stands alone.

The one room that knows the checker. What is shown or replayed comes through here; of a strange file no more is said.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import whence_checker
from whence.record.log import Log
from whence.record.log_file import LogError
from whence.record.stored import BrokenRow, Stored, basis_of, exported, stored
from whence.record.verify import Verified
from whence.schema.validate import check_instance
from whence.values.struct import replace


def holding(log: Log, number: int) -> tuple[Stored, dict[str, Any]]:
    """The entry of that number, with its basis. Raises BrokenRow where it does not hold, LogError where it is not."""
    row = next(iter(log.rows(number)), None)
    if row is None:
        raise LogError(f"there is no entry {number}; it has {log.count()}")
    one = stored(row)
    basis = basis_of(log, one.entry.basis)
    wrong = check_instance("dossier.schema.json", one.dossier(basis))
    if wrong:
        raise BrokenRow(f"entry {number} is not in the form of a dossier ({wrong[0][:200]})")
    refused = refusal(exported(log, number))
    if refused is not None:
        raise BrokenRow(f"entry {number} does not hold: {refused}")
    return one, basis


def recheck(log: Log, found: Verified) -> Verified:
    """What was found, and broken where the checker refuses a step of the log."""
    refused = refusal(exported(log))
    return found if refused is None or not found.count else replace(found, broken=f"reckoned anew: {refused}")


def refusal(lines: Iterable[bytes]) -> str | None:
    """What the checker has to say against these lines of an export; None where they hold."""
    try:
        whence_checker.check(_Lines(lines), [], None)
    except whence_checker.Refused as error:
        return str(error)
    return None


class _Lines(io.RawIOBase):
    """Lines made one by one, read like a file."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)

    def readline(self, size: int | None = -1, /) -> bytes:
        return next(self._lines, b"")
