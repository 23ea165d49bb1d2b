"""What stands after `then`: a word of strength over an action or a joint of actions, and details.

Which words are words of strength is the source's business; here the one entry that is no detail is taken for it.
"""

from __future__ import annotations

from whence.language.recommendation import JOINTS, NO_DETAILS, Advice, Do, Joint, Recommendation
from whence.reader.details import DETAILS, read_details
from whence.reader.findings import Findings
from whence.reader.form import Form, shape_of
from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.suggest import nearest

_NOT_A_WORD = (*DETAILS, "rather_than")
_DEEPEST = 2


def read_recommendation(node: Node, findings: Findings, key: str = "then") -> Recommendation | None:
    """The recommendation that stands after `key`; None where no word of strength can be made out."""
    if not isinstance(node, Mapping):
        findings.error("S204", f"'{key}' takes a map, and here stands {shape_of(node)}", node.span)
        return None
    word = _word_of_strength(node, findings)
    known = (*_NOT_A_WORD, word.text) if word is not None else _NOT_A_WORD
    ours = Mapping(tuple(entry for entry in node.entries if entry[0].text in known), node.span)
    form = Form(ours, "a recommendation", findings, known)
    details = read_details(form)
    rather_than = form.text("rather_than")
    findings.mention("action", rather_than, form.value_span("rather_than"))
    if word is None:
        return None
    value = node.get(word.text)
    advice = None if value is None else _advice(value, word.text, findings, 0)
    return Recommendation(word.text, advice, details, rather_than, span=word.span)


def _word_of_strength(node: Mapping, findings: Findings) -> Scalar | None:
    words = [key for key, _ in node.entries if key.text not in _NOT_A_WORD]
    if len(words) > 1:
        misspelt = [key for key in words if nearest(key.text, _NOT_A_WORD) is not None]
        for key in misspelt if len(misspelt) < len(words) else misspelt[1:]:
            findings.error("S202", f"'{key.text}' is no part of a recommendation", key.span, _NOT_A_WORD, key.text)
            words.remove(key)
    for key in words[1:]:
        said = f"'{words[0].text}' and '{key.text}' stand together: two strengths are two rules"
        findings.error("R503", said, key.span)
    if not words:
        span = node.entries[0][0].span if node.entries else node.span
        findings.error("R503", "no word of strength stands here: who says how firmly to do what?", span)
        return None
    return words[0]


def _advice(node: Node, name: str, findings: Findings, depth: int) -> Advice | None:
    match node:
        case Scalar(text=text) if text.strip():
            return Do(text, NO_DETAILS, node.span)
        case Scalar():
            findings.error("S205", f"no action stands after '{name}'", node.span)
            return None
        case Sequence():
            said = f"several actions stand after '{name}': say how they are joined"
            findings.error("S208", said, node.items[0].span if node.items else node.span, JOINTS)
            return None
        case Mapping(entries=()):
            findings.error("S205", f"no action stands after '{name}'", node.span)
            return None
        case Mapping(entries=entries):
            key, value = entries[0]
            for other, _ in entries[1:]:
                said = f"'{other.text}' stands beside '{key.text}': one action or one joint stands here"
                findings.error("S207", said, other.span, JOINTS)
            if key.text in JOINTS:
                return _joint(key, value, findings, depth + 1)
            if isinstance(value, Sequence):
                said = f"'{key.text}' does not say how the actions below it are joined"
                findings.error("S202", said, key.span, JOINTS, key.text)
                return None
            form = Form(value, f"'{key.text}'", findings, DETAILS)
            return Do(key.text, read_details(form), key.span)


def _joint(key: Scalar, value: Node, findings: Findings, depth: int) -> Advice | None:
    if depth > _DEEPEST:
        said = f"'{key.text}' is the third joint inside another: joints stand at most two deep"
        findings.error("R506", said, key.span)
        return None
    if not isinstance(value, Sequence):
        findings.error("S204", f"'{key.text}' takes a list of actions, and here stands {shape_of(value)}", value.span)
        return None
    if len(value.items) < 2:
        findings.error("S206", f"'{key.text}' joins at least two actions", key.span)
    parts = tuple(part for item in value.items if (part := _advice(item, key.text, findings, depth)) is not None)
    named: set[str] = set()
    for item in value.items:
        if isinstance(item, Scalar) and item.text in named:
            findings.error("S213", f"'{item.text}' stands twice in this list", item.span)
        named.add(item.text if isinstance(item, Scalar) else "")
    return Joint(key.text, parts, key.span) if parts else None
