"""Exactly which patients get another answer: every turn that a rule takes for somebody, and that no others are taken.

An answer is, for each rule, how it ends and, where it comes to say something, what it advises and with which strength.
A turn is a region of patients: those for whom one rule ended in one way and now ends in another, or advises something
else. Every pair of ends of every rule is asked of the solver, of everybody however little of them is known, so what is
not told does not happen. A rule whose conditions, definitions and advice are all equal takes no turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from whence.analysis.touched import changed_names, lineage, terms_of, touched
from whence.assessment.verdict import Verdict
from whence.changes.beside import Beside
from whence.changes.pairs import Pair
from whence.changes.region import Turn
from whence.graph.leaves import facts_below
from whence.language.base import KnowledgeBase

#: A rule that ends so says nothing to the patient.
UNHEARD = (Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)


def turns(beside: Beside, pair: Pair, moved: frozenset[str]) -> Iterator[tuple[Turn, list[int]]]:
    """Every turn of a pair that somebody takes, with the literals of its region; those between final ends first.

    `moved` are the rules that may end otherwise by one state than by the other (`moved_rules`). Raises NotProved.
    """
    old, new = beside.bases
    advice = other_advice(pair, old, new)
    if pair.before == pair.after and pair.name not in moved and not advice:
        return
    before, after = beside.ends(0, pair.before), beside.ends(1, pair.after)
    if before == after and not advice:
        return
    for was, now in sorted(product(before, after), key=_waiting):
        heard = advice and now not in UNHEARD
        literals = [before[was], after[now]]
        if (was is not now or heard) and beside.can(*literals):
            ends = (None if pair.before is None else was, None if pair.after is None else now)
            yield Turn(pair, *ends, heard), literals


def _waiting(ends: tuple[Verdict, Verdict]) -> int:
    """How many of the ends may yet change when more is known."""
    return sum(1 for end in ends if end in (Verdict.OPEN, Verdict.APPLIES_UNLESS))


def moved_rules(old: KnowledgeBase, new: KnowledgeBase) -> frozenset[str]:
    """The rules of either state that may not end alike by both."""
    return frozenset(touched(old, new))


def other_advice(pair: Pair, old: KnowledgeBase, new: KnowledgeBase) -> bool:
    """Whether the two rules do not advise the same, or not with the same strength."""
    if pair.before is None or pair.after is None:
        return False
    was, now = old.rules[pair.before], new.rules[pair.after]
    if was.then != now.then:
        return True
    return old.source_of(was.folder).words[was.then.word] != new.source_of(now.folder).words[now.then.word]


def facts_of(pair: Pair, old: KnowledgeBase, new: KnowledgeBase) -> frozenset[str]:
    """The facts on which the ends of the two rules depend."""
    found: set[str] = set()
    for base, name in ((old, pair.before), (new, pair.after)):
        if name is not None:
            parts = base.expanded(base.rules[name])
            for part in (parts.when, parts.unless, parts.only_if):
                found |= facts_below(part, base) if part is not None else frozenset()
    return frozenset(found)


def responsible(pair: Pair, old: KnowledgeBase, new: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """The changed rules, definitions and scores on which the pair stands, as (kind, name)."""
    changed = changed_names(old, new)
    found: dict[tuple[str, str], None] = {}
    for base, name in ((new, pair.after), (old, pair.before)):
        if name is None:
            continue
        line = lineage(base, name)
        for each in (*line, *sorted(terms_of(base, line))):
            kind = "rule" if each in base.rules else "score" if each in base.scores else "definition"
            if each in changed or (pair.before != pair.after and each == name):
                found[kind, each] = None
    return tuple(found)
