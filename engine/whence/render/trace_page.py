"""Both ways between print and rules as pages: what stands on a passage, and what a rule stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Passage
from whence.ledger.standing import Standing
from whence.ledger.trace import Traced
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed
from whence.render.prose import in_force, standing
from whence.render.prose_advice import advice


def cited_page(found: Sequence[Standing], vignettes: Mapping[str, str], base: KnowledgeBase) -> Iterator[Entry]:
    """One passage in full, or every passage of a source in a line or two. `vignettes` maps names to files."""
    if len(found) == 1:
        yield from _standing(found[0], vignettes, base)
        return
    for one in found:
        yield Entry(f"{one.passage.id} ({_role(one.passage)})", style="strong")
        if one.cited_by:
            yield Entry(listed(_citing(one), "and"), "cited by", 1)
        elif one.passage.because is not None:
            yield Entry(one.passage.because, "because", 1, style="muted")
        if one.pathways:
            yield Entry(listed(one.pathways, "and"), "charts", 1, style="muted")
        if one.readings:
            yield Entry(listed(one.readings, "and"), "readings", 1, style="muted")
    yield BLANK
    cited = sum(1 for one in found if one.cited_by)
    yield Entry(f"{counted(len(found), 'passage')}, {cited} of them cited.", style="muted")


def _standing(one: Standing, vignettes: Mapping[str, str], base: KnowledgeBase) -> Iterator[Entry]:
    yield Entry(f"{one.source}: {one.passage.id}", style="heading")
    yield from _passage(Citation(one.source, one.passage.id), one.passage, base)
    if one.original is not None:
        yield Entry(f"{one.original}, which says the same", "original", 1)
    others = [each.id for each in one.family if each.id not in (one.passage.id, one.original)]
    if others:
        yield Entry(listed(others, "and"), "also at", 1)
    for place, citing in one.cited_by:
        at = "" if place == one.passage.id else f", at {place}"
        under = " as evidence" if citing.under == "evidence" else ""
        yield Entry(f"{citing.kind} {citing.name}{under}{at}", "cited by", 1)
    if not one.cited_by:
        yield Entry("nothing cites it", depth=1, style="muted")
    direct = {citing.name for _, citing in one.cited_by}
    below = [rule for rule in one.rules if rule not in direct]
    if below:
        yield Entry(listed(below, "and"), "through", 1)
    for label, names in (("charts", one.pathways), ("topics", one.topics), ("readings", one.readings)):
        if names:
            yield Entry(listed(names, "and"), label, 1)
    for name in sorted(direct | set(one.rules)):
        if name in vignettes:
            yield Entry(vignettes[name], "vignettes", 1, style="muted")


def trace_page(traced: Traced, vignettes: str | None, base: KnowledgeBase) -> Iterator[Entry]:
    """One rule with everything it hangs on."""
    rule = traced.rule
    yield Entry(f"{rule.id}, version {rule.version}, {standing(rule.status, rule.reviews)}", style="heading")
    yield Entry(rule.title, depth=1, style="muted")
    yield Entry(advice(rule, base), depth=1)
    yield Entry(in_force(rule.in_force), "standing", 1)
    for label, cited in (("source", traced.passages), ("evidence", traced.evidence)):
        for citation, passage in cited:
            yield Entry(f"{citation.source}: {citation.passage}", label, 1, style="strong")
            yield from _passage(citation, passage, base, 2)
    if traced.printed_again:
        again = [each.passage for each in traced.printed_again]
        yield Entry(listed(again, "and"), "also at", 1)
    for name, citations in traced.definitions.items():
        places = listed([f"{each.source}: {each.passage}" for each in citations], "and")
        yield Entry(f"{name} ({places})" if places else f"{name} (bookkeeping)", "term", 1)
    for relation, names in traced.relations.items():
        yield Entry(listed(names, "and"), relation, 1)
    for label, names in (("charts", traced.pathways), ("topics", traced.topics), ("readings", traced.readings)):
        if names:
            yield Entry(listed(names, "and"), label, 1)
    for added in rule.added_by_us:
        yield Entry(f"{added.what}: {added.because}", "ours", 1)
    for review in rule.reviews:
        note = f": {review.note}" if review.note is not None else ""
        yield Entry(f"{review.by}, {review.on}{note}", "review", 1)
    if not rule.reviews:
        yield Entry("nobody has reviewed it", "review", 1, style="muted")
    yield Entry(vignettes or "none found beside the knowledge", "vignettes", 1, style="muted")


def _passage(citation: Citation, passage: Passage, base: KnowledgeBase, depth: int = 1) -> Iterator[Entry]:
    place = base.sources[citation.source].places.get(passage.place)
    where = f"{place.title} ({place.kind})" if place is not None else passage.place
    words = listed([f"{first} to {last}" for first, last in passage.words], "and")
    yield Entry(f"{_role(passage)}, in {where}", depth=depth)
    yield Entry(f"words {words}, {passage.digest}", depth=depth, style="muted")
    if passage.says is not None:
        yield Entry(passage.says, "says", depth)
    if passage.figures:
        yield Entry(listed(passage.figures, "and"), "figures", depth)
    if passage.references:
        yield Entry(f"printed references {listed(passage.references, 'and')}", depth=depth, style="muted")
    if passage.because is not None:
        yield Entry(passage.because, "because", depth)


def _role(passage: Passage) -> str:
    return f"{passage.role} of {passage.of}" if passage.of is not None else passage.role


def _citing(one: Standing) -> list[str]:
    return list(dict.fromkeys(citing.name for _, citing in one.cited_by))
