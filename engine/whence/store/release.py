"""A release file: one state of the knowledge with its schemas and a manifest that says what it is, digest by digest.

Opening one verifies all of it. It refuses to know what the knowledge says; what the manifest tells people is composed
in `bundle`.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from whence.resources import version as own
from whence.schema.fits import fits
from whence.store.archive import pack, unpack
from whence.store.folder_tree import shown_as
from whence.store.tree import MOST_BYTES_OF_ALL, Member, Origin, Tree, Unopened, digest_of, is_knowledge
from whence.values.struct import Struct

MANIFEST = "manifest.json"
KNOWLEDGE = "knowledge/"
SCHEMAS = "schemas/"
#: Of what is written here. Another number means a form that this program does not know.
FORMAT = 1
#: `2026.1`, `1.0.0`, `1.2-draft`: short, and safe in a file name on every system.
VERSION = re.compile(r"[0-9][0-9A-Za-z]*([.-][0-9A-Za-z]+)*")
LONGEST_VERSION = 40


class Release(Struct, frozen=True):
    """An opened release: what its manifest says (JSON values), and its knowledge as a tree."""

    manifest: Mapping[str, Any]
    tree: Tree
    others: Mapping[str, bytes]


def is_version(text: str) -> bool:
    """Whether a release may be called so."""
    return len(text) <= LONGEST_VERSION and VERSION.fullmatch(text) is not None


def canonical(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it is written: names sorted, two spaces, ASCII, one line feed at the end."""
    return (json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n").encode()


def sealed(version: str, files: Mapping[str, bytes], told: Mapping[str, Any]) -> bytes:
    """The bytes of a release of `files` (`knowledge/...`, `schemas/...`): packed, with a manifest that lists them.

    `told` is what else the manifest says. The same arguments make the same bytes on every machine.
    """
    listed = {name: {"bytes": len(said), "sha256": hashlib.sha256(said).hexdigest()} for name, said in files.items()}
    own = {"format": FORMAT, "version": version, "digest": digest_of(_members(files)), "files": listed}
    return pack({**files, MANIFEST: canonical({**told, **own})})


def open_release(path: Path) -> Release:
    """The release in a file. Raises Unopened where it cannot be read, is no release, or is not whole."""
    shown = shown_as(path)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES_OF_ALL + 1)
    except OSError as error:
        raise Unopened(f"{shown} cannot be opened: {error.strerror or 'no reason given'}") from None
    members = unpack(content, shown)
    manifest = _manifest(members, shown)
    files = {name: said for name, said in members.items() if name != MANIFEST}
    _verify(manifest["files"], files, shown)
    knowledge = tuple(_members(files))
    origin = Origin("release", str(path), digest_of(knowledge), version=manifest["version"])
    if manifest["digest"] != origin.digest:
        raise Unopened(f"{shown} is damaged: the digest of its knowledge is not the one in its manifest", damaged=True)
    others = {name: said for name, said in files.items() if not name.startswith(KNOWLEDGE)}
    return Release(manifest, Tree(origin, f"{shown}!{KNOWLEDGE}", knowledge), others)


def _members(files: Mapping[str, bytes]) -> list[Member]:
    """The YAML files of the knowledge, in the order of their paths."""
    below = {name.removeprefix(KNOWLEDGE): said for name, said in files.items() if name.startswith(KNOWLEDGE)}
    return [Member(path, below[path]) for path in sorted(below) if is_knowledge(path)]


def _manifest(members: Mapping[str, bytes], shown: str) -> dict[str, Any]:
    if MANIFEST not in members:
        raise Unopened(f"{shown} is no release: it has no {MANIFEST}", damaged=True)
    try:
        read = json.loads(members[MANIFEST])
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or not isinstance(read.get("format"), int):
        raise Unopened(f"{shown} is no release: its {MANIFEST} does not say in which format it is", damaged=True)
    if read["format"] != FORMAT:
        raise Unopened(f"{shown} is a release of format {read['format']}, and this program knows format {FORMAT}")
    engine = read.get("engine", {}).get("at_least", "") if isinstance(read.get("engine", {}), dict) else ""
    if _numbers(str(engine)) > (_numbers(own()) or (sys.maxsize,)):
        raise Unopened(f"{shown} needs whence {engine} or later, and this is {own()}")
    if not fits("manifest", read) or not is_version(read["version"]):
        raise Unopened(f"{shown} is damaged: its {MANIFEST} is not written as that of a release", damaged=True)
    return read


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with; none where it is not known which version it is."""
    found = re.match(r"[0-9]+(\.[0-9]+)+", version)
    return tuple(int(part[:9]) for part in found[0].split(".")) if found else ()


def _verify(listed: Mapping[str, Mapping[str, Any]], files: Mapping[str, bytes], shown: str) -> None:
    """Refuse a release whose files are not those of its manifest, naming the first that is not."""
    for name in sorted({*listed, *files}):
        if name not in files:
            raise Unopened(f"{shown} is damaged: {name} is missing", damaged=True)
        if name not in listed:
            raise Unopened(f"{shown} is damaged: {name} is not in its manifest", damaged=True)
        if hashlib.sha256(files[name]).hexdigest() != listed[name].get("sha256"):
            raise Unopened(f"{shown} is damaged: {name} is not what its manifest says (SHA-256)", damaged=True)
