"""Vignettes: what came is held against what was expected, and said in the words of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.language.base import KnowledgeBase
from whence.store.load import load_base
from whence.vignettes.result import CaseResult, FileResult, describe
from whence.vignettes.run import Runner, run, vignette_files

BASE = Path(__file__).parents[1] / "broken" / "base"
PATIENT = "patient: {as_of: 2025-01-01, facts: {fever: present, frail: absent, temperature: 37 C}}\n"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    loaded, found = load_base(BASE)
    assert loaded is not None, found
    return loaded


@pytest.fixture(scope="module")
def runner(base: KnowledgeBase) -> Iterator[Runner]:
    runner = Runner(base)
    yield runner
    runner.close()


def write(folder: Path, about: str, cases: str, patient: str = PATIENT) -> Path:
    kind = "rules" if "/" in about else "pathways" if about == "cough" else "definitions/leaflet"
    path = folder / "vignettes" / "home" / kind / f"{about}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"vignettes: {about}\n{patient}cases:\n{cases}", encoding="utf-8")
    return path


def one(result: FileResult) -> CaseResult:
    assert result.diagnostics == ()
    (case,) = result.cases
    return case


def rest(tmp_path: Path, runner: Runner, case: str) -> CaseResult:
    return one(runner.file(write(tmp_path, "leaflet/rest", f"  - {{name: x, {case}}}\n")))


def test_a_case_that_comes_as_expected_passes(tmp_path: Path, runner: Runner) -> None:
    assert rest(tmp_path, runner, "expect: applies").passed


@pytest.mark.parametrize(
    ("case", "got"),
    [
        ("but: {frail: present}", "withdrawn"),
        ("but: {temperature: 41 C}", "withdrawn"),
        ("but: {fever: absent}", "does not apply"),
        ("without: [fever]", "open"),
        ("without: [frail]", "applies unless"),
    ],
)
def test_what_a_case_changes_is_what_differs(tmp_path: Path, runner: Runner, case: str, got: str) -> None:
    result = rest(tmp_path, runner, f"{case}, expect: applies")
    assert (result.got, result.passed) == (got, False)


def test_what_is_asked_must_be_all_that_settles_it(tmp_path: Path, runner: Runner) -> None:
    case = "without: [frail, temperature], expect: applies unless, find_out: "
    assert rest(tmp_path, runner, case + "[temperature, frail]").passed
    less = rest(tmp_path, runner, case + "[frail]")
    assert (less.passed, less.surplus) == (False, ("temperature",))
    more = rest(tmp_path, runner, case + "[frail, temperature, fever]")
    assert (more.passed, more.missing) == (False, ("fever",))


def test_another_day_is_another_answer(tmp_path: Path, runner: Runner) -> None:
    assert rest(tmp_path, runner, "as_of: 2019-12-31, expect: applies").got == "not in force"
    assert rest(tmp_path, runner, "as_of: 2020-01-01, expect: applies").passed
    assert rest(tmp_path, runner, "as_of: 2030-01-01, expect: applies").got == "not in force"


def test_a_definition_is_open_until_it_is_settled(tmp_path: Path, runner: Runner) -> None:
    cases = (
        "  - {name: well, expect: absent}\n"
        "  - {name: frail, but: {frail: present}, expect: present}\n"
        "  - {name: who knows, without: [frail], expect: open, find_out: [frail]}\n"
    )
    assert [case.got for case in runner.file(write(tmp_path, "leaflet_weak", cases)).cases] == [
        "absent", "present", "open",
    ]  # fmt: skip


def test_a_chart_ends_or_stops_at_a_question(tmp_path: Path, runner: Runner) -> None:
    cases = (
        "  - {name: coughs, but: {cough: wet}, expect: finish}\n"
        "  - {name: does not, but: {cough: none}, expect: finish}\n"
        "  - {name: who knows, expect: asked, find_out: [cough]}\n"
        "  - {name: is thought to end, but: {cough: {one_of: [none, dry]}}, expect: seen}\n"
    )
    feverish = "patient: {as_of: 2025-01-01, facts: {fever: present}}\n"
    file = runner.file(write(tmp_path, "cough", cases, feverish))
    assert file.diagnostics == ()
    results = file.cases
    assert [(case.got, case.passed) for case in results] == [
        ("finish", True), ("finish", True), ("asked", True), ("asked", False),
    ]  # fmt: skip
    assert results[2].asked == ("cough",)


def test_a_file_with_a_mistake_is_not_run(tmp_path: Path, runner: Runner) -> None:
    result = runner.file(write(tmp_path, "leaflet/rest", "  - {name: x, but: {fevre: present}, expect: applies}\n"))
    assert (result.passed, result.cases) == (False, ())
    assert [one.nearest for one in result.diagnostics] == ["fever"]


def test_a_failure_says_where_it_stands(tmp_path: Path, runner: Runner) -> None:
    first, outcome = describe(rest(tmp_path, runner, "without: [frail], expect: applies")).splitlines()
    assert first.endswith("vignettes/home/rules/leaflet/rest.yaml:4:12: x (leaflet/rest)")
    assert outcome == "  outcome: applies unless (expected: applies)"


def test_the_words_of_a_failure() -> None:
    case = CaseResult("leaflet/rest", "Frail person", None, "withdrawn", "open", ("frail",), ("fever",))
    assert describe(case).splitlines() == [
        "Frail person (leaflet/rest)",
        "  outcome: open (expected: withdrawn)",
        "  should be asked and is not: frail",
        "  is asked and should not be: fever",
    ]
    stuck = CaseResult("leaflet/rest", "Nobody", None, "applies", None, problem="f:1:1: V703 this cannot be")
    said = ["Nobody (leaflet/rest)", "  cannot be run:", "    f:1:1: V703 this cannot be"]
    assert describe(stuck).splitlines() == said


def test_a_folder_stands_for_its_files(tmp_path: Path, base: KnowledgeBase) -> None:
    first = write(tmp_path, "leaflet/rest", "  - {name: x, expect: applies}\n")
    second = write(tmp_path, "leaflet_weak", "  - {name: x, expect: absent}\n")
    assert vignette_files([tmp_path, first]) == [second, first]
    results = list(run([tmp_path], base))
    assert [Path(result.file) for result in results] == [second, first]
    assert all(result.passed for result in results)
