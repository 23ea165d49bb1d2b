"""The knowledge base: everything read, named, checked and frozen. All later stages see only this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from whence.language.condition import Condition, both, either, names
from whence.language.definition import Definition, Score
from whence.language.pathway import Pathway
from whence.language.reading import Reading
from whence.language.rule import Rule
from whence.language.source import Ledger, Source
from whence.language.topic import Topic
from whence.language.vocabulary import Vocabulary
from whence.text.position import Span
from whence.values.struct import Placed, Struct, field, force_setattr


class Group(Placed, frozen=True):
    """Rules claimed, of the people `among` whom it is said (None: everybody), to be exclusive, complete, or both.

    Exclusive: no two of them apply to one person. Complete: at least one of them applies to everybody.
    """

    name: str
    rules: tuple[str, ...]
    among: Condition | None = None
    exclusive: bool = False
    complete: bool = False
    span: Span | None = None


class Guideline(Struct, frozen=True):
    """A topic folder: its subject, its sources, what it is meant for and what it is not."""

    name: str
    title: str
    sources: tuple[str, ...]
    intended_use: str
    known_limits: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


class Expanded(Struct, frozen=True):
    """The conditions of a rule after `refines`: its own joined with its parents'."""

    when: Condition
    unless: Condition | None
    only_if: Condition | None


class KnowledgeBase(Placed, frozen=True):
    """A checked base. Every name in it resolves; every mapping is in name order.

    `digest` is the SHA-256 (hex) of the knowledge files it was read from; `release` the version of the release file
    they stood in, None where they stood in none.
    """

    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    ledgers: Mapping[str, Ledger]
    guidelines: Mapping[str, Guideline]
    definitions: Mapping[str, Definition]
    scores: Mapping[str, Score]
    rules: Mapping[str, Rule]
    pathways: Mapping[str, Pathway]
    digest: str = ""
    release: str | None = None
    topics: Mapping[str, Topic] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    defined: Mapping[str, Definition | Score] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] | None = None

    apart: ClassVar[frozenset[str]] = Placed.apart | {"release", "defined", "links"}

    def __post_init__(self) -> None:
        """`defined` is every definition and score by name: what a condition may test besides facts."""
        force_setattr(self, "defined", {**self.definitions, **self.scores})
        force_setattr(self, "links", None)  # those of the base that this one was made from are not its own

    @property
    def above(self) -> Mapping[str, tuple[str, ...]]:
        """For each name the rules and definitions that test or refine it; worked out when it is first asked for."""
        if self.links is None:
            found: dict[str, list[str]] = {}
            for name, below in _links(self):
                found.setdefault(below, []).append(name)
            force_setattr(self, "links", {below: tuple(names) for below, names in found.items()})
        return self.links or {}

    def source_of(self, folder: str) -> Source:
        """The source whose rules stand in `folder`. Raises KeyError where there is none."""
        for source in self.sources.values():
            if source.folder == folder:
                return source
        raise KeyError(folder)

    def expanded(self, rule: Rule) -> Expanded:
        """The rule's conditions with those of the rules it refines (language reference, section 5.3).

        Raises KeyError where `refines` names no rule, and ValueError where no rule of the chain has a `when`.
        """
        when, unless, only_if = rule.when, rule.unless, rule.only_if
        if rule.refines is not None:
            parent = self.expanded(self.rules[rule.refines])
            when = both(both(parent.when, parent.only_if), when)
            unless = either(parent.unless, unless)
        if when is None:
            raise ValueError(f"{rule.id} has no condition")
        return Expanded(when, unless, only_if)


def _links(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Each definition and rule with each name that it tests or refines."""
    for definition in base.definitions.values():
        for below in {name for case in definition.cases.values() for name in names(case)}:
            yield definition.name, below
    for rule in base.rules.values():
        parts = (rule.when, rule.unless, rule.only_if)
        for below in {name for part in parts if part is not None for name in names(part)}:
            yield rule.id, below
        if rule.refines is not None:
            yield rule.id, rule.refines
