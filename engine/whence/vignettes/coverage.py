"""Coverage: what the vignettes show of every leaf, condition and ending of the rules and definitions they are about.

A leaf is a test of a fact, a definition or a score as it is written; it should be seen true, false and unknown
(condition coverage), and wherever it stands be shown to decide alone (`deciding.py`). What nobody can show is told
apart, with the reason. It refuses to know why a case is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from whence.assessment.verdict import Verdict
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is, Not, Test, tests
from whence.language.definition import Definition
from whence.language.evaluate import answer_of, evaluate
from whence.language.rule import Rule
from whence.proofs.everybody import Everybody, NotProved
from whence.values.truth import Truth
from whence.vignettes.covered import Coverage, Covered, Leaf
from whence.vignettes.deciding import NOBODY, Reasons, deciding
from whence.vignettes.things import OPEN, own_parts
from whence.vignettes.tried import Cases, Tried

SETTLED = "it is settled before anything is known"


def coverage(cases: Cases, base: KnowledgeBase, whole: bool = True) -> Coverage:
    """What the cases show of the rules and definitions of the base.

    `whole` asks it of all of them; otherwise only of those that a file is about.
    """
    names = (*base.rules, *base.definitions)
    with closing(Everybody(base)) as everybody, closing(Reasons(everybody)) as reasons:
        things = tuple(_covered(name, reasons, cases.of(name)) for name in names if whole or name in cases.files)
    return Coverage(things, tuple(cases.diagnostics), tuple(cases.unusable), tuple(cases.failing))


def _covered(name: str, reasons: Reasons, cases: Sequence[Tried]) -> Covered:
    everybody, base = reasons.everybody, reasons.everybody.base
    thing = base.rules.get(name) or base.definitions[name]
    first: dict[Test, str] = {}
    for part, test in _tests(thing):
        first.setdefault(test, part)
    leaves = []
    for test, part in first.items():
        seen = frozenset(evaluate(test, each.known, base.defined) for each in cases)
        leaves.append(Leaf(part, test, seen, _cannot_be(test, seen, everybody)))
    met, expected = _endings(thing, base), frozenset(each.case.expect for each in cases)
    cannot = {
        ending: reason
        for ending, condition in met.items()
        if ending not in expected and (reason := _never(condition, everybody)) is not None
    }
    if OPEN not in expected and _settled(thing, base):
        cannot[OPEN] = SETTLED
    order = (*met, OPEN)
    if isinstance(thing, Rule):
        order = tuple(verdict.value for verdict in Verdict if verdict.value in order)
    return Covered(name, tuple(leaves), deciding(thing, cases, reasons), order, expected, cannot)


def _tests(thing: Rule | Definition) -> Iterator[tuple[str, Test]]:
    """Each test of the thing's own conditions with the part it stands in."""
    for part, condition in own_parts(thing).items():
        yield from ((part, test) for test in tests(condition))


def _cannot_be(test: Test, seen: frozenset[Truth], everybody: Everybody) -> dict[Truth, str]:
    cannot = {}
    for truth, asked in ((Truth.TRUE, test), (Truth.FALSE, Not(test))):
        if truth not in seen and (reason := _never((asked,), everybody)) is not None:
            cannot[truth] = reason
    # Learning more never makes a settled test unknown again: settled of nobody in particular is settled of everybody.
    if Truth.UNKNOWN not in seen and evaluate(test, {}, everybody.base.defined) is not Truth.UNKNOWN:
        cannot[Truth.UNKNOWN] = SETTLED
    return cannot


def _never(conditions: tuple[Condition, ...], everybody: Everybody) -> str | None:
    """Why nobody meets all the conditions; None where somebody does, or the solver gave up."""
    try:
        return None if everybody.anyone(*conditions) else NOBODY
    except NotProved:
        return None


def _endings(thing: Rule | Definition, base: KnowledgeBase) -> dict[str, tuple[Condition, ...]]:
    """What must be met for each ending but `open`; of *applies unless* only that there is something to be withdrawn."""
    if isinstance(thing, Definition):
        return {answer: (Is(thing.name, (answer,)),) for answer in thing.answers}
    parts = base.expanded(thing)
    met: dict[str, tuple[Condition, ...]] = {Verdict.DOES_NOT_APPLY.value: (Not(parts.when),)}
    applies: tuple[Condition, ...] = (parts.when,)
    if parts.unless is not None:
        met[Verdict.WITHDRAWN.value] = met[Verdict.APPLIES_UNLESS.value] = (parts.when, parts.unless)
        applies = (*applies, Not(parts.unless))
    if parts.only_if is not None:
        met[Verdict.HELD_BACK.value] = (*applies, Not(parts.only_if))
        applies = (*applies, parts.only_if)
    return {Verdict.APPLIES.value: applies, **met}


def _settled(thing: Rule | Definition, base: KnowledgeBase) -> bool:
    """Whether it cannot stay open, because it does not with nothing known."""
    if isinstance(thing, Definition):
        return answer_of(thing, {}, base.defined) is not None
    parts = base.expanded(thing)
    when = evaluate(parts.when, {}, base.defined)
    only_if = Truth.TRUE if parts.only_if is None else evaluate(parts.only_if, {}, base.defined)
    return when is Truth.FALSE or (when is Truth.TRUE and only_if is not Truth.UNKNOWN)
