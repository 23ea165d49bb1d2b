"""The shared vocabulary: facts and their answers, actions, purposes, events, details, what cannot be true together."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.alignment import Alignment
from whence.language.condition import Condition
from whence.text.position import Span
from whence.values.answers import AnswerKind
from whence.values.struct import Placed, Struct


class Code(Struct, frozen=True):
    """A term of a public code system; `checked` is the ISO day on which it was looked up, `status` as written."""

    system: str
    code: str
    label: str
    checked: str
    answer: str | None = None
    status: str | None = None


class Fact(Placed, frozen=True):
    """A question a clinician can answer. `ask` is its only prose; `between` names the date facts a duration spans.

    `also` are other words by which print speaks of it.
    """

    name: str
    ask: str
    answer: AnswerKind
    group: str
    note: str | None = None
    between: tuple[str, ...] = ()
    judged: bool = False
    codes: tuple[Code, ...] = ()
    also: tuple[str, ...] = ()
    span: Span | None = None


class Action(Placed, frozen=True):
    """Something that may be recommended; `kind_of` is the wider action it stands under."""

    id: str
    name: str
    kind_of: str | None = None
    also: tuple[str, ...] = ()
    done_when: Condition | None = None
    span: Span | None = None


class Event(Placed, frozen=True):
    """Something that happens on a day; `date` names the fact that dates it, `also` are other words for it."""

    id: str
    name: str
    date: str | None = None
    also: tuple[str, ...] = ()
    span: Span | None = None


class Impossible(Placed, frozen=True):
    """A condition that no patient meets, by the meaning of the words."""

    name: str
    condition: Condition
    because: str
    span: Span | None = None


class Vocabulary(Struct, frozen=True):
    """Everything the sources share. Mappings keep a name order that does not depend on the order of files."""

    facts: Mapping[str, Fact]
    actions: Mapping[str, Action]
    purposes: Mapping[str, str]
    events: Mapping[str, Event]
    details: Mapping[str, tuple[str, ...]]
    impossible: tuple[Impossible, ...]
    alignments: tuple[Alignment, ...] = ()
