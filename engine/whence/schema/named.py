"""Every name of the base that another file may mention, each with the words that explain it."""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.vocabulary import Action
from whence.schema.answers import folders, question
from whence.schema.choices import Schema, names
from whence.values.answers import Day


def named(base: KnowledgeBase) -> Schema:
    """One definition for each kind of thing, and for the rules of each folder.

    Facts stand in the order of the alphabet, so that one moved within its file changes nothing here.
    """
    vocabulary = base.vocabulary
    facts = dict(sorted(vocabulary.facts.items()))
    dates = {name: question(fact) for name, fact in facts.items() if isinstance(fact.answer, Day)}
    return {
        "action": names({name: _action(action) for name, action in vocabulary.actions.items()}),
        "event": names({name: event.name for name, event in vocabulary.events.items()}),
        "purpose": names(vocabulary.purposes),
        "fact": names({name: question(fact) for name, fact in facts.items()}),
        "date_fact": names(dates),
        "definition": names({name: definition.asks for name, definition in base.definitions.items()}),
        "score": names({name: score.asks for name, score in base.scores.items()}),
        "source": names({name: source.title for name, source in base.sources.items()}),
        "pathway": names({name: pathway.title for name, pathway in base.pathways.items()}),
        "topic": names({name: topic.title for name, topic in base.topics.items()}),
        "rule": names({name: rule.title for name, rule in base.rules.items()}),
        **{
            f"rule-{folder}": names({name: rule.title for name, rule in base.rules.items() if rule.folder == folder})
            for folder in folders(base)
        },
    }


def _action(action: Action) -> str:
    """Its name, its other names, and the wider action it is a kind of."""
    also = f" (also {', '.join(action.also)})" if action.also else ""
    wider = f"; a kind of {action.kind_of}" if action.kind_of is not None else ""
    return f"{action.name}{also}{wider}"
