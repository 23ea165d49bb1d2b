"""The breaches of the laws of pathways as findings for the editor of the pathway, each with a patient who shows it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from whence.graph.laws import Breach, breaches
from whence.language.base import KnowledgeBase
from whence.language.pathway import Pathway
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span
from whence.values.answers import Duration, Number
from whence.values.known import Between, Known, OneOf
from whence.values.quantity import MINUTES_PER_DAY, Quantity


def pathway_findings(base: KnowledgeBase) -> list[Diagnostic]:
    """Every breach of the two laws in any pathway of the base.

    P621: the answers on a way to a box rule out a rule of that box. P622: a patient to whom a rule applies walks past
    it. P623, a warning: too many answers to try.
    """
    pathways = base.pathways.values()
    found = [_finding(base, pathway, breach) for pathway in pathways for breach in breaches(base, pathway)]
    return sorted(found, key=lambda finding: finding.sort_key)


def _finding(base: KnowledgeBase, pathway: Pathway, breach: Breach) -> Diagnostic:
    rule = base.rules[breach.rule]
    step = pathway.steps[breach.step]
    notes = () if rule.span is None else (Note("the rule", rule.span),)
    span = step.span or pathway.span or Span(f"pathway {pathway.name}", 1, 1, 1, 1)
    match breach.law:
        case "refuted":
            way = ", ".join(f"{name}: {' or '.join(answers)}" for name, answers in breach.route)
            by = f" by {way}" if way else ""
            said = f"nobody who comes to '{step.id}'{by} can have the rule '{rule.id}' apply"
            return Diagnostic("P621", said, span, notes=notes)
        case "missed":
            who = answers_in_words(base, breach.witness or {})
            said = f"the rule '{rule.id}' applies to a patient who enters and walks past its box: {who}"
            return Diagnostic("P622", said, span, notes=notes)
        case _:
            said = f"whether everybody who needs the rule '{rule.id}' comes to it could not be decided: {breach.why}"
            return Diagnostic("P623", said, span, notes=notes, severity="warning")


def answers_in_words(base: KnowledgeBase, known: Mapping[str, Known]) -> str:
    """What is known of a patient as an editor would write it: `fever: present, age: 18 years`."""
    facts = [name for name in base.vocabulary.facts if name in known]
    return ", ".join(f"{name}: {_answer(base, name, known[name])}" for name in facts)


def _answer(base: KnowledgeBase, name: str, known: Known) -> str:
    match known:
        case OneOf(answers=answers):
            return " or ".join(sorted(answers))
        case Between(low=low) if low is not None:
            return str(_quantity(base, name, low))
        case _:
            return "partly known"


def _quantity(base: KnowledgeBase, name: str, value: Decimal) -> Quantity:
    match base.vocabulary.facts[name].answer:
        case Duration(family="months"):
            return Quantity(value, "months")
        case Duration() if value % MINUTES_PER_DAY == 0:
            return Quantity(value / MINUTES_PER_DAY, "days")
        case Duration():
            return Quantity(value, "minutes")
        case Number(unit=unit):
            return Quantity(value, unit)
        case _:
            return Quantity(value)
