"""Two states of the knowledge asked about one person: how each rule ends by the one and by the other.

The person is told to both, to each as far as it asks: a fact that only one of them has is told to that one; of a fact
that both have, the answers that both have; a fact that is answered in another kind now is told to neither. Somebody
counts who is possible by both. A patient of whom nothing can be told but what both can hear gets two answers, and it is
those that are compared.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.backends.told import Told
from whence.language.base import KnowledgeBase
from whence.language.vocabulary import Fact
from whence.proofs.everybody import EFFORT, Everybody
from whence.proofs.seen import Seen
from whence.proofs.verdicts import Verdicts, silent, verdicts
from whence.values.answers import Words
from whence.values.struct import replace


class Beside:
    """Two bases and one solver. Close it when done. Its questions raise NotProved where the solver gives up."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, effort: int = EFFORT) -> None:
        self.bases = (old, new)
        first = Everybody(old, effort)
        self.everybody = first
        self.gates = first.gates
        self.told = Told(first.gates, tellable(old, new))
        self.seen = Seen(first)
        self.sides = (first.partly(self.told), Everybody(new, effort, first).partly(self.told))
        self._ends: dict[tuple[int, str | None], Verdicts] = {}

    def close(self) -> None:
        """Frees the solver."""
        self.everybody.close()

    def ends(self, side: int, rule: str | None) -> Verdicts:
        """How a rule may end by the old state (`side` 0) or the new (1), as literals; None is silent to everybody."""
        if (side, rule) not in self._ends:
            base = self.bases[side]
            self._ends[side, rule] = (
                silent(self.gates)
                if rule is None
                else verdicts(base.expanded(base.rules[rule]), self.sides[side], self.gates)
            )
        return self._ends[side, rule]

    def can(self, *literals: int) -> bool:
        """Whether the literals hold together of somebody."""
        return self.seen.possible(literals)


def tellable(old: KnowledgeBase, new: KnowledgeBase) -> Mapping[str, Fact]:
    """The facts that can be told to both or to the one that has them, with the answers that can be given."""
    ours, theirs = old.vocabulary.facts, new.vocabulary.facts
    found: dict[str, Fact] = {}
    for name in (*theirs, *(each for each in ours if each not in theirs)):
        if name not in ours or name not in theirs:
            found[name] = theirs.get(name) or ours[name]
            continue
        was, now = ours[name].answer, theirs[name].answer
        if isinstance(was, Words) and isinstance(now, Words):
            common = tuple(word for word in now.answers if word in was.answers)
            if common:
                found[name] = replace(theirs[name], answer=Words(common))
        elif was == now:
            found[name] = theirs[name]
    return found
