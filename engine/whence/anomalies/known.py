"""Where an editor has dealt with an anomaly already: a topic that offers two rules side by side, or a reading.

A reading deals with an anomaly of two rules where it names both of them, by a change to it, an excuse for it, or a
passage that the rule stands on, and names one of them otherwise than by the passage. It deals with one of a single
rule where it changes or excuses that rule.
"""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.reading import Adds, DefinitionChange, Reading, RuleChange, ScoreChange, Without


def known_by(base: KnowledgeBase, about: tuple[str, ...]) -> tuple[str, ...]:
    """The topics and readings, as `topic NAME` and `reading NAME`, in which the rules of `about` are dealt with."""
    rules = frozenset(name for name in about if name in base.rules)
    if not rules:
        return ()
    beside = [
        f"topic {topic.name}"
        for topic in base.topics.values()
        if len(rules) > 1 and any(rules <= {*group} for group in topic.alternatives)
    ]
    return (*beside, *(f"reading {reading.name}" for reading in base.readings.values() if _deals(reading, rules, base)))


def _deals(reading: Reading, rules: frozenset[str], base: KnowledgeBase) -> bool:
    changed = (name for other in reading.otherwise for change in other.changes for name in _of(change))
    named = {*reading.excuses, *changed}
    if not named & rules:
        return False
    read = {(cited.source, cited.passage) for cited in reading.passages}
    printed = {
        rule for rule in rules if any((cited.source, cited.passage) in read for cited in base.rules[rule].source)
    }
    return rules <= named | printed


def _of(change: RuleChange | DefinitionChange | ScoreChange | Without | Adds) -> tuple[str, ...]:
    match change:
        case RuleChange(rule=rule) | Without(rule=rule):
            return (rule,)
        case Adds(rule=rule):
            return (rule.id,)
    return ()
