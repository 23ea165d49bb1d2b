"""A folder or tree to a knowledge base; a patient or vignette file to its value. Everything wrong is found at once."""

from __future__ import annotations

from pathlib import Path

from whence.analysis.assemble import assemble
from whence.analysis.gather import check_path
from whence.analysis.scope import Scope
from whence.analysis.vignettes import check_patient, check_vignettes
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient, Vignettes
from whence.reader import read_file
from whence.store.folder import read_folder, read_tree
from whence.store.folder_tree import shown_as
from whence.store.tree import Tree
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.struct import replace


def load_base(where: Path | Tree) -> tuple[KnowledgeBase | None, list[Diagnostic]]:
    """The base of a folder or tree, and every mistake in it, in order of file and place.

    The base is None where a mistake leaves its meaning unclear; mistakes in shipped patients do not.
    """
    if isinstance(where, Path) and not where.is_dir():
        return None, [Diagnostic("T114", "there is no such folder of knowledge", Span(str(where), 1, 1, 1, 1))]
    folder = read_tree(where) if isinstance(where, Tree) else read_folder(where)
    base, _, found = assemble(folder.files, folder.digest)
    if base is not None and isinstance(where, Tree):
        base = replace(base, release=where.origin.version)
    return base, sorted([*found, *folder.misplaced], key=lambda one: one.sort_key)


def read_patient(path: Path, base: KnowledgeBase) -> tuple[Patient | None, list[Diagnostic]]:
    """A patient file (YAML or JSON), checked against the base. None where it cannot be used."""
    file = read_file(path, shown_as(path), ("patient",))
    found = list(file.diagnostics)
    if not isinstance(file.value, Patient):
        return None, found
    scope = scope_of(base)
    found += check_patient(file.value, file.mentions, scope, base.vocabulary)
    return file.value, sorted(dict.fromkeys(found), key=lambda one: one.sort_key)


def read_vignettes(path: Path, base: KnowledgeBase) -> tuple[Vignettes | None, list[Diagnostic]]:
    """A vignette file, checked against the base. None where it cannot be used."""
    value, found = _tried(path, base, ("vignettes",))
    return (value if isinstance(value, Vignettes) else None), found


def read_tried(path: Path, base: KnowledgeBase) -> tuple[Vignettes | Patient | None, list[Diagnostic]]:
    """A vignette file, or a whole patient with what is expected of it. None where it cannot be used."""
    return _tried(path, base, ("vignettes", "patient"))


def _tried(
    path: Path, base: KnowledgeBase, kinds: tuple[str, ...]
) -> tuple[Vignettes | Patient | None, list[Diagnostic]]:
    shown = shown_as(path)
    file = read_file(path, shown, kinds)
    found = [*file.diagnostics, *check_path(shown, file)]
    scope = scope_of(base)
    match file.value:
        case Vignettes() as value:
            where = path.resolve().as_posix()
            value, more = check_vignettes(value, file.mentions, where, scope, base.vocabulary)
            return value, _sorted([*found, *more])
        case Patient() as value:
            return value, _sorted([*found, *check_patient(value, file.mentions, scope, base.vocabulary)])
        case _:
            return None, found


def _sorted(found: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(dict.fromkeys(found), key=lambda one: one.sort_key)


def scope_of(base: KnowledgeBase) -> Scope:
    """The names of a finished base."""
    vocabulary = base.vocabulary
    return Scope(
        facts=dict(vocabulary.facts),
        definitions=dict(base.definitions),
        scores=dict(base.scores),
        actions=dict(vocabulary.actions),
        purposes=dict(vocabulary.purposes),
        events=dict(vocabulary.events),
        details=dict(vocabulary.details),
        impossible=list(vocabulary.impossible),
        alignments=list(vocabulary.alignments),
        sources=dict(base.sources),
        ledgers=dict(base.ledgers),
        rules=dict(base.rules),
        pathways=dict(base.pathways),
        readings=dict(base.readings),
        topics=dict(base.topics),
    )
