"""A patient file and a vignette file, as written."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from datetime import date

from whence.language.patient import Case, Given, Patient, Vignettes
from whence.language.topic import WAYS
from whence.reader.conditions import BOUNDS
from whence.reader.expectations import read_expectations
from whence.reader.findings import Findings
from whence.reader.form import Form, shape_of, word_of
from whence.reader.recommendation import read_recommendation
from whence.text.document import Mapping, Node, Scalar
from whence.text.position import Span
from whence.values.calendar import parse_day
from whence.values.known import Bound, Op
from whence.values.quantity import parse_quantity
from whence.values.struct import replace

PATIENT_KEYS = ("patient", "as_of", "facts", "title", "note", "expect", "actions")
VIGNETTE_KEYS = ("vignettes", "says", "patient", "cases")
CASE_KEYS = ("name", "but", "without", "as_of", "expect", "find_out", "between", "in", "how_sure", "under")
PARTIAL = (*BOUNDS, "one_of", "none_of")


def read_patient(node: Mapping, findings: Findings) -> Patient | None:
    """The patient; None where it has no name."""
    form = Form(node, "a patient", findings, PATIENT_KEYS, ("patient", "facts"))
    name = form.text("patient")
    patient = Patient(
        name=name or "",
        facts=_facts(form, "facts") if _is_written(form.node("facts")) else {},
        as_of=form.day("as_of"),
        title=form.text("title"),
        note=form.text("note"),
        expected=read_expectations(form),
        span=form.value_span("patient"),
    )
    return patient if name is not None else None


def read_vignettes(node: Mapping, findings: Findings) -> Vignettes | None:
    """The cases of one knowledge file; None where it is not said of which."""
    form = Form(node, "a vignette file", findings, VIGNETTE_KEYS, ("vignettes", "patient", "cases"))
    about = form.text("vignettes")
    patient = form.node("patient")
    base = Form(patient, "the patient of vignettes", findings, ("as_of", "facts", "title", "note"), ("as_of",))
    facts = _facts(base, "facts") if base.has("facts") and _is_written(base.node("facts")) else {}
    name, span = about or "", form.value_span("vignettes")
    read = Patient(name, facts, base.day("as_of"), base.text("title"), base.text("note"), base.span)
    cases: dict[str, Case] = {}
    for item in form.items("cases"):
        case = _case(item, findings)
        if case is not None and case.name in cases and case.span is not None:
            findings.error("V713", f"two cases are called '{case.name}'", case.span)
        elif case is not None:
            cases[case.name] = case
    said = form.node("says")
    says = None if said is None else read_recommendation(said, findings, "says")
    return Vignettes(about, read, tuple(cases.values()), says, span) if about is not None else None


def _is_written(node: Node | None) -> bool:
    """A patient of whom nothing is known is written `facts: {}`."""
    return not (isinstance(node, Mapping) and not node.entries)


def _case(node: Node, findings: Findings) -> Case | None:
    before = len(findings.diagnostics)
    form = Form(node, "a case", findings, CASE_KEYS, ("name", "expect"))
    name = form.text("name")
    between = form.list_of_words("between")
    for word in between:
        findings.mention("source", word.text, word.span)
    if len(between) > 2:
        findings.error("S206", "'between' names one or two sources", between[2].span)
    ways = form.texts("in")
    for word in ways:
        if word.text not in WAYS:
            findings.error("S209", f"sources do not differ in '{word.text}'", word.span, WAYS, word.text)
    without, find_out = form.texts("without"), None
    if form.has("find_out"):
        find_out = form.texts("find_out", may_be_empty=True)
    for word in without:
        findings.mention("given fact", word.text, word.span)
    for word in find_out or ():
        findings.mention("fact", word.text, word.span)
    under = form.text("under")
    findings.mention("other reading", under, form.value_span("under"))
    expect = form.text("expect")
    findings.mention("expectation", expect, form.value_span("expect"))
    case = Case(
        name=name or "",
        expect=expect or "",
        but=_facts(form, "but"),
        without=tuple(word.text for word in without),
        as_of=form.day("as_of"),
        find_out=None if find_out is None else tuple(word.text for word in find_out),
        under=under,
        between=tuple(word.text for word in between),
        ways=tuple(word.text for word in ways),
        how_sure=form.choice("how_sure", ("live", "possible")),
        span=form.value_span("name"),
    )
    if name is None:
        return None
    return case if len(findings.diagnostics) == before else replace(case, whole=False)


def _facts(form: Form, name: str) -> MappingOf[str, Given]:
    facts = {}
    for key, value in form.map_entries(name):
        if (given := read_given(key, value, form.findings)) is not None:
            facts[key.text] = given
    return facts


def read_given(key: Scalar, value: Node, findings: Findings) -> Given | None:
    """What is said of one fact; None where nothing of it can be used."""
    if not isinstance(value, Mapping):
        if not isinstance(value, Scalar):
            said = f"a person has one answer to '{key.text}': several that remain possible are {{one_of: [...]}}"
            findings.error("A411", said, value.span)
            return None
        text = word_of(value, key.text, findings)
        return None if text is None else Given(key.text, text, span=value.span, spans=(value.span,), name_span=key.span)
    form = Form(value, "what is known of an answer", findings, PARTIAL)
    kinds = {"bounds" if entry in BOUNDS else entry for entry in form.entries}
    if len(kinds) > 1:
        findings.error("A411", "bounds, 'one_of' and 'none_of' cannot stand together", value.span)
        return None
    if not kinds:
        if not value.entries:
            findings.error("S206", f"the map after '{key.text}' is empty", value.span)
        return None
    kind = kinds.pop()
    if kind == "bounds":
        return _bounded(key, value, findings)
    words = form.list_of_words(kind)
    texts, spans = tuple(word.text for word in words), tuple(word.span for word in words)
    if not words:
        return None
    if kind == "one_of":
        return Given(key.text, one_of=texts, span=value.span, spans=spans, name_span=key.span)
    return Given(key.text, none_of=texts, span=value.span, spans=spans, name_span=key.span)


def _bounded(key: Scalar, value: Mapping, findings: Findings) -> Given | None:
    bounds: list[Bound] = []
    days: list[tuple[str, date]] = []
    spans: list[Span] = []
    for op, item in value.entries:
        text = item.text if isinstance(item, Scalar) else ""
        if op.text not in BOUNDS:
            continue
        if not text:
            said = f"'{op.text}' takes a number with its unit, or a day, and here stands {shape_of(item)}"
            findings.error("A408", said, item.span)
        elif (day := parse_day(text)) is not None:
            days.append((op.text, day))
            spans.append(item.span)
        elif (quantity := parse_quantity(text)) is not None:
            bounds.append(Bound(Op(op.text), quantity))
            spans.append(item.span)
        else:
            said = f"'{text}' is neither a quantity such as '2 weeks' nor a day such as 2026-01-31"
            findings.error("A408", said, item.span)
    if bounds and days:
        findings.error("A411", "a day and a quantity cannot bound the same answer", value.span)
        return None
    if not bounds and not days:
        return None
    return Given(
        key.text, bounds=tuple(bounds), day_bounds=tuple(days), span=value.span, spans=tuple(spans), name_span=key.span
    )
