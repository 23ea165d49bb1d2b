"""The file of a topic folder: its subject, its sources, what it is meant for."""

from __future__ import annotations

from whence.language.base import Guideline
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form
from whence.text.document import Mapping, Node

GUIDELINE_KEYS = ("guideline", "title", "sources", "intended_use", "known_limits", "groups")


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
