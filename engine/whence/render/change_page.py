"""The smallest change by which a rule would apply, as a page."""

from __future__ import annotations

from collections.abc import Iterator

from whence.explain.smallest_change import SmallestChange
from whence.language.base import KnowledgeBase
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.prose_proof import said


def change_page(change: SmallestChange | None, rule: str, base: KnowledgeBase) -> Iterator[Entry]:
    """Each answer to touch; None where nothing would make the rule apply."""
    yield BLANK
    if change is None:
        yield Entry(f"No answers would make {rule} apply.", style="muted")
        return
    count = len(change.answers)
    yield Entry(f"{rule} would apply with {counted(count, 'other answer')} (run, and so it does):", style="heading")
    for each in change.answers:
        fact = base.vocabulary.facts[each.fact]
        was = " to ".join(said(given) for given in each.was)
        place = "".join(f" ({given.span})" for given in each.was if given.span is not None)
        yield Entry(f"{each.fact}: {each.now}", "learn" if each.learned else "change", 1)
        yield Entry(fact.ask, depth=2, style="muted")
        if was:
            yield Entry(f"{was}{place}", "was", 2, style="muted")
