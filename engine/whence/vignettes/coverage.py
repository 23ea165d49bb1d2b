"""Condition coverage: what the vignettes show of every leaf and ending of the rules and definitions they are about.

A leaf is a test of a fact, a definition or a score as it is written; it should be seen true, false and unknown, as the
engine decides it. What nobody can show is told apart, with the reason. It refuses to know why a case is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from whence.assessment.assess import Disagreement, UnusablePatient
from whence.assessment.verdict import Verdict
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is, Not, Test, tests
from whence.language.definition import Definition
from whence.language.evaluate import answer_of, evaluate
from whence.language.patient import Vignettes
from whence.language.rule import Rule
from whence.program.normal import test_literal
from whence.program.program import Program
from whence.program.trace import Trace
from whence.proofs.everybody import Everybody, NotProved
from whence.store.load import read_vignettes
from whence.text.diagnostic import Diagnostic
from whence.values.truth import Truth, all_of, any_of
from whence.vignettes.covered import Coverage, Covered, Leaf
from whence.vignettes.result import NOT_IN_FORCE
from whence.vignettes.run import Runner

OPEN = "open"
NOBODY = "no patient there can be is like this"
SETTLED = "it is settled before anything is known"


@dataclass(slots=True)
class _Shown:
    """What the cases about one thing have shown so far."""

    truths: dict[Test, set[Truth]] = field(default_factory=dict)
    expected: set[str] = field(default_factory=set)


def coverage(files: Iterable[Path], runner: Runner, whole: bool = True) -> Coverage:
    """What the cases in `files` show of the rules and definitions of the runner's base.

    `whole` asks it of all of them; otherwise only of those that a file is about.
    """
    shown: dict[str, _Shown] = {}
    mistakes: list[Diagnostic] = []
    unusable: list[str] = []
    for path in files:
        vignettes, found = read_vignettes(path, runner.base)
        errors = [finding for finding in found if finding.severity == "error"]
        mistakes += errors
        if vignettes is not None and not errors and _thing(vignettes.about, runner.base) is not None:
            unusable += _look(vignettes, runner, shown.setdefault(vignettes.about, _Shown()))
    names = (*runner.base.rules, *runner.base.definitions) if whole else tuple(sorted(shown))
    with closing(Everybody(runner.base)) as everybody:
        things = tuple(_covered(name, everybody, shown.get(name, _Shown())) for name in names)
    return Coverage(things, tuple(mistakes), tuple(unusable))


def leaf_truth(test: Test, program: Program, trace: Trace, nodes: Mapping[Test, int]) -> Truth:
    """What the engine decided of a test as written; `nodes` gives the node of each leaf of the program."""
    if isinstance(test, Is) and test.name in program.definitions:
        return any_of(trace.of(program.definitions[test.name][answer]) for answer in test.answers)
    return all_of(trace.of(2 * nodes[leaf] + flip) for leaf, flip in test_literal(test))


def _look(vignettes: Vignettes, runner: Runner, shown: _Shown) -> Iterator[str]:
    """Adds what the cases show; yields those that cannot be run."""
    nodes = {leaf: number for number, leaf in enumerate(runner.program.leaves, 1)}
    thing = _thing(vignettes.about, runner.base)
    for case in vignettes.cases:
        if case.expect == NOT_IN_FORCE:
            continue
        try:
            assessment = runner.assessed(vignettes, case)
        except (UnusablePatient, Disagreement):
            yield f"{case.span}: {case.name}"
            continue
        if vignettes.about not in assessment.results and vignettes.about not in assessment.definitions:
            continue
        shown.expected.add(case.expect)
        for _, test in _tests(thing):
            truth = leaf_truth(test, runner.program, assessment.trace, nodes)
            shown.truths.setdefault(test, set()).add(truth)


def _covered(name: str, everybody: Everybody, shown: _Shown) -> Covered:
    base = everybody.base
    thing = _thing(name, base)
    first: dict[Test, str] = {}
    for part, test in _tests(thing):
        first.setdefault(test, part)
    leaves = []
    for test, part in first.items():
        seen = frozenset(shown.truths.get(test, ()))
        leaves.append(Leaf(part, test, seen, _cannot_be(test, seen, everybody)))
    met = _endings(thing, base)
    cannot = {
        ending: reason
        for ending, condition in met.items()
        if ending not in shown.expected and (reason := _never(condition, everybody)) is not None
    }
    if OPEN not in shown.expected and _settled(thing, base):
        cannot[OPEN] = SETTLED
    order = (*met, OPEN)
    if isinstance(thing, Rule):
        order = tuple(verdict.value for verdict in Verdict if verdict.value in order)
    return Covered(name, tuple(leaves), order, frozenset(shown.expected), cannot)


def _thing(name: str, base: KnowledgeBase) -> Rule | Definition | None:
    return base.rules.get(name) or base.definitions.get(name)


def _tests(thing: Rule | Definition | None) -> Iterator[tuple[str, Test]]:
    """Each test of the thing's own conditions with the part it stands in."""
    parts: Mapping[str, Condition | None] = {}
    if isinstance(thing, Rule):
        parts = {"when": thing.when, "unless": thing.unless, "only_if": thing.only_if}
    elif thing is not None:
        parts = thing.cases
    for part, condition in parts.items():
        yield from ((part, test) for test in (() if condition is None else tests(condition)))


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


def _endings(thing: Rule | Definition | None, base: KnowledgeBase) -> dict[str, tuple[Condition, ...]]:
    """What must be met for each ending but `open`; of *applies unless* only that there is something to be withdrawn."""
    if isinstance(thing, Definition):
        return {answer: (Is(thing.name, (answer,)),) for answer in thing.answers}
    if thing is None:
        return {}
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


def _settled(thing: Rule | Definition | None, base: KnowledgeBase) -> bool:
    """Whether it cannot stay open, because it does not with nothing known."""
    if isinstance(thing, Definition):
        return answer_of(thing, {}, base.defined) is not None
    if thing is None:
        return False
    parts = base.expanded(thing)
    when = evaluate(parts.when, {}, base.defined)
    only_if = Truth.TRUE if parts.only_if is None else evaluate(parts.only_if, {}, base.defined)
    return when is Truth.FALSE or (when is Truth.TRUE and only_if is not Truth.UNKNOWN)
