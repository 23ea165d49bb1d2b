"""Whether a log hangs together: every digest, the chain from the first entry on, the signatures, a receipt.

The first link that is broken is named. What the entries say is reckoned anew by the checker, which shares no code with
this package and needs none of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from whence.record.canonical import digest
from whence.record.entry import NOTHING_BEFORE, Entry
from whence.record.log import Log, Row
from whence.record.log_file import LogError
from whence.record.receipt import Receipt
from whence.record.signature import NoSignature, fault_of
from whence.record.stored import BrokenRow, Stored, basis_of, stored
from whence.values.struct import Struct


class Demands(Struct, frozen=True):
    """What is asked of a log beside being whole: signatures, those of certain keys (names), the entry of a receipt."""

    signed: bool = False
    signers: Collection[str] = ()
    receipt: Receipt | None = None


class Verified(Struct, frozen=True):
    """What was found. `broken` is the first link that does not hold (None: all do), `entry` its number.

    `count` entries held; `signed` of them are signed, and `unchecked` says why signatures were not checked, if so.
    `head` is the last entry that held.
    """

    count: int
    signed: int
    head: Entry | None
    entry: int | None = None
    broken: str | None = None
    unchecked: str | None = None


def verify(log: Log, demands: Demands | None = None, rows: Iterable[Row] | None = None) -> Verified:
    """Hold every entry against the one before it. A file that cannot be read to its end is broken where it stops.

    `rows` are the rows of the log where somebody counts them on the way.
    """
    walk = _Walk(log, demands or Demands())
    broken: str | None = None
    try:
        for row in log.rows() if rows is None else rows:
            if broken is None:  # those after the first broken one are read past, so that no question stays open
                broken = walk.step(row)
    except LogError as error:
        broken = broken or str(error)
    if broken is None:
        walk.number = None
        broken = walk.at_the_end()
    return walk.found(broken)


class _Walk:
    """The state between two entries."""

    def __init__(self, log: Log, asked: Demands) -> None:
        self._log, self._asked = log, asked
        self._bases: set[str] = set()
        self._head: Entry | None = None
        self._count = self._signed = 0
        self._unchecked: str | None = None
        self._receipt_met = False
        self.number: int | None = None

    def found(self, broken: str | None) -> Verified:
        at = None if broken is None else self.number
        return Verified(self._count, self._signed, self._head, at, broken, self._unchecked)

    def step(self, row: Row) -> str | None:
        """Go on to the next entry; what is wrong with it, in a sentence about it, or None where it holds."""
        self.number = row.number
        try:
            one = stored(row)
            fault = self._fault(row.number, one)
        except (BrokenRow, LogError) as error:
            return str(error)
        if fault is None:
            self._accept(one)
        return fault

    def _fault(self, number: int, one: Stored) -> str | None:
        return next((said for wrong, said in self._links(number, one) if wrong), None) or self._signature(one)

    def _links(self, number: int, one: Stored) -> Iterable[tuple[bool, str]]:
        entry, head = one.entry, self._head
        after = "it is the first, and not number 1" if head is None else f"it stands after entry {head.number}"
        yield number != entry.number, "it stands under another number than its own"
        yield entry.number != (1 if head is None else head.number + 1), after
        yield entry.digest != one.digest, "its digest is not that of what it says"
        yield entry.log != self._log.name, "it was written for another log"
        yield entry.previous != (NOTHING_BEFORE if head is None else head.digest), "it is not chained to the one before"
        yield digest(one.case) != entry.case, "its case is not the one it names"
        if entry.basis not in self._bases:
            yield digest(basis_of(self._log, entry.basis)) != entry.basis, "its basis is not the one it names"
            self._bases.add(entry.basis)
        unsigned = entry.signer is None
        yield unsigned and head is not None and head.signer is not None, "it is not signed, and the one before is"
        yield unsigned and self._asked.signed, "it is not signed, and a signature is required"
        yield unsigned != (one.signature is None), "its signature is missing" if not unsigned else "nobody signed it"
        other = bool(self._asked.signers) and entry.signer not in self._asked.signers
        yield other, "it is not signed with a key that was given"

    def _signature(self, one: Stored) -> str | None:
        if one.entry.signer is None:
            return None
        try:
            return fault_of(one.signature, one.entry.signer, one.digest)
        except NoSignature as error:
            self._unchecked = str(error)
            return None

    def _accept(self, one: Stored) -> None:
        receipt = self._asked.receipt
        if receipt is not None and (one.entry.number, one.digest) == (receipt.number, receipt.digest):
            self._receipt_met = True
        self._head, self._count = one.entry, self._count + 1
        self._signed += one.entry.signer is not None

    def at_the_end(self) -> str | None:
        """What is wrong with the log as a whole, once every entry holds."""
        receipt = self._asked.receipt
        if receipt is not None and receipt.log != self._log.name:
            return "the receipt is of another log"
        if receipt is not None and not self._receipt_met:
            lost = self._count < receipt.number
            told = f"it ends with entry {self._count}" if lost else "that entry is another one now"
            return f"the receipt names entry {receipt.number}, and {told}"
        return self._log.loose[0] if self._log.loose else None
