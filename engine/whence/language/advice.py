"""What a recommendation advises, action by action, and what follows for wider and narrower actions.

Advice for an action is advice for every wider one; advice against it is advice against every narrower one (language
reference, sections 5.4 and 9.1). A part of a choice is a choice; what every part of it brings is advised.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.recommendation import Advice, Do, Joint, actions
from whence.language.vocabulary import Action


def wider(action: str, vocabulary: Mapping[str, Action]) -> frozenset[str]:
    """The action and every action it is a kind of. Raises KeyError where one is not in the vocabulary."""
    found: list[str] = []
    current: str | None = action
    while current is not None and current not in found:
        found.append(current)
        current = vocabulary[current].kind_of
    return frozenset(found)


def narrower(action: str, vocabulary: Mapping[str, Action]) -> frozenset[str]:
    """The action and every action that is a kind of it."""
    return frozenset(name for name in vocabulary if action in wider(name, vocabulary))


def advised(advice: Advice, vocabulary: Mapping[str, Action]) -> frozenset[str]:
    """The actions that whoever follows the advice has taken for certain, wider ones included."""
    match advice:
        case Do(action=action):
            return wider(action, vocabulary)
        case Joint(kind=kind, parts=parts):
            sets = [advised(part, vocabulary) for part in parts]
            if kind in ("together", "in_order"):
                return frozenset().union(*sets)
            return frozenset.intersection(*sets)


def choices(advice: Advice, vocabulary: Mapping[str, Action]) -> frozenset[str]:
    """The actions that stand open as parts of a choice, and are not advised anyway; wider ones included."""
    named = frozenset().union(*(wider(action, vocabulary) for action in actions(advice)))
    return named - advised(advice, vocabulary)


def advised_against(advice: Advice, vocabulary: Mapping[str, Action]) -> frozenset[str]:
    """Under an against-word, or when advice is held back: each action named and every narrower one."""
    return frozenset().union(*(narrower(action, vocabulary) for action in actions(advice)))


def first_step(advice: Advice) -> tuple[str, ...]:
    """The actions of the first step: the first part of an `in_order`, otherwise everything named."""
    if isinstance(advice, Joint) and advice.kind == "in_order":
        return tuple(actions(advice.parts[0]))
    return tuple(actions(advice))
