"""How the terms of two sources stand to each other: the same, wider, narrower, or two ideas that touch.

A term is one test, of a fact or a definition. In the terms of SKOS (W3C 2009): *exactly* is exactMatch, *narrower than*
is broadMatch, *broader than* is narrowMatch, *related to* is relatedMatch; *apart from* has no name there.
"""

from __future__ import annotations

from whence.language.condition import Condition, names
from whence.language.source import Citation
from whence.text.position import Span
from whence.values.struct import Placed

EXACTLY, NARROWER, BROADER, RELATED, APART = "exactly", "narrower than", "broader than", "related to", "apart from"
RELATIONS = (EXACTLY, NARROWER, BROADER, RELATED, APART)


class Alignment(Placed, frozen=True):
    """`term` stands in `relation` to `other`; `source` are passages of both.

    *Exactly*: whoever has the one has the other. *Narrower than*: everybody with the term has the other, and somebody
    has the other alone; *broader than* is the mirror. *Related to*: each is had without the other, and both are had
    together. *Apart from*: nobody has both. `judged`: by the meaning of the words, which the definitions do not hold.
    """

    name: str
    term: Condition
    relation: str
    other: Condition
    source: tuple[Citation, ...]
    because: str
    judged: bool = False
    span: Span | None = None

    @property
    def tested(self) -> frozenset[str]:
        """The facts and definitions of both terms."""
        return frozenset((*names(self.term), *names(self.other)))
