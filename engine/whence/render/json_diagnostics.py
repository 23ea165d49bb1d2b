"""Findings about files as JSON (`schemas/outputs/diagnostics.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence

from whence.render.json_output import Json, headed
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span


def diagnostics_json(found: Sequence[Diagnostic]) -> dict[str, Json]:
    """The output; `errors` and `warnings` count, `diagnostics` are in the order of files and places."""
    errors = sum(1 for each in found if each.severity == "error")
    body: dict[str, Json] = {
        "errors": errors,
        "warnings": len(found) - errors,
        "diagnostics": [diagnostic_json(each) for each in found],
    }
    return headed("diagnostics", None, body)


def diagnostic_json(each: Diagnostic) -> Json:
    """One finding."""
    return {
        "code": each.code,
        "severity": each.severity,
        "message": each.message,
        "place": span_json(each.span),
        "expected": list(each.expected),
        "nearest": each.nearest,
        "notes": [{"text": note.text, "place": span_json(note.span)} for note in each.notes],
    }


def span_json(span: Span) -> Json:
    """A stretch of a file; the end is exclusive."""
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
