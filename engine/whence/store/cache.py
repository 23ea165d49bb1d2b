"""Knowledge opened: base, program, engine rules and generated code, from the cache where nothing has changed.

Reading the cache needs neither the reader nor the graph library, which is most of a start. It refuses to decide
anything.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import CodeType

from whence.backends.durable_encoding import Encoding
from whence.language.base import KnowledgeBase
from whence.program.program import Program
from whence.store.cache_key import cache_folder, kept_as
from whence.store.folder_tree import folder_tree
from whence.store.keep import fetch, keep
from whence.store.tree import Origin, Tree
from whence.text.diagnostic import Diagnostic
from whence.values.struct import Struct, replace

_NOWHERE = Origin("folder", "")


class UnreadableBase(ValueError):
    """The knowledge has mistakes that forbid using it; `diagnostics` holds them all, sorted."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(str(diagnostic) for diagnostic in diagnostics))


class OpenedBase(Struct, frozen=True):
    """A base and all that is made from it. `diagnostics` are its warnings; `cached`: nothing was made anew.

    `origin` says which state of the knowledge it is: a folder, a release or a git revision.
    """

    base: KnowledgeBase
    program: Program
    encoding: Encoding
    code: CodeType
    diagnostics: tuple[Diagnostic, ...] = ()
    cached: bool = False
    origin: Origin = _NOWHERE


def open_base(where: Path | Tree, cache: Path | None = None) -> OpenedBase:
    """The base of a folder or tree. `cache` is the folder to keep it in; None is the user's own (`cache_folder`).

    Raises UnreadableBase where a mistake forbids using the knowledge, and EngineLimit where the engine cannot hold it.
    """
    tree = where if isinstance(where, Tree) else folder_tree(where)
    folder = cache_folder(os.environ) if cache is None else cache
    name, key = kept_as(tree)
    match fetch(folder, name, key):
        case (
            KnowledgeBase() as base,
            Program() as program,
            Encoding() as encoding,
            tuple() as found,
        ), CodeType() as code:
            return OpenedBase(base, program, encoding, code, found, cached=True, origin=tree.origin)
    made = replace(_make(where), origin=tree.origin)
    keep(folder, name, key, (made.base, made.program, made.encoding, made.diagnostics), made.code)
    return made


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
