"""How good the vignettes are: what they do not show, which mistakes they would not notice, which cases are missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from whence.cli.session import Session, echo, lines_of
from whence.cli.stop import FINDINGS

if TYPE_CHECKING:
    from whence.language.base import KnowledgeBase
    from whence.text.diagnostic import Diagnostic
    from whence.vignettes.covered import Coverage
    from whence.vignettes.missing import Miss
    from whence.vignettes.mutation import Mutated
    from whence.vignettes.tried import Cases

_T = TypeVar("_T")


class Look:
    """One look at the vignettes in `files`; `whole`: at all of the base, otherwise at what the files are about."""

    def __init__(self, session: Session, base: KnowledgeBase, files: Sequence[Path], whole: bool) -> None:
        self._session, self._base, self._files, self._whole = session, base, files, whole

    def shown(self, covering: bool, mutating: bool, suggest: bool, as_json: bool) -> int:
        """Shows what was asked for; the exit code."""
        cases = self._cases()
        if suggest:
            return self._suggested(cases, covering or not mutating, mutating or not covering)
        return self._covered(cases, as_json) if covering else self._mutants(cases, as_json)

    def _cases(self) -> Cases:
        from whence.vignettes.tried import read_cases

        return read_cases(self._counting(self._files, "vignettes"), self._base)

    def _counting(self, things: Sequence[_T], what: str) -> Iterator[_T]:
        return self._session.screen(sys.stderr).counting(things, len(things), what)

    def _coverage(self, cases: Cases) -> Coverage:
        from whence.vignettes.coverage import coverage

        return coverage(cases, self._base, self._whole)

    def _mutated(self, cases: Cases) -> list[Mutated]:
        from whence.vignettes.mutation import mutate

        base = self._base
        every = (*base.rules, *base.definitions, *base.scores)
        names = [name for name in every if self._whole or name in cases.files]
        return [*mutate(self._counting(names, "mutants"), cases, base)]

    def _covered(self, cases: Cases, as_json: bool) -> int:
        from whence.render.json_output import dumped
        from whence.render.json_vignette_coverage import vignette_coverage_json
        from whence.render.vignette_coverage_page import vignette_coverage_page

        found = self._coverage(cases)
        if as_json:
            echo(dumped(vignette_coverage_json(found, self._base.digest)))
        else:
            self._session.screen().show(vignette_coverage_page(found, self._base))
            mistakes(self._session, found.diagnostics)
        return 0 if found.complete else FINDINGS

    def _mutants(self, cases: Cases, as_json: bool) -> int:
        from whence.render.json_mutation import mutation_json
        from whence.render.json_output import dumped
        from whence.render.mutation_page import mutation_page
        from whence.render.vignette_coverage_page import lost
        from whence.vignettes.mutation import Fate

        found = self._mutated(cases)
        if as_json:
            echo(dumped(mutation_json(found, cases, self._base)))
        else:
            screen = self._session.screen()
            screen.show(lost(cases))
            screen.show(mutation_page(found, self._base))
            mistakes(self._session, cases.diagnostics)
        survived = any(thing.count(Fate.SURVIVED) for thing in found)
        return FINDINGS if survived or cases.lost else 0

    def _suggested(self, cases: Cases, covering: bool, mutating: bool) -> int:
        from whence.render.missing_cases import missing_cases_text
        from whence.render.vignette_coverage_page import lost
        from whence.vignettes.missing import missing_cases

        wanted = [*(self._missed(cases) if covering else ()), *(self._survivors(cases) if mutating else ())]
        for line in missing_cases_text(missing_cases(wanted, cases, self._base), self._base):
            echo(f"{line}\n")
        errors = self._session.screen(sys.stderr)
        errors.show(lost(cases))
        mistakes(self._session, cases.diagnostics)
        return FINDINGS if wanted or cases.lost else 0

    def _missed(self, cases: Cases) -> Iterator[Miss]:
        from whence.vignettes.missing import misses

        for thing in self._coverage(cases).things:
            yield from misses(thing)

    def _survivors(self, cases: Cases) -> Iterator[Miss]:
        from whence.vignettes.missing import Miss
        from whence.vignettes.mutation import Fate

        for thing in self._mutated(cases):
            yield from (Miss(thing.about, each.mutant) for each in thing.judged if each.fate is Fate.SURVIVED)


def mistakes(session: Session, found: Sequence[Diagnostic]) -> None:
    """Show what is wrong with the files themselves."""
    from whence.render.diagnostics_page import diagnostics_page

    screen = session.screen()
    screen.show(diagnostics_page(found, lines_of(found), screen.width))
