"""Canonical JSON: one value, one spelling, so that a digest of the bytes is a digest of what they say.

The subset of RFC 8785 that dossiers need: objects with ASCII keys in order, arrays, text, whole numbers, true, false,
null. No other numbers (quantities are text with their unit), no blanks, letters beyond ASCII as they are, UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from typing import NoReturn

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

#: Whole numbers beyond this are not the same in every reader of JSON (RFC 7493, section 2.2).
_LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """Bytes that are not canonical JSON, or a value that has none."""


def canonical(value: Json) -> bytes:
    """The bytes of the value. Raises NotCanonical where it holds what the subset does not have."""
    _inspect(value)
    try:
        return _spelt(value)
    except UnicodeEncodeError:
        raise NotCanonical("half a character") from None


def digest(value: Json) -> str:
    """SHA-256 (hex) of the canonical bytes. Raises NotCanonical."""
    return digest_of(canonical(value))


def digest_of(content: bytes) -> str:
    """SHA-256 (hex) of bytes that are canonical already."""
    return hashlib.sha256(content).hexdigest()


def parse(content: bytes) -> Json:
    """The value of canonical bytes. Raises NotCanonical where they are anything else."""
    try:
        value: Json = json.loads(content.decode("utf-8"), parse_float=_refused, parse_constant=_refused)
        spelt = canonical(value)
    except NotCanonical:
        raise
    except (ValueError, RecursionError):
        raise NotCanonical("no JSON in UTF-8") from None
    if spelt != content:
        raise NotCanonical("JSON, but not in its canonical spelling")
    return value


def _spelt(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _inspect(value: Json) -> None:
    match value:
        case bool() | None | str():
            return
        case int():
            if abs(value) > _LARGEST:
                raise NotCanonical("a number too large")
        case list():
            for each in value:
                _inspect(each)
        case dict():
            for name, each in value.items():
                if not name.isascii():
                    raise NotCanonical("a name that is not ASCII")
                _inspect(each)
        case _:
            raise NotCanonical(f"no place for a {type(value).__name__}")


def _refused(_: str) -> NoReturn:
    raise NotCanonical("a number that is not whole")
