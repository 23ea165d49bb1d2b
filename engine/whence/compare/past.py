"""Whether a rule speaks only to people who are past a decision: then it answers a later question.

Read off the form of its condition, not asked of a solver: 'no' may mean that the form does not show it.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is
from whence.language.definition import Definition
from whence.language.rule import Rule


def comes_later(rule: Rule, past: Condition | None, base: KnowledgeBase) -> bool:
    """Whether the rule can apply only to people of whom `past` is so; False where `past` is None."""
    when = base.expanded(rule).when
    return past is not None and when is not None and needs(when, past, base.definitions)


def needs(condition: Condition, wanted: Condition, definitions: Mapping[str, Definition]) -> bool:
    """Whether `condition` holds only where `wanted` does, as far as its form shows."""
    if isinstance(wanted, All):
        return all(needs(condition, part, definitions) for part in wanted.parts)
    match condition:
        case All(parts=parts):
            return any(needs(part, wanted, definitions) for part in parts)
        case Any(parts=parts):
            return all(needs(part, wanted, definitions) for part in parts)
        case Is(name=name, answers=answers):
            if _asks_no_more(condition, wanted):
                return True
            definition = definitions.get(name)
            if definition is None or definition.otherwise in answers:
                return False
            return all(needs(definition.cases[answer], wanted, definitions) for answer in answers)
    return False


def _asks_no_more(test: Is, wanted: Condition) -> bool:
    """Whether a test that is wanted, alone or as one of several, allows every answer that `test` allows."""
    match wanted:
        case Any(parts=parts):
            return any(_asks_no_more(test, part) for part in parts)
        case Is(name=name, answers=answers):
            return test.name == name and set(test.answers) <= set(answers)
    return False
