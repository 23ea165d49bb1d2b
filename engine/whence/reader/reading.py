"""A reading file: one ambiguity and, for each other reading, the changes it makes, as written.

Whether the rules and passages exist, and whether the changes can be run, is not asked here.
"""

from __future__ import annotations

from whence.language.condition import Condition
from whence.language.reading import (
    Adds,
    Alternative,
    Change,
    DefinitionChange,
    Reading,
    RuleChange,
    ScoreChange,
    Without,
)
from whence.reader.common import KEBAB, check_answer, check_name, iso_day, read_citations, read_status
from whence.reader.conditions import read_condition
from whence.reader.definition import read_bands, read_cases, read_components, read_range
from whence.reader.findings import Findings, Mention
from whence.reader.form import Form, shape_of
from whence.reader.recommendation import read_recommendation
from whence.reader.rule import read_rule
from whence.text.document import Mapping, Node
from whence.text.position import Span
from whence.values.struct import Struct

KEYS = (
    "reading", "passage", "question", "chosen", "because", "otherwise", "decided", "excuses", "status", "note",
)  # fmt: skip
NEEDED = ("reading", "passage", "question", "chosen", "because", "decided")
#: What may be changed, and the entries that say how.
PARTS = {
    "rule": ("when", "unless", "only_if", "then"),
    "definition": ("present", "cases", "otherwise"),
    "score": ("points", "range", "bands"),
    "without": (),
    "adds": (),
}
_EVERY = ("name", *PARTS, *(part for parts in PARTS.values() for part in parts), "also")


class Written(Struct, frozen=True):
    """Where a change stands, and what it mentions of other files."""

    span: Span
    mentions: tuple[Mention, ...]


class ReadReading(Struct, frozen=True):
    """A reading as written. `written[i][j]` belongs to change j of the other reading i."""

    reading: Reading
    written: tuple[tuple[Written, ...], ...]


def read_reading(node: Mapping, findings: Findings) -> ReadReading | None:
    """The reading; None where it has no name."""
    form = Form(node, "a reading", findings, KEYS, NEEDED)
    name = form.text("reading")
    form.text("note")
    read_status(form)
    otherwise, written = _otherwise(form)
    added = {change.rule.id for other in otherwise for change in other.changes if isinstance(change, Adds)}
    excuses = form.list_of_words("excuses")
    for rule in excuses:
        if rule.text not in added:
            findings.mention("rule", rule.text, rule.span)
    reading = Reading(
        name=name or "",
        passages=read_citations(form, "passage"),
        question=form.text("question") or "",
        chosen=form.text("chosen") or "",
        because=form.text("because") or "",
        decided=_decided(form),
        otherwise=otherwise,
        excuses=tuple(rule.text for rule in excuses),
        span=form.value_span("reading"),
    )
    return ReadReading(reading, written) if name is not None else None


def _decided(form: Form) -> tuple[str, str]:
    node = form.node("decided")
    if node is None:
        return ("", "")
    inner = Form(node, "'decided'", form.findings, ("by", "on"), ("by", "on"))
    return (inner.text("by") or "", iso_day(inner, "on"))


def _otherwise(form: Form) -> tuple[tuple[Alternative, ...], tuple[tuple[Written, ...], ...]]:
    alternatives: list[Alternative] = []
    written: list[tuple[Written, ...]] = []
    for item in form.items("otherwise"):
        changes = _changes(item, form.findings, named=True)
        node = item.get("name") if isinstance(item, Mapping) else None
        name = getattr(node, "text", "")
        if node is not None and any(name == other.name for other in alternatives):
            form.findings.error("S213", f"two other readings are called '{name}'", node.span)
        alternatives.append(Alternative(name, tuple(change for change, _ in changes)))
        written.append(tuple(where for _, where in changes))
    return tuple(alternatives), tuple(written)


def _changes(node: Node, findings: Findings, *, named: bool) -> list[tuple[Change, Written]]:
    """The change an entry makes and, after it, those under its `also`."""
    form = Form(node, "another reading", findings, _EVERY, ("name",) if named else ())
    if not form.entries:
        return []
    if named:
        form.text("name")
    elif form.has("name"):
        said = "'name' stands with the first change; what stands under 'also' belongs to it"
        findings.error("S216", said, form.key_span("name"))
    kinds = [kind for kind in PARTS if form.has(kind)]
    found: list[tuple[Change, Written]] = []
    if not kinds and form.meant(*PARTS):
        return []
    if len(kinds) != 1:
        said = "another reading changes exactly one of: a rule, a definition, a score; or takes or adds a rule"
        findings.error("S216", said, form.span, tuple(PARTS))
    elif _parts_fit(form, kinds[0]):
        form.findings = Findings(findings.diagnostics)  # so that this change's mentions stay apart
        before = len(findings.diagnostics)
        change = _change(kinds[0], form)
        unread = kinds[0] in ("definition", "score") and len(findings.diagnostics) > before
        if change is not None and not unread:  # half of the cases or points would be taken for what is meant
            found.append((change, Written(form.key_span(kinds[0]), tuple(form.findings.mentions))))
    for item in form.items("also"):
        found += _changes(item, findings, named=False)
    return found


def _parts_fit(form: Form, kind: str) -> bool:
    """Whether the entries beside `kind` are those that it takes, one at least where it takes any."""
    others = [part for other, parts in PARTS.items() if other != kind for part in parts if form.has(part)]
    for part in others:
        said = f"'{part}' does not belong to a change of kind '{kind}'"
        form.findings.error("S216", said, form.key_span(part), PARTS[kind])
    if PARTS[kind] and not others and not form.meant(*PARTS[kind]):
        said = "this other reading changes nothing: it does not say what would be different"
        form.findings.error("R541", said, form.key_span(kind), PARTS[kind])
    return not others


def _change(kind: str, form: Form) -> Change | None:
    if kind == "adds":
        return _added(form.node("adds"), form.findings)
    name = form.text(kind)
    if name is None:
        return None
    what = {"without": "rule"}.get(kind, kind)
    form.findings.mention(what, name, form.value_span(kind))
    match kind:
        case "rule":
            then = form.node("then")
            return RuleChange(
                name,
                when=_condition(form, "when"),
                unless=_condition(form, "unless"),
                only_if=_condition(form, "only_if"),
                then=None if then is None else read_recommendation(then, form.findings),
            )
        case "definition":
            return _definition(name, form)
        case "score":
            return ScoreChange(
                name,
                components=read_components(form),
                range=read_range(form) if form.has("range") else None,
                bands=read_bands(form) if form.has("bands") else None,
            )
    return Without(name)


def _definition(name: str, form: Form) -> DefinitionChange:
    for other in ("cases", "otherwise"):
        if form.has("present") and form.has(other):
            form.findings.error("S216", f"'present' and '{other}' cannot stand together", form.key_span(other))
    cases = read_cases(form)
    otherwise = form.text("otherwise")
    if otherwise is not None:
        check_answer(otherwise, form.value_span("otherwise"), form.findings)
    return DefinitionChange(name, cases or None, "absent" if form.has("present") else otherwise)


def _added(node: Node | None, own: Findings) -> Adds | None:
    if not isinstance(node, Mapping):
        if node is not None:
            own.error("S204", f"'adds' takes a whole rule, and here stands {shape_of(node)}", node.span)
        return None
    rule = read_rule(node, own)
    if rule is None:
        return None
    if rule.span is not None:
        check_name(rule.id.rpartition("/")[2], KEBAB, "a rule", rule.span, own)
    return Adds(rule)


def _condition(form: Form, name: str) -> Condition | None:
    node = form.node(name)
    return None if node is None else read_condition(node, form.findings)
