"""What is wrong with a whole base, from the cache where nothing has changed since it was last checked."""

from __future__ import annotations

import os
from pathlib import Path

from whence.store.cache_key import cache_folder, kept_as
from whence.store.keep import fetch, keep
from whence.store.tree import Tree
from whence.text.diagnostic import Diagnostic


def checked(tree: Tree, cache: Path | None = None) -> list[Diagnostic]:
    """The findings of `check` in the whole base. `cache` is the folder to keep them in; None is the user's own."""
    folder = cache_folder(os.environ) if cache is None else cache
    name, key = kept_as(tree, "checked ")
    match fetch(folder, name, key):
        case (tuple() as found, None) if all(isinstance(each, Diagnostic) for each in found):
            return list(found)
    from whence.store.check import check  # reader, graphs and solver: slow to import, and not needed above

    made = check([], tree)
    keep(folder, name, key, tuple(made))
    return made
