"""Under which name, and for exactly which state of things, something made from knowledge is kept.

The key is the content of every knowledge file, the names under which they are shown, this Python and the state of
this package.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from whence.store.keep import digest_of
from whence.store.tree import Tree


def kept_as(tree: Tree, what: str = "") -> tuple[str, bytes]:
    """The name of the cache file and the key; `what` is made of the tree, where it is not the base itself."""
    name = sha256(f"{what}{_stands_at(tree)}".encode()).hexdigest()[:32]
    files = [(one.path, one.why.encode() if one.content is None else one.content) for one in tree.members]
    return name, digest_of(files, tree.prefix, repr(tree.origin.version), _package_state(), what)


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where caches of this user belong: `$XDG_CACHE_HOME/whence`, else `~/.cache/whence` (XDG base directories)."""
    home = environment.get("XDG_CACHE_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "whence"


def _stands_at(tree: Tree) -> str:
    """What tells this knowledge from any other that is kept: its place, not its content."""
    if tree.home is not None:
        return str(tree.home.resolve())
    return f"{tree.origin.kind} {Path.cwd()} {tree.prefix}"


def _package_state() -> str:
    """Version and state of this package's own modules, so that a change to one of them outdates what it made."""
    package = Path(__file__).parents[1]
    found = []
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".py"):
                status = os.stat(os.path.join(folder, name))
                found.append(f"{os.path.relpath(folder, package)}/{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(found))
