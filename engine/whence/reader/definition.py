"""A definition file and a score file, as written."""

from __future__ import annotations

import re

from whence.language.condition import Condition
from whence.language.definition import Definition, Points, Score
from whence.reader.common import check_answer, read_citations, read_standing
from whence.reader.conditions import read_bounds, read_condition
from whence.reader.findings import Findings
from whence.reader.form import Form, word_of
from whence.text.document import Mapping, Node
from whence.text.suggest import nearest
from whence.values.known import Bound

_SHARED = ("version", "asks", "source", "because", "in_force", "status", "reviews", "note")
DEFINITION_KEYS = ("definition", *_SHARED, "present", "cases", "otherwise", "list")
SCORE_KEYS = ("score", *_SHARED, "range", "points", "bands")
_NEEDED = ("version", "asks", "in_force", "status")
_POINTS = re.compile(r"(-?[0-9]{1,4})(?: to (-?[0-9]{1,4}))?")


def read_definition(node: Mapping, findings: Findings, folder: str) -> Definition | None:
    """The definition; `folder` is where its file stands. None where it has no name."""
    form = Form(node, "a definition", findings, DEFINITION_KEYS, ("definition", *_NEEDED))
    if form.has("present") and form.has("cases"):
        findings.error("S216", "'present' and 'cases' cannot stand together", form.key_span("cases"))
    elif not form.meant("present", "cases"):
        findings.error("S216", "a definition needs 'present' or 'cases'", form.span, ("present", "cases"))
    if form.has("present") and form.has("otherwise"):
        findings.error(
            "S216", "with 'present' the other answer is 'absent': leave out 'otherwise'", form.key_span("otherwise")
        )
    _cites(form)
    otherwise = form.text("otherwise")
    if otherwise is not None:
        check_answer(otherwise, form.value_span("otherwise"), findings)
    if form.has("present"):
        otherwise = "absent"
    cases = read_cases(form)
    name = form.text("definition")
    in_force, status, reviews = read_standing(form)
    definition = Definition(
        name=name or "",
        folder=folder,
        version=form.whole("version") or 0,
        asks=form.text("asks") or "",
        cases=cases,
        otherwise=otherwise,
        source=read_citations(form, "source"),
        in_force=in_force,
        status=status,
        reviews=reviews,
        because=form.text("because"),
        open_list=form.choice("list", ("open",)) == "open",
        note=form.text("note"),
        span=form.value_span("definition"),
    )
    return definition if name is not None else None


def read_score(node: Mapping, findings: Findings, folder: str) -> Score | None:
    """The score; None where it has no name."""
    form = Form(node, "a score", findings, SCORE_KEYS, ("score", *_NEEDED, "range", "points", "bands"))
    _cites(form)
    name = form.text("score")
    in_force, status, reviews = read_standing(form)
    score = Score(
        name=name or "",
        folder=folder,
        version=form.whole("version") or 0,
        asks=form.text("asks") or "",
        components=read_components(form),
        range=read_range(form),
        bands=read_bands(form),
        source=read_citations(form, "source"),
        in_force=in_force,
        status=status,
        reviews=reviews,
        note=form.text("note"),
        span=form.value_span("score"),
    )
    return score if name is not None else None


def _cites(form: Form) -> None:
    both = form.has("source") and form.has("because")
    if form.entries and (both or not form.meant("source", "because")):
        said = f"{form.what} needs 'source', or 'because' where it is bookkeeping only"
        form.findings.error("C811", said, form.span, ("source", "because"))


def read_cases(form: Form) -> dict[str, Condition]:
    """The answers of a definition with their conditions; `present:` is the one case 'present'."""
    cases: dict[str, Condition] = {}
    present = form.node("present")
    if present is not None and (condition := read_condition(present, form.findings)) is not None:
        cases["present"] = condition
    for key, value in form.map_entries("cases"):
        check_answer(key.text, key.span, form.findings)
        if (condition := read_condition(value, form.findings)) is not None:
            cases[key.text] = condition
    return cases


def read_range(form: Form) -> tuple[Bound, ...]:
    """The bounds under `range`; none where it is missing or wrong."""
    node = form.node("range")
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        form.findings.error("S204", "'range' takes bounds, as in {at_least: 0, at_most: 18}", node.span)
        return ()
    return tuple(bound for bound, _ in read_bounds("range", node, form.findings))


def read_bands(form: Form) -> dict[str, tuple[Bound, ...]]:
    """The bands of a score with their bounds."""
    bands: dict[str, tuple[Bound, ...]] = {}
    for key, value in form.map_entries("bands"):
        check_answer(key.text, key.span, form.findings)
        if isinstance(value, Mapping):
            bands[key.text] = tuple(bound for bound, _ in read_bounds(key.text, value, form.findings))
        else:
            form.findings.error("S204", f"the band '{key.text}' takes bounds, as in {{at_most: 6}}", value.span)
    return bands


def read_components(form: Form) -> tuple[Points, ...]:
    """The lines under `points`: the fact of each component and the points of its answers."""
    components = []
    for item in form.items("points"):
        fact = item.get("fact") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or fact is None:
            _no_fact(item, form.findings)
            continue
        name = word_of(fact, "fact", form.findings)
        points: dict[str, tuple[int, int]] = {}
        for key, value in item.entries:
            if key.text == "fact":
                continue
            text = word_of(value, key.text, form.findings) or ""
            if (match := _POINTS.fullmatch(text)) is None:
                form.findings.error("R523", f"'{text}' is no number of points: write 2, or 2 to 3", value.span)
                continue
            points[key.text] = (int(match[1]), int(match[2] or match[1]))
            if name is not None:
                form.findings.mention(f"answer of {name}", key.text, key.span)
        if name is not None:
            form.findings.mention("fact", name, fact.span)
            components.append(Points(name, points))
    return tuple(components)


def _no_fact(item: Node, findings: Findings) -> None:
    """A line of points that does not say of which fact: left out, or misspelt as the first word of the line."""
    first = item.entries[0][0] if isinstance(item, Mapping) and item.entries else None
    if first is not None and nearest(first.text, ("fact",)) is not None:
        findings.error("S202", f"'{first.text}' is no part of a line of points", first.span, ("fact",), first.text)
    else:
        findings.error("S203", "each line of 'points' needs 'fact'", item.span)
