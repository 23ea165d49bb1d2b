"""People whom the solver has found already, asked first: most questions are answered by somebody it met before.

Each literal is a row of bits, one for each person, so that a question costs an *and* of rows. It refuses to know what
a literal stands for.
"""

from __future__ import annotations

from collections.abc import Iterable

from whence.proofs.everybody import Everybody


class Seen:
    """Remembers everybody who was ever an answer."""

    def __init__(self, everybody: Everybody) -> None:
        self._everybody = everybody
        self._people: list[frozenset[int]] = []
        self._rows: dict[int, tuple[int, int]] = {}  # literal -> (people looked at, bits)
        self.asked = 0
        self.solved = 0

    def possible(self, literals: Iterable[int]) -> bool:
        """Whether the literals can hold together of somebody. Raises NotProved."""
        wanted = tuple(literals)
        self.asked += 1
        bits = (1 << len(self._people)) - 1
        for literal in wanted:
            bits &= self._row(literal)
        if bits:
            return True
        self.solved += 1
        if not self._everybody.possible(wanted):
            return False
        self._people.append(self._everybody.model())
        return True

    def _row(self, literal: int) -> int:
        """The bits of the people of whom the literal is known to hold; a gate made after them says nothing of them."""
        looked, bits = self._rows.get(literal, (0, 0))
        for number in range(looked, len(self._people)):
            if literal in self._people[number]:
                bits |= 1 << number
        self._rows[literal] = (len(self._people), bits)
        return bits
