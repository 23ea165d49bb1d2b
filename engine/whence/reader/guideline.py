"""The file of a topic folder: its subject, its sources, what it is meant for."""

from __future__ import annotations

from whence.language.base import Group, Guideline
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form
from whence.text.document import Mapping, Node
from whence.text.position import Span

GUIDELINE_KEYS = ("guideline", "title", "sources", "intended_use", "known_limits", "groups")


def read_guideline(node: Mapping, findings: Findings) -> Guideline | None:
    """The topic folder's own file; None where it has no name."""
    form = Form(node, "a guideline", findings, GUIDELINE_KEYS, ("guideline", "title", "sources", "intended_use"))
    name = form.text("guideline")
    sources = form.list_of_words("sources")
    for source in sources:
        findings.mention("source", source.text, source.span)
    groups = _groups(form, findings)
    limits = tuple(word.text for word in form.texts("known_limits"))
    title, use = form.text("title") or "", form.text("intended_use") or ""
    guideline = Guideline(name or "", title, tuple(source.text for source in sources), use, limits, groups)
    return guideline if name is not None else None


def _groups(form: Form, findings: Findings) -> tuple[Group, ...]:
    groups: dict[str, Group] = {}
    for node in form.items("groups"):
        group, place = _group(node, findings)
        if group.name in groups:
            findings.error("S213", f"the name '{group.name}' stands twice among the groups", place)
        groups.setdefault(group.name, group)
    return tuple(groups.values())


def _group(node: Node, findings: Findings) -> tuple[Group, Span]:
    keys = ("name", "among", "rules", "exclusive", "complete")
    form = Form(node, "a group of rules", findings, keys, ("name", "rules"))
    name = form.text("name") or ""
    rules = form.list_of_words("rules")
    for rule in rules:
        findings.mention("rule", rule.text, rule.span)
    written = form.node("among")
    among = None if written is None else read_condition(written, findings)
    exclusive, complete = form.flag("exclusive"), form.flag("complete")
    if not exclusive and not complete and isinstance(node, Mapping):
        said = "a group claims something of its rules: say 'exclusive: yes', 'complete: yes', or both"
        findings.error("S216", said, form.span, ("exclusive", "complete"))
    if exclusive and len(rules) == 1:
        said = "one rule alone cannot be exclusive: name at least two"
        findings.error("S206", said, form.value_span("rules"))
    group = Group(name, tuple(rule.text for rule in rules), among, exclusive, complete, form.value_span("name"))
    return group, form.value_span("name")
