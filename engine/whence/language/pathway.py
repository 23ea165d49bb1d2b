"""A pathway: a flowchart's steps. It has no conditions beyond `enter` and no words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from whence.language.condition import Condition
from whence.language.source import Citation
from whence.text.position import Span


@dataclass(frozen=True, slots=True)
class Ask:
    """A diamond: a fact or definition, and the step behind each of its answers."""

    id: str
    name: str
    answers: Mapping[str, str]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """A box of rules."""

    id: str
    rules: tuple[str, ...]
    next: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Fork:
    """Columns that may all hold: each is walked, they meet, and the walk goes on at `next`."""

    id: str
    columns: tuple[str, ...]
    next: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Meet:
    """Where the columns of `fork` come together."""

    id: str
    fork: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class GoTo:
    """On to another pathway."""

    id: str
    pathway: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class End:
    """The walk ends: 'done', or 'silent' (the source says nothing here)."""

    id: str
    how: str
    span: Span | None = field(default=None, compare=False, repr=False)


Step = Ask | Apply | Fork | Meet | GoTo | End


@dataclass(frozen=True, slots=True)
class Pathway:
    """One flowchart; `steps` keep the order in which they are written."""

    name: str
    title: str
    source: tuple[Citation, ...]
    start: str
    steps: Mapping[str, Step]
    enter: Condition | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


def successors(step: Step, pathway: Pathway) -> tuple[str, ...]:
    """The steps that may follow within the chart, in the order written.

    A meet goes on at the `next` of its fork.
    """
    match step:
        case Ask(answers=answers):
            return tuple(dict.fromkeys(answers.values()))
        case Apply(next=following):
            return (following,)
        case Fork(columns=columns):
            return columns
        case Meet(fork=fork):
            met = pathway.steps.get(fork)
            return (met.next,) if isinstance(met, Fork) else ()
        case GoTo() | End():
            return ()
