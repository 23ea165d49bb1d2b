"""What `analyse` finds is what trying everybody finds, the partly known included; each patient shown is the smallest.

The definitions are written here a second time, over the verdicts of the reference, for everybody one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import combinations, permutations
from operator import and_
from typing import Any

from hypothesis import given

from laws.everybody_tried import People, partly_known
from laws.small_bases import WORDS, base_of, rule_of, small_bases
from whence.anomalies.analyse import Shower, suspects
from whence.anomalies.anomaly import CONTRADICTION, GAP, IDLE_EXCEPTION, NEVER_APPLIES, OVERLAP, SHADOWED, SUBSUMED
from whence.anomalies.ground import Ground
from whence.anomalies.redundant import covers
from whence.anomalies.suspect import Suspect
from whence.assessment.assess import Assessor
from whence.assessment.verdict import Verdict, verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.advice import advised, advised_against
from whence.language.base import Expanded, KnowledgeBase
from whence.language.condition import All, Condition, Is, Not
from whence.language.condition import Any as AnyOf
from whence.language.evaluate import evaluate
from whence.program.build import build
from whence.values.truth import Truth

MANY, FEW = 1000, 400
APPLIES, UNLESS, HELD = Verdict.APPLIES, Verdict.APPLIES_UNLESS, Verdict.HELD_BACK
SILENT = (Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)
Ends = list[dict[str, Verdict]]


class Tried:
    """Everybody of a base, with how each rule ends."""

    def __init__(self, base: KnowledgeBase, people: People) -> None:
        self.base, self.people = base, people
        self._rows: dict[Condition, list[Truth]] = {}
        self.parts = {name: base.expanded(rule) for name, rule in base.rules.items()}
        ended = {name: self._ended(parts) for name, parts in self.parts.items()}
        self.ends: Ends = [{name: row[n] for name, row in ended.items()} for n in range(len(people))]
        self.ever = {name for name, row in ended.items() if APPLIES in row}

    def _ended(self, parts: Expanded) -> list[Verdict]:
        rows = [self.row(part) for part in (parts.when, parts.unless, parts.only_if)]
        return [verdict(when, *rest) for when, *rest in zip(*rows, strict=True) if when is not None]

    def row(self, condition: Condition | None) -> Sequence[Truth | None]:
        """The truth of a condition for everybody."""
        if condition is None:
            return [None] * len(self.people)
        if condition not in self._rows:
            self._rows[condition] = [evaluate(condition, known, self.base.defined) for known in self.people]
        return self._rows[condition]

    def true(self, condition: Condition | None) -> list[bool]:
        """Of whom a condition is true; None is true of everybody."""
        return [truth in (None, Truth.TRUE) for truth in self.row(condition)]

    def covers(self, other: str, rule: str) -> bool:
        for ends in self.ends:
            theirs = ends[other]
            needed = {APPLIES: (APPLIES,), UNLESS: (APPLIES, UNLESS), HELD: (HELD,)}.get(ends[rule])
            if needed is not None and theirs not in needed:
                return False
        return True

    def contradict(self, first: str, second: str) -> bool:
        for one, other in ((first, second), (second, first)):
            for against in ((APPLIES,) if self.direction(other) == "against" else (HELD,)):
                struck = self.direction(one) == "for" and self._struck(one, other)
                if struck and any(ends[one] is APPLIES and ends[other] is against for ends in self.ends):
                    return True
        return False

    def direction(self, rule: str) -> str:
        return WORDS[self.base.rules[rule].then.word].direction

    def _struck(self, one: str, other: str) -> bool:
        actions = self.base.vocabulary.actions
        ours, theirs = self.base.rules[one].then.advice, self.base.rules[other].then.advice
        assert ours is not None and theirs is not None
        return bool(advised(ours, actions) & advised_against(theirs, actions))

    def idle(self, rule: str) -> set[Condition]:
        """The exceptions of a rule, or parts of one, that are idle."""
        written, parts = self.base.rules[rule], self.parts[rule]
        if written.only_if is not None:
            return set() if any(ends[rule] is HELD for ends in self.ends) else {written.only_if}
        if written.unless is None:
            return set()
        holding = self.true(parts.when)
        branches = written.unless.parts if isinstance(written.unless, AnyOf) else (written.unless,)
        dead = {each for each in branches if not any(map(and_, holding, self.true(each)))}
        if len(dead) == len(set(branches)):
            return {written.unless}
        above = None if written.refines is None else self.parts[written.refines].unless
        met = map(and_, holding, self.true(written.unless))
        if above is not None and all(inside for inside, one in zip(self.true(above), met, strict=True) if one):
            dead.add(written.unless)
        return dead


def of_kind(found: Iterable[Suspect], kind: str) -> set[tuple[str, ...]]:
    return {one.anomaly.about for one in found if one.anomaly.kind == kind}


def test_every_anomaly_is_found_and_none_is_invented(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(small_bases())
    def law(base: KnowledgeBase) -> None:
        people = partly_known(base, many=MANY)
        if people is None:
            return
        tried, found = Tried(base, people), suspects(base)
        with closing(Ground(base)) as ground:
            for rule, other in permutations(base.rules, 2):
                assert covers(other, rule, ground) == tried.covers(other, rule)
        assert {kind: of_kind(found, kind) for kind in (SUBSUMED, SHADOWED)} == said_by_another(tried)
        assert of_kind(found, NEVER_APPLIES) == {(name,) for name in base.rules if name not in tried.ever}
        pairs = list(combinations(base.rules, 2))
        clashing = {pair for pair in pairs if pair[0] != base.rules[pair[1]].refines and tried.contradict(*pair)}
        assert of_kind(found, CONTRADICTION) == clashing
        (group,) = base.guidelines["home"].groups
        inside = [ends for one, ends in zip(tried.true(group.among), tried.ends, strict=True) if one]
        both = {pair for pair in pairs if any(ends[pair[0]] is APPLIES is ends[pair[1]] for ends in inside)}
        assert of_kind(found, OVERLAP) == {(*pair, "these") for pair in both}
        assert bool(of_kind(found, GAP)) == any(all(end in SILENT for end in ends.values()) for ends in inside)
        idle = {(name, each) for name in tried.ever for each in tried.idle(name)}
        told = [one.anomaly for one in found if one.anomaly.kind == IDLE_EXCEPTION]
        assert {(one.about[0], one.parts[0]) for one in told} == idle

    law()


def said_by_another(tried: Tried) -> dict[str, set[tuple[str, ...]]]:
    expected: dict[str, set[tuple[str, ...]]] = {SUBSUMED: set(), SHADOWED: set()}
    base = tried.base
    for rule, other in permutations(base.rules, 2):
        if rule not in tried.ever or not tried.covers(other, rule) or _related(rule, other, base):
            continue
        how = _says(base, other, rule)
        if how == SUBSUMED == _says(base, rule, other) and tried.covers(rule, other) and rule < other:
            continue
        if how is not None:
            expected[how].add((rule, other))
    return expected


def _related(rule: str, other: str, base: KnowledgeBase) -> bool:
    def line(name: str) -> list[str]:
        above = base.rules[name].refines
        return [name] if above is None else [name, *line(above)]

    return other in line(rule) or rule in line(other)


def _says(base: KnowledgeBase, other: str, rule: str) -> str | None:
    """Whether `other`, of the three words and two actions here, says what `rule` says."""
    more, less = base.rules[other].then, base.rules[rule].then
    action, within = (getattr(each.advice, "action", "") for each in (less, more))
    if "avoid" in (more.word, less.word):
        broad = within == action or (action == "nap" and within == "rest")
        return SUBSUMED if more.word == less.word and broad else None
    if not (within == action or (action == "rest" and within == "nap")):
        return None
    return SUBSUMED if more.word == less.word else SHADOWED if more.word == "offer" else None


def test_each_patient_shown_replays_and_nobody_of_fewer_facts_would_do(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(small_bases())
    def law(base: KnowledgeBase) -> None:
        people = partly_known(base, many=FEW)
        if people is None:
            return
        tried, program = Tried(base, people), build(base)
        durable = DurableEngine(program)
        shower = Shower(base, program, Assessor(base, program, durable, CompiledProgram(program)))
        with closing(durable), closing(shower):
            for suspect in suspects(base):
                shown = shower.shown(suspect)
                if suspect.wanted is None:
                    assert shown.witness is None
                    continue
                assert shown.witness is not None
                assert all(end in suspect.wanted[rule] for rule, end in shown.ends)
                among = None if suspect.among is None else base.guidelines["home"].groups[0].among
                fewest = min(
                    len(known)
                    for known, ends, inside in zip(tried.people, tried.ends, tried.true(among), strict=True)
                    if inside and all(ends[rule] in wanted for rule, wanted in suspect.wanted.items())
                )
                assert len(shown.witness.facts) == fewest

    law()


def test_what_an_exception_adds_for_the_partly_known_alone_counts() -> None:
    small, fever = Is("size", ("small",)), Is("fever", ("present",))
    split = AnyOf((All((small, fever)), All((small, Not(fever)))))
    parent = rule_of("book/rule-0", when=Is("colour", ("red",)), unless=split)
    for own, idle in ((small, set()), (All((small, fever)), {("book/rule-1", "book/rule-0")})):
        child = rule_of("book/rule-1", refines=parent.id, unless=own)
        found = suspects(base_of((parent, child)))
        assert of_kind(found, IDLE_EXCEPTION) == idle


def test_a_rule_that_also_speaks_while_something_is_unknown_is_not_subsumed() -> None:
    small, fever = Is("size", ("small",)), Is("fever", ("present",))
    first = rule_of("book/rule-0", when=small)
    split = AnyOf((All((small, fever)), All((small, Not(fever)))))
    for when, covered in ((split, False), (AnyOf((small, fever)), True)):
        found = suspects(base_of((first, rule_of("book/rule-1", when=when))))
        assert (("book/rule-0", "book/rule-1") in of_kind(found, SUBSUMED)) == covered
