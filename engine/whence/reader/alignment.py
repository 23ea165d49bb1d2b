"""The file of alignments: how the terms of the sources stand to each other. Whether it is so is not asked here."""

from __future__ import annotations

from whence.language.alignment import RELATIONS, Alignment
from whence.language.condition import Condition, Is, Within
from whence.reader.common import read_citations
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form
from whence.text.document import Mapping

KEYS = ("name", "term", "is", "other", "judged", "source", "because")
NEEDED = ("name", "term", "is", "other", "source", "because")


def read_alignments(node: Mapping, findings: Findings) -> tuple[Alignment, ...]:
    """Each alignment of the list that has a name, two terms and a relation, in the order written."""
    form = Form(node, "the list of alignments", findings, ("alignment",), ("alignment",))
    found: dict[str, Alignment] = {}
    for item in form.items("alignment"):
        one = Form(item, "an alignment", findings, KEYS, NEEDED)
        if not one.entries:
            continue
        name, relation = one.text("name"), one.choice("is", RELATIONS)
        term, other = _term(one, "term", findings), _term(one, "other", findings)
        source, judged = read_citations(one, "source"), one.choice("judged", ("yes",)) is not None
        because, place = one.text("because") or "", one.value_span("name")
        if one.has("source") and len(source) == 1:
            findings.error("S206", "an alignment cites a passage for each of its two terms", one.value_span("source"))
        if name in found:
            findings.error("N302", f"two alignments are called '{name}'", place)
        elif name is not None and relation is not None and term is not None and other is not None:
            found[name] = Alignment(name, term, relation, other, source, because, judged, place)
    return tuple(found.values())


def _term(form: Form, key: str, findings: Findings) -> Condition | None:
    node = form.node(key)
    condition = None if node is None else read_condition(node, findings)
    if condition is not None and node is not None and not isinstance(condition, Is | Within):
        findings.error("S206", "a term is one test of a fact or a definition", node.span)
        return None
    return condition
