"""Exceptions that can never matter: nobody to whom the rule speaks can ever come to meet them.

`unless` never matters where nobody has `when` true and it true; a part of it written below `any` likewise, and all of
it where what the rule refines takes it back already. `only_if` never matters where nobody has `when` true and it false.
Such an exception may still be unknown of somebody: then the rule waits for an answer that can change nothing, which is
told. An exception that is true of everybody is a rule that never applies, and is told as that.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.anomalies.anomaly import IDLE_EXCEPTION, Anomaly
from whence.anomalies.ground import Ground
from whence.anomalies.suspect import Suspect
from whence.assessment.verdict import Verdict
from whence.language.condition import Any, Condition
from whence.language.rule import Rule


def idle_exceptions(ground: Ground) -> Iterator[Suspect]:
    """Every exception, or part of one, that can never matter. Raises NotProved."""
    for rule in ground.base.rules.values():
        if (rule.unless is None and rule.only_if is None) or not ground.ever(rule.id):
            continue
        if rule.unless is not None:
            yield from _unless(rule, rule.unless, ground)
        if rule.only_if is not None and not ground.can(ground.end(rule.id, Verdict.HELD_BACK)):
            said = f"'only_if' of '{rule.id}' never holds it back: it is so for everybody who meets its condition"
            yield _idle(rule, rule.only_if, said, ground)


def _unless(rule: Rule, unless: Condition, ground: Ground) -> Iterator[Suspect]:
    parts = ground.parts(rule.id)
    when = ground.holds(parts.when)
    inherited = None if rule.refines is None else ground.parts(rule.refines).unless
    branches = unless.parts if isinstance(unless, Any) else (unless,)
    idle = [branch for branch in branches if not ground.can(when, ground.holds(branch))]
    if len(idle) == len(branches):
        said = f"'unless' of '{rule.id}' never takes it back: nobody who meets its condition meets the exception"
        yield _idle(rule, unless, said, ground)
        return
    if inherited is not None and not _adds(parts.when, unless, inherited, ground):
        said = f"'unless' of '{rule.id}' adds nothing: '{rule.refines}', which it refines, is taken back there already"
        yield Suspect(
            Anomaly(IDLE_EXCEPTION, (rule.id, rule.refines or ""), said, unless.span or rule.span, (unless,)),
            {rule.id: (Verdict.APPLIES,)},
        )
    for branch in idle:
        said = f"a part of 'unless' of '{rule.id}' never takes it back: nobody who meets its condition meets this part"
        yield _idle(rule, branch, said, ground)


def _adds(when: Condition, unless: Condition, inherited: Condition, ground: Ground) -> bool:
    """Whether somebody, perhaps partly known, meets the exception and is not known to meet what is inherited."""
    return ground.can(ground.partly_holds(when), ground.partly_holds(unless), -ground.partly_holds(inherited))


def _idle(rule: Rule, exception: Condition, said: str, ground: Ground) -> Suspect:
    if ground.can(ground.partly_holds(ground.parts(rule.id).when), ground.open(exception)):
        said += "; while it is not known, the rule waits for an answer that can change nothing"
    anomaly = Anomaly(IDLE_EXCEPTION, (rule.id,), said, exception.span or rule.span, (exception,))
    return Suspect(anomaly, {rule.id: (Verdict.APPLIES,)})
