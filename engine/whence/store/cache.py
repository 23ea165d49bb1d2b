"""A knowledge folder opened: base, program, engine rules and generated code, from the cache where nothing has changed.

Reading the cache needs neither the reader nor the graph library, which is most of a start. The key is the content of
every knowledge file, this Python and the state of this package. It refuses to decide anything.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import CodeType

from whence.backends.durable_encoding import Encoding
from whence.language.base import KnowledgeBase
from whence.program.program import Program
from whence.store.keep import digest_of, fetch, keep
from whence.text.diagnostic import Diagnostic

_MOST_BYTES = 1 << 21  # larger files are refused unread


class UnreadableBase(ValueError):
    """The knowledge has mistakes that forbid using it; `diagnostics` holds them all, sorted."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(str(diagnostic) for diagnostic in diagnostics))


@dataclass(frozen=True, slots=True)
class OpenedBase:
    """A base and all that is made from it. `diagnostics` are its warnings; `cached`: nothing was made anew."""

    base: KnowledgeBase
    program: Program
    encoding: Encoding
    code: CodeType = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    cached: bool = False


def open_base(root: Path, cache: Path | None = None) -> OpenedBase:
    """The base under `root`. `cache` is the folder to keep it in; None is the user's own (`cache_folder`).

    Raises UnreadableBase where a mistake forbids using the knowledge, and EngineLimit where the engine cannot hold it.
    """
    folder = cache_folder(os.environ) if cache is None else cache
    name = sha256(str(root.resolve()).encode()).hexdigest()[:32]
    key = digest_of(_knowledge_files(root), str(root), _seen_from(root), _package_state())
    kept = fetch(folder, name, key)
    if kept is not None:
        value, code = kept
        match value:
            case (KnowledgeBase() as base, Program() as program, Encoding() as encoding, tuple() as diagnostics):
                return OpenedBase(base, program, encoding, code, diagnostics, cached=True)
    made = _make(root)
    keep(folder, name, key, (made.base, made.program, made.encoding, made.diagnostics), made.code)
    return made


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where caches of this user belong: `$XDG_CACHE_HOME/whence`, else `~/.cache/whence` (XDG base directories)."""
    home = environment.get("XDG_CACHE_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "whence"


def _make(root: Path) -> OpenedBase:
    from whence.backends.compiled import generate
    from whence.backends.durable_encoding import encode
    from whence.program.build import build
    from whence.store.load import load_base

    base, diagnostics = load_base(root)
    if base is None:
        raise UnreadableBase(tuple(diagnostics))
    program = build(base)
    return OpenedBase(base, program, encode(program), generate(program), tuple(diagnostics))


def _knowledge_files(root: Path) -> list[tuple[str, bytes]]:
    """Every YAML file under `root` by its path from there, in the order of names; of each what is read at most."""
    found = []
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith((".yaml", ".yml")):
                path = os.path.join(folder, name)
                found.append((os.path.relpath(path, root), path))
    return [(shown, _content(path)) for shown, path in sorted(found)]


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        return repr(error).encode()


def _seen_from(root: Path) -> str:
    """The folder the program runs in, where the names by which files are shown depend on it."""
    try:
        here, there = os.getcwd(), str(root.resolve())
    except OSError:
        return ""
    return here if os.path.commonpath([here, there]) in (here, there) else ""


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
