"""A reading: one ambiguity of a source, the reading chosen, and the others as changes that can be run."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.condition import Condition
from whence.language.definition import Points
from whence.language.recommendation import Recommendation
from whence.language.rule import Rule
from whence.language.source import Citation
from whence.text.position import Span
from whence.values.known import Bound
from whence.values.struct import Placed, Struct


class RuleChange(Struct, frozen=True):
    """Other parts for a rule; None leaves the part as it is."""

    rule: str
    when: Condition | None = None
    unless: Condition | None = None
    only_if: Condition | None = None
    then: Recommendation | None = None


class DefinitionChange(Struct, frozen=True):
    """Other cases for a definition; `present:` is written as the one case 'present'."""

    definition: str
    cases: Mapping[str, Condition] | None = None
    otherwise: str | None = None


class ScoreChange(Struct, frozen=True):
    """Other points (for the components named), another range, or other bands for a score."""

    score: str
    components: tuple[Points, ...] = ()
    range: tuple[Bound, ...] | None = None
    bands: Mapping[str, tuple[Bound, ...]] | None = None


class Without(Struct, frozen=True):
    """The rule, and every rule that refines it, is not there."""

    rule: str


class Adds(Struct, frozen=True):
    """A whole rule more."""

    rule: Rule


Change = RuleChange | DefinitionChange | ScoreChange | Without | Adds


class Alternative(Struct, frozen=True):
    """One of the other readings: its name and all of its changes, made together."""

    name: str
    changes: tuple[Change, ...]


class Reading(Placed, frozen=True):
    """One ambiguity. Without `otherwise` it records what cannot be run. `decided` is (role, ISO day)."""

    name: str
    passages: tuple[Citation, ...]
    question: str
    chosen: str
    because: str
    decided: tuple[str, str]
    otherwise: tuple[Alternative, ...] = ()
    excuses: tuple[str, ...] = ()
    span: Span | None = None
