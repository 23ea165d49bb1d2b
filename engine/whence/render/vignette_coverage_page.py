"""What the vignettes do not show, as a page: rules and definitions where something is missing, then what counts."""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.base import KnowledgeBase
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, listed
from whence.render.prose_condition import test
from whence.vignettes.covered import Coverage, Covered
from whence.vignettes.tried import Cases


def vignette_coverage_page(found: Coverage, base: KnowledgeBase) -> Iterator[Entry]:
    """The page; mistakes in the files themselves are told elsewhere."""
    for thing in found.things:
        if not thing.complete:
            yield from _missing(thing, base)
            yield BLANK
    yield from lost(found)
    yield from _never(found, base)
    (seen, total), (expected, ends), (decided, ways) = found.outcomes, found.endings, found.decided
    said = f"{seen:,} of {total:,} leaf outcomes seen{share(seen, total)}"
    said += f", {expected:,} of {ends:,} endings expected{share(expected, ends)}"
    said += f", {decided:,} of {ways:,} times a condition is shown to decide alone{share(decided, ways)}"
    yield Entry(f"{said}, in {counted(len(found.things), 'rule or definition', 'rules and definitions')}.",
                style="good" if found.complete else "error")  # fmt: skip


def lost(found: Coverage | Cases) -> Iterator[Entry]:
    """The cases that show nothing, and why."""
    for case in found.unusable:
        yield Entry(f"{case} cannot be run, and so shows nothing", style="error")
    for case in found.failing:
        yield Entry(f"{case} does not come as expected, and so shows nothing", style="error")


def _missing(thing: Covered, base: KnowledgeBase) -> Iterator[Entry]:
    seen, total = thing.outcomes
    yield Entry(f"{thing.about}: {seen} of {total}", style="strong")
    for leaf in thing.leaves:
        if leaf.missing:
            never = listed([truth.word for truth in leaf.missing], "or")
            yield Entry(f"{test(leaf.test, base)}: never {never}", leaf.part, 1)
    for each in thing.conditions:
        if each.missing:
            ways = listed([truth.word for truth in each.missing], "or")
            yield Entry(f"{test(each.test, base)}: never shown to decide alone as {ways}", each.part, 1)
    if thing.missing_endings:
        yield Entry(f"never expected: {listed(thing.missing_endings, 'or')}", "endings", 1)


def _never(found: Coverage, base: KnowledgeBase) -> Iterator[Entry]:
    """What nobody can show, with the reason."""
    for thing in found.things:
        for leaf in thing.leaves:
            for truth, reason in leaf.cannot.items():
                said = f"{thing.about}: '{test(leaf.test, base)}' cannot be {truth.word}: {reason}"
                yield Entry(said, style="muted")
        for each in thing.conditions:
            for reason in dict.fromkeys(each.cannot.values()):
                ways = listed([truth.word for truth, why in each.cannot.items() if why == reason], "or")
                said = f"{thing.about}: '{test(each.test, base)}' cannot decide alone as {ways}: {reason}"
                yield Entry(said, style="muted")
        for ending, reason in thing.cannot.items():
            yield Entry(f"{thing.about}: '{ending}' cannot be: {reason}", style="muted")


def share(part: int, whole: int) -> str:
    """` (99.5 %)`, never rounded up to all of it."""
    return f" ({int(1000 * part / whole) / 10:.1f} %)" if whole else ""
