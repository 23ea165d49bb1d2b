"""The knowledge as English sentences: conditions, advice, whole rules and citations.

Deterministic, in our own words, and without any layout: how lines break is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.language.base import KnowledgeBase
from whence.language.rule import InForce, Review, Rule
from whence.language.source import Citation, Source
from whence.render.prose_advice import advice, what
from whence.render.prose_condition import condition, outline

__all__ = ["advice", "citation", "citations", "condition", "in_force", "outline", "rule_sentence", "standing", "what"]


def rule_sentence(rule: Rule, base: KnowledgeBase) -> str:
    """The whole rule as one sentence: whom it is for, what takes it back, what is advised.

    A rule that refines another names it instead of repeating its conditions.
    """
    opening = []
    if rule.refines is not None:
        opening.append(f"where {rule.refines} applies")
    if rule.when is not None:
        opening.append(f"when {condition(rule.when, base)}")
    sentence = " and ".join(opening) or "for everybody"
    if rule.unless is not None:
        sentence += f", unless {condition(rule.unless, base)}"
    if rule.only_if is not None:
        sentence += f", but only if {condition(rule.only_if, base)}"
    if rule.even_if is not None:
        sentence += f", even if {condition(rule.even_if, base)}"
    if rule.instead_of is not None:
        sentence += f", in place of {rule.instead_of}"
    return f"{sentence[0].upper()}{sentence[1:]}: {advice(rule, base)}."


def citation(cited: Citation, base: KnowledgeBase) -> str:
    """One place in print: `Publisher, title (edition), place title, passage place.12`."""
    return citations((cited,), base)[0]


def citations(cited: Sequence[Citation], base: KnowledgeBase) -> tuple[str, ...]:
    """The places in print, one line for each source, its passages by place, in the order in which they are cited."""
    sources: dict[str, dict[str, list[str]]] = {}
    for each in cited:
        places = sources.setdefault(each.source, {})
        places.setdefault(each.passage.rpartition(".")[0], []).append(each.passage)
    return tuple(_document(source, places, base) for source, places in sources.items())


def _document(source_id: str, places: Mapping[str, Sequence[str]], base: KnowledgeBase) -> str:
    source = base.sources.get(source_id)
    printed = []
    for place, passages in places.items():
        title = f"{source.places[place].title}, " if source is not None and place in source.places else ""
        printed.append(f"{title}{'passage' if len(passages) == 1 else 'passages'} {', '.join(passages)}")
    if source is None:
        return f"{source_id}, {'; '.join(printed)}"
    return f"{document(source)}, {'; '.join(printed)}"


def document(source: Source) -> str:
    """`The parish, Staying at home with a cold (second)`; where no edition is printed, that is said of the edition."""
    edition = "edition not printed" if source.edition == "not printed" else source.edition
    return f"{source.publisher}, {source.title}" + (f" ({edition})" if edition else "")


def in_force(given: InForce) -> str:
    """`in force from 2023-09-06`, `in force from 2020-01-01 until before 2023-09-06`, `undated`."""
    if given.start is None and given.until is None:
        return "undated, in force on every day"
    parts = ["in force"]
    if given.start is not None:
        parts.append(f"from {given.start}")
    if given.until is not None:
        parts.append(f"until before {given.until}")
    return " ".join(parts)


def standing(status: str, reviews: Sequence[Review]) -> str:
    """How far it has come: `draft`, `retired`, `reviewed by editor on 2026-11-20` (the last review in the list)."""
    if status != "reviewed" or not reviews:
        return status
    return f"reviewed by {reviews[-1].by} on {reviews[-1].on}"
