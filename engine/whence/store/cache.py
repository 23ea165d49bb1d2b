"""Knowledge opened: base, program, engine rules and generated code, from the cache where nothing has changed.

Reading the cache needs neither the reader nor the graph library, which is most of a start. The key is the content of
every knowledge file, the names under which they are shown, this Python and the state of this package. It refuses to
decide anything.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import CodeType

from whence.backends.durable_encoding import Encoding
from whence.language.base import KnowledgeBase
from whence.program.program import Program
from whence.store.folder_tree import folder_tree
from whence.store.keep import digest_of, fetch, keep
from whence.store.tree import Origin, Tree
from whence.text.diagnostic import Diagnostic

_NOWHERE = Origin("folder", "")


class UnreadableBase(ValueError):
    """The knowledge has mistakes that forbid using it; `diagnostics` holds them all, sorted."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(str(diagnostic) for diagnostic in diagnostics))


@dataclass(frozen=True, slots=True)
class OpenedBase:
    """A base and all that is made from it. `diagnostics` are its warnings; `cached`: nothing was made anew.

    `origin` says which state of the knowledge it is: a folder, a release or a git revision.
    """

    base: KnowledgeBase
    program: Program
    encoding: Encoding
    code: CodeType = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    cached: bool = False
    origin: Origin = _NOWHERE


def open_base(where: Path | Tree, cache: Path | None = None) -> OpenedBase:
    """The base of a folder or tree. `cache` is the folder to keep it in; None is the user's own (`cache_folder`).

    Raises UnreadableBase where a mistake forbids using the knowledge, and EngineLimit where the engine cannot hold it.
    """
    tree = where if isinstance(where, Tree) else folder_tree(where)
    folder = cache_folder(os.environ) if cache is None else cache
    name = sha256(_stands_at(tree).encode()).hexdigest()[:32]
    files = [(one.path, one.why.encode() if one.content is None else one.content) for one in tree.members]
    key = digest_of(files, tree.prefix, repr(tree.origin.version), _package_state())
    kept = fetch(folder, name, key)
    if kept is not None:
        value, code = kept
        match value:
            case (KnowledgeBase() as base, Program() as program, Encoding() as encoding, tuple() as diagnostics):
                return OpenedBase(base, program, encoding, code, diagnostics, cached=True, origin=tree.origin)
    made = replace(_make(where), origin=tree.origin)
    keep(folder, name, key, (made.base, made.program, made.encoding, made.diagnostics), made.code)
    return made


def _stands_at(tree: Tree) -> str:
    """What tells this knowledge from any other that is kept: its place, not its content."""
    if tree.home is not None:
        return str(tree.home.resolve())
    return f"{tree.origin.kind} {Path.cwd()} {tree.prefix}"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where caches of this user belong: `$XDG_CACHE_HOME/whence`, else `~/.cache/whence` (XDG base directories)."""
    home = environment.get("XDG_CACHE_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "whence"


def _make(where: Path | Tree) -> OpenedBase:
    from whence.backends.compiled import generate
    from whence.backends.durable_encoding import encode
    from whence.program.build import build
    from whence.store.load import load_base

    base, diagnostics = load_base(where)
    if base is None:
        raise UnreadableBase(tuple(diagnostics))
    program = build(base)
    return OpenedBase(base, program, encode(program), generate(program), tuple(diagnostics))


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
