"""The alignments of a term as lines of a page: how it stands to terms of other sources, and who says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from whence.language.alignment import Alignment
from whence.language.base import KnowledgeBase
from whence.render.page import Entry
from whence.render.prose_comparison import named_source
from whence.render.prose_condition import condition


def alignment_entries(tested: Collection[str], base: KnowledgeBase) -> Iterator[Entry]:
    """Each alignment that tests one of the names, with its reason and its passages."""
    for one in base.vocabulary.alignments:
        if one.tested.isdisjoint(tested):
            continue
        yield Entry(sentence(one, base), "term", 1)
        places = ", ".join(f"{named_source(cited.source, base)} {cited.passage}" for cited in one.source)
        yield Entry(f"{one.because} ({places})", "because", 2, style="muted")


def sentence(one: Alignment, base: KnowledgeBase) -> str:
    """`"A is present" is narrower than "B is present", proved`."""
    basis = "judged by an editor" if one.judged else "proved over everybody"
    return f'"{condition(one.term, base)}" is {one.relation} "{condition(one.other, base)}", {basis}'
