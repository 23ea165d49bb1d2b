"""On which days rules are in force together. A rule stands only while the rule it refines and its terms do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from whence.analysis.touched import lineage, terms_of
from whence.language.base import KnowledgeBase
from whence.language.rule import InForce

#: A day for rules of which nothing prints any day: for them every day is as good.
_ANY_DAY = date(2000, 1, 1)


def together(base: KnowledgeBase, rules: Iterable[str]) -> InForce | None:
    """The days on which all the rules are in force; None where there is none."""
    line = {each for rule in rules for each in lineage(base, rule)}
    spans = [base.rules[name].in_force for name in line]
    spans += [base.definitions[name].in_force for name in terms_of(base, line) if name in base.definitions]
    start = max((span.start for span in spans if span.start is not None), default=None)
    until = min((span.until for span in spans if span.until is not None), default=None)
    return None if start is not None and until is not None and until <= start else InForce(start, until)


def always_beside(base: KnowledgeBase, rule: str, other: str) -> bool:
    """Whether the other is in force on every day on which the rule is."""
    return together(base, (rule,)) == together(base, (rule, other))


def day_of(span: InForce, preferred: date | None) -> date:
    """A day of the span: the one preferred where it belongs, else the first, else the last before the end."""
    if preferred is not None and span.on(preferred):
        return preferred
    if span.start is not None:
        return span.start
    return _ANY_DAY if span.until is None else span.until - timedelta(days=1)
