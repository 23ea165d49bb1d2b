"""A rule file, as written."""

from __future__ import annotations

from whence.language.condition import Condition
from whence.language.recommendation import Recommendation
from whence.language.rule import AddedByUs, DerivedFrom, Rule
from whence.reader.common import read_citations, read_standing
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form
from whence.reader.recommendation import read_recommendation
from whence.text.document import Mapping, Node, Scalar

KEYS = (
    "rule", "version", "title", "refines", "when", "unless", "only_if", "even_if", "instead_of", "then", "source",
    "evidence", "derived_from", "added_by_us", "in_force", "replaces", "status", "reviews", "note",
)  # fmt: skip
NEEDED = ("rule", "version", "title", "then", "source", "in_force", "status")


def read_rule(node: Mapping, findings: Findings) -> Rule | None:
    """The rule; None where it has no name."""
    form = Form(node, "a rule", findings, KEYS, NEEDED)
    name = form.text("rule")
    if form.has("unless") and form.has("only_if"):
        said = "'unless' and 'only_if' cannot stand in one rule: an exception either takes back or forbids"
        findings.error("R501", said, form.key_span("only_if"))
    if not form.meant("when", "refines"):
        findings.error(
            "R520", "the rule does not say for whom it is: 'when' is missing", form.span, ("when", "refines")
        )
    links = {}
    for key in ("refines", "instead_of", "replaces"):
        links[key] = form.text(key)
        findings.mention("rule", links[key], form.value_span(key))
    then = form.node("then")
    recommendation = None if then is None else read_recommendation(then, findings)
    in_force, status, reviews = read_standing(form)
    rule = Rule(
        id=name or "",
        version=form.whole("version") or 0,
        title=form.text("title") or "",
        then=recommendation or Recommendation("", None),
        source=read_citations(form, "source"),
        in_force=in_force,
        status=status,
        when=_condition(form, "when"),
        unless=_condition(form, "unless"),
        only_if=_condition(form, "only_if"),
        even_if=_condition(form, "even_if"),
        refines=links["refines"],
        instead_of=links["instead_of"],
        evidence=read_citations(form, "evidence"),
        derived_from=_derived_from(form),
        added_by_us=_added(form),
        replaces=links["replaces"],
        reviews=reviews,
        note=form.text("note"),
        span=form.value_span("rule"),
    )
    return rule if name is not None else None


def _condition(form: Form, name: str) -> Condition | None:
    node = form.node(name)
    return None if node is None else read_condition(node, form.findings)


def _derived_from(form: Form) -> DerivedFrom | None:
    node: Node | None = form.node("derived_from")
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text:
        form.findings.mention("rule", node.text, node.span)
        return DerivedFrom(rule=node.text)
    inner = Form(node, "derived_from", form.findings, ("rule", "document", "held", "asserted_by"))
    rule = inner.text("rule")
    form.findings.mention("rule", rule, inner.value_span("rule"))
    if isinstance(node, Mapping) and inner.has("rule") == inner.has("document"):
        said = "'derived_from' names one of 'rule' and 'document'"
        form.findings.error("S216", said, inner.span, ("rule", "document"))
    held = inner.choice("held", ("yes", "no")) != "no"
    return DerivedFrom(rule, inner.text("document"), held, inner.choice("asserted_by", ("editor",)))


def _added(form: Form) -> tuple[AddedByUs, ...]:
    added = []
    for item in form.items("added_by_us"):
        inner = Form(item, "an addition", form.findings, ("what", "because"), ("what", "because"))
        added.append(AddedByUs(inner.text("what") or "", inner.text("because") or ""))
    return tuple(added)
