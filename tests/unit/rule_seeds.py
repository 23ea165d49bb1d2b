"""Changes to a rule that keep clear of everything else: free facts to ask for, tests it demands, the rule narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from whence.language.base import Group, KnowledgeBase
from whence.language.condition import All, Condition, Is, names
from whence.language.rule import Rule
from whence.language.source import Word
from whence.language.vocabulary import Fact
from whence.values.answers import Words
from whence.values.struct import replace


def put(base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    return replace(base, rules=dict(sorted({**base.rules, rule.id: rule}.items())))


def grouped(base: KnowledgeBase, group: Group) -> KnowledgeBase:
    name, guideline = next(iter(base.guidelines.items()))
    return replace(base, guidelines={**base.guidelines, name: replace(guideline, groups=(*guideline.groups, group))})


def copied(rule: Rule, n: int) -> Rule:
    return replace(rule, id=f"{rule.folder}/seed-{n}", instead_of=None, replaces=None, derived_from=None)


def narrowed(base: KnowledgeBase, rule: Rule, n: int, chosen: Random) -> Rule:
    """The rule for fewer people, some of whom there are: it asks one question more, that nothing else asks of them."""
    return replace(copied(rule, n), when=joined(rule.when, free_test(base, rule, chosen)))


def joined(when: Condition | None, *more: Condition) -> Condition:
    return All((*([] if when is None else [when]), *more))


def free_test(base: KnowledgeBase, rule: Rule, chosen: Random) -> Is:
    """A test of a fact on which neither the rule nor what is impossible depends."""
    fact = free_fact(base, rule, chosen)
    return Is(fact.name, (chosen.choice(words_of(fact)),))


def free_fact(base: KnowledgeBase, rule: Rule, chosen: Random) -> Fact:
    lined = {name for line in base.vocabulary.impossible for name in names(line.condition)}
    used = {name for part in parts_of(base, rule) for name in facts_of(base, part)}
    facts = (fact for fact in base.vocabulary.facts.values() if fact.name not in used | lined)
    return chosen.choice([fact for fact in facts if isinstance(fact.answer, Words)])


def parts_of(base: KnowledgeBase, rule: Rule) -> Iterator[Condition]:
    parts = base.expanded(rule)
    yield from (part for part in (parts.when, parts.unless, parts.only_if) if part is not None)


def facts_of(base: KnowledgeBase, condition: Condition) -> Iterator[str]:
    for name in names(condition):
        if name in base.definitions:
            for case in base.definitions[name].cases.values():
                yield from facts_of(base, case)
        elif name in base.scores:
            yield from (each.fact for each in base.scores[name].components)
        else:
            yield name


def words_of(fact: Fact) -> tuple[str, ...]:
    assert isinstance(fact.answer, Words)
    return fact.answer.answers


def conjunct(base: KnowledgeBase, rule: Rule) -> Is | None:
    """A test of a fact in words that the rule's condition demands, and that leaves other answers."""
    parts = rule.when.parts if isinstance(rule.when, All) else (rule.when,)
    for part in parts:
        fact = base.vocabulary.facts.get(part.name) if isinstance(part, Is) else None
        if isinstance(part, Is) and fact is not None and isinstance(fact.answer, Words) and others(base, part):
            return part
    return None


def others(base: KnowledgeBase, test: Is) -> tuple[str, ...]:
    return tuple(word for word in words_of(base.vocabulary.facts[test.name]) if word not in test.answers)


def refined(base: KnowledgeBase, rule: Rule) -> bool:
    return rule.refines is not None or any(other.refines == rule.id for other in base.rules.values())


def word_of(base: KnowledgeBase, rule: Rule) -> Word:
    return base.source_of(rule.folder).words[rule.then.word]
