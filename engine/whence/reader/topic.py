"""A topic file: what is decided there, what is compared, what excludes what. Which sources differ is not known here."""

from __future__ import annotations

from whence.language.topic import COMPARED, EXCLUDE_AS, Topic
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form, shape_of, word_of
from whence.text.document import Mapping, Node, Sequence

KEYS = ("topic", "title", "decides", "compare", "excludes", "alternatives", "past", "note")


def read_topic(node: Mapping, findings: Findings) -> Topic | None:
    """The topic; None where it has no name."""
    form = Form(node, "a topic", findings, KEYS, ("topic", "title", "decides", "compare"))
    name = form.text("topic")
    form.text("note")
    decides = form.list_of_words("decides")
    for word in decides:
        findings.mention("action or definition", word.text, word.span)
    compare = form.list_of_words("compare")
    for word in compare:
        if word.text not in COMPARED:
            said = f"'{word.text}' is nothing that can be compared"
            findings.error("R532", said, word.span, tuple(COMPARED), word.text)
    exclude_as, excludes = _excludes(form)
    past = form.node("past")
    topic = Topic(
        name=name or "",
        title=form.text("title") or "",
        decides=tuple(word.text for word in decides),
        compare=tuple(word.text for word in compare if word.text in COMPARED),
        exclude_as=exclude_as,
        excludes=excludes,
        alternatives=_alternatives(form),
        past=None if past is None else read_condition(past, findings),
        span=form.value_span("topic"),
    )
    return topic if name is not None else None


def _excludes(form: Form) -> tuple[str, tuple[tuple[str, str], ...]]:
    node = form.node("excludes")
    if node is None:
        return "any", ()
    inner = Form(node, "what excludes what", form.findings, ("as", "pairs"), ("as", "pairs"))
    how = inner.choice("as", EXCLUDE_AS) or "any"
    pairs = []
    for item in inner.items("pairs"):
        words = _words(item, "pairs", "action", form.findings)
        if len(words) == 2 and words[0] != words[1]:
            pairs.append((words[0], words[1]))
        elif words:
            form.findings.error("S206", "a pair is two different actions", item.span)
    return how, tuple(pairs)


def _alternatives(form: Form) -> tuple[tuple[str, ...], ...]:
    found = []
    for item in form.items("alternatives"):
        rules = _words(item, "alternatives", "rule", form.findings)
        if len(rules) == 1:
            form.findings.error("S206", "alternatives are at least two rules", item.span)
        found.append(rules)
    return tuple(found)


def _words(node: Node, name: str, kind: str, findings: Findings) -> tuple[str, ...]:
    if not isinstance(node, Sequence):
        findings.error("S204", f"'{name}' takes lists, and here stands {shape_of(node)}", node.span)
        return ()
    words: dict[str, None] = {}
    for item in node.items:
        word = word_of(item, name, findings)
        if word is None:
            continue
        if word in words:
            findings.error("S213", f"'{word}' stands twice in this list", item.span)
        words[word] = None
        findings.mention(kind, word, item.span)
    return tuple(words)
