"""A read-only tree of named bytes: what a folder, a release file and a git revision of knowledge have in common.

It knows the names and contents of knowledge files and where they came from. It refuses to know what they say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from whence.values.struct import Struct

#: Of a longer file no more is read; the reader refuses it long before.
MOST_BYTES = 1 << 21
#: More knowledge than this is refused where it comes from elsewhere: files, and bytes of all together.
MOST_FILES = 20_000
MOST_BYTES_OF_ALL = 1 << 27

Kind = Literal["folder", "release", "revision"]


class Unopened(ValueError):
    """What was named cannot be opened; the text is one line for whoever named it.

    `damaged`: it is there, and it is not whole or not what it claims to be.
    """

    def __init__(self, said: str, damaged: bool = False) -> None:
        self.damaged = damaged
        super().__init__(said)


class Origin(Struct, frozen=True):
    """Where knowledge came from: enough to tell whether two answers rest on the same knowledge.

    `place` is as it was named; `digest` is that of the knowledge files (`KnowledgeBase.digest`); `version` is of a
    release, `commit` (40 or 64 hexadecimal digits) of a revision.
    """

    kind: Kind
    place: str
    digest: str = ""
    version: str | None = None
    commit: str | None = None


class Member(Struct, frozen=True):
    """One file: its path below the root with '/', and its content; None with the reason where it cannot be read."""

    path: str
    content: bytes | None
    why: str = ""


class Tree(Struct, frozen=True):
    """The YAML files of one state of the knowledge, in the order of their paths.

    `prefix` stands before a path where a file is shown; `home` is the folder they stand in, if they stand in one.
    """

    origin: Origin
    prefix: str
    members: tuple[Member, ...]
    home: Path | None = None

    def shown(self, path: str) -> str:
        """The name under which a file is shown."""
        return self.prefix + path

    def lines(self, shown: str) -> list[str] | None:
        """The lines of the file shown under that name; None where it is not one of this tree."""
        for member in self.members:
            if member.content is not None and self.shown(member.path) == shown:
                return member.content.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        return None


def is_knowledge(path: str) -> bool:
    """Whether a path below the root is that of a YAML file that is not hidden."""
    return path.endswith((".yaml", ".yml")) and not any(part.startswith(".") for part in path.split("/"))


def digest_of(members: Iterable[Member]) -> str:
    """SHA-256 (hex) over paths and contents, in the order given."""
    digest = hashlib.sha256()
    for member in members:
        name, said = member.path.encode("utf-8", "surrogateescape"), member.content or b""
        digest.update(b"%d %d\n" % (len(name), len(said)) + name + said)
    return digest.hexdigest()
