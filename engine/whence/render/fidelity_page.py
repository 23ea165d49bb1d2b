"""The fidelity lint as a page: claims that no passage carries, and what passages say that nothing carries."""

from __future__ import annotations

from collections.abc import Iterator

from whence.fidelity.fidelity import Fidelity, Unfounded
from whence.fidelity.left import Left
from whence.language.source import Citation
from whence.render.ledger_page import NOT_HERE
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed

_LEFT = {
    "number": "it prints {said}, which nothing that cites it carries",
    "denial": "it denies something, and nothing that cites it does",
    "exception": "it makes an exception, and nothing that cites it does",
    "limit": "it says 'only', and nothing that cites it does",
}


def fidelity_page(found: Fidelity, looked: bool) -> Iterator[Entry]:
    """What was not found, what is left over, what is excused and what could not be looked at."""
    before = None
    for one in found.unfounded:
        if one.name != before:
            yield Entry(one.name, style="strong")
            yield Entry(listed([_place(each) for each in one.passages], "and"), "passages", 1, style="muted")
            before = one.name
        yield Entry(_said(one), one.claim.kind, 1, style="error")
    for left in found.left:
        yield Entry(_place(left.passage), style="strong")
        yield Entry(_LEFT[left.kind].format(said=left.said), "left", 1, style="error")
        yield Entry(listed(left.cited_by, "and"), "cited by", 1, style="muted")
    for excused, because in found.excused:
        yield Entry(f"{excused.name}: {excused.claim.said}: {because}", "added", style="muted")
    for moved in found.moved:
        yield Entry(f"{_place(moved)} is not found as it was read", "changed", style="ask")
    for source in found.absent:
        why = "no text given has its words" if looked else "no folder of texts is named (--texts, WHENCE_SOURCES)"
        yield Entry(f"{source} {NOT_HERE}: {why}", style="ask")
    yield BLANK
    amount = f"{counted(found.claims, 'claim')} looked for in {counted(found.passages, 'passage')}"
    rest = f"{len(found.unfounded)} not found, {counted(len(found.left), 'thing')} in print that nothing carries"
    sound = not found.unfounded and not found.left and not found.absent
    yield Entry(f"{amount}: {rest}.", style="good" if sound else "plain")


def _said(one: Unfounded) -> str:
    where = f" ({one.claim.span})" if one.claim.span is not None else ""
    return f"'{one.claim.said}' is not found in the passages{where}"


def _place(citation: Citation) -> str:
    return f"{citation.source}: {citation.passage}"


def sentence(left: Left) -> str:
    """What is left over of a passage, as a clause."""
    return _LEFT[left.kind].format(said=left.said)
