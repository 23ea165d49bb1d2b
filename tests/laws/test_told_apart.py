"""What the solver says of patients of whom part is known is what trying all of them says.

Whether a condition can decide alone, whether a mutant ends otherwise for anybody, who is nearest to a given patient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from hypothesis import given

from laws.everybody_tried import partly_known
from laws.small_bases import small_bases
from whence.language.base import KnowledgeBase
from whence.language.condition import Within
from whence.language.condition import tests as leaves_of
from whence.language.rule import Rule
from whence.proofs.equivalent import told_apart
from whence.proofs.everybody import Everybody
from whence.proofs.nearest import nearest
from whence.proofs.verdicts import end_of, verdicts
from whence.values.known import Known, OneOf, within
from whence.vignettes.covered import TRUTHS
from whence.vignettes.deciding import Reasons, deciding, occurrences
from whence.vignettes.mutant import ADVICE
from whence.vignettes.mutants import mutants

MANY = 400
Seen = tuple[object, ...] | None


def test_a_condition_can_decide_alone_exactly_where_it_does_for_somebody_who_is_tried(
    examples: Callable[[Any], Any],
) -> None:
    @examples
    @given(small_bases())
    def law(base: KnowledgeBase) -> None:
        people = partly_known(base, many=MANY)
        if people is None:
            return
        with closing(Everybody(base)) as everybody, closing(Reasons(everybody)) as reasons:
            for rule in base.rules.values():
                for each, found in zip(occurrences(rule), deciding(rule, (), reasons), strict=True):
                    shown = {each.decides(known, base) for known in people} - {None}
                    assert {*TRUTHS} - found.cannot.keys() == shown

    law()


def test_a_mutant_is_told_apart_exactly_where_it_ends_otherwise_for_somebody_who_is_tried(
    examples: Callable[[Any], Any],
) -> None:
    @examples
    @given(small_bases())
    def law(base: KnowledgeBase) -> None:
        people = partly_known(base, many=MANY)
        if people is None:
            return
        with closing(Everybody(base)) as everybody:
            for name, rule in base.rules.items():
                ends = [end_of(base.expanded(rule), known, base) for known in people]
                for mutant in mutants(name, rule, base):
                    # A limit that the base does not write is not among the answers that are tried.
                    if mutant.part == ADVICE or not _bounds(mutant.thing, base) <= _bounds(rule, base):
                        continue
                    assert isinstance(mutant.thing, Rule)
                    parts = base.expanded(mutant.thing)
                    others = [end_of(parts, known, base) for known in people]
                    apart = everybody.possible([told_apart(rule, mutant.thing, everybody)])
                    assert apart == (ends != others), mutant

    law()


def test_nobody_who_is_tried_is_nearer_than_the_nearest(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(small_bases())
    def law(base: KnowledgeBase) -> None:
        people = partly_known(base, many=MANY)
        if people is None:
            return
        facts = {name for known in people for name in known}
        home = people[len(people) // 2]
        with closing(Everybody(base)) as everybody:
            for rule in base.rules.values():
                parts = base.expanded(rule)
                for end, literal in verdicts(parts, everybody.partly_known, everybody.gates).items():
                    ending = [known for known in people if end_of(parts, known, base) is end]
                    plain = [known for known in ending if all(_plain(base, *item) for item in known.items())]
                    changes = nearest([literal], home, facts, everybody)
                    assert (changes is not None) == bool(ending)
                    if changes is None:
                        continue
                    after = {name: known for name, known in {**home, **changes}.items() if known is not None}
                    assert end_of(parts, after, base) is end
                    assert len(changes) == min(_apart(base, home, known, facts) for known in plain or ending)

    law()


def _bounds(thing: object, base: KnowledgeBase) -> set[tuple[str, object]]:
    """Every limit that the rule tests, with the name it is a limit of."""
    assert isinstance(thing, Rule)
    expanded = base.expanded(thing)
    parts = [part for part in (expanded.when, expanded.unless, expanded.only_if) if part is not None]
    found = [test for part in parts for test in leaves_of(part) if isinstance(test, Within)]
    return {(test.name, bound.quantity) for test in found for bound in test.bounds}


def _seen(base: KnowledgeBase, name: str, known: Known | None) -> Seen:
    """What is known of a fact, as far as the tests of the base can see it."""
    if known is None or isinstance(known, OneOf):
        return None if known is None else (known,)
    every = list(base.rules.values())
    conditions = [part for rule in every for part in (rule.when, rule.unless, rule.only_if) if part is not None]
    conditions += [line.condition for line in base.vocabulary.impossible]
    found = [test for each in conditions for test in leaves_of(each) if isinstance(test, Within) and test.name == name]
    return tuple(within(known, (bound,)) for test in found for bound in test.bounds)


def _plain(base: KnowledgeBase, name: str, known: Known) -> bool:
    seen = _seen(base, name, known)
    return len(known.answers) == 1 if isinstance(known, OneOf) else all(each.value != 1 for each in seen or ())  # type: ignore[attr-defined]


def _apart(base: KnowledgeBase, one: Mapping[str, Known], other: Mapping[str, Known], facts: set[str]) -> int:
    return sum(_seen(base, name, one.get(name)) != _seen(base, name, other.get(name)) for name in facts)


