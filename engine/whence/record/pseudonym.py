"""A name replaced by a keyed hash: the same person is recognised by whoever holds the key, and by nobody else.

HMAC-SHA-256 (RFC 2104). Without the key the name cannot be guessed by trying; with a short key it can, so short keys
are refused.
"""

from __future__ import annotations

import hashlib
import hmac

#: Keys shorter than this can be tried out one by one.
FEWEST_BYTES = 16
_FOR = b"whence patient\0"


class WeakKey(ValueError):
    """A key too short to hide anything; the message is a sentence."""


def pseudonym(name: str, key: bytes) -> str:
    """The name's pseudonym, `p-` and 64 hexadecimal digits. Raises WeakKey where the key has fewer than 16 bytes."""
    if len(key) < FEWEST_BYTES:
        raise WeakKey(f"the key has {len(key)} bytes and needs at least {FEWEST_BYTES}: openssl rand -hex 32 makes one")
    return "p-" + hmac.new(key, _FOR + name.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
