"""Conditions as written: `all`, `any`, `not`, and tests of a name. Whether the names exist is not asked here."""

from __future__ import annotations

import re

from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.reader.findings import Findings
from whence.reader.form import shape_of
from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.position import Span
from whence.text.suggest import nearest
from whence.values.known import Bound, Op
from whence.values.quantity import parse_quantity

BOUNDS = tuple(op.value for op in Op)
JOINING = ("all", "any", "not")
_NO_BLANK = re.compile(r"[a-z]\w*:\S")
_PATIENT_ONLY = ("one_of", "none_of")


def read_condition(node: Node, findings: Findings) -> Condition | None:
    """The condition a node stands for, or None where nothing of it can be used."""
    match node:
        case Scalar(text=text):
            said = f"'{text}' alone is no condition: write a fact, a colon and its answer"
            if _NO_BLANK.match(text):
                said = f"a blank is missing after the colon of '{text}'"
            findings.error("S204", said if text else "a condition is missing here", node.span)
            return None
        case Sequence():
            said = "several conditions stand here: say 'all:' or 'any:' above them"
            findings.error("S208", said, node.items[0].span if node.items else node.span, ("all", "any"))
            return None
        case Mapping(entries=()):
            findings.error("S205", "a condition is missing here", node.span)
            return None
        case Mapping(entries=entries):
            first = entries[0][0].text
            for key, _ in entries[1:]:
                said = f"'{key.text}' stands beside '{first}': put each under its own dash, below 'all:' or 'any:'"
                findings.error("S207", said, key.span, ("all", "any"))
            parts = [part for key, value in entries if (part := _entry(key, value, findings)) is not None]
            if len(parts) > 1:
                return All(tuple(parts), node.span)
            return parts[0] if parts else None


def _entry(key: Scalar, value: Node, findings: Findings) -> Condition | None:
    match key.text:
        case "all" | "any":
            return _branch(key, value, findings)
        case "not":
            part = read_condition(value, findings)
            return None if part is None else Not(part, key.span)
        case _:
            return _test(key, value, findings)


def _branch(key: Scalar, value: Node, findings: Findings) -> Condition | None:
    if not isinstance(value, Sequence):
        said = f"'{key.text}' takes a list: a dash before each condition, and here stands {shape_of(value)}"
        findings.error("S208", said, value.span if isinstance(value, Scalar) and value.text else key.span)
        return None
    if not value.items:
        findings.error("S206", f"the list under '{key.text}' is empty", value.span)
        return None
    parts = tuple(part for item in value.items if (part := read_condition(item, findings)) is not None)
    if not parts:
        return None
    return All(parts, key.span) if key.text == "all" else Any(parts, key.span)


def _test(key: Scalar, value: Node, findings: Findings) -> Condition | None:
    match value:
        case Scalar(text=text) if text.strip():
            return Is(key.text, (text,), key.span, (value.span,))
        case Scalar():
            findings.error("S205", f"no answer stands after '{key.text}'", value.span)
            return None
        case Sequence(items=items):
            if nearest(key.text, JOINING) is not None and any(isinstance(item, Mapping) for item in items):
                said = f"'{key.text}' is no word that joins conditions, and conditions stand below it"
                findings.error("S202", said, key.span, JOINING, key.text)
                return None
            return _one_of(key, value, findings)
        case Mapping(entries=entries):
            if nearest(key.text, ("not",)) is not None and _is_condition(entries):
                said = f"'{key.text}' is no word that joins conditions, and a condition stands below it"
                findings.error("S202", said, key.span, JOINING, key.text)
                return None
            return _bounded(key, value, findings)


def _is_condition(entries: tuple[tuple[Scalar, Node], ...]) -> bool:
    """Whether a map looks like a test and not like bounds: none of its names is a way to test a number."""
    return bool(entries) and all(nearest(key.text, (*BOUNDS, *_PATIENT_ONLY)) is None for key, _ in entries)


def _one_of(key: Scalar, value: Sequence, findings: Findings) -> Condition | None:
    words: dict[str, Span] = {}
    for item in value.items:
        if not isinstance(item, Scalar) or not item.text.strip():
            said = f"the list after '{key.text}' takes answers, and here stands {shape_of(item)}"
            findings.error("S204", said, item.span)
        elif item.text in words:
            findings.error("S213", f"'{item.text}' stands twice in this list", item.span)
        else:
            words[item.text] = item.span
    if not value.items:
        findings.error("S206", f"the list of answers after '{key.text}' is empty", value.span)
    return Is(key.text, tuple(words), key.span, tuple(words.values())) if words else None


def _bounded(key: Scalar, value: Mapping, findings: Findings) -> Condition | None:
    found = read_bounds(key.text, value, findings)
    return Within(key.text, tuple(b for b, _ in found), key.span, tuple(s for _, s in found)) if found else None


def read_bounds(name: str, value: Mapping, findings: Findings) -> list[tuple[Bound, Span]]:
    """The bounds written in a map, each with the place of its quantity."""
    bounds: list[tuple[Bound, Span]] = []
    if not value.entries:
        findings.error("S206", f"the map after '{name}' is empty", value.span)
    for key, item in value.entries:
        if key.text in _PATIENT_ONLY:
            said = f"'{key.text}' is for what is known of a patient: a condition lists the answers after '{name}:'"
            findings.error("A403", said, key.span, BOUNDS)
        elif key.text not in BOUNDS:
            findings.error("A403", f"'{key.text}' is no way to test '{name}'", key.span, BOUNDS, key.text)
        elif not isinstance(item, Scalar):
            said = f"'{key.text}' takes a number with its unit, and here stands {shape_of(item)}"
            findings.error("A408", said, item.span)
        elif (quantity := parse_quantity(item.text)) is None:
            said = f"'{item.text}' is no quantity: write a number, a blank and its unit"
            findings.error("A408", said, item.span)
        else:
            bounds.append((Bound(Op(key.text), quantity), item.span))
    return bounds
