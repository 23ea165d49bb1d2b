"""Findings about files as SARIF 2.1.0, the form in which code-review pages and editors take results of checks.

Section numbers in comments are those of the OASIS standard. Only findings go in: no file contents, no environment.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote

from whence.render.json_output import Json
from whence.render.statement import version
from whence.text.code_page import CodePage, Example, code_page
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "ROOT"


def sarif(found: Sequence[Diagnostic]) -> dict[str, Json]:
    """The log of one run: each code found with its page as help, and each finding with its places.

    Files are relative to the folder in which the program runs; files elsewhere have a whole address.
    """
    codes = sorted({each.code for each in found})
    levels = {each.code: _level(each) for each in reversed(found)}
    driver: dict[str, Json] = {
        "name": "whence",
        "version": version(),
        "rules": [_rule(code_page(code), levels[code]) for code in codes],
    }
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which whence was run."}}},
        "results": [_result(each, codes.index(each.code)) for each in found],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(page: CodePage, level: str) -> Json:
    return {
        "id": page.code,
        "shortDescription": {"text": _sentence(page.title[:1].upper() + page.title[1:])},
        "fullDescription": {"text": " ".join(page.says.split())},
        "help": {"text": _help(page, ""), "markdown": _help(page, "```yaml\n")},
        "defaultConfiguration": {"level": level},
    }


def _help(page: CodePage, fence: str) -> str:
    parts = [page.says, page.why]
    for heading, examples in (("Wrong", page.wrong), ("Right", page.right)):
        parts += [f"{heading}, in {example.file}:\n\n{_block(example, fence)}" for example in examples]
    return "\n\n".join(parts)


def _block(example: Example, fence: str) -> str:
    return f"{fence}{example.text}```" if fence else "".join(f"    {line}\n" for line in example.text.splitlines())


def _result(each: Diagnostic, index: int) -> Json:
    result: dict[str, Json] = {
        "ruleId": each.code,
        "ruleIndex": index,
        "level": _level(each),
        "message": {"text": _message(each)},
        "locations": [{"physicalLocation": _place(each.span)}],
        "properties": {"expected": list(each.expected), "nearest": each.nearest},
    }
    if each.notes:
        result["relatedLocations"] = [_related(number, note) for number, note in enumerate(each.notes)]
    return result


def _message(each: Diagnostic) -> str:
    meant = f" Did you mean '{each.nearest}'?" if each.nearest is not None else ""
    return _sentence(each.message) + meant


def _sentence(text: str) -> str:
    """A message of SARIF ends as a sentence does (3.11.2)."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _related(number: int, note: Note) -> Json:
    return {"id": number, "physicalLocation": _place(note.span), "message": {"text": _sentence(note.text)}}


def _place(span: Span) -> Json:
    return {"artifactLocation": _file(span.file), "region": _region(span)}


def _file(name: str) -> Json:
    path = PurePath(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix(), safe="/"), "uriBaseId": _ROOT}


def _region(span: Span) -> Json:
    """Lines and columns count from 1 and the end column is the first outside (3.30), as in a span."""
    region: dict[str, Json] = {"startLine": span.line, "startColumn": span.column}
    if (span.end_line, span.end_column) > (span.line, span.column):
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return region


def _level(each: Diagnostic) -> str:
    return "error" if each.severity == "error" else "warning"
