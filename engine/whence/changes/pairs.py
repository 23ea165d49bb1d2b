"""Which rule of the one state answers to which of the other, and on which days.

A rule answers to the rule of its own name where both are in force, else to the one that replaces it, else to one that
is the same but for its name. What is in force changes only on the days printed in `in_force`, so one day of each
stretch between them stands for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from whence.assessment.in_force import InForceDays
from whence.language.base import KnowledgeBase
from whence.language.rule import InForce, Rule
from whence.values.struct import Struct

_ANY_DAY = date(2000, 1, 1)


class Pair(Struct, frozen=True):
    """A rule of the old state and the one of the new that answers to it; None where there is none in force."""

    before: str | None
    after: str | None

    @property
    def name(self) -> str:
        """The name to look for: the new one, where there is one."""
        return self.after or self.before or ""


class Pairs:
    """The pairs of two states on any day."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase) -> None:
        self._old, self._new = old, new
        self._days = (InForceDays(old), InForceDays(new))

    def on(self, day: date) -> frozenset[Pair]:
        """Every pair on `day`."""
        before, after = (days.rules(day) for days in self._days)
        found = {Pair(name, name) for name in before & after}
        gone, come = dict.fromkeys(sorted(before - after)), dict.fromkeys(sorted(after - before))
        for name in [*come]:
            replaced = self._new.rules[name].replaces
            if replaced in gone:
                found.add(Pair(replaced, name))
                del gone[replaced], come[name]
        twins = {_body(self._old, self._old.rules[name]): name for name in reversed(gone)}
        for name in [*come]:
            twin = twins.pop(_body(self._new, self._new.rules[name]), None)
            if twin is not None:
                found.add(Pair(twin, name))
                del gone[twin], come[name]
        found |= {Pair(name, None) for name in gone}
        return frozenset(found | {Pair(None, name) for name in come})

    def by_day(self, days: Iterable[InForce]) -> Mapping[Pair, tuple[InForce, ...]]:
        """The pairs of all the stretches of days, each with those on which it holds, joined where they meet."""
        found: dict[Pair, list[InForce]] = {}
        for stretch in days:
            for pair in self.on(a_day_of(stretch)):
                spans = found.setdefault(pair, [])
                if spans and spans[-1].until is not None and spans[-1].until == stretch.start:
                    spans[-1] = InForce(spans[-1].start, stretch.until)
                else:
                    spans.append(stretch)
        order = sorted(found, key=lambda pair: (pair.name, pair.before or ""))
        return {pair: tuple(found[pair]) for pair in order}


def stretches(*bases: KnowledgeBase) -> Iterator[InForce]:
    """The stretches of days within which nothing comes into force or ends, the first without a beginning."""
    spans = [rule.in_force for base in bases for rule in base.rules.values()]
    spans += [definition.in_force for base in bases for definition in base.definitions.values()]
    turns = sorted({day for span in spans for day in (span.start, span.until) if day is not None})
    ends: list[date | None] = [*turns, None]
    start: date | None = None
    for until in ends:
        yield InForce(start, until)
        start = until


def a_day_of(span: InForce) -> date:
    """The first day of a span, or the last of one that has no first."""
    if span.start is not None:
        return span.start
    return _ANY_DAY if span.until is None else span.until - timedelta(days=1)


def _body(base: KnowledgeBase, rule: Rule) -> object:
    """All that makes a rule but its name and its words."""
    parts = base.expanded(rule)
    return (rule.folder, parts.when, parts.unless, parts.only_if, repr(rule.then), rule.source)
