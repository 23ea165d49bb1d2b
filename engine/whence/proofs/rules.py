"""Rules: somebody can meet them, and their exceptions and details mean what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.analysis.scope import error
from whence.assessment.verdict import Verdict
from whence.graph.leaves import facts_below
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Condition, Not, both
from whence.language.recommendation import all_details
from whence.language.rule import Rule
from whence.proofs.everybody import Answers, Everybody
from whence.proofs.verdicts import differ, end_of, verdicts
from whence.proofs.words import in_words
from whence.text.diagnostic import Diagnostic


def rule_findings(rule: Rule, everybody: Everybody) -> Iterator[Diagnostic]:
    """R518, R522, R526, R527, R531 of one rule. Raises NotProved."""
    base = everybody.base
    expanded = base.expanded(rule)
    when = expanded.when
    if not everybody.anyone(when):
        yield error("R531", "nobody can meet this condition", (rule.when or when).span or rule.span)
        return
    offered = when if expanded.unless is None else All((when, Not(expanded.unless)))
    if expanded.unless is not None and not everybody.anyone(offered):
        yield error("R531", "the exception takes the rule back for everybody", expanded.unless.span or rule.span)
    yield from _even_if(rule, everybody)
    for details in all_details(rule.then):
        if details.until is not None and (person := everybody.someone(offered, details.until)) is not None:
            said = f"'until' and 'when' are both true of somebody: {in_words(base, person)}"
            yield error("R526", said, details.until.span or rule.span)
        if details.while_ is not None and (person := everybody.someone(when, Not(details.while_))) is not None:
            said = f"'when' is true of somebody of whom 'while' is not: {in_words(base, person)}"
            yield error("R527", said, details.while_.span or rule.span)
    if rule.instead_of is not None:
        yield from _instead_of(rule, base.rules[rule.instead_of], everybody)


def _instead_of(rule: Rule, other: Rule, everybody: Everybody) -> Iterator[Diagnostic]:
    """It applies only where the other is withdrawn."""
    ours, theirs = everybody.base.expanded(rule), everybody.base.expanded(other)
    withdrawn = both(theirs.when, theirs.unless)
    if withdrawn is None or theirs.unless is None:  # said where the names are checked
        return
    applies: list[Condition] = [ours.when]
    applies += [Not(ours.unless)] if ours.unless is not None else []
    applies += [ours.only_if] if ours.only_if is not None else []
    if (person := everybody.someone(*applies, Not(withdrawn))) is not None:
        who = in_words(everybody.base, person)
        yield error("R518", f"it applies to somebody for whom '{other.id}' is not withdrawn: {who}", rule.span)


def _even_if(rule: Rule, everybody: Everybody) -> Iterator[Diagnostic]:
    """The verdict is the same whatever the facts of `even_if`, all else being equal."""
    if rule.even_if is None:
        return
    base, expanded = everybody.base, everybody.base.expanded(rule)
    conditions = [part for part in (expanded.when, expanded.unless, expanded.only_if) if part is not None]
    free = facts_below(rule.even_if, base) & _facts(conditions, base)
    if not free:
        return
    second, otherwise = everybody.second(free)
    ends = [verdicts(expanded, encoded, everybody.gates) for encoded in (everybody.free, otherwise)]
    if not everybody.possible([differ(ends[0], ends[1], everybody.gates)]):
        return
    answers = ((name, second.known(everybody.model(), name)) for name in sorted(free))
    others = {name: answer for name, answer in answers if answer is not None}

    def shown(known: Answers) -> bool:
        """Whether the rule surely ends in another way with the other answers to the free facts."""
        found = {end_of(expanded, {**known, **changed}, base) for changed in ({}, others)}
        return len(found) == 2 and not found & {Verdict.OPEN, Verdict.APPLIES_UNLESS}

    who = in_words(base, everybody.shown_by(conditions, shown))
    said = f"'even_if' says that {', '.join(sorted(free))} does not matter, and it does: {who}"
    yield error("R522", said, rule.even_if.span or rule.span)


def _facts(conditions: Iterable[Condition], base: KnowledgeBase) -> frozenset[str]:
    return frozenset[str]().union(*(facts_below(condition, base) for condition in conditions))
