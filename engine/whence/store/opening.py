"""Knowledge from wherever it is named: a folder, a release file or a git revision, read by the same code.

It refuses to decide which of the three is better, and to know the screen.
"""

from __future__ import annotations

from pathlib import Path

from whence.store.cache import OpenedBase, open_base
from whence.store.tree import Tree, Unopened


def open_tree(named: str | Path, beside: Path | None = None) -> Tree:
    """The tree that `named` means: a folder, else a release file, else a git revision `REV` or `REV:path`.

    For a bare `REV`, `beside` is the folder of knowledge whose earlier state is meant; without one it is the folder
    `knowledge` of the repository around the folder the program runs in. `tree.origin` says what it turned out to be,
    with its digest. Raises Unopened, whose text is one line, where it is none of the three.
    """
    path = Path(named)
    try:
        folder, file = path.is_dir(), path.exists()
    except (OSError, ValueError):  # longer than a name may be, or with a zero byte
        folder = file = False
    if folder:
        from whence.store.folder_tree import folder_tree

        return folder_tree(path)
    if file:
        from whence.store.release import open_release

        return open_release(path).tree
    from whence.store.git_tree import git_tree

    try:
        return git_tree(str(named), beside)
    except Unopened as error:
        said = f"there is no folder of knowledge at {str(named)[:200]}, nor a release file: {error}"
        raise Unopened(said, error.damaged) from None


def open_where(named: str | Path, beside: Path | None = None, cache: Path | None = None) -> OpenedBase:
    """The base that `named` means, with its program, from the cache where nothing has changed; see `open_tree`.

    Raises Unopened; UnreadableBase where a mistake forbids using the knowledge, and EngineLimit where the engine
    cannot hold it.
    """
    return open_base(open_tree(named, beside), cache)
