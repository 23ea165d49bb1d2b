"""What came of a vignette, as data, and said in a few lines. Nothing is run here."""

from __future__ import annotations

from dataclasses import dataclass

from whence.text.diagnostic import Diagnostic
from whence.text.position import Span


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: what was expected of `about` and what came.

    `find_out` is what the case expects to be asked, None where it does not say; `asked` is what is asked. `got` is None
    where the case could not be run, and `problem` then says why.
    """

    about: str
    name: str
    span: Span | None
    expected: str
    got: str | None
    find_out: tuple[str, ...] | None = None
    asked: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What should be asked and is not."""
        return tuple(fact for fact in self.find_out or () if fact not in self.asked)

    @property
    def surplus(self) -> tuple[str, ...]:
        """What is asked although the case does not expect it."""
        return () if self.find_out is None else tuple(fact for fact in self.asked if fact not in self.find_out)

    @property
    def passed(self) -> bool:
        """Whether all came as expected."""
        return self.got == self.expected and not self.missing and not self.surplus


@dataclass(frozen=True, slots=True)
class FileResult:
    """One vignette file: its cases as run, or the mistakes that forbid running them."""

    file: str
    cases: tuple[CaseResult, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the file could be read and every case came as expected."""
        return not self.diagnostics and all(case.passed for case in self.cases)


def describe(result: CaseResult) -> str:
    """The result of a case in lines: where it stands, what it says, how expectation and outcome differ."""
    where = f"{result.span}: " if result.span is not None else ""
    lines = [f"{where}{result.name} ({result.about})"]
    if result.got is None:
        lines.append("  cannot be run:")
        lines += [f"    {line}" for line in (result.problem or "").splitlines()]
        return "\n".join(lines)
    same = "as expected" if result.got == result.expected else f"expected: {result.expected}"
    lines.append(f"  outcome: {result.got} ({same})")
    if result.missing:
        lines.append(f"  should be asked and is not: {', '.join(result.missing)}")
    if result.surplus:
        lines.append(f"  is asked and should not be: {', '.join(result.surplus)}")
    return "\n".join(lines)
