"""Every code has a page and every page a code; each wrong example has that finding, and its cure none at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from broken.page_examples import laid_over, told
from whence.text.code_page import code_page
from whence.text.codes import CODES

PAGES = Path(__file__).parents[2] / "engine" / "whence" / "text" / "code_pages"

#: Codes without an example, and why no file on a page could have such a finding.
NO_EXAMPLE = {
    "T101": "a page is UTF-8 itself",
    "T102": "what cannot be seen cannot be shown",
    "T103": "a million characters",
    "T104": "fifty thousand words",
    "T105": "sixty-five brackets",
    "T114": "a file that is not there",
    "R543": "a proof that the solver gave up",
    "P623": "a proof that the solver gave up",
    **dict.fromkeys(("R561", "R562", "R563", "R564", "R565", "R566"), "said of two states of one file"),
    "V710": "said when a patient is assessed, not when files are checked",
}


def test_codes_and_pages_are_the_same() -> None:
    assert {path.stem for path in PAGES.iterdir()} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_title_and_says_what_why_and_where_to_go_on(code: str) -> None:
    page = code_page(code)
    assert page.title == CODES[code]
    assert page.says and page.why and page.see_also
    assert set(page.see_also) <= set(CODES) - {code}
    assert len((PAGES / f"{code}.md").read_text("utf-8").split()) <= 330


@pytest.mark.parametrize("code", [code for code in CODES if code not in NO_EXAMPLE])
def test_the_wrong_example_has_that_finding_alone_and_the_cure_has_none(code: str, tmp_path: Path) -> None:
    page = code_page(code)
    assert {one.code for one in told(page.wrong, tmp_path / "wrong")} == {code}
    assert told(page.right, tmp_path / "right") == []


@pytest.mark.parametrize("code", NO_EXAMPLE)
def test_a_code_without_an_example_shows_none(code: str) -> None:
    assert code_page(code).wrong == code_page(code).right == ()


def test_entries_are_laid_over_one_by_one() -> None:
    before = "rule: a/b\nwhen: {x: y}\nwords:\n  one: {a: b}\n  two: {a: b}\n"
    assert laid_over(before, "when:\n  x: z\nunless: {q: r}\n") == (
        "rule: a/b\nwords:\n  one: {a: b}\n  two: {a: b}\nwhen:\n  x: z\nunless: {q: r}\n"
    )
    assert laid_over(before, "words:\n  two: {c: d}\n") == (
        "rule: a/b\nwhen: {x: y}\nwords:\n  one: {a: b}\n  two: {c: d}\n"
    )
    assert laid_over("", "rule: c/d\n") == "rule: c/d\n"
