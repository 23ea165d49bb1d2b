"""Rules that can never apply: no day has them in force, or no patient there can be meets their conditions.

Unlike the mistakes of `check` this looks at the ending: a rule whose `only_if` never holds where `when` does advises
against for ever, and `check` finds nothing wrong with it. The reason given is a smallest set of conditions, of those
written side by side, that nobody meets together.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.anomalies.anomaly import NEVER_APPLIES, Anomaly
from whence.anomalies.days import together
from whence.anomalies.ground import Ground
from whence.anomalies.suspect import Suspect
from whence.assessment.verdict import Verdict
from whence.language.condition import All, Any, Condition, Not
from whence.language.rule import Rule


def never_applying(ground: Ground) -> Iterator[Suspect]:
    """Every such rule. Raises NotProved."""
    for rule in ground.base.rules.values():
        if together(ground.base, (rule.id,)) is None:
            said = f"'{rule.id}' is in force on no day: it and what it stands on are never in force together"
            yield Suspect(Anomaly(NEVER_APPLIES, (rule.id,), said, rule.span))
        elif not ground.ever(rule.id):
            yield _never(rule, ground)


def _never(rule: Rule, ground: Ground) -> Suspect:
    parts = ground.parts(rule.id)
    reason = _smallest(list(_beside(parts.when)), ground)
    if reason is not None:
        said = f"'{rule.id}' can never apply: nobody meets its conditions together"
        place = (rule.when or parts.when).span
        return Suspect(Anomaly(NEVER_APPLIES, (rule.id,), said, place or rule.span, tuple(reason), code="R531"))
    if parts.unless is not None:
        said = f"'{rule.id}' can never apply: its exception holds for everybody who meets its condition"
        place = parts.unless.span or rule.span
        return Suspect(Anomaly(NEVER_APPLIES, (rule.id,), said, place, (parts.unless,), code="R531"))
    held = Verdict.HELD_BACK
    said = f"'{rule.id}' can never apply: nobody who meets its condition meets its 'only_if'"
    only_if = parts.only_if
    place = None if only_if is None else only_if.span
    wanted = {rule.id: (held,)} if ground.can(ground.end(rule.id, held)) else None
    reasons = () if only_if is None else (only_if,)
    return Suspect(Anomaly(NEVER_APPLIES, (rule.id,), said, place or rule.span, reasons), wanted)


def _smallest(conditions: list[Condition], ground: Ground) -> list[Condition] | None:
    """Some of the conditions, of which none can be left out, that nobody meets together; None where somebody does."""
    if ground.can(*(ground.holds(each) for each in conditions)):
        return None
    left = list(conditions)
    for each in conditions:
        fewer = [other for other in left if other is not each]
        if not ground.can(*(ground.holds(other) for other in fewer)):
            left = fewer
    return left


def _beside(condition: Condition) -> Iterator[Condition]:
    """The conditions written side by side that must all hold."""
    match condition:
        case All(parts=parts):
            for part in parts:
                yield from _beside(part)
        case Not(part=Any(parts=parts)):
            for part in parts:
                yield Not(part)
        case _:
            yield condition
