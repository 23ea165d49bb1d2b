"""`whence explain`: the page of a code, all codes by group, and the hint below findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from broken.overlay import BASE
from whence.cli.main import run
from whence.render.diagnostics_page import more
from whence.schema.validate import check_instance
from whence.text.code_page import code_page
from whence.text.codes import CODES, GROUPS
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def whence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("COLUMNS", raising=False)

    def go(*arguments: str) -> tuple[int, str, str]:
        code = run(["--knowledge", str(BASE), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


@pytest.mark.parametrize("code", CODES)
def test_a_page_is_shown_whole(whence: Run, code: str) -> None:
    ended, said, _ = whence("explain", code)
    page = code_page(code)
    assert ended == 0 and said.startswith(f"{code} {CODES[code]}\n")
    words = " ".join(said.split())
    for part in (*page.says.split("\n\n"), page.why, *page.see_also):
        assert " ".join(part.split()) in words
    lines = {line.strip() for line in said.splitlines()}
    for example in (*page.wrong, *page.right):
        assert {line.strip() for line in example.text.splitlines() if "\t" not in line} <= lines


def test_small_letters_do_and_an_unknown_code_is_answered_with_the_nearest(whence: Run) -> None:
    assert whence("explain", "a401")[:2] == whence("explain", "A401")[:2]
    ended, said, errors = whence("explain", "A4O1")
    assert (ended, said) == (2, "") and errors == "whence: the code 'A4O1' is not known; did you mean A401?\n"


def test_all_codes_are_listed_by_group(whence: Run) -> None:
    ended, said, _ = whence("explain")
    assert ended == 0
    lines = said.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("    ")] == list(CODES)
    assert [line[0] for line in lines if line[1:2] == " " and line.isupper()] == list(GROUPS)
    assert {code[0] for code in CODES} == set(GROUPS)


@pytest.mark.parametrize("arguments", [(), ("N302",)])
def test_json_fits_its_schema_and_a_changed_one_does_not(whence: Run, arguments: tuple[str, ...]) -> None:
    _, said, _ = whence("explain", *arguments, "--json")
    value = json.loads(said)
    assert [each["code"] for each in value["codes"]] == (list(arguments) or list(CODES))
    assert check_instance("outputs/codes.schema.json", value) == []
    assert check_instance("outputs/codes.schema.json", {**value, "stranger": 1})
    for key in value["codes"][0]:
        less = [{each: one[each] for each in one if each != key} for one in value["codes"]]
        assert check_instance("outputs/codes.schema.json", {**value, "codes": less})


def test_findings_end_with_where_to_read_on() -> None:
    def told(*codes: str) -> list[str]:
        return [entry.text for entry in more([Diagnostic(code, "", Span("a", 1, 1, 1, 1)) for code in codes])]

    assert told() == []
    assert told("A401", "A401") == ["whence explain A401 says more."]
    assert told("N305", "A401", "A401") == ["whence explain CODE says more: A401, N305"]
    assert told("T1", "T2", "T3", "T4", "T5") == ["whence explain CODE says more: T1, T2, T3, T4, ..."]


def test_check_says_it_once_at_the_end(whence: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("patient: p\nas_of: 2026-11-20\nfacts: {cough: dri, fever: presnt}\n", encoding="utf-8")
    _, said, _ = whence("check", str(file))
    assert said.endswith("2 mistakes in 1 file.\nwhence explain A401 says more.\n") and said.count("explain") == 1
    assert "explain" not in whence("check")[1]
    ended, said, errors = whence("assess", str(file))
    assert (ended, said) == (1, "") and errors.count("whence explain A401 says more.") == 1
