"""A patient from anywhere: a file, a stream, or a mapping. JSON is read like YAML, so places are kept in both.

It refuses to know the screen and to assess anybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from whence.analysis.vignettes import check_patient
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.reader import read_text
from whence.store.folder_tree import shown_as
from whence.store.load import scope_of
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.text.yaml_reader import MAX_BYTES

Read = tuple[Patient | None, list[Diagnostic]]


def patient_from_path(path: Path, base: KnowledgeBase) -> Read:
    """The patient of a file (YAML or JSON), checked against the base, and what is wrong with it.

    The patient is None where it cannot be used. A file that cannot be opened is a finding, not an exception.
    """
    shown = shown_as(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        said = f"the file cannot be opened ({error.strerror or 'no reason given'})"
        return None, [Diagnostic("T114", said, Span(shown, 1, 1, 1, 1))]
    return patient_from_bytes(content, shown, base)


def patient_from_bytes(content: bytes, shown: str, base: KnowledgeBase) -> Read:
    """The patient written in `content`; `shown` is the name under which places are told."""
    file = read_text(untabbed(content), shown, kinds=("patient",))
    found = list(file.diagnostics)
    if not isinstance(file.value, Patient):
        return None, found
    found += check_patient(file.value, file.mentions, scope_of(base), base.vocabulary)
    return file.value, sorted(dict.fromkeys(found), key=lambda one: one.sort_key)


def patient_from_mapping(given: Mapping[str, object], base: KnowledgeBase, shown: str = "<patient>") -> Read:
    """The patient that a mapping describes, with the same names as a file; days may be `datetime.date`.

    Raises TypeError where the mapping holds something that no file could say.
    """
    written = json.dumps(dict(given), indent=1, ensure_ascii=False, default=_day)
    return patient_from_bytes(written.encode("utf-8", "surrogatepass"), shown, base)


def untabbed(content: bytes) -> bytes:
    """JSON may be indented with tabs and YAML may not: outside of strings each becomes a blank, places stay."""
    if not content.lstrip().startswith(b"{") or b"\t" not in content:
        return content
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return content
    return content.replace(b"\t", b" ")  # JSON strings cannot hold a raw tab, so none of them changes


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a patient file cannot say {value!r}")
