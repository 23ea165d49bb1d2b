"""A pathway file: the steps of a flowchart as written. Whether they connect is not asked here."""

from __future__ import annotations

from whence.language.pathway import Apply, Ask, End, Fork, GoTo, Meet, Pathway, Step
from whence.reader.common import read_citations
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form, word_of
from whence.text.document import Mapping, Node, Scalar
from whence.text.suggest import nearest

KEYS = ("pathway", "title", "source", "enter", "start", "steps", "note")
ENDS = ("done", "silent")
#: What makes a step what it is, and what must stand beside it.
KINDS = {"ask": ("answers",), "apply": ("next",), "fork": ("next",), "meet": (), "go_to": (), "end": ()}
_BESIDE = ("answers", "next")


def read_pathway(node: Mapping, findings: Findings) -> Pathway | None:
    """The pathway; None where it has no name."""
    form = Form(node, "a pathway", findings, KEYS, ("pathway", "title", "source", "start", "steps"))
    enter = form.node("enter")
    name = form.text("pathway")
    start = form.text("start")
    findings.mention("step", start, form.value_span("start"))
    steps: dict[str, Step] = {}
    for key, value in form.map_entries("steps"):
        if (step := _step(key, value, findings)) is not None:
            steps[key.text] = step
    pathway = Pathway(
        name=name or "",
        title=form.text("title") or "",
        source=read_citations(form, "source"),
        start=start or "",
        steps=steps,
        enter=None if enter is None else read_condition(enter, findings),
        span=form.value_span("pathway"),
    )
    return pathway if name is not None else None


def _step(key: Scalar, value: Node, findings: Findings) -> Step | None:
    kinds = [kind for kind in KINDS if isinstance(value, Mapping) and value.get(kind) is not None]
    if isinstance(value, Mapping) and not kinds:
        for entry, _ in value.entries:
            if entry.text not in _BESIDE and nearest(entry.text, KINDS) is not None:
                findings.error("S202", f"'{entry.text}' is no part of a step", entry.span, tuple(KINDS), entry.text)
                return None
    if isinstance(value, Mapping) and len(kinds) != 1:
        said = f"the step '{key.text}' must be exactly one of: a question, a box, a fork, a meeting, a way on, an end"
        findings.error("S216", said, key.span, tuple(KINDS))
        return None
    kind = kinds[0] if kinds else "end"
    form = Form(value, f"the step '{key.text}'", findings, (kind, *KINDS[kind]), KINDS[kind])
    if not form.entries:
        return None
    following = form.text("next") or ""
    findings.mention("step", following or None, form.value_span("next"))
    match kind:
        case "ask":
            return _ask(key, form)
        case "apply":
            rules = form.texts("apply")
            for rule in rules:
                findings.mention("rule", rule.text, rule.span)
            return Apply(key.text, tuple(rule.text for rule in rules), following, key.span)
        case "fork":
            columns = form.list_of_words("fork")
            for column in columns:
                findings.mention("step", column.text, column.span)
            return Fork(key.text, tuple(column.text for column in columns), following, key.span)
        case "meet":
            met = form.text("meet") or ""
            findings.mention("step", met or None, form.value_span("meet"))
            return Meet(key.text, met, key.span)
        case "go_to":
            other = form.text("go_to") or ""
            findings.mention("pathway", other or None, form.value_span("go_to"))
            return GoTo(key.text, other, key.span)
        case _:
            return End(key.text, form.choice("end", ENDS) or "done", key.span)


def _ask(key: Scalar, form: Form) -> Step:
    answers = {}
    asked = form.text("ask") or ""
    for answer, target in form.map_entries("answers"):
        step = word_of(target, answer.text, form.findings)
        form.findings.mention("step", step, target.span)
        if asked:
            form.findings.mention(f"answer of {asked}", answer.text, answer.span)
        answers[answer.text] = step or ""
    return Ask(key.text, asked, answers, form.value_span("ask"))
