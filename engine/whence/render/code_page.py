"""What a code stands for, as a page: one code with its example and cure, or all of them by group."""

from __future__ import annotations

from collections.abc import Iterator

from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.text.code_page import CodePage, Example
from whence.text.codes import CODES, GROUPS


def code_page(page: CodePage) -> Iterator[Entry]:
    """One code."""
    yield Entry(f"{page.code} {page.title}", style="heading")
    yield from _paragraphs(page.says)
    yield BLANK
    yield Entry(page.why, "why")
    yield from _examples("WRONG", "error", page.wrong)
    yield from _examples("RIGHT", "good", page.right)
    yield BLANK
    told = "; ".join(f"{code} {CODES[code]}" for code in page.see_also)
    yield Entry(told, "see also", style="muted")


def _paragraphs(text: str) -> Iterator[Entry]:
    for paragraph in text.split("\n\n"):
        yield Entry(paragraph)


def _examples(heading: str, style: str, examples: tuple[Example, ...]) -> Iterator[Entry]:
    for number, example in enumerate(examples):
        yield BLANK
        yield Entry(f"{heading if number == 0 else 'and'}, in {example.file}", style=style if number == 0 else "muted")
        for line in example.text.rstrip("\n").split("\n"):
            yield Entry(line, depth=1, verbatim=True)


def codes_page() -> Iterator[Entry]:
    """Every code with its title, by group."""
    for letter, group in GROUPS.items():
        yield Entry(f"{letter}  {group.upper()}", style="heading")
        for code, title in CODES.items():
            if code[0] == letter:
                yield Entry(title, code, 1, label_style="strong")
        yield BLANK
    said = f"{counted(len(CODES), 'code')}. The examples are of a little knowledge about colds at home."
    yield Entry(said, style="muted")
