"""Everything that has a name in one knowledge base, gathered before anything is judged.

A name whose own file or entry is wrong is kept with the value None: it exists, so nobody else is told that it does
not. Kinds whose lists could not be read at all are `blind`: nothing can be said about names of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.alignment import Alignment
from whence.language.definition import Definition, Score
from whence.language.pathway import Pathway
from whence.language.reading import Reading
from whence.language.rule import Rule
from whence.language.source import Ledger, Source
from whence.language.topic import Topic
from whence.language.vocabulary import Action, Event, Fact, Impossible
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.text.suggest import nearest
from whence.values.struct import Struct, field

SHARED = "shared"


class Scope(Struct):
    """Names and what they stand for. Filled by `gather`, afterwards only read."""

    facts: dict[str, Fact | None] = field(default_factory=dict)
    definitions: dict[str, Definition | None] = field(default_factory=dict)
    scores: dict[str, Score | None] = field(default_factory=dict)
    actions: dict[str, Action | None] = field(default_factory=dict)
    purposes: dict[str, str] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)
    impossible: list[Impossible] = field(default_factory=list)
    alignments: list[Alignment] = field(default_factory=list)
    sources: dict[str, Source | None] = field(default_factory=dict)
    ledgers: dict[str, Ledger | None] = field(default_factory=dict)
    rules: dict[str, Rule | None] = field(default_factory=dict)
    pathways: dict[str, Pathway | None] = field(default_factory=dict)
    readings: dict[str, Reading | None] = field(default_factory=dict)
    topics: dict[str, Topic | None] = field(default_factory=dict)
    blind: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)  # definitions and scores whose answers may not all be known
    excused: set[str] = field(default_factory=set)

    @property
    def folders(self) -> dict[str, Source]:
        """Source by folder; the first where two claim one."""
        found: dict[str, Source] = {}
        for source in self.sources.values():
            if source is not None:
                found.setdefault(source.folder, source)
        return found

    def tested_names(self) -> tuple[str, ...]:
        """Every name that a condition may test."""
        return (*self.facts, *self.definitions, *self.scores)


def error(
    code: str, said: str, span: Span | None, expected: Mapping[str, object] | tuple[str, ...] = (),
    word: str | None = None,
) -> Diagnostic:  # fmt: skip
    """A mistake; the nearest of `expected` to `word` is looked up. Long lists of `expected` are not listed."""
    choices = tuple(expected)
    likely = nearest(word, choices) if word is not None else None
    if len(choices) > MANY:
        choices = (likely,) if likely is not None else ()
    return Diagnostic(code, said, span or _NOWHERE, choices, likely)


MANY = 40
_NOWHERE = Span("", 1, 1, 1, 1)
