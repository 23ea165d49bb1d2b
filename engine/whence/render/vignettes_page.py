"""The run of vignettes as a page: what did not come as expected, then one line that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.vignettes.result import CaseResult, FileResult


def vignettes_page(results: Sequence[FileResult]) -> Iterator[Entry]:
    """The page; mistakes in the files themselves are counted here and told elsewhere."""
    cases = [case for result in results for case in result.cases]
    failed = [case for case in cases if not case.passed]
    unread = [result for result in results if result.diagnostics]
    for case in failed:
        yield from _failure(case)
        yield BLANK
    run = f"{counted(len(cases), 'case')} of {counted(len(results) - len(unread), 'file')}"
    if not failed and not unread:
        yield Entry(f"{run} came as expected.", style="good")
        return
    parts = [f"{run} run: {len(failed)} not as expected"]
    parts += [f"{counted(len(unread), 'file')} with mistakes could not be run"] if unread else []
    yield Entry("; ".join(parts) + ".", style="error")


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
