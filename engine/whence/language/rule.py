"""A rule: one recommendation of one source, whom it is for, what takes it back, and where it stands in print."""

from __future__ import annotations

from datetime import date

from whence.language.condition import Condition
from whence.language.recommendation import Recommendation
from whence.language.source import Citation
from whence.text.position import Span
from whence.values.struct import Placed, Struct

STATUSES = ("draft", "reviewed", "retired")


class InForce(Struct, frozen=True):
    """`start` None means the source prints no date: in force at every day, labelled undated. `until` is exclusive."""

    start: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)


class DerivedFrom(Struct, frozen=True):
    """Where a statement was copied from: a rule, or a document (perhaps one not held here)."""

    rule: str | None = None
    document: str | None = None
    held: bool = True
    asserted_by: str | None = None


class AddedByUs(Struct, frozen=True):
    """Something in a rule that no cited passage carries."""

    what: str
    because: str


class Review(Struct, frozen=True):
    """A review by a role on an ISO day."""

    by: str
    on: str
    note: str | None = None


class Rule(Placed, frozen=True):
    """One recommendation as written. `when`, `unless`, `only_if` are as written, before `refines` is expanded."""

    id: str
    version: int
    title: str
    then: Recommendation
    source: tuple[Citation, ...]
    in_force: InForce
    status: str
    when: Condition | None = None
    unless: Condition | None = None
    only_if: Condition | None = None
    even_if: Condition | None = None
    refines: str | None = None
    instead_of: str | None = None
    evidence: tuple[Citation, ...] = ()
    derived_from: DerivedFrom | None = None
    added_by_us: tuple[AddedByUs, ...] = ()
    replaces: str | None = None
    reviews: tuple[Review, ...] = ()
    note: str | None = None
    span: Span | None = None

    @property
    def folder(self) -> str:
        """The folder of its source, the first part of its id."""
        return self.id.partition("/")[0]
