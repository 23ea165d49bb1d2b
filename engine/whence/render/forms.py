"""New files as forms to fill in: every entry that is needed, empty, with what belongs there behind it.

Empty on purpose: `whence check` then names each place, and nothing that nobody wrote can pass for knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.graph.leaves import facts_below, leaves
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Within
from whence.language.definition import Definition
from whence.language.source import Source
from whence.language.vocabulary import Fact
from whence.render.phrases import bounded
from whence.values.answers import Count, Day, Duration, Number, Words


def rule_form(rule: str, source: Source) -> str:
    """A rule of `source`; its words of strength are named, and none is chosen."""
    by_way: dict[str, list[str]] = {}
    for word in source.words.values():
        by_way.setdefault(word.direction, []).append(word.word)
    words = [line for way, each in by_way.items() for line in _comment(f"words of strength ({way})", each)]
    places = _comment("places", (f"{place.id} ({place.title})" for place in source.places.values()))
    return _lines(
        f"rule: {rule}",
        "version: 1",
        _hint("title:", "our own words, as they are to stand in a box"),
        _hint("when:", "for whom: a fact and its answer, or all, any, not"),
        *words,
        _hint("then:", "a word of strength and an action, and the details that are printed"),
        *places,
        "source:",
        _hint(f"  - {source.id}:", "the passage that says it: its place and its number"),
        _hint("in_force: {from: }", "the first day, or: not printed"),
        "status: draft",
    )


def fact_form(name: str) -> str:
    """An entry of a group of facts, indented as it stands there."""
    return _lines(
        f"  {name}:",
        _hint("    ask:", "the question, as a clinician would put it"),
        _hint("    answer:", "[one, another], presence, count, date, duration in days, ..."),
    )


def vignettes_form(name: str, base: KnowledgeBase) -> str:
    """Cases for a rule, definition or score: one for each side of each fact, each exception and each unknown.

    Raises KeyError where there is nothing of that name.
    """
    parts = _parts(name, base)
    facts = list(dict.fromkeys(fact for part in parts for fact in _facts(part, base)))
    if name in base.scores:
        facts += [points.fact for points in base.scores[name].components if points.fact not in facts]
    known = [base.vocabulary.facts[fact] for fact in facts]
    cases = ["  - name:", _hint("    expect:", "of the patient above; read it from the passage, not from a run")]
    for fact in known:
        tested = (test for part in parts for test in leaves(part, base) if test.name == fact.name)
        bounds = [bounded(test.bounds) for test in tested if isinstance(test, Within)]
        for side in [f"{each}, {way}" for each in dict.fromkeys(bounds) for way in ("just met", "just missed")] or [""]:
            cases += ["  - name:", _hint(f"    but: {{{fact.name}: }}", side or _answers(fact)), "    expect:"]
        cases += ["  - name:", _hint(f"    without: [{fact.name}]", "nobody has asked"), "    expect:"]
    return _lines(
        f"vignettes: {name}",
        "patient:",
        _hint("  as_of:", "a day on which it is in force"),
        "  facts:",
        *(_hint(f"    {fact.name}:", f"{fact.ask} {_answers(fact)}") for fact in known),
        "cases:",
        *cases,
    )


def _parts(name: str, base: KnowledgeBase) -> list[Condition]:
    """The conditions of a rule after `refines`, or of a definition; a score has none."""
    if name in base.rules:
        expanded = base.expanded(base.rules[name])
        return [part for part in (expanded.when, expanded.unless, expanded.only_if) if part is not None]
    defined = base.defined[name]
    return list(defined.cases.values()) if isinstance(defined, Definition) else []


def _facts(condition: Condition, base: KnowledgeBase) -> Iterator[str]:
    """The facts below a condition in reading order; those of scores at the end."""
    below = facts_below(condition, base)
    read = dict.fromkeys(test.name for test in leaves(condition, base) if test.name in below)
    yield from read
    yield from sorted(below - set(read))


def _answers(fact: Fact) -> str:
    match fact.answer:
        case Words(answers=answers):
            return f"({', '.join(answers)})"
        case Count():
            return "(a whole number)"
        case Number(unit=unit):
            return f"(a number with its unit, {unit})"
        case Duration():
            return "(a duration with its unit)"
        case Day():
            return "(a day)"


def _hint(written: str, said: str) -> str:
    return f"{written}  # {said}"


def _comment(title: str, things: Iterable[str]) -> list[str]:
    """Names in comment lines of at most the width of a page."""
    lines, line = [], f"# {title}:"
    for thing in things:
        if len(line) + len(thing) > 116:
            lines.append(line)
            line = "#  "
        line += f" {thing},"
    return [*lines, line.removesuffix(",")]


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"
