"""A replay as a page: byte for byte the same, or each rule that ends otherwise with what differs in its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whence.record.changes import Change, Side
from whence.record.conditions import WORD
from whence.record.deciding import words
from whence.record.replay import Replayed
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.statement import STATEMENT


def replay_page(replayed: Replayed, found: tuple[Change, ...]) -> Iterator[Entry]:
    """The page."""
    if replayed.equal:
        yield Entry("The answer is the same, byte for byte.", style="good")
        return
    if replayed.same_knowledge:
        yield Entry("The same knowledge is written or answered otherwise by this version of the engine.", style="ask")
    else:
        yield Entry(f"then from knowledge {replayed.then_basis['knowledge']}", style="muted")
        yield Entry(f"now  from knowledge {replayed.now_basis['knowledge']}", style="muted")
    for change in found:
        yield BLANK
        yield from _change(change)
    yield BLANK
    many = counted(len(found), "rule") if found else "No rule"
    yield Entry(f"{many} would end otherwise now.")
    yield Entry(STATEMENT, style="muted")


def _change(change: Change) -> Iterator[Entry]:
    then, now = change.then, change.now
    yield Entry(change.rule, style="heading")
    yield Entry(_ended(then), "then", 1)
    yield Entry(_ended(now), "now", 1, style="strong")
    if then.advice is not None and now.advice is not None and then.advice != now.advice:
        yield Entry(then.advice, "said", 1)
        yield Entry(now.advice, "says", 1)
    for label, tests in (("new test", change.added), ("dropped", change.dropped)):
        for role, test in tests:
            yield Entry(f"{role.replace('_', ' ')} {words(test)}{_stands(role, test, now, then)}", label, 1)
    for label, names in (
        ("defined anew", change.defined_anew), ("asked anew", change.asked_anew), ("passages", change.passages),
    ):  # fmt: skip
        if names:
            yield Entry(", ".join(names), label, 1)
    if then.verdict != now.verdict:
        yield from _decided("then", then)
        yield from _decided("now", now)


def _ended(side: Side) -> str:
    if not side.here:
        return "there is no such rule"
    return f"{side.verdict or 'not in force'} (version {side.version})"


def _decided(label: str, side: Side) -> Iterator[Entry]:
    told = [f"{words(test)} is {WORD[letter]}" for _, test, letter in side.decided]
    if told:
        yield Entry("; ".join(dict.fromkeys(told)), f"{label}, as", 1, style="muted")


def _stands(role: str, test: Any, *sides: Side) -> str:
    found = (letter for side in sides for of, one, letter in _all(side) if (of, one) == (role, test))
    letter = next(found, None)
    return f" ({WORD[letter]})" if letter is not None else ""


def _all(side: Side) -> Iterable[tuple[str, Any, str]]:
    return side.decided
