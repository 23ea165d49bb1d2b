"""The kinds of file: by which word at the top each is known, and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from whence.reader import alignment, definition, guideline, pathway, patient, reading, rule, source, topic, vocabulary
from whence.reader.findings import Findings, Mention
from whence.reader.form import shape_of
from whence.text.diagnostic import Diagnostic
from whence.text.document import Mapping, Node
from whence.text.position import Span
from whence.text.suggest import nearest
from whence.text.yaml_reader import MAX_BYTES, read
from whence.values.struct import Struct

#: In this order, because a vignette file also has `patient` at the top, and many files have `source`.
KINDS = (
    "vignettes", "rule", "definition", "score", "pathway", "topic", "reading", "ledger", "guideline", "patient",
    "group", "actions", "purposes", "events", "details", "impossible", "alignment", "source",
)  # fmt: skip

#: Kinds whose word also stands inside files of another kind.
_ALSO_ENTRIES = ("patient", "source")

_READERS: dict[str, Callable[[Mapping, Findings], object | None]] = {
    "vignettes": patient.read_vignettes,
    "rule": rule.read_rule,
    "pathway": pathway.read_pathway,
    "topic": topic.read_topic,
    "reading": reading.read_reading,
    "ledger": source.read_ledger,
    "guideline": guideline.read_guideline,
    "patient": patient.read_patient,
    "group": vocabulary.read_group,
    "actions": vocabulary.read_actions,
    "purposes": vocabulary.read_purposes,
    "events": vocabulary.read_events,
    "details": vocabulary.read_detail_words,
    "impossible": vocabulary.read_impossible,
    "alignment": alignment.read_alignments,
    "source": source.read_source,
}


class ReadFile(Struct, frozen=True):
    """One file as read: its kind, its value (None where unusable), what it mentions, what is wrong with it.

    `node` is the document, None where the text could not be read at all.
    """

    shown_as: str
    kind: str | None
    value: object | None
    node: Node | None
    mentions: tuple[Mention, ...]
    diagnostics: tuple[Diagnostic, ...]


def parse(node: Node, file: str, folder: str = "", kinds: tuple[str, ...] = KINDS) -> ReadFile:
    """The meaning of a document as a syntax tree.

    `folder` is the name of the folder the file stands in; `kinds` are those that may stand there.
    """
    findings = Findings()
    kind = _kind(node, file, kinds, findings)
    value: object | None = None
    if kind is not None and isinstance(node, Mapping):
        if kind == "definition":
            value = definition.read_definition(node, findings, folder)
        elif kind == "score":
            value = definition.read_score(node, findings, folder)
        else:
            value = _READERS[kind](node, findings)
    return ReadFile(file, kind, value, node, tuple(findings.mentions), tuple(findings.diagnostics))


def _kind(node: Node, file: str, kinds: tuple[str, ...], findings: Findings) -> str | None:
    if not isinstance(node, Mapping):
        findings.error("S201", f"a file is a map of entries, and here stands {shape_of(node)}", node.span)
        return None
    top = {key.text: key for key, _ in node.entries}
    first = node.entries[0][0] if node.entries else None
    for kind in KINDS:
        if kind in top and kind in kinds:
            if kind in _ALSO_ENTRIES and first is not None and (likely := _misspelt(first.text, kind, kinds)):
                findings.error("S201", f"'{first.text}' is no kind of file", first.span, (likely,), first.text)
                return None
            return kind
    strangers = [kind for kind in KINDS if kind in top and kind != "source"]
    if strangers:
        said = f"a file of kind '{strangers[0]}' does not stand in this place"
        findings.error("S214", said, top[strangers[0]].span, kinds)
        return None
    span = node.entries[0][0].span if node.entries else Span(file, 1, 1, 1, 1)
    for name, key in top.items():
        if (likely := nearest(name, kinds)) is not None:
            findings.error("S201", f"'{name}' is no kind of file", key.span, (likely,), name)
            return None
    findings.error("S201", "the file does not say what it holds", span, kinds)
    return None


def _misspelt(first: str, kind: str, kinds: tuple[str, ...]) -> str | None:
    """The kind that the first word of a file nearly says, where only an entry of that kind was recognised."""
    if first in KINDS or first == kind:
        return None
    return nearest(first, [other for other in kinds if other not in _ALSO_ENTRIES])


def read_text(text: str | bytes, shown_as: str, folder: str = "", kinds: tuple[str, ...] = KINDS) -> ReadFile:
    """Read a whole file given as text."""
    node, diagnostics = read(text, shown_as)
    if node is None:
        return ReadFile(shown_as, None, None, None, (), tuple(diagnostics))
    parsed = parse(node, shown_as, folder, kinds)
    found = (*diagnostics, *parsed.diagnostics)
    return ReadFile(shown_as, parsed.kind, parsed.value, node, parsed.mentions, found)


def read_file(path: Path, shown_as: str, kinds: tuple[str, ...] = KINDS) -> ReadFile:
    """Read one file; a file that cannot be opened is a finding, not an exception."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        said = f"the file cannot be opened ({error.strerror or 'no reason given'})"
        finding = Diagnostic("T114", said, Span(shown_as, 1, 1, 1, 1))
        return ReadFile(shown_as, None, None, None, (), (finding,))
    return read_text(content, shown_as, path.parent.name, kinds)
