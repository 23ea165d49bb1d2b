"""One thing of the knowledge as a page: a rule as a sentence with its citation; a fact, an action, a definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.definition import Definition
from whence.language.pathway import Pathway
from whence.language.rule import Rule
from whence.language.source import Citation, Source
from whence.language.vocabulary import Action, Fact
from whence.render.alignment_entries import alignment_entries
from whence.render.list_page import fact_entries, source_entries
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed
from whence.render.prose import citations, in_force, outline, rule_sentence, standing
from whence.render.prose_advice import HEDGES, not_stated, word_of
from whence.render.uses import Uses

Shown = Rule | Definition | Fact | Action | Pathway | Source


def show_page(shown: Shown, base: KnowledgeBase, uses: Uses) -> Iterator[Entry]:
    """The page of one thing; `uses` says what stands on it."""
    match shown:
        case Rule():
            yield from _rule(shown, base)
        case Definition():
            yield from _definition(shown, base)
            yield from alignment_entries((shown.name,), base)
        case Fact():
            yield from fact_entries(shown)
            for code in shown.codes:
                answer = f" for {code.answer}" if code.answer is not None else ""
                yield Entry(f"{code.system} {code.code}, {code.label}{answer} (checked {code.checked})", "code", 1)
            yield from alignment_entries((shown.name,), base)
        case Action():
            yield from _action(shown, base)
        case Pathway():
            yield from _pathway(shown, base)
        case Source():
            yield from source_entries(shown, base)
            yield from _source(shown)
    yield from _used_by(uses)


def _rule(rule: Rule, base: KnowledgeBase) -> Iterator[Entry]:
    word, source = word_of(rule, base), base.source_of(rule.folder)
    yield Entry(f"{rule.id}, version {rule.version}, {standing(rule.status, rule.reviews)}", style="heading")
    yield Entry(rule.title, depth=1, style="muted")
    yield BLANK
    yield Entry(rule_sentence(rule, base), depth=1)
    yield BLANK
    hedge = f", {HEDGES[word.hedge]}" if word.hedge in HEDGES else ""
    yield Entry(f"'{word.word.replace('-', ' ')}' is {word.direction}, {word.force}{hedge}", "strength", 1)
    if rule.refines is not None:
        expanded = base.expanded(rule)
        yield from _condition("all in all, when", expanded.when, base)
        if expanded.unless is not None:
            yield from _condition("all in all, unless", expanded.unless, base)
    if gaps := not_stated(rule):
        yield Entry(listed(gaps, "and"), "not stated", 1)
    yield from _printed(rule.source, base)
    for place in citations(rule.evidence, base):
        yield Entry(place, "evidence", 1)
    yield Entry(f"{source.trust}; {in_force(rule.in_force)}", "standing", 1)
    for added in rule.added_by_us:
        yield Entry(f"{added.what}: {added.because}", "ours", 1)
    if rule.derived_from is not None:
        yield Entry(rule.derived_from.rule or rule.derived_from.document or "", "copied", 1)
    if rule.replaces is not None:
        yield Entry(rule.replaces, "replaces", 1)


def _condition(label: str, condition: Condition, base: KnowledgeBase) -> Iterator[Entry]:
    yield Entry(f"{label}:", depth=1, style="muted")
    for depth, text in outline(condition, base):
        yield Entry(f"- {text}", depth=2 + depth)


def _printed(cited: Iterable[Citation], base: KnowledgeBase) -> Iterator[Entry]:
    for place in citations(tuple(cited), base):
        yield Entry(place, "source", 1)


def _definition(definition: Definition, base: KnowledgeBase) -> Iterator[Entry]:
    status = standing(definition.status, definition.reviews)
    yield Entry(f"{definition.name}, version {definition.version}, {status}", style="heading")
    yield Entry(definition.asks, depth=1)
    for answer, case in definition.cases.items():
        yield Entry(f"{answer}, when", depth=1, style="strong")
        for depth, text in outline(case, base):
            yield Entry(f"- {text}", depth=2 + depth)
    if definition.otherwise is not None:
        yield Entry(f"{definition.otherwise}, when none of that is so", depth=1, style="strong")
    if definition.open_list:
        yield Entry("The source gives examples; a judged fact stands for the rest.", depth=1, style="muted")
    if definition.because is not None:
        yield Entry(definition.because, "because", 1)
    yield from _printed(definition.source, base)
    yield Entry(in_force(definition.in_force), "standing", 1)


def _action(action: Action, base: KnowledgeBase) -> Iterator[Entry]:
    yield Entry(action.id, style="heading")
    yield Entry(action.name, depth=1)
    if action.also:
        yield Entry(listed(action.also, "and"), "also", 1)
    if action.kind_of is not None:
        yield Entry(action.kind_of, "kind of", 1)
    narrower = [each.id for each in base.vocabulary.actions.values() if each.kind_of == action.id]
    if narrower:
        yield Entry(listed(narrower, "and"), "narrower", 1)
    if action.done_when is not None:
        yield from _condition("already done when", action.done_when, base)


def _pathway(pathway: Pathway, base: KnowledgeBase) -> Iterator[Entry]:
    yield Entry(pathway.name, style="heading")
    yield Entry(pathway.title, depth=1)
    if pathway.enter is not None:
        yield from _condition("for people of whom", pathway.enter, base)
    yield Entry(f"{counted(len(pathway.steps), 'step')}; `whence chart {pathway.name}` draws it.", depth=1)
    yield from _printed(pathway.source, base)


def _source(source: Source) -> Iterator[Entry]:
    for place in source.places.values():
        yield Entry(f"{place.id}: {place.title} ({place.kind})", "place", 1)
    for word in source.words.values():
        hedge = f", {word.hedge}" if word.hedge is not None else ""
        grades = f", grades {listed(word.grades, 'and')}" if word.grades else ""
        yield Entry(f"{word.word.replace('-', ' ')}: {word.direction}, {word.force}{hedge}{grades}", "word", 1)
    for missing in source.missing:
        yield Entry(f"{missing.what}: {missing.because}", "missing", 1)


def _used_by(uses: Uses) -> Iterator[Entry]:
    for label, names in (
        ("rules", uses.rules),
        ("definitions", uses.definitions),
        ("charts", uses.pathways),
    ):
        if names:
            yield Entry(f"{listed(names, 'and')}", f"used in {label}", 1, style="muted")
