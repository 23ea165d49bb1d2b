"""What a patient file expects of rules and of actions, as written."""

from __future__ import annotations

from whence.language.expectation import VERDICTS, Expectations, ExpectedActions, ExpectedVerdict
from whence.reader.findings import Findings
from whence.reader.form import Form, word_of
from whence.text.document import Mapping, Node, Scalar, Sequence

_SETS = ("certain", "possible", "excluded")


def read_expectations(form: Form) -> Expectations | None:
    """The expectations of the patient whose entries are in `form`; None where neither key is written.

    A rule stands before its verdict (`leaflet/rest: applies`), or rules stand in a list after theirs
    (`applies: [leaflet/rest]`).
    """
    if not form.has("expect") and not form.has("actions"):
        return None
    node = form.node("expect")
    verdicts: dict[str, ExpectedVerdict] = {}
    keys = [key.text for key, _ in node.entries] if isinstance(node, Mapping) else []
    inner = Form(node, "'expect'", form.findings, keys)
    for key, value in inner.entries.values():
        for rule, verdict in _verdicts(key, value, inner):
            if rule.text in verdicts:
                form.findings.error("V716", f"it is said twice how '{rule.text}' ends", rule.span)
            verdicts.setdefault(rule.text, ExpectedVerdict(verdict, rule.span))
    return Expectations(verdicts, _actions(form), form.key_span("expect"))


def _verdicts(key: Scalar, value: Node, form: Form) -> list[tuple[Scalar, str]]:
    findings = form.findings
    if key.text in VERDICTS or isinstance(value, Sequence):
        rules = form.texts(key.text)
        for rule in rules:
            findings.mention("rule", rule.text, rule.span)
        if key.text not in VERDICTS:
            findings.error("S209", f"'{key.text}' is no verdict", key.span, VERDICTS, key.text)
            return []
        return [(rule, key.text) for rule in rules]
    findings.mention("rule", key.text, key.span)
    verdict = word_of(value, key.text, findings)
    if verdict is not None and verdict not in VERDICTS:
        findings.error("S209", f"'{verdict}' is no verdict", value.span, VERDICTS, verdict)
    return [(key, verdict)] if verdict in VERDICTS else []


def _actions(form: Form) -> ExpectedActions | None:
    node = form.node("actions")
    if node is None:
        return None
    findings = form.findings
    actions = Form(node, "'actions'", findings, (*_SETS, "against"))
    against = Form(actions.node("against"), "'against'", findings, _SETS[:2])
    said = {name: _named(actions, name, findings) for name in _SETS}
    said_against = {name: _named(against, name, findings) for name in _SETS[:2]}
    _once(said, findings)
    _once(said_against, findings)
    return ExpectedActions(
        **{name: _texts(words) for name, words in said.items()},
        **{f"{name}_against": _texts(words) for name, words in said_against.items()},
        span=form.key_span("actions"),
    )


def _named(form: Form, name: str, findings: Findings) -> tuple[Scalar, ...]:
    words = form.texts(name)
    for word in words:
        findings.mention("action", word.text, word.span)
    return words


def _once(said: dict[str, tuple[Scalar, ...]], findings: Findings) -> None:
    """An action is certain, possible or excluded, and never two of them."""
    first: dict[str, str] = {}
    for name, words in said.items():
        for word in words:
            if first.setdefault(word.text, name) != name:
                told = f"'{word.text}' is expected to be {first[word.text]} and {name}"
                findings.error("V716", told, word.span)


def _texts(words: tuple[Scalar, ...]) -> tuple[str, ...]:
    return tuple(word.text for word in words)
