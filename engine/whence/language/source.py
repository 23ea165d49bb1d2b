"""A source as printed, its words of strength, and the ledger of its passages. No text of the source is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from whence.language.condition import Condition
from whence.text.position import Span

DIRECTIONS = ("for", "against", "none")
FORCES = ("strong", "weak", "option", "not stated", "evidence", "unavailable")
HEDGES = ("most", "selected", "rarely")
TRUST = ("guideline", "reference work", "textbook", "secondary", "generated")
ROLES = (
    "recommendation",
    "definition",
    "criterion",
    "evidence",
    "background",
    "boilerplate",
    "duplicate",
    "unavailable",
    "out of scope",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of strength: the verb phrase of a source, its direction, force, hedge and grades.

    `printed` are the words by which the source prints it, where the name of the word does not stand in print.
    """

    word: str
    direction: str
    force: str
    hedge: str | None = None
    grades: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a document."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a document does not carry."""

    what: str
    because: str
    after: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """An anchor: word ranges (from 1, ends included), the digest of those words, and how the passage is read."""

    id: str
    words: tuple[tuple[int, int], ...]
    digest: str
    role: str
    of: str | None = None
    says: str | None = None
    figures: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    because: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    of_span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def place(self) -> str:
        """The id of the place it stands in."""
        return self.id.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every passage of one document; `text_words` and `text_digest` are of the whole text."""

    source: str
    text_words: int
    text_digest: str
    passages: Mapping[str, Passage]


@dataclass(frozen=True, slots=True)
class Source:
    """One edition of one document."""

    id: str
    folder: str
    title: str
    publisher: str
    edition: str
    dates: Mapping[str, str]
    trust: str
    places: Mapping[str, Place]
    words: Mapping[str, Word]
    urgency: tuple[str, ...] = ()
    population: Condition | None = None
    missing: tuple[Missing, ...] = ()
    rights: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of a source."""

    source: str
    passage: str
    span: Span | None = field(default=None, compare=False, repr=False)
