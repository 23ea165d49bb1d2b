"""Anomalies planted in a base, each from what its kind means, never from how it is looked for.

A seed changes a base and says what must then be found: the kind, and the name that must stand in it. Seeds are made in
an order that depends on a number only; those of one kind can be planted together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import cycle
from random import Random

from unit.rule_seeds import (
    conjunct,
    copied,
    free_fact,
    free_test,
    grouped,
    joined,
    narrowed,
    others,
    put,
    refined,
    word_of,
    words_of,
)
from whence.anomalies import anomaly as kinds
from whence.language.base import Group, KnowledgeBase
from whence.language.condition import All, Any, Is, Not
from whence.language.recommendation import NO_DETAILS, Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.language.vocabulary import Action, Fact, Impossible
from whence.values.answers import PRESENCE, Words
from whence.values.struct import Struct, replace


class Seed(Struct, frozen=True):
    """What was planted: `kind`, the `name` that must stand in the anomaly, in which `way`, and in which `rule`."""

    kind: str
    name: str
    way: str
    rule: str = ""


Planted = tuple[KnowledgeBase, Seed]
Grown = tuple[KnowledgeBase, list[Seed]]


def planted(base: KnowledgeBase, kind: str, many: int, number: int, before: Sequence[Seed] = ()) -> Grown:
    """The base with `many` seeds of a kind more, its ways taken in turn, each in a rule that holds no other seed."""
    chosen = Random(number)
    taken = {seed.rule for seed in before}
    rules = [one for one in base.rules.values() if one.then.advice is not None and one.id not in taken]
    chosen.shuffle(rules)
    waiting, seeds = iter(one for one in rules if "/seed-" not in one.id), list[Seed]()
    for way in cycle(WAYS[kind]):
        if len(seeds) == many:
            break
        for rule in waiting:
            made = way(base, rule, len(before) + len(seeds), chosen)
            if made is not None:
                base = made[0]
                seeds.append(replace(made[1], rule=rule.id))
                break
        else:
            raise AssertionError(f"only {len(seeds)} seeds of {kind} can be planted")
    return base, seeds


# never applies


def clashing_answers(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    fact = free_fact(base, rule, chosen)
    one, other = chosen.sample(words_of(fact), 2)
    when = joined(rule.when, Is(fact.name, (one,)), Is(fact.name, (other,)))
    return put(base, replace(rule, when=when)), Seed(kinds.NEVER_APPLIES, rule.id, "two answers to one question")


def impossible_line(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    line = chosen.choice(base.vocabulary.impossible)
    when = joined(rule.when, line.condition)
    return put(base, replace(rule, when=when)), Seed(kinds.NEVER_APPLIES, rule.id, "what cannot be together")


def total_exception(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    if rule.when is None or rule.only_if is not None:
        return None
    return put(base, replace(rule, unless=rule.when)), Seed(kinds.NEVER_APPLIES, rule.id, "excepted for everybody")


def never_held(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    test = conjunct(base, rule)
    if test is None or rule.unless is not None or rule.only_if is not None or refined(base, rule):
        return None
    return put(base, replace(rule, only_if=Not(test))), Seed(kinds.NEVER_APPLIES, rule.id, "only if not so")


def never_in_force(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    if refined(base, rule):
        return None
    child = replace(copied(rule, n), refines=rule.id, in_force=InForce(date(1999, 1, 1), date(2000, 1, 1)))
    parent = replace(rule, in_force=InForce(date(2001, 1, 1)))
    return put(put(base, parent), child), Seed(kinds.NEVER_APPLIES, child.id, "ended before what it refines began")


# subsumed, shadowed


def narrower(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    child = narrowed(base, rule, n, chosen)
    return put(base, child), Seed(kinds.SUBSUMED, child.id, "the same for fewer people")


def narrower_and_vaguer(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    if rule.then.details == NO_DETAILS:
        return None
    child = narrowed(base, rule, n, chosen)
    child = replace(child, then=replace(child.then, details=NO_DETAILS))
    return put(base, child), Seed(kinds.SUBSUMED, child.id, "less of it for fewer people")


def more_excepted(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    if rule.only_if is not None:
        return None
    test = free_test(base, rule, chosen)
    unless = test if rule.unless is None else Any((rule.unless, test))
    child = replace(copied(rule, n), unless=unless)
    return put(base, child), Seed(kinds.SUBSUMED, child.id, "the same with one exception more")


def weaker(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    word = word_of(base, rule)
    ranks = ("option", "weak", "strong")
    below = [
        one.word for one in base.source_of(rule.folder).words.values()
        if one.direction == word.direction and one.hedge == word.hedge and word.force in ranks
        and one.force in ranks[: ranks.index(word.force)]
    ]  # fmt: skip
    if not below or rule.then.details.grade is not None:
        return None
    child = narrowed(base, rule, n, chosen)
    child = replace(child, then=replace(child.then, word=chosen.choice(sorted(below))))
    return put(base, child), Seed(kinds.SHADOWED, child.id, "less firmly for fewer people")


def lowered(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    if word_of(base, rule).direction != "for" or not isinstance(rule.then.advice, Do) or rule.then.rather_than:
        return None
    other = chosen.choice([name for name in base.vocabulary.actions if name != rule.then.advice.action])
    then = Recommendation(rule.then.word, Do(other), rather_than=rule.then.advice.action)
    above = replace(copied(rule, n), then=then)
    return put(base, above), Seed(kinds.SHADOWED, rule.id, "always put second")


# contradiction, overlap, gap


def forbidden(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    against = [
        one.word for one in base.source_of(rule.folder).words.values()
        if one.direction == "against" and one.hedge is None and one.force in ("strong", "weak")
    ]  # fmt: skip
    word = word_of(base, rule)
    speaks = word.direction == "for" and word.hedge is None and word.force in ("strong", "weak", "option", "not stated")
    if not against or not speaks or not isinstance(rule.then.advice, Do):
        return None
    child = narrowed(base, rule, n, chosen)
    then = Recommendation(chosen.choice(sorted(against)), Do(rule.then.advice.action))
    child = replace(child, then=then)
    return put(base, child), Seed(kinds.CONTRADICTION, child.id, "for and against")


def overlapping(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    child = narrowed(base, rule, n, chosen)
    group = Group(f"seed {n}", (rule.id, child.id), None, exclusive=True)
    return grouped(put(base, child), group), Seed(kinds.OVERLAP, group.name, "one inside the other")


def gap(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    test = conjunct(base, rule)
    if test is None:
        return None
    group = Group(f"seed {n}", (rule.id,), Is(test.name, others(base, test)), complete=True)
    return grouped(base, group), Seed(kinds.GAP, group.name, "claimed of others")


# exceptions


def dead_exception(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    test = conjunct(base, rule)
    if test is None or rule.only_if is not None or rule.unless is not None:
        return None
    changed = replace(rule, unless=Is(test.name, others(base, test)))
    return put(base, changed), Seed(kinds.IDLE_EXCEPTION, rule.id, "an exception that the condition rules out")


def dead_part(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    test = conjunct(base, rule)
    if test is None or rule.only_if is not None or rule.unless is not None or refined(base, rule):
        return None
    unless = Any((free_test(base, rule, chosen), Is(test.name, others(base, test))))
    return put(base, replace(rule, unless=unless)), Seed(kinds.IDLE_EXCEPTION, rule.id, "a part that is ruled out")


def needless_only_if(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    test = conjunct(base, rule)
    if test is None or rule.only_if is not None or rule.unless is not None or refined(base, rule):
        return None
    return put(base, replace(rule, only_if=test)), Seed(kinds.IDLE_EXCEPTION, rule.id, "only if what holds anyway")


# unused


def new_fact(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    fact = Fact(f"seed_{n}", "Is it so?", Words(PRESENCE), "seeds")
    facts = {**base.vocabulary.facts, fact.name: fact}
    return replace(base, vocabulary=replace(base.vocabulary, facts=facts)), Seed(kinds.UNUSED_FACT, fact.name, "new")


def impossible_only(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    made = new_fact(base, rule, n, chosen)
    assert made is not None
    fact = free_fact(base, rule, chosen)
    line = All((Is(f"seed_{n}", ("present",)), Is(fact.name, (words_of(fact)[0],))))
    impossible = (*base.vocabulary.impossible, Impossible(f"seed {n}", line, "by the words"))
    vocabulary = replace(made[0].vocabulary, impossible=impossible)
    return replace(base, vocabulary=vocabulary), replace(made[1], way="only in what is impossible")


def new_action(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Planted | None:
    wider = chosen.choice([None, *base.vocabulary.actions])
    action = Action(f"seed-{n}", "A seed", wider)
    actions = {**base.vocabulary.actions, action.id: action}
    vocabulary = replace(base.vocabulary, actions=actions)
    return replace(base, vocabulary=vocabulary), Seed(kinds.UNUSED_ACTION, action.id, "new")


WAYS: dict[str, tuple[Callable[[KnowledgeBase, Rule, int, Random], Planted | None], ...]] = {
    kinds.NEVER_APPLIES: (clashing_answers, impossible_line, total_exception, never_held, never_in_force),
    kinds.SUBSUMED: (narrower, narrower_and_vaguer, more_excepted),
    kinds.SHADOWED: (weaker, lowered),
    kinds.CONTRADICTION: (forbidden,),
    kinds.OVERLAP: (overlapping,),
    kinds.GAP: (gap,),
    kinds.IDLE_EXCEPTION: (dead_exception, dead_part, needless_only_if),
    kinds.UNUSED_FACT: (new_fact, impossible_only),
    kinds.UNUSED_ACTION: (new_action,),
}
