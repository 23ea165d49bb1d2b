"""The whole difference between two states: what was changed, who gets another answer, and who is refused or let in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date

from whence.anomalies.smallest import NotReplayed
from whence.changes.beside import Beside
from whence.changes.fewest_told import fewest_told
from whence.changes.pairs import Pair, Pairs, a_day_of, stretches
from whence.changes.region import Refused, Region, Turn
from whence.changes.regions import facts_of, moved_rules, responsible, turns
from whence.changes.replay import Replay, refuses
from whence.compare.said import patient_of
from whence.compare.witness import last_start
from whence.graph.leaves import facts_below
from whence.language.base import KnowledgeBase
from whence.language.rule import InForce
from whence.language.vocabulary import Impossible
from whence.proofs.everybody import EFFORT, NotProved
from whence.values.known import Known
from whence.values.struct import Struct, replace


class Found(Struct, frozen=True):
    """A turn that somebody takes, and what is known of the smallest patient who does."""

    turn: Turn
    days: tuple[InForce, ...]
    known: Mapping[str, Known]


class Search(Struct, frozen=True):
    """What the solver found; `undecided` are the pairs at which it gave up."""

    pairs: Mapping[Pair, tuple[InForce, ...]]
    found: tuple[Found, ...]
    undecided: tuple[Pair, ...]


def search(old: KnowledgeBase, new: KnowledgeBase, as_of: date | None = None, effort: int = EFFORT) -> Search:
    """Every turn that somebody takes, by rule. With `as_of` only what is in force on that day, else on every day."""
    days = [InForce(as_of)] if as_of is not None else list(stretches(old, new))
    pairs = Pairs(old, new).by_day(days)
    moved = moved_rules(old, new)
    found: list[Found] = []
    undecided: list[Pair] = []
    with closing(Beside(old, new, effort)) as beside:
        for pair, spans in pairs.items():
            facts = facts_of(pair, old, new)
            try:
                for turn, literals in turns(beside, pair, moved):
                    known = fewest_told(beside.everybody, beside.told, literals, facts)
                    found.append(Found(turn, spans, known))
            except NotProved:
                undecided.append(pair)
    return Search(pairs, tuple(found), tuple(undecided))


def shown(
    found: Iterable[Found], old: KnowledgeBase, new: KnowledgeBase, as_of: date | None = None
) -> Iterator[Region]:
    """Each turn with its patient, replayed in both states.

    Raises NotReplayed where an engine does not bear it out, and what `assess` raises: faults of this program.
    """
    told = tuple(found)
    preferred = as_of or last_start(new)
    facts = {**old.vocabulary.facts, **new.vocabulary.facts}
    before = {name for one in told if (name := one.turn.pair.before) is not None}
    after = {name for one in told if (name := one.turn.pair.after) is not None}
    with Replay(old, new, (before, after)) as replay:
        for one in told:
            day = next((preferred for span in one.days if preferred is not None and span.on(preferred)), None)
            chosen = a_day_of(one.days[-1]) if day is None else day
            patient = patient_of("somebody", one.known, facts, chosen)
            if not replay.bears_out(one.turn, patient, chosen):
                raise NotReplayed(f"the engines do not bear out what was found of {one.turn.pair.name}")
            yield Region(one.turn, one.days, patient, chosen, responsible(one.turn.pair, old, new))


def refused(old: KnowledgeBase, new: KnowledgeBase, day: date) -> Iterator[Refused]:
    """For each line of what is impossible that only one state has: a patient whom only that one refuses, if any.

    Raises NotProved.
    """
    lines = [{line.condition: line for line in base.vocabulary.impossible} for base in (old, new)]
    for side, by in ((1, "new"), (0, "old")):
        more = [line for condition, line in lines[side].items() if condition not in lines[1 - side]]
        yield from _refused_by(by, (old, new)[side], (old, new)[1 - side], more, day)


def _refused_by(
    by: str, strict: KnowledgeBase, lenient: KnowledgeBase, lines: Iterable[Impossible], day: date
) -> Iterator[Refused]:
    bare = replace(strict, vocabulary=replace(strict.vocabulary, impossible=()))
    with closing(Beside(lenient, bare)) as beside:
        for line in lines:
            literals = [beside.sides[1].rails(line.condition).true]
            if not beside.can(*literals):
                continue
            known = fewest_told(beside.everybody, beside.told, literals, facts_below(line.condition, strict))
            patient = patient_of("refused", known, beside.told.facts, day)
            if not refuses(strict, patient, day):
                raise NotReplayed(f"nobody is refused by the line '{line.name}'")
            yield Refused(by, line.name, patient)
