"""A source file and the ledger of its passages, as written."""

from __future__ import annotations

import re

from whence.language.source import (
    DIRECTIONS,
    FORCES,
    HEDGES,
    ROLES,
    TRUST,
    Ledger,
    Missing,
    Passage,
    Place,
    Source,
    Word,
)  # fmt: skip
from whence.reader.common import KEBAB, check_name
from whence.reader.conditions import read_condition
from whence.reader.details import DETAILS
from whence.reader.findings import Findings
from whence.reader.form import Form, word_of
from whence.text.document import Mapping, Node, Scalar, Sequence

KEYS = (
    "source", "folder", "title", "publisher", "edition", "dates", "trust", "rights", "population", "places", "words",
    "urgency", "missing", "note",
)  # fmt: skip
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_WORD = ("direction", "force", "hedge", "grades", "printed")
_PASSAGE = ("words", "digest", "role", "of", "says", "figures", "references", "because")
#: Which entries a role needs, and which other entries only it may have.
_NEEDS = {"evidence": ("says",), "duplicate": ("of",), "out of scope": ("because",)}
_ONLY = {"of": ("duplicate",), "says": ("evidence",), "figures": ("evidence",), "references": ("evidence",)}
_WHOLE = re.compile(r"[1-9][0-9]{0,8}")


def read_source(node: Mapping, findings: Findings) -> Source | None:
    """The source; None where it has no id."""
    needed = ("source", "folder", "title", "publisher", "edition", "dates", "trust", "places", "words")
    form = Form(node, "a source", findings, KEYS, needed)
    id_ = form.text("source")
    folder = form.text("folder")
    if folder is not None:
        check_name(folder, KEBAB, "a folder", form.value_span("folder"), findings)
    form.text("note")
    population = form.node("population")
    dates = {}
    for key, value in form.map_entries("dates"):
        dates[key.text] = word_of(value, key.text, findings) or ""
    places = {}
    for key, value in form.map_entries("places"):
        check_name(key.text, KEBAB, "a place", key.span, findings)
        one = Form(value, "a place", findings, ("title", "kind"), ("title", "kind"))
        places[key.text] = Place(key.text, one.text("title") or "", one.text("kind") or "")
    source = Source(
        id=id_ or "",
        folder=folder or "",
        title=form.text("title") or "",
        publisher=form.text("publisher") or "",
        edition=form.text("edition") or "",
        dates=dates,
        trust=form.choice("trust", TRUST) or "secondary",
        places=places,
        words={key.text: _word(key, value, findings) for key, value in form.map_entries("words")},
        urgency=tuple(word.text for word in form.list_of_words("urgency")),
        population=None if population is None else read_condition(population, findings),
        missing=tuple(_missing(item, findings) for item in form.items("missing")),
        rights=form.text("rights"),
        span=form.value_span("source"),
    )
    return source if id_ is not None else None


def _word(key: Scalar, value: Node, findings: Findings) -> Word:
    if key.text in DETAILS or key.text == "rather_than":
        said = f"'{key.text}' is the name of a detail and cannot be a word of strength"
        findings.error("R524", said, key.span)
    else:
        check_name(key.text, KEBAB, "a word of strength", key.span, findings)
    form = Form(value, "a word of strength", findings, _WORD, ("direction", "force"))
    direction = form.choice("direction", DIRECTIONS)
    force = form.choice("force", FORCES)
    if force == "unavailable" and direction in ("for", "against"):
        findings.error("S209", "a word of force 'unavailable' has the direction 'none'", form.value_span("direction"))
    grades = tuple(word.text for word in form.list_of_words("grades"))
    printed = tuple(word.text for word in form.list_of_words("printed"))
    return Word(key.text, direction or "for", force or "not stated", form.choice("hedge", HEDGES), grades, printed)


def _missing(node: Node, findings: Findings) -> Missing:
    keys = ("what", "after", "because", "topics")
    form = Form(node, "a missing part", findings, keys, ("what", "because"))
    after = form.text("after")
    findings.mention("passage", after, form.value_span("after"))
    words = form.list_of_words("topics")
    for word in words:
        findings.mention("topic", word.text, word.span)
    topics = tuple(word.text for word in words)
    return Missing(form.text("what") or "", form.text("because") or "", after, topics)


def read_ledger(node: Mapping, findings: Findings) -> Ledger | None:
    """The ledger; None where it does not say of which source."""
    form = Form(node, "a ledger", findings, ("ledger", "text", "passages"), ("ledger", "text", "passages"))
    source = form.text("ledger")
    findings.mention("source", source, form.value_span("ledger"))
    text_node = form.node("text")
    words, digest = 0, ""
    if text_node is not None:
        text = Form(text_node, "'text'", findings, ("words", "digest"), ("words", "digest"))
        words, digest = text.whole("words") or 0, _digest(text)
    passages = {}
    for key, value in form.map_entries("passages"):
        passages[key.text] = _passage(key, value, findings)
    return Ledger(source, words, digest, passages) if source is not None else None


def _passage(key: Scalar, value: Node, findings: Findings) -> Passage:
    form = Form(value, "a passage", findings, _PASSAGE, ("words", "digest", "role"))
    role = form.choice("role", ROLES)
    for needed in _NEEDS.get(role or "", ()):
        if not form.has(needed):
            findings.error("C806", f"a passage of role '{role}' needs '{needed}'", key.span)
    for name, roles in _ONLY.items():
        if role is not None and form.has(name) and role not in roles:
            said = f"'{name}' belongs to the role '{roles[0]}', and this passage has '{role}'"
            findings.error("C806", said, form.key_span(name))
    words = _ranges(form)
    of = form.text("of")
    figures = tuple(word.text for word in form.texts("figures"))
    references = tuple(word.text for word in form.texts("references"))
    says, because, digest = form.text("says"), form.text("because"), _digest(form)
    place = form.value_span("of") if of is not None else None
    return Passage(key.text, words, digest, role or ROLES[0], of, says, figures, references, because, key.span, place)


def _digest(form: Form) -> str:
    text = form.text("digest")
    if text is not None and not _DIGEST.fullmatch(text):
        form.findings.error("S215", "a digest is written 'sha256:' and 64 digits 0-9 a-f", form.value_span("digest"))
    return text or ""


def _ranges(form: Form) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    for item in form.items("words"):
        ends = item.items if isinstance(item, Sequence) else ()
        texts = [end.text for end in ends if isinstance(end, Scalar) and _WHOLE.fullmatch(end.text)]
        if len(ends) != 2 or len(texts) != 2:
            form.findings.error("S210", "a range of words is written [first, last]", item.span)
            continue
        first, last = int(texts[0]), int(texts[1])
        if last < first or (ranges and first <= ranges[-1][1]):
            form.findings.error("C803", "the ranges of a passage run forward and do not overlap", item.span)
            continue
        ranges.append((first, last))
    return tuple(ranges)
