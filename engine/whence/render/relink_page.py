"""A ledger carried over to a later text, as a page: what moved, what to read again, what to review because of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whence.ledger.relink import Relinked, Relinking
from whence.ledger.standing import Standing
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed


def relink_page(
    found: Relinking, review: Sequence[Standing], lines: Sequence[int], source: str, written: str | None, *, asked: bool
) -> Iterator[Entry]:
    """The page. `lines` is the line of each word of the new text; `written` the file that has the new numbers.

    `asked`: it was asked to write them.
    """
    yield Entry(source, style="heading")
    on = {each.passage.id: each for each in review}
    for one in found.of("edited", "gone"):
        yield Entry(_outcome(one, lines), one.outcome, 1, style="error" if one.outcome == "gone" else "ask")
        yield Entry(_under(on[one.passage.id]), depth=2, style="muted")
    for name in found.waiting:
        yield Entry(f"{name} was edited before, and nobody has read it since", "waiting", 1, style="ask")
        yield Entry(_under(on[name]), depth=2, style="muted")
    for first, last, after in found.unread:
        where = f"after {after}" if after is not None else "where no passage ends before it"
        said = f"{_words([(first, last)])}, line {lines[first - 1]}, {where}: nobody has read it"
        yield Entry(said, "new", 1, style="ask")
    if found.unread or review:
        yield BLANK
    yield from _to_review(review)
    yield Entry(_summary(found), style="plain" if review or found.unread else "good")
    if written is not None:
        yield Entry(f"{written} has the new numbers.", style="good")
    elif asked:
        names = listed([one.passage.id for one in found.of("gone")], "and")
        said = f"Nothing is written before these are out of the ledger, and out of what cites them: {names}."
        yield Entry(said, style="error")


def to_review(review: Iterable[Standing]) -> dict[str, tuple[str, ...]]:
    """Kind of thing -> the names of those that stand on a passage which is edited or gone, in name order."""
    found: dict[str, set[str]] = {kind: set() for kind in ("rules", "definitions", "scores", "pathways", "readings")}
    for one in review:
        found["rules"] |= set(one.rules)
        found["pathways"] |= set(one.pathways)
        found["readings"] |= set(one.readings)
        for _, citing in one.cited_by:
            found[f"{citing.kind}s"].add(citing.name)
    return {kind: tuple(sorted(names)) for kind, names in found.items()}


def _to_review(review: Sequence[Standing]) -> Iterator[Entry]:
    kinds = to_review(review)
    if not any(kinds.values()):
        return
    yield Entry("TO REVIEW", style="heading")
    for kind, names in kinds.items():
        if names:
            yield Entry(listed(names, "and"), "charts" if kind == "pathways" else kind, 1)
    yield BLANK


def _outcome(one: Relinked, lines: Sequence[int]) -> str:
    was = f"{one.passage.id} ({one.passage.role}), {_words(one.passage.words)}"
    if one.outcome == "gone":
        return was
    now = _words(one.words)
    return f"{was}, is now {now}, line {lines[one.words[0][0] - 1]}; {percent(one.likeness)} alike"


def percent(likeness: float) -> str:
    """A likeness as a percentage, rounded down, so that only equal words are 100 % alike."""
    return f"{int(likeness * 100)} %"


def _words(ranges: Iterable[tuple[int, int]]) -> str:
    return "words " + listed([f"{first} to {last}" for first, last in ranges], "and")


def _under(one: Standing) -> str:
    names = [citing.name for _, citing in one.cited_by]
    return f"cited by {listed(list(dict.fromkeys(names)), 'and')}" if names else "nothing cites it"


def _summary(found: Relinking) -> str:
    counts = [f"{len(found.of(outcome))} {outcome}" for outcome in ("unchanged", "moved", "edited", "gone")]
    stretches = counted(len(found.unread), "new stretch", "new stretches")
    words = sum(last - first + 1 for first, last, _ in found.unread)
    return f"{counted(len(found.passages), 'passage')}: {', '.join(counts)}; {stretches} ({counted(words, 'word')})."
