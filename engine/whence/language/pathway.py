"""A pathway: a flowchart's steps. It has no conditions beyond `enter` and no words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.condition import Condition
from whence.language.source import Citation
from whence.text.position import Span
from whence.values.struct import Placed


class Ask(Placed, frozen=True):
    """A diamond: a fact or definition, and the step behind each of its answers."""

    id: str
    name: str
    answers: Mapping[str, str]
    span: Span | None = None


class Apply(Placed, frozen=True):
    """A box of rules."""

    id: str
    rules: tuple[str, ...]
    next: str
    span: Span | None = None


class Fork(Placed, frozen=True):
    """Columns that may all hold: each is walked, they meet, and the walk goes on at `next`."""

    id: str
    columns: tuple[str, ...]
    next: str
    span: Span | None = None


class Meet(Placed, frozen=True):
    """Where the columns of `fork` come together."""

    id: str
    fork: str
    span: Span | None = None


class GoTo(Placed, frozen=True):
    """On to another pathway."""

    id: str
    pathway: str
    span: Span | None = None


class End(Placed, frozen=True):
    """The walk ends: 'done', or 'silent' (the source says nothing here)."""

    id: str
    how: str
    span: Span | None = None


Step = Ask | Apply | Fork | Meet | GoTo | End


class Pathway(Placed, frozen=True):
    """One flowchart; `steps` keep the order in which they are written."""

    name: str
    title: str
    source: tuple[Citation, ...]
    start: str
    steps: Mapping[str, Step]
    enter: Condition | None = None
    span: Span | None = None


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
