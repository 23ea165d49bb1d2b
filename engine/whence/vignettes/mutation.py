"""Mutation testing of the knowledge: which mutants no vignette kills.

A case kills a mutant when the mutant ends otherwise than the case expects, by the reference evaluator over the cases'
patients; nothing is built anew for a mutant. First the cases about the thing itself are asked, then those about what
rests on it: rules that refine it, rules and definitions that test it. What a rule says is killed by what its
vignettes say it `says`. A survivor that the solver shows to end as the original for every patient, partly known ones
included, is *equivalent* and does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from enum import Enum

from whence.analysis.touched import standing_on
from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.rule import Rule
from whence.proofs.equivalent import told_apart
from whence.proofs.everybody import Everybody, NotProved
from whence.values.struct import Struct, replace
from whence.vignettes.mutant import ADVICE, Mutant
from whence.vignettes.mutants import mutants
from whence.vignettes.things import Thing, ending, thing_of
from whence.vignettes.tried import Cases, Tried


class Fate(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"


class Judged(Struct, frozen=True):
    """A mutant and what became of it; `by` is the case that killed it, `about` what that case is about."""

    mutant: Mutant
    fate: Fate
    by: str | None = None
    about: str | None = None


class Mutated(Struct, frozen=True):
    """All mutants of one thing."""

    about: str
    judged: tuple[Judged, ...]

    def count(self, fate: Fate) -> int:
        """How many of them came to that."""
        return sum(each.fate is fate for each in self.judged)


SAYS = "says"


def mutate(names: Iterable[str], cases: Cases, base: KnowledgeBase) -> Iterator[Mutated]:
    """The mutants of each of the rules, definitions and scores named, and what became of them."""
    with closing(Everybody(base)) as everybody:
        for name in names:
            thing = thing_of(name, base)
            if thing is not None:
                tested = (_tested(mutant, thing, cases, everybody) for mutant in mutants(name, thing, base))
                yield Mutated(name, tuple(tested))


def _tested(mutant: Mutant, thing: Thing, cases: Cases, everybody: Everybody) -> Judged:
    base = everybody.base
    if mutant.part == ADVICE:
        return _of_advice(mutant, cases)
    if (by := _killer(mutant.thing, cases.of(mutant.about), base)) is not None:
        return Judged(mutant, Fate.KILLED, by, mutant.about)
    for name, by in _killed_from_above(mutant, cases, base):
        return Judged(mutant, Fate.KILLED, by, name)
    try:
        apart = everybody.possible([told_apart(thing, mutant.thing, everybody)])
    except NotProved:
        apart = True
    return Judged(mutant, Fate.SURVIVED if apart else Fate.EQUIVALENT)


def _of_advice(mutant: Mutant, cases: Cases) -> Judged:
    file = cases.files.get(mutant.about)
    assert isinstance(mutant.thing, Rule)
    if file is not None and file.says is not None and file.says != mutant.thing.then:
        return Judged(mutant, Fate.KILLED, SAYS, mutant.about)
    return Judged(mutant, Fate.SURVIVED)


def _killer(thing: Thing, cases: Sequence[Tried], base: KnowledgeBase) -> str | None:
    """The first case that the thing does not end as it expects."""
    for each in cases:
        if ending(thing, each.known, base, each.case.expect) != each.case.expect:
            return each.case.name
    return None


def _killed_from_above(mutant: Mutant, cases: Cases, base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """What rests on the mutant and does not end as one of its cases expects, with that case."""
    other = _with(mutant, base)
    for name in sorted(standing_on(base, {mutant.about}) - {mutant.about}):
        thing = thing_of(name, other)
        if thing is not None and (by := _killer(thing, cases.of(name), other)) is not None:
            yield name, by


def _with(mutant: Mutant, base: KnowledgeBase) -> KnowledgeBase:
    match mutant.thing:
        case Rule() as rule:
            return replace(base, rules={**base.rules, mutant.about: rule})
        case Definition() as definition:
            return replace(base, definitions={**base.definitions, mutant.about: definition})
        case Score() as score:
            return replace(base, scores={**base.scores, mutant.about: score})
