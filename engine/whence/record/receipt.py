"""A receipt: the number and digest of the last entry, written down elsewhere, so that a tail cut off is noticed.

The chain alone cannot show that its last entries are gone. Whoever keeps a receipt can: the log must still hold that
entry, with that digest.
"""

from __future__ import annotations

from whence.record.canonical import NotCanonical, canonical, parse
from whence.record.entry import Entry
from whence.values.struct import Struct

FORMAT = "whence-receipt/1"


class BadReceipt(ValueError):
    """A file that is no receipt; the message is a sentence."""


class Receipt(Struct, frozen=True):
    """The head of the chain of a log when the receipt was written."""

    log: str
    number: int
    digest: str

    def content(self) -> bytes:
        """The bytes of its file."""
        return canonical({"format": FORMAT, "log": self.log, "number": self.number, "digest": self.digest}) + b"\n"


def receipt_of(entry: Entry) -> Receipt:
    """The receipt for a log that ends with `entry`."""
    return Receipt(entry.log, entry.number, entry.digest)


def read_receipt(content: bytes) -> Receipt:
    """The receipt of a file. Raises BadReceipt."""
    try:
        value = parse(content.removesuffix(b"\n"))
    except NotCanonical as error:
        raise BadReceipt(f"no receipt: {error}") from None
    if not isinstance(value, dict) or len(value) != 4:
        raise BadReceipt(f"no receipt of the form {FORMAT}")
    match value:
        case {"format": str(form), "log": str(log), "number": int(number), "digest": str(digest)}:
            if form == FORMAT and number > 0:
                return Receipt(log, number, digest)
    raise BadReceipt(f"no receipt of the form {FORMAT}")
