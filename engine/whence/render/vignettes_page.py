"""The run of vignettes and whole patients as a page: what did not come as expected, then one line that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.vignettes.result import CaseResult, FileResult, PatientResult, difference_said


def vignettes_page(results: Sequence[FileResult]) -> Iterator[Entry]:
    """The page; mistakes in the files themselves are counted here and told elsewhere."""
    cases = [case for result in results for case in result.cases]
    patients = [result.patient for result in results if result.patient is not None]
    failed = [case for case in cases if not case.passed]
    different = [patient for patient in patients if not patient.passed]
    unread = [result for result in results if result.diagnostics]
    for case in failed:
        yield from _failure(case)
        yield BLANK
    for patient in different:
        yield from _differences(patient)
        yield BLANK
    read = len(results) - len(unread) - len(patients)
    run = [f"{counted(len(cases), 'case')} of {counted(read, 'file')}"] if read or not patients else []
    run += [counted(len(patients), "whole patient")] if patients else []
    if not failed and not different and not unread:
        yield Entry(f"{' and '.join(run)} came as expected.", style="good")
        return
    parts = [f"{' and '.join(run)} run: {len(failed) + len(different)} not as expected"]
    parts += [f"{counted(len(unread), 'file')} with mistakes could not be run"] if unread else []
    yield Entry("; ".join(parts) + ".", style="error")


def _differences(patient: PatientResult) -> Iterator[Entry]:
    place = f"{patient.span}: " if patient.span is not None else ""
    yield Entry(f"{place}{patient.name}", style="error")
    for line in (patient.problem or "").splitlines():
        yield Entry(line, depth=1)
    for one in patient.differences:
        yield Entry(difference_said(one), depth=1)


def _failure(case: CaseResult) -> Iterator[Entry]:
    place = f"{case.span}: " if case.span is not None else ""
    yield Entry(f"{place}{case.name} ({case.about})", style="error")
    if case.got is None:
        for line in (case.problem or "it could not be run").splitlines():
            yield Entry(line, depth=1)
        return
    yield Entry(case.expected, "expected", 1)
    yield Entry(case.got, "came", 1)
    if case.missing:
        yield Entry(", ".join(case.missing), "should be asked and is not", 1)
    if case.surplus:
        yield Entry(", ".join(case.surplus), "is asked and should not be", 1)
