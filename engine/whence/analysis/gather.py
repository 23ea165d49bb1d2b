"""Files of one knowledge base into one scope: which names there are, and that each stands for one thing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from whence.analysis.scope import Scope
from whence.language.definition import Definition, Score
from whence.language.pathway import Pathway
from whence.language.rule import Rule
from whence.language.source import Ledger, Source
from whence.language.topic import Topic
from whence.reader import ReadFile
from whence.reader.common import KEBAB, SNAKE, check_name
from whence.reader.findings import Findings
from whence.reader.reading import ReadReading
from whence.text.diagnostic import Diagnostic, Note
from whence.text.document import Mapping, Scalar
from whence.text.position import Span

#: kind of file -> what its entries are called when another file mentions them
_LISTS = {
    "group": "fact", "actions": "action", "purposes": "purpose", "events": "event", "details": "detail",
}  # fmt: skip
_STYLES = {
    "rule": KEBAB, "pathway": KEBAB, "topic": KEBAB, "reading": KEBAB, "patient": KEBAB, "guideline": KEBAB,
    "source": KEBAB, "definition": SNAKE, "score": SNAKE,
}  # fmt: skip


def gather(files: Iterable[tuple[str, tuple[str, ...], ReadFile]]) -> tuple[Scope, list[Diagnostic]]:
    """The scope of files given as (path below the root, kinds that may stand there, file), in path order."""
    scope = Scope()
    found: list[Diagnostic] = []
    taken: dict[str, tuple[str, Span]] = {}
    for path, kinds, file in files:
        if file.value is None:
            _unusable(scope, path, kinds)
            continue
        if misnamed := check_path(path, file):
            found += misnamed
            _unusable(scope, path, kinds)
            if isinstance(file.value, Source | Ledger):
                continue  # it is known by its path; under its wrong name nothing could be found
        if file.diagnostics and isinstance(file.value, Definition | Score):
            scope.unsure.add(file.value.name)
        for what, name, span in _enter(scope, file, path):
            first = taken.setdefault(name, (what, span))
            if first[1] != span:
                said = f"'{_bare(name)}' already stands for {first[0]}: a name stands for one thing"
                found.append(Diagnostic("N302", said, span, notes=(Note("the first one stands here", first[1]),)))
    return scope, found


def _bare(name: str) -> str:
    """The name as written, without the word that keeps pathways and readings apart from everything else."""
    return name.removeprefix("pathway ").removeprefix("reading ")


def _unusable(scope: Scope, path: str, kinds: tuple[str, ...]) -> None:
    """A file that cannot be used still says by its path what it would have held."""
    stem, folder = PurePosixPath(path).stem, PurePosixPath(path).parent.name
    for kind in kinds:
        match kind:
            case "rule":
                scope.rules.setdefault(f"{folder}/{stem}", None)
            case "definition":
                scope.definitions.setdefault(stem, None)
            case "pathway":
                scope.pathways.setdefault(stem, None)
            case "reading":
                scope.readings.setdefault(stem, None)
            case "topic":
                scope.topics.setdefault(stem, None)
            case "source":
                scope.sources.setdefault(stem, None)
            case "ledger":
                scope.ledgers.setdefault(stem.removesuffix(".passages"), None)
            case other if other in _LISTS:
                scope.blind.add(_LISTS[other])


def _enter(scope: Scope, file: ReadFile, path: str) -> list[tuple[str, str, Span]]:
    """Put a file's names into the scope; return those that must not be taken twice: (what, name, place)."""
    value = file.value
    names: list[tuple[str, str, Span]] = []
    match file.kind, value:
        case "group", dict():
            for name, (key, fact) in value.items():
                scope.facts.setdefault(name, fact)
                names.append(("a fact", name, key.span))
        case "actions", dict():
            for name, (key, action) in value.items():
                scope.actions[name] = action
                names.append(("an action", name, key.span))
        case "purposes", dict():
            scope.purposes = {name: label for name, (_, label) in value.items()}
        case "events", dict():
            scope.events = {name: event for name, (_, event) in value.items()}
        case "details", dict():
            scope.details = value
        case "impossible", tuple():
            scope.impossible = list(value)
        case "alignment", tuple():
            scope.alignments = list(value)
        case "topic", Topic():
            scope.topics.setdefault(value.name, value)
            names.append(("a topic", value.name, value.span or _NOWHERE))
        case "reading", ReadReading(reading=reading):
            scope.readings.setdefault(reading.name, reading)
            scope.excused.update(reading.excuses)
            names.append(("a reading", f"reading {reading.name}", reading.span or _NOWHERE))
        case _, Rule():
            scope.rules.setdefault(value.id, value)
            names.append(("a rule", value.id, value.span or _NOWHERE))
        case _, Definition():
            scope.definitions.setdefault(value.name, value)
            names.append(("a definition", value.name, value.span or _NOWHERE))
        case _, Score():
            scope.scores.setdefault(value.name, value)
            names.append(("a score", value.name, value.span or _NOWHERE))
        case _, Pathway():
            scope.pathways.setdefault(value.name, value)
            names.append(("a pathway", f"pathway {value.name}", value.span or _NOWHERE))
        case _, Source():
            scope.sources.setdefault(value.id, value)
        case _, Ledger():
            scope.ledgers.setdefault(value.source, value)
    return names


def check_path(path: str, file: ReadFile) -> list[Diagnostic]:
    """Whether the name in the file is the one its path says."""
    if file.kind is None or not isinstance(file.node, Mapping):
        return []
    key = "group" if file.kind == "group" else file.kind
    node = file.node.get(key)
    if not isinstance(node, Scalar) or file.kind in ("vignettes", "purposes", "events", "details"):
        return []
    pure = PurePosixPath(path)
    expected = pure.stem
    match file.kind:
        case "rule":
            expected = f"{pure.parent.name}/{pure.stem}"
        case "ledger":
            expected = pure.stem.removesuffix(".passages")
        case "guideline":
            expected = pure.parent.name
    if node.text != expected:
        said = f"by its path this file holds '{expected}', not '{node.text}'"
        return [Diagnostic("N301", said, node.span, (expected,), expected)]
    findings = Findings()
    if file.kind in _STYLES:
        check_name(node.text.rpartition("/")[2], _STYLES[file.kind], f"a {file.kind}", node.span, findings)
    return findings.diagnostics


_NOWHERE = Span("", 1, 1, 1, 1)
