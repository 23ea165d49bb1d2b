"""Adds an assessment to a log: case and basis as canonical bytes, chained, and signed where a key is given.

The hour and the name of a new log come from outside; nothing here reads a clock.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

from whence.record.canonical import Json, canonical, digest_of
from whence.record.entry import NOTHING_BEFORE, Entry
from whence.record.log import Log
from whence.record.signature import Signer
from whence.render.statement import version
from whence.values.struct import Struct


class Unsigned(ValueError):
    """An entry without a signature where one is required; the message is a sentence."""


def engine() -> dict[str, str]:
    """The programs that decide, with their versions."""
    try:
        durable_rules = installed_version("durable_rules")
    except PackageNotFoundError:
        durable_rules = "unknown"
    return {"whence": version(), "durable_rules": durable_rules, "python": platform.python_version()}


class Circumstances(Struct, frozen=True):
    """How an entry comes about: `recorded_at` in UTC, the programs that decided, the knowledge as opened, the key."""

    recorded_at: str
    engine: Mapping[str, str]
    release: Mapping[str, str | None]
    signer: Signer | None = None


def record(log: Log, case: dict[str, Json], basis: bytes, how: Circumstances) -> Entry:
    """Add one entry to an open log; the entry, committed. `basis` is the canonical JSON of the basis.

    Once an entry of a log is signed, every later one has to be. Raises Unsigned where that would be broken, LogError
    where the log cannot take the entry.
    """
    packed = canonical(case)

    def make_entry(last: Entry | None, name: str) -> tuple[Entry, bytes | None]:
        entry, signature = next_entry(last, name, digest_of(packed), digest_of(basis), how)
        return entry, None if signature is None else canonical(signature)

    return log.append(make_entry, packed, basis)


def next_entry(last: Entry | None, log: str, case: str, basis: str, how: Circumstances) -> tuple[Entry, Json]:
    """The entry after `last` (None: the first) of the log of that name, and its signature. Raises Unsigned.

    `case` and `basis` are digests.
    """
    signer = how.signer
    if last is not None and last.signer is not None and signer is None:
        raise Unsigned("the entries of this log are signed, so this one has to be: --sign KEYFILE")
    entry = Entry(
        log=log,
        number=1 if last is None else last.number + 1,
        previous=NOTHING_BEFORE if last is None else last.digest,
        recorded_at=how.recorded_at,
        engine=how.engine,
        release=how.release,
        case=case,
        basis=basis,
        signer=None if signer is None else signer.name,
    )
    return entry, None if signer is None else signer.sign(entry.digest)
