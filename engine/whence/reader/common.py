"""Entries that several kinds of file share: names, citations, days in force, status."""

from __future__ import annotations

import re

from whence.language.rule import STATUSES, InForce, Review
from whence.language.source import Citation
from whence.reader.findings import Findings
from whence.reader.form import Form, word_of
from whence.text.document import Mapping, Node, Scalar
from whence.text.position import Span
from whence.values.calendar import parse_day

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
RESERVED = frozenset({"all", "any", "not", "at_least", "more_than", "at_most", "less_than", "one_of", "none_of"})


def check_name(name: str, style: re.Pattern[str], what: str, span: Span, findings: Findings) -> bool:
    """Whether a name is written as names of its kind are; if not, that is noted."""
    if name in RESERVED:
        findings.error("N304", f"'{name}' is a word of the language and cannot be the name of {what}", span)
        return False
    if not style.fullmatch(name):
        form = "small letters, digits and '-'" if style is KEBAB else "small letters, digits and '_'"
        findings.error("N303", f"'{name}' cannot be the name of {what}: names are written in {form}", span)
        return False
    return True


def check_answer(answer: str, span: Span, findings: Findings) -> None:
    """Answers begin with a letter."""
    if not answer[:1].isalpha():
        findings.error("A402", f"the answer '{answer}' must begin with a letter, as in 'grade {answer}'", span)
    elif answer in RESERVED:
        findings.error("N304", f"'{answer}' is a word of the language and cannot be an answer", span)


def read_citations(form: Form, name: str) -> tuple[Citation, ...]:
    """A list of `<source>: <passage>`."""
    citations: dict[tuple[str, str], Citation] = {}
    for item in form.items(name):
        if not isinstance(item, Mapping) or len(item.entries) != 1:
            said = f"'{name}' lists passages, each written as 'source: passage'"
            form.findings.error("S204", said, item.span)
            continue
        key, value = item.entries[0]
        passage = word_of(value, key.text, form.findings)
        if passage is None:
            continue
        if (key.text, passage) in citations:
            form.findings.error("S213", f"'{passage}' stands twice in this list", value.span)
        citations.setdefault((key.text, passage), Citation(key.text, passage, value.span))
        form.findings.mention("source", key.text, key.span)
    return tuple(citations.values())


def read_in_force(form: Form) -> InForce:
    """`{from: day, until: day}`, or `not printed` for what prints no date."""
    node = form.node("in_force")
    if isinstance(node, Scalar) and node.text:
        if node.text != "not printed":
            form.findings.error("S211", "'in_force' takes {from: a day} or 'not printed'", node.span)
        return InForce()
    if node is None:
        return InForce()
    inner = Form(node, "in_force", form.findings, ("from", "until"), ("from",))
    start = None if _word(inner.node("from")) == "not printed" else inner.day("from")
    until = inner.day("until")
    if start is not None and until is not None and until <= start:
        said = f"it ends on {until}, which is not after {start}, the day it starts"
        form.findings.error("R513", said, inner.value_span("until"))
    return InForce(start, until)


def _word(node: Node | None) -> str | None:
    return node.text if isinstance(node, Scalar) else None


def read_status(form: Form) -> str:
    """draft, reviewed or retired."""
    return form.choice("status", STATUSES) or "draft"


def read_standing(form: Form) -> tuple[InForce, str, tuple[Review, ...]]:
    """When it holds, how far it has come, and who has looked at it; each must be what the others say it is."""
    in_force, status, reviews = read_in_force(form), read_status(form), _reviews(form)
    if status == "reviewed" and not form.has("reviews"):
        said = "it is 'reviewed', and nothing says by whom and when: 'reviews' is missing"
        form.findings.error("R551", said, form.value_span("status"))
    if status == "retired" and in_force.until is None:
        said = "it is 'retired', and 'in_force' does not say from which day on it no longer holds: 'until' is missing"
        form.findings.error("R552", said, form.value_span("status"))
    return in_force, status, reviews


def _reviews(form: Form) -> tuple[Review, ...]:
    reviews = []
    for item in form.items("reviews"):
        inner = Form(item, "a review", form.findings, ("by", "on", "note"), ("by", "on"))
        reviews.append(Review(inner.text("by") or "", iso_day(inner, "on"), inner.text("note")))
    return tuple(reviews)


def iso_day(form: Form, name: str) -> str:
    """A day kept as text; '' where it is missing or wrong."""
    text = form.text(name)
    if text is not None and parse_day(text) is None:
        form.day(name)
    return text or ""
