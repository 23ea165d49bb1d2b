"""The run of vignettes and whole patients as JSON (`schemas/outputs/vignette-run.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence

from whence.render.json_diagnostics import diagnostic_json
from whence.render.json_output import Json, headed
from whence.render.json_parts import place_json
from whence.vignettes.result import CaseResult, Difference, FileResult, PatientResult


def vignettes_json(results: Sequence[FileResult], digest: str) -> dict[str, Json]:
    """The output; `passed` says whether every file could be read and everything came as expected."""
    cases = [case for result in results for case in result.cases]
    patients = [result.patient for result in results if result.patient is not None]
    body: dict[str, Json] = {
        "passed": all(result.passed for result in results),
        "counts": {
            "files": len(results),
            "cases": len(cases),
            "failed": sum(1 for case in cases if not case.passed),
            "patients": len(patients),
            "patients_failed": sum(1 for patient in patients if not patient.passed),
            "unread": sum(1 for result in results if result.diagnostics),
        },
        "files": [
            {
                "file": result.file,
                "passed": result.passed,
                "cases": [_case(case) for case in result.cases],
                "patient": None if result.patient is None else _patient(result.patient),
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


def _patient(patient: PatientResult) -> Json:
    return {
        "name": patient.name,
        "place": place_json(patient.span),
        "passed": patient.passed,
        "rules": patient.rules,
        "differences": [_difference(one) for one in patient.differences],
        "problem": patient.problem,
    }


def _difference(one: Difference) -> Json:
    return {
        "about": one.about,
        "place": place_json(one.span),
        "expected": one.expected,
        "got": one.got,
        "missing": list(one.missing),
        "surplus": list(one.surplus),
    }
