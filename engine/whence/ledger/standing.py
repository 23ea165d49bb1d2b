"""What stands on a passage: what cites it and, through that, every rule, chart, topic and reading it reaches.

A duplicate leads to its original: what cites one of the places where a statement is printed stands on all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.analysis.touched import resting_on
from whence.language.advice import wider
from whence.language.base import KnowledgeBase
from whence.language.pathway import Apply, Ask, Pathway
from whence.language.reading import (
    Adds,
    Change,
    DefinitionChange,
    Reading,
    RuleChange,
    ScoreChange,
    Without,
)
from whence.language.recommendation import actions
from whence.language.rule import Rule
from whence.language.source import Citation, Passage
from whence.language.topic import Topic
from whence.ledger.links import Citing, citing, family
from whence.values.struct import Struct


class Standing(Struct, frozen=True):
    """One passage and what stands on it. `family` are all places where the same statement is printed.

    `cited_by` cites one of the family, each with the place cited. `rules` are the citing rules and those that rest on
    a citing definition or score; `pathways`, `topics` and `readings` concern one of those or the passage itself.
    """

    source: str
    passage: Passage
    family: tuple[Passage, ...]
    cited_by: tuple[tuple[str, Citing], ...]
    rules: tuple[str, ...]
    pathways: tuple[str, ...]
    topics: tuple[str, ...]
    readings: tuple[str, ...]

    @property
    def original(self) -> str | None:
        """The passage that this one repeats, or None."""
        return self.passage.of


def standing(base: KnowledgeBase, source: str, passages: Iterable[str]) -> tuple[Standing, ...]:
    """What stands on each of the passages of a source. Raises KeyError where one does not exist."""
    ledger = base.ledgers[source]
    links = citing(base)
    found = []
    for name in passages:
        relatives = family(ledger, ledger.passages[name])
        cited_by = tuple((each.id, link) for each in relatives for link in links.get(Citation(source, each.id), ()))
        things = {link.name for _, link in cited_by}
        rules = resting_on(base, things)
        printed = {Citation(source, each.id) for each in relatives}
        found.append(
            Standing(
                source=source,
                passage=ledger.passages[name],
                family=relatives,
                cited_by=cited_by,
                rules=tuple(sorted(rules)),
                pathways=tuple(
                    each.name
                    for each in base.pathways.values()
                    if each.name in things or concerns(each, rules | things)
                ),
                topics=topics_of(base, rules),
                readings=tuple(
                    reading.name
                    for reading in base.readings.values()
                    if printed & set(_bare(reading.passages)) or things & set(changed_by(reading))
                ),
            )
        )
    return tuple(found)


def concerns(pathway: Pathway, names: set[str]) -> bool:
    """Whether the chart applies one of the rules, or asks one of the definitions, that are named."""
    return any(
        (isinstance(step, Apply) and names & set(step.rules)) or (isinstance(step, Ask) and step.name in names)
        for step in pathway.steps.values()
    )


def topics_of(base: KnowledgeBase, rules: Iterable[str]) -> tuple[str, ...]:
    """The topics that decide on an action of one of the rules, or name one of them."""
    chosen = [base.rules[rule] for rule in rules]
    return tuple(topic.name for topic in base.topics.values() if any(_belongs(rule, topic, base) for rule in chosen))


def _belongs(rule: Rule, topic: Topic, base: KnowledgeBase) -> bool:
    if rule.then.topic == topic.name or any(rule.id in group for group in topic.alternatives):
        return True
    known = base.vocabulary.actions
    return any(
        not wider(action, known).isdisjoint(topic.decides) for action in actions(rule.then.advice) if action in known
    )


def changed_by(reading: Reading) -> Iterator[str]:
    """The rules, definitions and scores that an other reading changes, takes away or adds."""
    for alternative in reading.otherwise:
        for change in alternative.changes:
            yield _changed(change)


def _changed(change: Change) -> str:
    match change:
        case RuleChange(rule=name) | Without(rule=name):
            return name
        case DefinitionChange(definition=name):
            return name
        case ScoreChange(score=name):
            return name
        case Adds(rule=rule):
            return rule.id


def _bare(citations: Iterable[Citation]) -> Iterator[Citation]:
    return (Citation(each.source, each.passage) for each in citations)
