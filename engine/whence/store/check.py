"""What `whence check` finds: the whole base, its proofs, and patients and vignettes kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from whence.analysis.assemble import assemble
from whence.analysis.gather import check_path
from whence.analysis.scope import Scope
from whence.analysis.vignettes import check_patient, check_vignettes
from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.patient import Patient, Vignettes
from whence.language.rule import Rule
from whence.language.vocabulary import Vocabulary
from whence.proofs.meanwhile import meanwhile
from whence.proofs.prove import prove
from whence.proofs.readings import reading_findings
from whence.proofs.versions import Entries, deleted, version_findings
from whence.reader import ReadFile, read_file
from whence.schema.fits import fits
from whence.store.folder import Folder, read_folder, read_tree
from whence.store.folder_tree import shown_as
from whence.store.tree import Tree
from whence.text.diagnostic import Diagnostic
from whence.text.document import Mapping, plain
from whence.text.position import Span

_ELSEWHERE = ("vignettes", "patient")


def check(
    paths: Sequence[Path], root: Path | Tree, against: tuple[KnowledgeBase, str] | None = None
) -> list[Diagnostic]:
    """Every mistake in the files and folders of `paths`, in order of file and place; no paths: the whole base.

    The base below `root` is always read, because what a file means depends on it; of it, only findings in `paths`
    are told. Files outside `root` are patients and vignettes. Proofs are tried only when some path belongs
    to the base. `root` is a folder or a tree. `against` is an earlier state of the base and what it
    is called: then the versions must have risen where the meaning changed, and only there.
    """
    if isinstance(root, Path) and not root.is_dir():
        return [Diagnostic("T114", "there is no such folder of knowledge", Span(str(root), 1, 1, 1, 1))]
    folder = read_tree(root) if isinstance(root, Tree) else read_folder(root)
    home = root.home if isinstance(root, Tree) else root
    base, scope, found = assemble(folder.files, folder.digest)
    found = [*found, *folder.misplaced]
    wanted = tuple(path.resolve() for path in paths)
    if not paths or (home is not None and any(_meet(path, home.resolve()) for path in wanted)):
        found += _tried(folder, base)
        if against is not None:
            found += deleted(scope.rules, *against)
            found += version_findings(base, *against, entries=_entries(folder)) if base is not None else []
    if paths:
        found = [one for one in found if _stands_in(one, wanted)]
        vocabulary = base.vocabulary if base is not None else vocabulary_of(scope)
        for path in _outside(paths, home):
            found += check_file(path, scope, vocabulary)
    return sorted(dict.fromkeys(found), key=lambda one: one.sort_key)


def _tried(folder: Folder, base: KnowledgeBase | None) -> list[Diagnostic]:
    """Shapes and proofs: what takes longest, on two cores where there are two."""
    if base is None or not base.readings:
        shapes = [one for _, _, file in folder.files for one in _shape(file)]
        return [*shapes, *(prove(base) if base is not None else [])]
    with meanwhile(partial(reading_findings, base)) as readings:
        shapes = [one for _, _, file in folder.files for one in _shape(file)]
        return [*shapes, *prove(base, readings=readings)]


def _entries(folder: Folder) -> Entries:
    """Where rules, definitions and scores say their version and their status."""
    found = {}
    for _, _, file in folder.files:
        match file.value:
            case Rule(id=name) | Definition(name=name) | Score(name=name) if isinstance(file.node, Mapping):
                nodes = {key: file.node.get(key) for key in ("version", "status")}
                found[name] = {key: node.span for key, node in nodes.items() if node is not None}
    return found


def _shape(file: ReadFile) -> list[Diagnostic]:
    """A second look, by the published schemas, at the shape of a file in which the reader found nothing."""
    if file.kind is None or file.node is None or file.diagnostics or fits(file.kind, plain(file.node)):
        return []
    from whence.schema.validate import shape  # slow to import, and seldom needed

    return shape(file.kind, file.node)


def _meet(path: Path, root: Path) -> bool:
    return path == root or path in root.parents or root in path.parents


def _stands_in(finding: Diagnostic, wanted: tuple[Path, ...]) -> bool:
    """Whether the finding, or a second place that belongs to it, stands in one of the paths."""
    spans = (finding.span, *(note.span for note in finding.notes))
    places = {Path(span.file).resolve() for span in spans if span.file}
    return any(place == path or path in place.parents for path in wanted for place in places)


def _outside(paths: Sequence[Path], root: Path | None) -> list[Path]:
    """The files of `paths` that are not below `root`, if there is such a folder, and those named but not there.

    In a folder only what stands below a folder called `vignettes` or `patients` is looked at.
    """
    home = None if root is None else root.resolve()
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            if home not in path.resolve().parents or not path.exists():
                found[path] = None
            continue
        inside = path.resolve()
        for one in sorted(path.rglob("*")):
            below = one.relative_to(path).parts
            if one.suffix not in (".yaml", ".json") or any(part.startswith(".") for part in below):
                continue
            kept = {"vignettes", "patients"} & {*inside.parts, *below[:-1]}
            if kept and home not in one.resolve().parents and one.is_file():
                found[one] = None
    return list(found)


def check_file(path: Path, scope: Scope, vocabulary: Vocabulary) -> list[Diagnostic]:
    """Every mistake in one patient or vignette file."""
    shown = shown_as(path)
    file = read_file(path, shown, _ELSEWHERE)
    found = [*file.diagnostics, *_shape(file)]
    match file.value:
        case Patient() as patient:
            found += check_path(shown, file) if patient.expected is not None else []
            found += check_patient(patient, file.mentions, scope, vocabulary)
        case Vignettes() as vignettes:
            found += check_path(shown, file)
            found += check_vignettes(vignettes, file.mentions, path.resolve().as_posix(), scope, vocabulary)[1]
    return found


def vocabulary_of(scope: Scope) -> Vocabulary:
    """What can be used of the vocabulary of a base that has mistakes."""
    return Vocabulary(
        facts={name: fact for name, fact in scope.facts.items() if fact is not None},
        actions={name: action for name, action in scope.actions.items() if action is not None},
        purposes=scope.purposes,
        events=scope.events,
        details=scope.details,
        impossible=(),
    )
