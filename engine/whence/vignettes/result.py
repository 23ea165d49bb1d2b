"""What came of vignettes and whole patients, as data, and said in a few lines. Nothing is run here."""

from __future__ import annotations

from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.struct import Struct

NOT_IN_FORCE = "not in force"


class CaseResult(Struct, frozen=True):
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


class Difference(Struct, frozen=True):
    """One thing of a whole patient that did not come as expected.

    `about` is a rule id, with the verdict `expected` (None where the rule is not named) and the one that came (`got`);
    or a set of actions, with those that are `missing` from it and those that are there and not expected (`surplus`).
    """

    about: str
    span: Span | None
    expected: str | None
    got: str | None
    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()


class PatientResult(Struct, frozen=True):
    """One whole patient: how many rules the file names, and every difference.

    `problem` says why the patient could not be run, where that is so.
    """

    name: str
    span: Span | None
    rules: int
    differences: tuple[Difference, ...] = ()
    problem: str | None = None

    @property
    def passed(self) -> bool:
        """Whether every rule and every set of actions came as expected."""
        return self.problem is None and not self.differences


class FileResult(Struct, frozen=True):
    """One file: the cases or the whole patient in it as run, or the mistakes that forbid running them."""

    file: str
    cases: tuple[CaseResult, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    patient: PatientResult | None = None

    @property
    def passed(self) -> bool:
        """Whether the file could be read and everything came as expected."""
        whole = self.patient is None or self.patient.passed
        return not self.diagnostics and whole and all(case.passed for case in self.cases)


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


def describe_patient(result: PatientResult) -> str:
    """The result of a whole patient in lines, one for each difference."""
    where = f"{result.span}: " if result.span is not None else ""
    lines = [f"{where}{result.name}"]
    if result.problem is not None:
        return "\n".join([*lines, "  cannot be run:", *(f"    {line}" for line in result.problem.splitlines())])
    return "\n".join([*lines, *(f"  {difference_said(one)}" for one in result.differences)])


def difference_said(one: Difference) -> str:
    """The difference in one line, with the place where something else is expected."""
    where = f"{one.span}: " if one.span is not None else ""
    if one.got is None:
        parts = [f"missing {', '.join(one.missing)}"] if one.missing else []
        parts += [f"not expected {', '.join(one.surplus)}"] if one.surplus else []
        return f"{where}{one.about}: {'; '.join(parts)}"
    wanted = "the rule is not named" if one.expected is None else f"expected: {one.expected}"
    return f"{where}{one.about}: {one.got} ({wanted})"
