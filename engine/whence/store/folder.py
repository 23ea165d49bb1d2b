"""The files of a knowledge base, read: which kind may stand where, and what stands in the wrong place."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath

from whence.reader import ReadFile, read_text
from whence.store.folder_tree import folder_tree
from whence.store.tree import Member, Tree
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.struct import Struct

_VOCABULARY = ("actions", "purposes", "events", "details", "impossible", "alignment")
_FOLDERS = {"pathways": "pathway", "topics": "topic", "readings": "reading", "patients": "patient"}
_LAYOUT = (
    "sources/<id>.yaml", "sources/<id>.passages.yaml", "vocabulary/facts/<group>.yaml", "vocabulary/<list>.yaml",
    "<topic>/guideline.yaml", "<topic>/definitions/<folder>/<name>.yaml", "<topic>/rules/<folder>/<name>.yaml",
    "<topic>/pathways/<name>.yaml", "<topic>/topics/<name>.yaml", "<topic>/readings/<name>.yaml",
    "<topic>/patients/<name>.yaml",
)  # fmt: skip


class Folder(Struct, frozen=True):
    """Every file read, in path order: (path below the root, kinds that may stand there, file)."""

    files: tuple[tuple[str, tuple[str, ...], ReadFile], ...]
    misplaced: tuple[Diagnostic, ...]
    digest: str


def kinds_at(path: PurePosixPath) -> tuple[str, ...]:
    """The kinds of file that may stand at a path below the root of the knowledge; none where nothing may."""
    match path.parts:
        case ("sources", name):
            return ("ledger",) if name.endswith(".passages.yaml") else ("source",)
        case ("vocabulary", "facts", _):
            return ("group",)
        case ("vocabulary", _) if path.stem in _VOCABULARY:
            return (path.stem,)
        case ("vocabulary" | "sources", *_):
            return ()
        case (_, "guideline.yaml"):
            return ("guideline",)
        case (_, "definitions", _, _):
            return ("definition", "score")
        case (_, "rules", _, _):
            return ("rule",)
        case (_, folder, _) if folder in _FOLDERS:
            return (_FOLDERS[folder],)
    return ()


def read_folder(root: Path) -> Folder:
    """Read every YAML file below `root`."""
    return read_tree(folder_tree(root))


def read_tree(tree: Tree) -> Folder:
    """Read every file of a tree."""
    files: list[tuple[str, tuple[str, ...], ReadFile]] = []
    misplaced: list[Diagnostic] = []
    for member in tree.members:
        place = PurePosixPath(member.path)
        kinds = kinds_at(place)
        shown = tree.shown(member.path)
        if not kinds or place.suffix != ".yaml":
            said = "no knowledge is kept in this place" if place.suffix == ".yaml" else "knowledge files end in '.yaml'"
            expected = _LAYOUT if place.suffix == ".yaml" else ()
            misplaced.append(Diagnostic("S214", said, Span(shown, 1, 1, 1, 1), expected))
            continue
        files.append((member.path, kinds, _read(member, shown, kinds)))
    return Folder(tuple(files), tuple(misplaced), tree.origin.digest)


#: Who reads a base again after an edit reads the file that was edited.
_read_once = lru_cache(maxsize=2_000)(read_text)


def _read(member: Member, shown: str, kinds: tuple[str, ...]) -> ReadFile:
    if member.content is not None:
        return _read_once(member.content, shown, PurePosixPath(member.path).parent.name, kinds)
    finding = Diagnostic("T114", f"the file cannot be opened ({member.why})", Span(shown, 1, 1, 1, 1))
    return ReadFile(shown, None, None, None, (), (finding,))
