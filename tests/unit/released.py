"""Release files for tests: of a folder of knowledge, and of a few bytes."""

from __future__ import annotations

from pathlib import Path

from whence.store.bundle import bundle
from whence.store.folder_tree import folder_tree
from whence.store.load import load_base

#: What a manifest must tell, at its least.
TOLD = {
    "statement": "Tests",
    "engine": {"name": "whence", "at_least": "0.1.0"},
    "guidelines": [],
    "sources": [],
    "rules": 0,
    "statuses": {},
}


def released(folder: Path, version: str = "2026.1") -> bytes:
    """The bytes of a release of the knowledge in a folder."""
    tree = folder_tree(folder)
    base, _ = load_base(tree)
    assert base is not None
    return bundle(version, tree, base, "0.1.0", "Tests")
