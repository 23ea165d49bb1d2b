"""A source as printed, its words of strength, and the ledger of its passages. No text of the source is held."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.condition import Condition
from whence.text.position import Span
from whence.values.struct import Placed, Struct

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


class Word(Struct, frozen=True):
    """A word of strength: the verb phrase of a source, its direction, force, hedge and grades.

    `printed` are the words by which the source prints it, where the name of the word does not stand in print.
    """

    word: str
    direction: str
    force: str
    hedge: str | None = None
    grades: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """A part of a document."""

    id: str
    title: str
    kind: str


class Missing(Struct, frozen=True):
    """Something a document does not carry."""

    what: str
    because: str
    after: str | None = None
    topics: tuple[str, ...] = ()


class Passage(Placed, frozen=True):
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
    span: Span | None = None
    of_span: Span | None = None

    @property
    def place(self) -> str:
        """The id of the place it stands in."""
        return self.id.rpartition(".")[0]


class Ledger(Struct, frozen=True):
    """Every passage of one document; `text_words` and `text_digest` are of the whole text."""

    source: str
    text_words: int
    text_digest: str
    passages: Mapping[str, Passage]


class Source(Placed, frozen=True):
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
    span: Span | None = None


class Citation(Placed, frozen=True):
    """A passage of a source."""

    source: str
    passage: str
    span: Span | None = None
