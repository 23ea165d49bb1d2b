"""The vocabulary files: facts, actions, purposes, events, details, impossible combinations."""

from __future__ import annotations

import re

from whence.language.vocabulary import Action, Code, Event, Fact, Impossible
from whence.reader.common import KEBAB, SNAKE, check_answer, check_name, iso_day
from whence.reader.conditions import JOINING, read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form, word_of
from whence.text.document import Mapping, Node, Scalar
from whence.text.suggest import nearest
from whence.values.answers import PRESENCE, AnswerKind, Count, Day, Duration, Number, Words

DETAIL_KINDS = ("route", "with", "for", "where", "about", "extent", "length", "label")
_FACT = ("also", "ask", "answer", "note", "between", "judged", "codes")
_KINDS = ("presence", "count", "date", "duration in days", "duration in months", "number in <unit>")
_NUMBER = re.compile(r"number in (\S+)")


def read_group(node: Mapping, findings: Findings) -> dict[str, tuple[Scalar, Fact | None]]:
    """The facts of one group file; None for a fact whose answers cannot be made out."""
    form = Form(node, "a group of facts", findings, ("group", "facts"), ("group", "facts"))
    group = form.text("group") or ""
    if group:
        check_name(group, KEBAB, "a group", form.value_span("group"), findings)
    facts: dict[str, tuple[Scalar, Fact | None]] = {}
    for key, value in form.map_entries("facts"):
        check_name(key.text, SNAKE, "a fact", key.span, findings)
        facts[key.text] = (key, _fact(key, value, group, findings))
    return facts


def _fact(key: Scalar, value: Node, group: str, findings: Findings) -> Fact | None:
    form = Form(value, "a fact", findings, _FACT, ("ask", "answer"))
    answer = form.node("answer")
    kind = None if answer is None else _kind(answer, findings)
    between = form.list_of_words("between")
    for day in between[:2]:
        findings.mention("date", day.text, day.span)
    if form.has("between") and kind is not None and not isinstance(kind, Duration):
        findings.error(
            "A412", "'between' computes a duration: this fact is answered otherwise", form.key_span("between")
        )
    if len(between) > 2:
        findings.error("A412", "'between' takes a first day and perhaps a last day", between[2].span)
    ask = form.text("ask") or ""
    judged = form.flag("judged")
    note = form.text("note")
    codes = tuple(_code(item, kind, findings) for item in form.items("codes"))
    also = tuple(word.text for word in form.texts("also"))
    if kind is None:
        return None
    return Fact(key.text, ask, kind, group, note, tuple(day.text for day in between), judged, codes, also, key.span)


def _kind(node: Node, findings: Findings) -> AnswerKind | None:
    if isinstance(node, Scalar):
        match node.text:
            case "presence":
                return Words(PRESENCE)
            case "count":
                return Count()
            case "date":
                return Day()
            case "duration in days" | "duration in months":
                return Duration(node.text.removeprefix("duration in "))
            case written:
                if (number := _NUMBER.fullmatch(written)) is not None:
                    return Number(number[1])
                said = f"'{written}' is no kind of answer" if written else "no kind of answer stands here"
                findings.error("A410", said, node.span, _KINDS, written)
                return None
    if isinstance(node, Mapping):
        findings.error(
            "A410", "answers are a list of words or a kind of answer, and here stands a map", node.span, _KINDS
        )
        return None
    words: dict[str, None] = {}
    for item in node.items:
        text = word_of(item, "answer", findings)
        if text is None:
            continue
        check_answer(text, item.span, findings)
        if text in words:
            findings.error("S213", f"'{text}' stands twice in this list", item.span)
        words[text] = None
    if len(node.items) < 2:
        findings.error("A410", "a question has at least two answers", node.span)
        return None
    return Words(tuple(words))


def _code(node: Node, kind: AnswerKind | None, findings: Findings) -> Code:
    form = Form(
        node, "a code", findings,
        ("system", "code", "label", "for", "checked", "status"), ("system", "code", "label", "checked"),
    )  # fmt: skip
    answer = form.text("for")
    if answer is not None and isinstance(kind, Words) and answer not in kind.answers:
        said = f"'{answer}' is not an answer to this fact"
        findings.error("A401", said, form.value_span("for"), kind.answers, answer)
    system, code, label = form.text("system") or "", form.text("code") or "", form.text("label") or ""
    return Code(
        system, code, label, iso_day(form, "checked"), answer, form.choice("status", ("confirmed", "candidate"))
    )


def read_actions(node: Mapping, findings: Findings) -> dict[str, tuple[Scalar, Action]]:
    """The actions by id."""
    form = Form(node, "the list of actions", findings, ("actions",), ("actions",))
    actions: dict[str, tuple[Scalar, Action]] = {}
    for key, value in form.map_entries("actions"):
        check_name(key.text, KEBAB, "an action", key.span, findings)
        one = Form(value, "an action", findings, ("name", "kind_of", "also", "done_when"), ("name",))
        wider = one.text("kind_of")
        findings.mention("action", wider, one.value_span("kind_of"))
        done = one.node("done_when")
        actions[key.text] = (
            key,
            Action(
                key.text,
                one.text("name") or "",
                wider,
                tuple(word.text for word in one.texts("also")),
                None if done is None else read_condition(done, findings),
                one.value_span("kind_of") if wider else key.span,
            ),
        )
    return actions


def read_purposes(node: Mapping, findings: Findings) -> dict[str, tuple[Scalar, str]]:
    """The purposes and their labels."""
    form = Form(node, "the list of purposes", findings, ("purposes",), ("purposes",))
    purposes = {}
    for key, value in form.map_entries("purposes"):
        check_name(key.text, KEBAB, "a purpose", key.span, findings)
        purposes[key.text] = key, word_of(value, key.text, findings) or ""
    return purposes


def read_events(node: Mapping, findings: Findings) -> dict[str, tuple[Scalar, Event]]:
    """The events by id."""
    form = Form(node, "the list of events", findings, ("events",), ("events",))
    events = {}
    for key, value in form.map_entries("events"):
        check_name(key.text, KEBAB, "an event", key.span, findings)
        one = Form(value, "an event", findings, ("name", "date", "also"), ("name",))
        day = one.text("date")
        findings.mention("date", day, one.value_span("date"))
        events[key.text] = key, Event(
            key.text, one.text("name") or "", day, tuple(word.text for word in one.texts("also")), key.span
        )
    return events


def read_detail_words(node: Mapping, findings: Findings) -> dict[str, tuple[str, ...]]:
    """The words each detail may use."""
    form = Form(node, "the list of details", findings, ("details",), ("details",))
    inner_node = form.node("details")
    if inner_node is None:
        return {}
    inner = Form(inner_node, "the list of details", findings, DETAIL_KINDS)
    return {kind: tuple(word.text for word in inner.texts(kind)) for kind in DETAIL_KINDS if inner.has(kind)}


def read_impossible(node: Mapping, findings: Findings) -> tuple[Impossible, ...]:
    """What cannot be true together; each line has a name, one condition and a reason."""
    form = Form(node, "the list of impossible combinations", findings, ("impossible",), ("impossible",))
    lines: dict[str, Impossible] = {}
    for item in form.items("impossible"):
        if not isinstance(item, Mapping):
            findings.error("S204", "each line is a map with 'name', a condition and 'because'", item.span)
            continue
        words = [key.text for key, _ in item.entries if _is_word_of(key.text, len(item.entries))]
        said = Mapping(tuple(entry for entry in item.entries if entry[0].text in words), item.span)
        rest = Mapping(tuple(entry for entry in item.entries if entry[0].text not in words), item.span)
        one = Form(said, "an impossible combination", findings, ("name", "because"), ("name", "because"))
        condition = read_condition(rest, findings)
        name = one.text("name")
        if name in lines:
            findings.error("N302", f"two lines are called '{name}'", one.value_span("name"))
        if name is not None and condition is not None:
            lines[name] = Impossible(name, condition, one.text("because") or "", one.value_span("name"))
    return tuple(lines.values())


def _is_word_of(key: str, entries: int) -> bool:
    """Whether an entry of an impossible combination is `name` or `because`, perhaps misspelt, and not its condition."""
    return key in _WORDS or (entries > len(_WORDS) and key not in JOINING and nearest(key, _WORDS) is not None)


_WORDS = ("name", "because")
