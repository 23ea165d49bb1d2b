"""The lists of facts, rules and sources as pages: one thing, a line or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.language.base import KnowledgeBase
from whence.language.rule import Rule
from whence.language.source import Source
from whence.language.vocabulary import Fact
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed
from whence.render.prose import document
from whence.render.prose_advice import advice
from whence.render.prose_kinds import answers


def facts_page(found: Iterable[Fact]) -> Iterator[Entry]:
    """The questions by group, each with the answers it may have."""
    facts = list(found)
    group = None
    for fact in facts:
        if fact.group != group:
            group = fact.group
            yield Entry(group.upper().replace("-", " "), style="heading")
        yield from fact_entries(fact)
    yield BLANK
    yield Entry(f"{counted(len(facts), 'fact')}.", style="muted")


def fact_entries(fact: Fact) -> Iterator[Entry]:
    """One question."""
    yield Entry(fact.name, style="strong")
    yield Entry(fact.ask + (" (judged)" if fact.judged else ""), depth=1)
    yield Entry(answers(fact.answer), "answers", 1, style="muted")
    if fact.between:
        days = list(fact.between) if len(fact.between) > 1 else [*fact.between, "the day of the assessment"]
        yield Entry(f"reckoned between {listed(days, 'and')}, where given", depth=1, style="muted")
    if fact.note is not None:
        yield Entry(fact.note, "note", 1, style="muted")


def rules_page(found: Iterable[Rule], base: KnowledgeBase) -> Iterator[Entry]:
    """Each rule with its title and what it advises."""
    rules = list(found)
    for rule in rules:
        yield Entry(rule.id, style="strong")
        yield Entry(rule.title, depth=1, style="muted")
        yield Entry(advice(rule, base), depth=1)
    yield BLANK
    yield Entry(f"{counted(len(rules), 'rule')}.", style="muted")


def sources_page(found: Iterable[Source], base: KnowledgeBase) -> Iterator[Entry]:
    """Each document with its edition, what it is, and how much of it is encoded."""
    sources = list(found)
    for source in sources:
        yield from source_entries(source, base)
    yield BLANK
    yield Entry(f"{counted(len(sources), 'source')}.", style="muted")


def source_entries(source: Source, base: KnowledgeBase) -> Iterator[Entry]:
    """One document."""
    ledger = base.ledgers.get(source.id)
    rules = sum(1 for rule in base.rules.values() if rule.folder == source.folder)
    yield Entry(source.id, style="strong")
    yield Entry(document(source), depth=1)
    yield Entry("; ".join([source.trust, *(f"{what} {day}" for what, day in source.dates.items())]), depth=1)
    if source.rights is not None:
        yield Entry(source.rights, depth=1, style="muted")
    passages = counted(len(ledger.passages), "passage") if ledger is not None else "no ledger"
    yield Entry(f"{passages}, {counted(rules, 'rule')} in rules/{source.folder}/", depth=1, style="muted")
