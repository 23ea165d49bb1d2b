"""The file of a topic folder, and the topics and readings in it.

Topics and readings are taken in shape only: which entries they have. What they mean is not known here yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from whence.language.base import Guideline
from whence.reader.common import iso_day, read_citations
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form
from whence.text.document import Mapping, Node
from whence.text.position import Span

GUIDELINE_KEYS = ("guideline", "title", "sources", "intended_use", "known_limits", "groups")
TOPIC_KEYS = ("topic", "title", "decides", "compare", "excludes", "alternatives", "note")
READING_KEYS = (
    "reading", "passage", "question", "chosen", "because", "otherwise", "decided", "excuses", "status", "note",
)  # fmt: skip
OTHERWISE_KEYS = (
    "name", "rule", "definition", "score", "when", "unless", "only_if", "even_if", "then", "present", "cases",
    "otherwise", "points", "range", "bands", "without", "adds", "also",
)  # fmt: skip
_CHANGED = ("rule", "definition", "score", "without", "adds")


@dataclass(frozen=True, slots=True)
class Kept:
    """A topic or reading: its name and its document, for those who will read it further.

    `excuses` are the rules a reading lets use another source's definition.
    """

    name: str
    node: Mapping
    span: Span
    excuses: tuple[str, ...] = ()


def read_guideline(node: Mapping, findings: Findings) -> Guideline | None:
    """The topic folder's own file; None where it has no name."""
    form = Form(node, "a guideline", findings, GUIDELINE_KEYS, ("guideline", "title", "sources", "intended_use"))
    name = form.text("guideline")
    sources = form.list_of_words("sources")
    for source in sources:
        findings.mention("source", source.text, source.span)
    for group in form.items("groups"):
        _group(group, findings)
    limits = tuple(word.text for word in form.texts("known_limits"))
    title, use = form.text("title") or "", form.text("intended_use") or ""
    guideline = Guideline(name or "", title, tuple(source.text for source in sources), use, limits)
    return guideline if name is not None else None


def _group(node: Node, findings: Findings) -> None:
    keys = ("name", "among", "rules", "exclusive", "complete")
    form = Form(node, "a group of rules", findings, keys, ("name", "rules"))
    form.text("name")
    for rule in form.list_of_words("rules"):
        findings.mention("rule", rule.text, rule.span)
    if (among := form.node("among")) is not None:
        read_condition(among, findings)
    form.flag("exclusive")
    form.flag("complete")


def read_topic(node: Mapping, findings: Findings) -> Kept | None:
    """The topic in shape; None where it has no name."""
    form = Form(node, "a topic", findings, TOPIC_KEYS, ("topic", "title", "decides"))
    name = form.text("topic")
    form.text("title")
    for key in ("decides", "compare"):
        form.list_of_words(key)
    form.items("alternatives")
    form.map_entries("excludes")
    return Kept(name, node, form.value_span("topic")) if name is not None else None


def read_reading(node: Mapping, findings: Findings) -> Kept | None:
    """The reading in shape; None where it has no name."""
    form = Form(
        node, "a reading", findings, READING_KEYS, ("reading", "passage", "question", "chosen", "because", "decided")
    )
    name = form.text("reading")
    read_citations(form, "passage")
    for key in ("question", "chosen", "because", "status", "note"):
        form.text(key)
    for item in form.items("otherwise"):
        _change(item, findings, named=True)
    decided = form.node("decided")
    if decided is not None:
        inner = Form(decided, "'decided'", findings, ("by", "on"), ("by", "on"))
        inner.text("by")
        iso_day(inner, "on")
    excuses = form.list_of_words("excuses")
    for rule in excuses:
        findings.mention("rule", rule.text, rule.span)
    excused = tuple(rule.text for rule in excuses)
    return Kept(name, node, form.value_span("reading"), excused) if name is not None else None


def _change(node: Node, findings: Findings, *, named: bool) -> None:
    form = Form(node, "another reading", findings, OTHERWISE_KEYS, ("name",) if named else ())
    if not form.entries:
        return
    changed = [key for key in _CHANGED if form.has(key)]
    if len(changed) != 1:
        said = "another reading changes exactly one of: a rule, a definition, a score; or takes or adds a rule"
        findings.error("S216", said, form.span, _CHANGED)
    for key in ("when", "unless", "only_if", "even_if", "present"):
        if (condition := form.node(key)) is not None:
            read_condition(condition, findings)
    for key in ("rule", "without"):
        if changed == [key]:
            findings.mention("rule", form.text(key), form.value_span(key))
    if changed == ["definition"]:
        findings.mention("definition", form.text("definition"), form.value_span("definition"))
    if form.has("also"):
        for item in form.items("also"):
            _change(item, findings, named=False)
