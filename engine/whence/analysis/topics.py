"""Topics against the base: what they name exists and belongs together, and what sources lack are topics."""

from __future__ import annotations

from whence.analysis.conditions import ConditionCheck
from whence.analysis.mentions import check_mentions
from whence.analysis.scope import Scope, error
from whence.language.advice import narrower
from whence.language.topic import Topic
from whence.reader.findings import Mention
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.struct import replace


def check_topic(topic: Topic, mentions: tuple[Mention, ...], scope: Scope) -> tuple[Topic, list[Diagnostic]]:
    """The topic with its condition in final form, and what is wrong with it besides its form."""
    found = check_mentions(mentions, scope)
    topic = replace(topic, past=ConditionCheck(scope, None, found).resolve(topic.past))
    if found:
        return topic, found
    places = {mention.word: mention.span for mention in mentions}
    return topic, [*_pairs(topic, places, scope), *_alternatives(topic, places, scope)]


def check_missing(mentions: tuple[Mention, ...], scope: Scope) -> list[Diagnostic]:
    """The topics that a source says it does not cover and that are none; nothing is said where no topic exists."""
    known = tuple(sorted(scope.topics))
    return [
        error("N311", f"'{mention.word}' is not a topic", mention.span, known, mention.word)
        for mention in mentions
        if mention.kind == "topic" and known and mention.word not in known
    ]


def _pairs(topic: Topic, places: dict[str, Span], scope: Scope) -> list[Diagnostic]:
    """Each action of a pair must be decided here, or the pair would exclude what nobody compares."""
    actions = {name: action for name, action in scope.actions.items() if action is not None}
    if not topic.excludes or len(actions) < len(scope.actions):
        return []
    if {one.kind_of for one in actions.values()} - {None, *actions}:
        return []  # nobody can say what is narrower than an action that is not known
    decided = {one for name in topic.decides if name in actions for one in narrower(name, actions)}
    strangers = [one for pair in topic.excludes for one in pair if one in actions and one not in decided]
    return [
        error("R533", f"'{one}' is excluded here and not decided here", places.get(one, topic.span), topic.decides)
        for one in dict.fromkeys(strangers)
    ]


def _alternatives(topic: Topic, places: dict[str, Span], scope: Scope) -> list[Diagnostic]:
    """Alternatives are rules of one source."""
    found = []
    for rules in topic.alternatives:
        folders = [rule.partition("/")[0] for rule in rules]
        for rule, folder in zip(rules, folders, strict=True):
            if folder != folders[0]:
                said = f"'{rule}' is not of the source of '{rules[0]}': alternatives are offered by one source"
                found.append(error("R534", said, places.get(rule, topic.span)))
    return found
