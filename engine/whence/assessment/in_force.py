"""What is in force on a day. A rule needs the rule it refines and every definition it uses to be in force as well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, names


class InForceDays:
    """Answers for one base on any day; what uses what is found out once."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._of_definition = {
            name: self._used(definition.cases.values()) for name, definition in base.definitions.items()
        }
        self._of_rule = {
            name: self._used(part for part in (rule.when, rule.unless, rule.only_if) if part is not None)
            for name, rule in base.rules.items()
        }

    def definitions(self, day: date) -> frozenset[str]:
        """The definitions in force on `day`, by name."""
        base = self._base
        standing = {name for name, definition in base.definitions.items() if definition.in_force.on(day)}
        while fallen := {name for name in standing if not self._of_definition[name] <= standing}:
            standing -= fallen
        return frozenset(standing)

    def rules(self, day: date) -> frozenset[str]:
        """The rules in force on `day`, by id."""
        definitions = self.definitions(day)
        standing = {
            name
            for name, rule in self._base.rules.items()
            if rule.in_force.on(day) and self._of_rule[name] <= definitions
        }
        while fallen := {name for name in standing if not self._parents(name) <= standing}:
            standing -= fallen
        return frozenset(standing)

    def _parents(self, rule: str) -> set[str]:
        parent = self._base.rules[rule].refines
        return set() if parent is None else {parent}

    def _used(self, conditions: Iterable[Condition]) -> frozenset[str]:
        return frozenset(
            name for condition in conditions for name in names(condition) if name in self._base.definitions
        )
