"""One assessment sorted for reading: what is recommended, what is done, taken back, open; and what to ask.

Order is by strength, then haste, then name, and a detail follows the rule that it refines. No words are made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from whence.assessment.assessment import Assessment, RuleResult
from whence.assessment.verdict import Verdict
from whence.explain.reasons import Reason, reasons
from whence.explain.why import Prover
from whence.language.base import KnowledgeBase
from whence.language.evaluate import evaluate
from whence.language.recommendation import actions
from whence.language.rule import Rule
from whence.language.source import FORCES
from whence.program.program import Program
from whence.values.quantity import MINUTES_PER_DAY
from whence.values.struct import Struct
from whence.values.truth import Truth

_DAYS_OF_A_MONTH = 30  # only to sort deadlines; nothing is computed from it


class Finding(Struct, frozen=True):
    """One rule with its result and the conditions that decided it."""

    rule: Rule
    result: RuleResult
    reasons: tuple[Reason, ...]


class Question(Struct, frozen=True):
    """A fact to find out: the rules that it alone would settle, and those that it bears on beside others."""

    fact: str
    settles: tuple[str, ...]
    bears_on: tuple[str, ...]


class Report(Struct, frozen=True):
    """Every rule in force once: in `recommended`, `done`, `withdrawn`, `held_back`, `open` or `does_not_apply`.

    `recommended` holds what applies and what applies unless something unknown; `done` those of them whose actions are
    all done already. `questions` are those of the open rules and of the open exceptions.
    """

    recommended: tuple[Finding, ...]
    done: tuple[Finding, ...]
    withdrawn: tuple[Finding, ...]
    held_back: tuple[Finding, ...]
    open: tuple[Finding, ...]
    does_not_apply: tuple[Finding, ...]
    questions: tuple[Question, ...]


def report(base: KnowledgeBase, program: Program, assessment: Assessment) -> Report:
    """The assessment in reading order."""
    prover = Prover(base, program, assessment)
    found = [
        Finding(base.rules[name], result, reasons(prover.proof(name))) for name, result in assessment.results.items()
    ]
    speaking = [finding for finding in found if finding.result.verdict.speaks]
    done = {finding.rule.id for finding in speaking if is_done(finding.rule, base, assessment)}

    def ending(verdict: Verdict) -> tuple[Finding, ...]:
        return in_order((finding for finding in found if finding.result.verdict is verdict), base)

    return Report(
        recommended=in_order((finding for finding in speaking if finding.rule.id not in done), base),
        done=in_order((finding for finding in speaking if finding.rule.id in done), base),
        withdrawn=ending(Verdict.WITHDRAWN),
        held_back=ending(Verdict.HELD_BACK),
        open=ending(Verdict.OPEN),
        does_not_apply=ending(Verdict.DOES_NOT_APPLY),
        questions=questions(found, base),
    )


def in_order(found: Iterable[Finding], base: KnowledgeBase) -> tuple[Finding, ...]:
    """Strongest and most urgent first, then by name; each detail right after the rule it refines."""
    waiting = sorted(found, key=lambda finding: rank(finding.rule, base))
    here = {finding.rule.id for finding in waiting}
    below: dict[str | None, list[Finding]] = {}
    for finding in waiting:
        parent = finding.rule.refines
        below.setdefault(parent if parent in here else None, []).append(finding)
    ordered: list[Finding] = []

    def walk(parent: str | None) -> None:
        for finding in below.get(parent, ()):
            ordered.append(finding)
            walk(finding.rule.id)

    walk(None)
    return tuple(ordered)


def rank(rule: Rule, base: KnowledgeBase) -> tuple[int, int, Decimal, str]:
    """What rules are sorted by: force, place of the urgency in its source's list, deadline, id."""
    source = base.source_of(rule.folder)
    details = rule.then.details
    haste = source.urgency.index(details.urgency) if details.urgency in source.urgency else len(source.urgency)
    deadline = Decimal("Infinity")
    if details.within is not None:
        unit = MINUTES_PER_DAY * _DAYS_OF_A_MONTH if details.within.family == "months" else Decimal(1)
        deadline = details.within.in_base * unit
    return FORCES.index(source.words[rule.then.word].force), haste, deadline, rule.id


def is_done(rule: Rule, base: KnowledgeBase, assessment: Assessment) -> bool:
    """Whether every action of the rule is done already by its `done_when`; for display only."""
    named = tuple(actions(rule.then.advice))
    return bool(named) and all(_action_done(action, base, assessment) for action in named)


def _action_done(action: str, base: KnowledgeBase, assessment: Assessment) -> bool:
    done_when = base.vocabulary.actions[action].done_when if action in base.vocabulary.actions else None
    return done_when is not None and evaluate(done_when, assessment.known, base.defined) is Truth.TRUE


def questions(found: Iterable[Finding], base: KnowledgeBase) -> tuple[Question, ...]:
    """The facts to find out: first what settles most rules alone, then what bears on most, then vocabulary order."""
    settles: dict[str, list[str]] = {}
    bears_on: dict[str, list[str]] = {}
    for finding in found:
        facts = finding.result.find_out
        for fact in facts:
            (settles if len(facts) == 1 else bears_on).setdefault(fact, []).append(finding.rule.id)
    place: Mapping[str, int] = {fact: number for number, fact in enumerate(base.vocabulary.facts)}
    asked = [
        Question(fact, tuple(sorted(settles.get(fact, ()))), tuple(sorted(bears_on.get(fact, ()))))
        for fact in dict.fromkeys((*settles, *bears_on))
    ]
    asked.sort(key=lambda one: (-len(one.settles), -len(one.bears_on), place.get(one.fact, len(place)), one.fact))
    return tuple(asked)
