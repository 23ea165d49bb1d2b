"""Each wrong file is answered with exactly the findings written beside it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from broken.overlay import BASE, HERE, cases, findings, lines
from whence.store.check import check
from whence.store.load import load_base
from whence.text.codes import CODES
from whence.text.diagnostic import Diagnostic
from whence.text.yaml_reader import MAX_BYTES, read

PACKAGE = Path(__file__).parents[2] / "engine" / "whence"
CASES = cases()


def test_the_base_itself_has_no_mistake() -> None:
    assert check([], BASE) == []


def test_there_are_many_wrong_files() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_wrong_file_is_answered_exactly(case: Path, tmp_path: Path) -> None:
    found, laid = findings(case, tmp_path)
    assert list(lines(found, laid, tmp_path)) == case.with_suffix(".expected").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_findings_stand_inside_their_files(case: Path, tmp_path: Path) -> None:
    found, _ = findings(case, tmp_path)
    assert found
    for one in found:
        count = Path(one.span.file).read_bytes().decode("utf-8", "replace").count("\n") + 1
        assert 1 <= one.span.line <= count + 1 and one.span.column >= 1
        assert one.nearest is None or not one.expected or one.nearest in one.expected


def test_every_expected_file_belongs_to_a_wrong_file() -> None:
    stems = {case.stem for case in CASES}
    assert {path.stem for path in HERE.glob("*.expected")} == stems


def _generated(tmp_path: Path) -> list[Diagnostic]:
    """Findings of files too unwieldy to be kept, and of files that are not there."""
    found = [
        *read("a: " + "x" * MAX_BYTES, "long.yaml")[1],
        *read("a:\n" + "- x\n" * 50_001, "many.yaml")[1],
        *read("[" * 5_000, "deep.yaml")[1],
        *read("a: " + "{a: " * 5_000, "deep.yaml")[1],
        *load_base(tmp_path / "nowhere")[1],
    ]
    return found


def test_bombs_are_refused_with_a_place(tmp_path: Path) -> None:
    said = [f"{one.span.line}:{one.span.column}: {one.code} {one.message}" for one in _generated(tmp_path)]
    assert said == [
        "1:1: T103 the file is longer than 1,000,000 characters",
        "49999:3: T104 the file holds more than 50,000 words",
        "1:65: T105 lists and maps stand more than 64 deep in each other",
        "1:256: T105 lists and maps stand more than 64 deep in each other",
        "1:1: T114 there is no such folder of knowledge",
    ]


#: Codes of findings that no file of knowledge can have, and where they are tested.
ELSEWHERE = {
    "R543": "a proof that the solver gave up (unit)",
    **dict.fromkeys(("R561", "R562", "R563", "R564", "R565", "R566"), "versions since an earlier state (unit)"),
    "P623": "a law of pathways that the solver gave up (laws)",
    "V710": "a patient assessed without a day (assessment)",
}


def test_every_code_is_produced_by_a_wrong_file(tmp_path: Path) -> None:
    text = " ".join(path.read_text("utf-8") for path in HERE.glob("*.expected"))
    produced = {code for code in CODES if f": {code} " in text} | {one.code for one in _generated(tmp_path)}
    assert set(CODES) - produced == set(ELSEWHERE)


def test_every_code_used_is_registered_and_every_registered_code_is_used() -> None:
    used: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name != "codes.py":
            used |= set(re.findall(r'"([TSNARPVCL][0-9]{3})"', path.read_text("utf-8")))
    assert used == set(CODES)
