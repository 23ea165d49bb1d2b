"""Which mutants no vignette kills, as a page: each survivor, what is equivalent, the counts by kind of mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.language.base import KnowledgeBase
from whence.render.miss import mutant
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.vignette_coverage_page import share
from whence.vignettes.mutant import OPERATORS
from whence.vignettes.mutation import Fate, Mutated

EQUIVALENT = "every patient ends in the same way"


def mutation_page(found: Sequence[Mutated], base: KnowledgeBase) -> Iterator[Entry]:
    """The page; mistakes in the files themselves are told elsewhere."""
    for thing in found:
        survivors = [each.mutant for each in thing.judged if each.fate is Fate.SURVIVED]
        if survivors:
            yield Entry(f"{thing.about}: {len(survivors)} of {len(thing.judged)} not killed", style="strong")
            for each in survivors:
                where = f"{each.span}: " if each.span is not None else ""
                yield Entry(f"{where}{mutant(each, base)}", depth=1)
            yield BLANK
    for thing in found:
        for tested in thing.judged:
            if tested.fate is Fate.EQUIVALENT:
                said = f"{thing.about}: {mutant(tested.mutant, base)}: equivalent, {EQUIVALENT}"
                yield Entry(said, style="muted")
    yield from _table(found)
    yield _sum(found)


def _table(found: Sequence[Mutated]) -> Iterator[Entry]:
    tested = [each for thing in found for each in thing.judged]
    if tested:
        yield Entry(f"{'mistake':<22}" + "".join(f"{fate.value:>12}" for fate in Fate), style="muted", verbatim=True)
    for operator in OPERATORS:
        fates = [each.fate for each in tested if each.mutant.operator == operator]
        if fates:
            counts = "".join(f"{fates.count(fate):>12,}" for fate in Fate)
            style = "error" if Fate.SURVIVED in fates else "plain"
            yield Entry(f"{operator:<22}{counts}", style=style, verbatim=True)


def _sum(found: Sequence[Mutated]) -> Entry:
    killed, lived, same = (sum(thing.count(fate) for thing in found) for fate in Fate)
    said = f"{killed:,} of {killed + lived:,} mutants killed{share(killed, killed + lived)}"
    said += f"; {same:,} more are equivalent and do not count" if same else ""
    what = counted(len(found), "rule, definition or score", "rules, definitions and scores")
    return Entry(f"{said}, in {what}.", style="error" if lived else "good")
