"""Whether somebody gets another answer from one base than from another, and who."""

from __future__ import annotations

from contextlib import closing

from whence.analysis.touched import touched
from whence.assessment.verdict import Verdict
from whence.backends.gates import Rails
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.proofs.everybody import Answers, Everybody, Somebody, fewest
from whence.proofs.verdicts import Verdicts, differ, end_of, silent, verdicts

_UNHEARD = (Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)


def differing_patient(base: KnowledgeBase, other: KnowledgeBase) -> tuple[str, Somebody] | None:
    """A rule and a patient for whom it ends otherwise by `other`, or comes to say something else; None where none is.

    Raises NotProved.
    """
    with closing(Everybody(base)) as here:
        there = here.under(other)
        differing = _differing(here, there)
        if not here.possible([here.gates.any_of(differing.values())]):
            return None
        model = here.model()
        rule = next(name for name, literal in differing.items() if literal in model)
        conditions = [part for home in (base, other) for part in _parts(rule, home)]
        whole = here.shown_by(conditions, lambda known: False).known

        def end(known: Answers) -> tuple[Verdict, Verdict]:
            return _end(rule, base, known), _end(rule, other, known)

        return rule, Somebody(fewest(whole, lambda known: end(known) == end(whole)))


def anyone_differs(here: Everybody, there: Everybody) -> bool:
    """Whether there is such a patient; `there` is made from `here` by `under`. Raises NotProved."""
    return here.possible([here.gates.any_of(_differing(here, there).values())])


def _differing(here: Everybody, there: Everybody) -> dict[str, int]:
    """For each rule that may be touched the literal that it ends otherwise."""
    found: dict[str, int] = {}
    gates = here.gates
    for rule in touched(here.base, there.base):
        written, changed = here.base.rules.get(rule), there.base.rules.get(rule)
        ways: list[int] = []
        if _rails(rule, here) != _rails(rule, there):
            ways.append(differ(_ends(rule, here), _ends(rule, there), gates))
        if written is not None and changed is not None and written.then != changed.then:
            ways += [literal for end, literal in _ends(rule, there).items() if end not in _UNHEARD]
        found[rule] = gates.any_of(ways)
    return found


def _rails(rule: str, everybody: Everybody) -> list[Rails | None] | None:
    """The literals of its conditions; None where the rule is not there. Equal conditions are equal literals."""
    if rule not in everybody.base.rules:
        return None
    parts = everybody.base.expanded(everybody.base.rules[rule])
    conditions = (parts.when, parts.unless, parts.only_if)
    return [None if part is None else everybody.settled.rails(part) for part in conditions]


def _ends(rule: str, everybody: Everybody) -> Verdicts:
    written = everybody.base.rules.get(rule)
    if written is None:
        return silent(everybody.gates)
    return verdicts(everybody.base.expanded(written), everybody.settled, everybody.gates)


def _parts(rule: str, base: KnowledgeBase) -> list[Condition]:
    if rule not in base.rules:
        return []
    parts = base.expanded(base.rules[rule])
    return [part for part in (parts.when, parts.unless, parts.only_if) if part is not None]


def _end(rule: str, base: KnowledgeBase, known: Answers) -> Verdict:
    if rule not in base.rules:
        return Verdict.DOES_NOT_APPLY
    return end_of(base.expanded(base.rules[rule]), known, base)
