"""A git revision as a tree, read from git's own store without checking anything out. The only module that runs git.

It refuses to change a repository and to fetch anything.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from whence.store.tree import (
    MOST_BYTES,
    MOST_BYTES_OF_ALL,
    MOST_FILES,
    Member,
    Origin,
    Tree,
    Unopened,
    digest_of,
    is_knowledge,
)

#: Where the knowledge stands in a repository, unless it is said.
USUAL = "knowledge"
#: What a hook of git sets for the repository it runs in; the one meant here is that around a folder.
_LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
_ID = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_ORDINARY = (b"100644", b"100755")
_SECONDS = 60


def git_tree(named: str, beside: Path | None = None) -> Tree:
    """The knowledge of `REV` or `REV:path`; the path is counted from the top of the repository.

    A bare `REV` means the folder `beside` in the repository around it; without one, the folder `knowledge` of the
    repository around the folder the program runs in. Raises Unopened where git, the repository, the revision or the
    path is missing.
    """
    revision, colon, path = named.partition(":")
    if not revision or revision.startswith("-") or not revision.isprintable() or "\0" in named:
        raise Unopened(f"'{named[:200]}' is no git revision")
    where = Path.cwd() if beside is None else beside
    top = Path(os.fsdecode(_asked(where, f"'{named}'", "rev-parse", "--show-toplevel").rstrip(b"\n")))
    if not colon:
        path = USUAL if beside is None else _below(top, beside)
    path = path.strip("/")
    commit = _asked(top, f"'{revision}'", "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()
    if not _ID.fullmatch(commit):
        raise Unopened(f"'{revision}' is no git revision")
    folder = _run(top, "rev-parse", "--verify", "--quiet", f"{commit.decode()}:{path}") or b""
    at = folder.strip().decode()
    listed = _run(top, "ls-tree", "-r", "-z", "-l", "--full-tree", at) if _ID.fullmatch(folder.strip()) else None
    if listed is None:
        raise Unopened(f"the revision '{revision}' has no folder '{path}'; another is named as {revision}:path")
    members = _members(top, listed)
    origin = Origin("revision", named, digest_of(members), commit=commit.decode())
    return Tree(origin, f"{revision}:{path}/" if path else f"{revision}:", members)


def _members(top: Path, listed: bytes) -> tuple[Member, ...]:
    """The YAML files of a listing, with their contents."""
    wanted: list[tuple[str, bytes, int]] = []
    for line in listed.split(b"\0"):
        about, _, name = line.partition(b"\t")
        path = name.decode("utf-8", "surrogateescape")
        if not about or not is_knowledge(path):
            continue
        mode, kind, blob, size = about.split()
        if mode in _ORDINARY and kind == b"blob":
            wanted.append((path, blob, int(size)))
    if len(wanted) > MOST_FILES or sum(size for _, _, size in wanted) > MOST_BYTES_OF_ALL:
        raise Unopened("the revision holds more knowledge than can be read")
    contents = _contents(top, [(blob, size) for _, blob, size in wanted if size <= MOST_BYTES])
    return tuple(Member(path, contents.get(blob), "too long") for path, blob, _ in sorted(wanted))


def _contents(top: Path, blobs: list[tuple[bytes, int]]) -> dict[bytes, bytes]:
    """The content of each blob of a known size, by its id."""
    given = _run(top, "cat-file", "--batch", said=b"".join(blob + b"\n" for blob, _ in blobs))
    contents: dict[bytes, bytes] = {}
    at = 0
    for blob, size in blobs:
        head = b"%s blob %d\n" % (blob, size)
        if given is None or not given.startswith(head, at):
            raise Unopened("git does not give the files of the revision", damaged=True)
        at += len(head)
        contents[blob] = given[at : at + size]
        at += size + 1
    return contents


def _below(top: Path, folder: Path) -> str:
    try:
        return folder.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        return USUAL


def _asked(where: Path, named: str, *arguments: str) -> bytes:
    answer = _run(where, *arguments)
    if answer is None:
        around = f", nor a git revision: there is no repository around {where}"
        raise Unopened(f"{named} is no git revision" if "--verify" in arguments else f"{named} is no file{around}")
    return answer


def _run(where: Path, *arguments: str, said: bytes = b"") -> bytes | None:
    """What git answers, or None where it refuses."""
    environment = {name: value for name, value in os.environ.items() if name not in _LOCAL} | _QUIET
    try:
        done = subprocess.run(
            ["git", "--no-pager", "-C", str(where), *arguments],
            input=said, capture_output=True, env=environment, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unopened(f"git gave no answer within {_SECONDS} seconds") from None
    except OSError:
        raise Unopened("it would be a git revision, and git is not installed or cannot be run") from None
    return done.stdout if done.returncode == 0 else None
