"""The files of a knowledge folder: which kind may stand where, and their common digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from whence.reader import ReadFile, read_file, read_text
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.text.yaml_reader import MAX_BYTES

_VOCABULARY = ("actions", "purposes", "events", "details", "impossible")
_FOLDERS = {"pathways": "pathway", "topics": "topic", "readings": "reading", "patients": "patient"}
_LAYOUT = (
    "sources/<id>.yaml", "sources/<id>.passages.yaml", "vocabulary/facts/<group>.yaml", "vocabulary/<list>.yaml",
    "<topic>/guideline.yaml", "<topic>/definitions/<folder>/<name>.yaml", "<topic>/rules/<folder>/<name>.yaml",
    "<topic>/pathways/<name>.yaml", "<topic>/topics/<name>.yaml", "<topic>/readings/<name>.yaml",
    "<topic>/patients/<name>.yaml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folder:
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
    files: list[tuple[str, tuple[str, ...], ReadFile]] = []
    misplaced: list[Diagnostic] = []
    digest = hashlib.sha256()
    for relative, path in yaml_files(root):
        content = _bytes(path)
        _add(digest, relative, content)
        kinds = kinds_at(PurePosixPath(relative))
        shown = shown_as(path)
        if not kinds or path.suffix != ".yaml":
            said = "no knowledge is kept in this place" if path.suffix == ".yaml" else "knowledge files end in '.yaml'"
            expected = _LAYOUT if path.suffix == ".yaml" else ()
            misplaced.append(Diagnostic("S214", said, Span(shown, 1, 1, 1, 1), expected))
            continue
        file = read_file(path, shown, kinds) if content is None else read_text(content, shown, path.parent.name, kinds)
        files.append((relative, kinds, file))
    return Folder(tuple(files), tuple(misplaced), digest.hexdigest())


def yaml_files(root: Path) -> list[tuple[str, Path]]:
    """(path below the root with '/', path) of every YAML file, in path order; hidden files are passed over."""
    found = []
    for path in root.rglob("*"):
        relative = path.relative_to(root)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.suffix in (".yaml", ".yml") and not hidden and path.is_file():
            found.append((relative.as_posix(), path))
    return sorted(found)


def digest_of(root: Path) -> str:
    """The digest that `read_folder` gives, without reading what the files say."""
    digest = hashlib.sha256()
    for relative, path in yaml_files(root):
        _add(digest, relative, _bytes(path))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, relative: str, content: bytes | None) -> None:
    name, said = relative.encode("utf-8", "surrogateescape"), content or b""
    digest.update(b"%d %d\n" % (len(name), len(said)) + name + said)


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None


def shown_as(path: Path) -> str:
    """The name under which a file is shown: relative to where the program runs, if it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return str(path)
