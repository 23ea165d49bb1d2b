"""An entry of the log: what is chained. It binds a case and its basis, by digest, to the entry before it.

The digest of an entry is that of its canonical JSON; `previous` holds the digest of the entry before, so no entry can
be changed, taken out or moved without the next one showing it. Whoever writes every later entry anew leaves a whole
chain: only a signature or a receipt kept elsewhere shows that. It refuses to know files, keys and clocks.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.record.canonical import Json, NotCanonical, canonical, digest, parse
from whence.values.struct import Struct

FORMAT = "whence-dossier/1"
#: What stands in place of a previous digest in the first entry.
NOTHING_BEFORE = "0" * 64
_KEYS = {"format", "log", "number", "previous", "recorded_at", "engine", "release", "case", "basis", "signer"}
_HEX = set("0123456789abcdef")


class BadEntry(ValueError):
    """An entry that is not in its form."""


class Entry(Struct, frozen=True):
    """One link. `case`, `basis` and `previous` are digests (SHA-256, hex); `signer` names the key that signs, or None.

    `number` counts from 1 within the log; `recorded_at` is UTC, `2026-11-20T09:30:00Z`; `engine` names the programs and
    their versions that gave the answer; `release` says as what the knowledge was opened: its `kind` (folder, release,
    revision) with the `version` or `commit` it has as such.
    """

    log: str
    number: int
    previous: str
    recorded_at: str
    engine: Mapping[str, str]
    release: Mapping[str, str | None]
    case: str
    basis: str
    signer: str | None

    def json(self) -> dict[str, Json]:
        """The entry as it is digested."""
        return {
            "format": FORMAT,
            "log": self.log,
            "number": self.number,
            "previous": self.previous,
            "recorded_at": self.recorded_at,
            "engine": dict(self.engine),
            "release": dict(self.release),
            "case": self.case,
            "basis": self.basis,
            "signer": self.signer,
        }

    def content(self) -> bytes:
        """Its canonical bytes."""
        return canonical(self.json())

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of its canonical JSON: what the next entry holds, what is signed, what a receipt names."""
        return digest(self.json())


def read_entry(content: bytes) -> Entry:
    """The entry written in canonical JSON. Raises BadEntry."""
    try:
        return entry_of(parse(content))
    except NotCanonical as error:
        raise BadEntry(str(error)) from None


def entry_of(value: Json) -> Entry:
    """The entry of its JSON. Raises BadEntry."""
    if not isinstance(value, dict) or set(value) != _KEYS or value["format"] != FORMAT:
        raise BadEntry(f"no entry of the form {FORMAT}")
    match value:
        case {
            "log": str(log),
            "number": int(number),
            "previous": str(previous),
            "recorded_at": str(recorded_at),
            "engine": dict(engine),
            "release": {"kind": str(kind), "version": str() | None as version, "commit": str() | None as commit},
            "case": str(case),
            "basis": str(basis),
            "signer": str() | None as signer,
        } if not isinstance(number, bool) and number > 0:
            if not all(len(one) == 64 and set(one) <= _HEX for one in (previous, case, basis)):
                raise BadEntry("a digest that is none")
            named = {name: of for name, of in engine.items() if isinstance(of, str)}
            release: dict[str, str | None] = {"kind": kind, "version": version, "commit": commit}
            if named != engine or value["release"] != release:
                raise BadEntry("an engine or a release that is not in its form")
            return Entry(log, number, previous, recorded_at, named, release, case, basis, signer)
    raise BadEntry("an entry whose parts are not of their kinds")


def dossier(entry: Entry, digest: str, signature: Json, case: Json, basis: Json | None) -> dict[str, Json]:
    """The whole dossier, which needs nothing else to be checked; without `basis` where another one carries it."""
    whole: dict[str, Json] = {
        "entry": entry.json(),
        "digest": digest,
        "signature": signature,
        "case": case,
    }
    return whole if basis is None else {**whole, "basis": basis}


def line(value: Mapping[str, Json]) -> bytes:
    """One line of an exported file."""
    return canonical(dict(value)) + b"\n"
