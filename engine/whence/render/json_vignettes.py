"""The run of vignettes as JSON (`schemas/outputs/vignette-run.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence

from whence.render.json_diagnostics import diagnostic_json
from whence.render.json_output import Json, headed
from whence.render.json_parts import place_json
from whence.vignettes.result import CaseResult, FileResult


def vignettes_json(results: Sequence[FileResult], digest: str) -> dict[str, Json]:
    """The output; `passed` says whether every file could be read and every case came as expected."""
    cases = [case for result in results for case in result.cases]
    body: dict[str, Json] = {
        "passed": all(result.passed for result in results),
        "counts": {
            "files": len(results),
            "cases": len(cases),
            "failed": sum(1 for case in cases if not case.passed),
            "unread": sum(1 for result in results if result.diagnostics),
        },
        "files": [
            {
                "file": result.file,
                "passed": result.passed,
                "cases": [_case(case) for case in result.cases],
                "diagnostics": [diagnostic_json(each) for each in result.diagnostics],
            }
            for result in results
        ],
    }
    return headed("vignette-run", digest or None, body)


def _case(case: CaseResult) -> Json:
    return {
        "about": case.about,
        "name": case.name,
        "place": place_json(case.span),
        "passed": case.passed,
        "expected": case.expected,
        "got": case.got,
        "find_out": None if case.find_out is None else list(case.find_out),
        "asked": list(case.asked),
        "problem": case.problem,
    }
