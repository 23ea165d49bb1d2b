"""What codes stand for, as JSON (`schemas/outputs/codes.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterable

from whence.render.json_output import Json, headed
from whence.text.code_page import CodePage, Example
from whence.text.codes import GROUPS


def codes_json(pages: Iterable[CodePage]) -> dict[str, Json]:
    """The output: the pages in the order given."""
    return headed("codes", None, {"codes": [_page(page) for page in pages]})


def _page(page: CodePage) -> Json:
    return {
        "code": page.code,
        "group": GROUPS[page.code[0]],
        "title": page.title,
        "says": page.says,
        "why": page.why,
        "wrong": _examples(page.wrong),
        "right": _examples(page.right),
        "see_also": list(page.see_also),
    }


def _examples(examples: tuple[Example, ...]) -> Json:
    return [{"file": each.file, "text": each.text} for each in examples]
