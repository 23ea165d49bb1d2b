from __future__ import annotations

import io

import pytest

from whence.render.diagnostics_page import diagnostics_page, excerpt, summary
from whence.render.page import BLANK, Entry, layout, visible
from whence.render.terminal import Terminal
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span


def shown(*entries: Entry, width: int = 60) -> list[str]:
    return ["".join(text for text, _ in line) for line in layout(entries, width)]


STEERING = ["\x1b[31m", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ud800", "\r", "\n"]


@pytest.mark.parametrize("sign", STEERING)
def test_no_sign_that_steers_a_screen_is_let_through(sign: str) -> None:
    assert sign[0] not in visible(f"a{sign}b")
    assert "\\" in visible(sign)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("depth", [0, 1, 3])
def test_lines_keep_to_the_width_and_hang_under_their_text(width: int, depth: int) -> None:
    words = "many short words in a row " * 12
    for entry in (Entry(words, depth=depth), Entry(words, "label", depth)):
        lines = shown(entry, width=width)
        assert max(map(len, lines)) <= width
        assert " ".join(" ".join(lines).split()) == " ".join(f"{entry.label} {words}".split())
    start = shown(Entry(words, "label", depth), width=width)[0].index("many")
    assert all(line[:start].isspace() for line in shown(Entry(words, "label", depth), width=width)[1:])


def test_a_long_name_is_never_broken() -> None:
    name = "a-very-long-name/" + "with-many-parts-" * 10
    assert name in shown(Entry(f"see {name} there"), width=40)[1]


def test_a_blank_entry_is_a_blank_line() -> None:
    assert shown(BLANK) == [""]


def test_a_pipe_gets_plain_lines() -> None:
    stream = io.StringIO()
    Terminal(stream, 60, colour=False).show([Entry("told", "why", 1, "error")])
    assert stream.getvalue() == "  why      told\n"


def test_a_screen_gets_the_same_words_in_colours() -> None:
    import re

    stream = io.StringIO()
    Terminal(stream, 60, colour=True).show([Entry("[red]told[/red] :smile:", "why", 1, "error")])
    assert "\x1b[31m" in stream.getvalue()
    assert re.sub("\x1b\\[[0-9;]*m", "", stream.getvalue()) == "  why      [red]told[/red] :smile:\n"


def finding(line: int, start: int, end: int, end_line: int | None = None) -> Span:
    return Span("f.yaml", line, start, end_line or line, end)


def test_the_offending_word_is_underlined() -> None:
    lines = {"f.yaml": ["facts:", "  fever: presnt"]}
    found = Diagnostic("A401", "'presnt' is no answer", finding(2, 10, 16), ("present", "absent"), "present")
    assert shown(*diagnostics_page([found], lines, 60)) == [
        "f.yaml:2:10: A401 'presnt' is no answer",
        "    2 |   fever: presnt",
        "      |          ^^^^^^",
        "  expected: present, absent",
        "  did you mean 'present'?",
        "",
    ]


def test_a_long_line_is_cut_around_the_word() -> None:
    lines = {"f.yaml": ["x" * 5000 + "WRONG" + "y" * 5000]}
    line, marks = shown(*excerpt(finding(1, 5001, 5006), lines, 60))
    assert len(line) <= 60
    assert line[marks.index("^") : marks.rindex("^") + 1] == "WRONG"


def test_marks_stand_under_the_word_even_behind_control_characters() -> None:
    lines = {"f.yaml": ["\x1b[2J fever"]}
    line, marks = shown(*excerpt(finding(1, 6, 11), lines, 60))
    assert "\x1b" not in line
    assert line[marks.index("^") : marks.rindex("^") + 1] == "fever"


OUTSIDE = [finding(9, 1, 2), finding(1, 99, 100), finding(1, 3, 1, 4), Span("g.yaml", 1, 1, 1, 1)]


@pytest.mark.parametrize("span", OUTSIDE)
def test_a_place_outside_of_the_text_does_no_harm(span: Span) -> None:
    assert len(shown(*excerpt(span, {"f.yaml": ["short"]}, 60))) in (0, 2)


def test_the_summary_counts_mistakes_and_warnings() -> None:
    error = Diagnostic("A401", "wrong", finding(1, 1, 2))
    warning = Diagnostic("L901", "odd", finding(1, 1, 2), severity="warning")
    assert summary([]).text == "Nothing is wrong."
    assert summary([error, error, warning]).text == "2 mistakes and 1 warning in 1 file."
