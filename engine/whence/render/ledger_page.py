"""The ledger as pages: anchors held against texts, and what of each document was read and left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whence.ledger.coverage import Coverage
from whence.ledger.links import Citing
from whence.ledger.verify import Changed, Verification
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed

NOT_HERE = "cannot be verified here"


def verification_page(
    found: Sequence[Verification], passed_over: Iterable[tuple[str, str]], looked: bool
) -> Iterator[Entry]:
    """Each source with its text, what is not found in it and what hangs on that. `looked`: a folder was given."""
    for one in found:
        yield Entry(one.source, style="strong")
        yield from _verified(one, looked)
    for file, why in passed_over:
        yield Entry(f"{file} is passed over: {why}.", style="muted")
    yield BLANK
    sound = sum(1 for one in found if one.sound)
    absent = sum(1 for one in found if one.text is None)
    yield Entry(
        f"{counted(len(found), 'source')}: {sound} verified, {len(found) - sound - absent} changed, "
        f"{absent} that {NOT_HERE}.",
        style="good" if sound == len(found) else "plain",
    )


def _verified(one: Verification, looked: bool) -> Iterator[Entry]:
    if one.text is None:
        why = "no text given has its words" if looked else "no folder of texts is named (--texts, WHENCE_SOURCES)"
        yield Entry(f"{NOT_HERE}: {why}", depth=1, style="ask")
        return
    if one.sound:
        yield Entry(f"all {one.passages} passages stand in {one.text} as they were read", depth=1, style="good")
        return
    yield Entry(f"{one.verified} of {one.passages} passages stand in {one.text} as they were read", depth=1)
    for changed in one.changed:
        yield Entry(_changed(changed), "changed", 1, style="error")
    for strange in one.strange:
        where = f"after {strange.after}" if strange.after is not None else "before everything"
        said = f"words {strange.first} to {strange.last} of the text, {where}, belong to no passage"
        yield Entry(said, "more", 1, style="error")


def _changed(changed: Changed) -> str:
    said = f"{changed.passage} is not found as it was read"
    if changed.cited_by:
        return f"{said}; cited by {listed([_thing(each) for each in changed.cited_by], 'and')}"
    if changed.through:
        return f"{said}; it repeats what is cited by {listed([_thing(each) for each in changed.through], 'and')}"
    return f"{said}; nothing cites it"


def _thing(citing: Citing) -> str:
    what = citing.name if citing.kind == "rule" else f"the {citing.kind} {citing.name}"
    return f"{what} (as evidence)" if citing.under == "evidence" else what


def coverage_page(found: Sequence[Coverage]) -> Iterator[Entry]:
    """Each source: its words, the passages to be cited, what is left out and why."""
    for one in found:
        yield Entry(one.source, style="strong")
        twice = f", {one.twice} of them to more than one" if one.twice else ""
        share = f"{one.accounted:,} of {one.words:,} words belong to a passage ({percent(one.accounted, one.words)})"
        right = one.accounted == one.words and not one.twice
        yield Entry(share + twice, "words", 1, style="plain" if right else "error")
        for due in one.due:
            if due.passages:
                cited = due.passages - len(due.uncited)
                said = f"{cited} of {counted(due.passages, due.role)} cited ({percent(cited, due.passages)})"
                yield Entry(said, "cited", 1, style="error" if due.uncited else "plain")
            if due.uncited:
                yield Entry(listed(due.uncited, "and"), "not cited", 1, style="error")
        rest = [f"{counted(number, 'passage')} of role {role}" for role, number in one.roles.items()
                if role not in {due.role for due in one.due}]  # fmt: skip
        if rest:
            yield Entry(listed(rest, "and"), "besides", 1, style="muted")
        for passage, why in one.excused.items():
            yield Entry(f"{passage}: {why}", "excused", 1)
        for missing in one.missing:
            yield Entry(f"{missing.what}: {missing.because}", "missing", 1)
    yield BLANK
    whole = sum(1 for one in found if one.complete)
    said = f"{whole} of {counted(len(found), 'source')} accounted for in full."
    yield Entry(said, style="good" if whole == len(found) else "error")


def percent(part: int, whole: int) -> str:
    """`100 %` only where it is all of it; otherwise rounded down to a tenth.

    >>> percent(1999, 2000), percent(2000, 2000), percent(0, 0)
    ('99.9 %', '100 %', '100 %')
    """
    if part == whole:
        return "100 %"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %"
