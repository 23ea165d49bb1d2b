"""The page of each code: what a finding says, why it matters, a wrong example and its cure.

The pages are Markdown files in `code_pages/`, one for each code, in one shape. Their examples are of the little
knowledge about colds at home that the tests use; it refuses to know whether they are right, which is for the tests.
"""

from __future__ import annotations

import re
from importlib.resources import files

from whence.values.struct import Struct

_PLACE = re.compile(r"In `([^`]+)`:")
_LINK = re.compile(r"\[([A-Z][0-9]{3})\]\([A-Z0-9]+\.md\)")


class Example(Struct, frozen=True):
    """A piece of a file: the entries that stand there, the rest of the file being as it was."""

    file: str
    text: str


class CodePage(Struct, frozen=True):
    """A page as data. `wrong` and `right` are empty where no file that can be shown has such a finding."""

    code: str
    title: str
    says: str
    why: str
    wrong: tuple[Example, ...]
    right: tuple[Example, ...]
    see_also: tuple[str, ...]


def code_page(code: str) -> CodePage:
    """The page of a code. Raises FileNotFoundError where there is none, ValueError where it has another shape."""
    text = (files("whence.text") / "code_pages" / f"{code}.md").read_text(encoding="utf-8")
    opening, *parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    heading, _, says = opening.partition("\n")
    written, colon, title = heading.removeprefix("# ").partition(": ")
    if written != code or not colon or set(sections) - {"Why", "Wrong", "Right", "See also"} or "Why" not in sections:
        raise ValueError(f"the page of {code} is not written as pages are")
    return CodePage(
        code,
        title,
        says.strip(),
        sections["Why"].strip(),
        tuple(_examples(sections.get("Wrong", ""))),
        tuple(_examples(sections.get("Right", ""))),
        tuple(_LINK.findall(sections.get("See also", ""))),
    )


def _examples(section: str) -> list[Example]:
    _, *parts = _PLACE.split(section)
    return [
        Example(file, block.partition("```yaml\n")[2].rpartition("\n```")[0] + "\n")
        for file, block in zip(parts[::2], parts[1::2], strict=True)
    ]
