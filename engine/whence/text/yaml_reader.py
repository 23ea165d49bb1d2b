"""YAML text to a document: every place kept, every word left a word. The only module that imports yaml.

Refused, each with its place: bytes that are not UTF-8, control characters, tabs as indentation, anchors, aliases,
tags, directives, names stated twice, names that are not words, several documents, and texts too big or too deep.
It refuses to know what any word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from whence.text.building import Builder
from whence.text.diagnostic import Diagnostic
from whence.text.document import Node
from whence.text.position import Span
from whence.text.syntax import syntax_error

MAX_BYTES = 1_000_000
#: Only its events are used; the slow one serves where PyYAML was built without libyaml.
_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Also the line ends of old encodings (NEL, LS, PS): YAML 1.1 and editors count lines differently at them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def read(text: str | bytes, file: str) -> tuple[Node | None, list[Diagnostic]]:
    """The document of one file and what is wrong with it; the document is None where it cannot be used.

    `file` is the name under which places are shown. Never raises on bad text.
    """
    if len(text) > MAX_BYTES:
        return None, [_finding("T103", f"the file is longer than {MAX_BYTES:,} characters", file, 1, 1)]
    if isinstance(text, bytes):
        content = text
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line, column = _place(content[: error.start].decode("utf-8", "replace"))
            return None, [_finding("T101", "the file is not written in UTF-8", file, line, column)]
    text = text.removeprefix("\ufeff")
    if control := _CONTROL.search(text):
        line, column = _place(text[: control.start()])
        said = f"the character U+{ord(control[0]):04X}, which cannot be seen, stands here"
        return None, [_finding("T102", said, file, line, column)]
    builder = Builder(file)
    try:
        for event in _events(text):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        if any(one.code == "T107" for one in builder.findings):  # the cause was told; this is where it ended
            return None, sorted(builder.findings, key=lambda one: one.sort_key)
        return None, sorted([*builder.findings, syntax_error(error, text, file)], key=lambda one: one.sort_key)
    return builder.result()


def _events(text: str) -> Iterator[yaml.Event]:
    parser = _LOADER(text)
    try:
        while parser.check_event():
            if (event := parser.get_event()) is not None:
                yield event
    finally:
        parser.dispose()


def _place(before: str) -> tuple[int, int]:
    """Line and column of what follows `before`."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1].removeprefix("\ufeff")) + 1


def _finding(code: str, said: str, file: str, line: int, column: int) -> Diagnostic:
    return Diagnostic(code, said, Span(file, line, column, line, column + 1))
