"""A folder on this machine as a tree. It refuses to know what the files say."""

from __future__ import annotations

import os
from pathlib import Path

from whence.store.tree import MOST_BYTES, Member, Origin, Tree, digest_of, is_knowledge


def folder_tree(root: Path) -> Tree:
    """Every YAML file below `root`; hidden files and folders are passed over, a file that cannot be read is not."""
    found = []
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            path = os.path.join(folder, name)
            if is_knowledge(name) and os.path.isfile(path):
                found.append((os.path.relpath(path, root).replace(os.sep, "/"), path))
    members = tuple(_member(relative, path) for relative, path in sorted(found))
    shown = shown_as(root)
    prefix = "" if shown == "." else shown.rstrip("/") + "/"
    return Tree(Origin("folder", str(root), digest_of(members)), prefix, members, root)


def shown_as(path: Path) -> str:
    """The name under which a file is shown: relative to where the program runs, if it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return str(path)


def _member(relative: str, path: str) -> Member:
    try:
        with open(path, "rb") as file:
            return Member(relative, file.read(MOST_BYTES))
    except OSError as error:
        return Member(relative, None, error.strerror or "no reason given")
