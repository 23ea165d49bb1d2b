"""`whence test --coverage`, `--mutate`, `--suggest` and what a rule says: what they tell, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.trials import NAME, write_trial
from whence.cli.main import run
from whence.schema.validate import check_instance

Run = Callable[..., tuple[int, str, str]]
SAYS = "says: {consider: bed-rest, grade: A, within: 24 hours}\n"
WHEN = "when: {bed: present}"
WHOLE = """\
  - {name: Bed, expect: applies}
  - {name: None, but: {bed: absent}, expect: does not apply}
  - {name: Not asked, without: [bed], expect: open, find_out: [bed]}
"""


@pytest.fixture
def whence(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Writes the trial and runs `whence test` over it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "120")

    def go(*arguments: str, cases: str = WHOLE, says: str = SAYS) -> tuple[int, str, str]:
        path = write_trial(tmp_path, WHEN, cases, says)
        code = run(["--knowledge", "knowledge", "test", *arguments, str(path.relative_to(tmp_path))])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def test_nothing_missing_ends_with_0(whence: Run) -> None:
    code, said, _ = whence("--coverage")
    assert code == 0 and "3 of 3 times a condition is shown to decide alone (100.0 %)" in " ".join(said.split())
    code, said, _ = whence("--mutate")
    assert code == 0 and "8 of 8 mutants killed (100.0 %), in 1 rule, definition or score." in said
    assert whence("--suggest") == (0, "", "")


def test_a_survivor_is_told_with_its_place_and_ends_with_1(whence: Run) -> None:
    code, said, _ = whence("--mutate", says="")
    assert code == 1
    assert f"{NAME}: 6 of 8 not killed\n" in said
    assert "tried.yaml:5:8: then: strength swapped: consider -> offer\n" in said
    assert "strength swapped                 0           1           0\n" in said


def test_a_case_that_does_not_come_as_expected_is_told_and_ends_with_1(whence: Run) -> None:
    wrong = WHOLE.replace("Bed, expect: applies", "Bed, expect: open")
    for look in ("--coverage", "--mutate", "--suggest"):
        code, said, told = whence(look, cases=wrong)
        assert code == 1 and "Bed does not come as expected, and so shows nothing" in said + told


def test_suggestions_are_cases_to_be_filled_in(whence: Run) -> None:
    code, said, _ = whence("--suggest", cases="  - {name: Bed, expect: applies}\n")
    assert code == 1 and said.startswith(f"# {NAME}\n  # ")
    assert said.count("  - name:\n") == said.count("    expect:\n") == 2


@pytest.mark.parametrize(("look", "schema"), [("--coverage", "coverage-of-tests"), ("--mutate", "mutation")])
def test_json_keeps_its_schema(whence: Run, look: str, schema: str) -> None:
    for says in (SAYS, ""):
        said = whence(look, "--json", says=says)[1]
        assert check_instance(f"outputs/{schema}.schema.json", json.loads(said)) == []


def test_json_counts_mutants_and_names_the_survivors(whence: Run) -> None:
    found = json.loads(whence("--mutate", "--json", says="")[1])
    assert found["complete"] is False
    assert found["counts"] == {"things": 1, "killed": 2, "survived": 6, "equivalent": 0}
    (thing,) = found["things"]
    assert thing["not_killed"][0]["what"] == "then: strength swapped: consider -> offer"


@pytest.mark.parametrize("looks", [("--coverage", "--mutate"), ("--suggest", "--json")])
def test_looks_that_do_not_go_together_are_wrong_use(whence: Run, looks: tuple[str, str]) -> None:
    code, _, told = whence(*looks)
    assert code == 2 and told.count("\n") == 1


def test_what_a_rule_says_is_run_as_a_case(whence: Run) -> None:
    assert whence()[1] == "4 cases of 1 file came as expected.\n"
    code, said, _ = whence(says="says: {offer: bed-rest, within: 24 hours}\n")
    assert code == 1
    assert f"tried.yaml:2:8: says ({NAME})\n" in said
    assert "expected OFFER rest in bed, within 24 hours\n" in said
    assert "came     CONSIDER rest in bed, within 24 hours, grade A\n" in said


def test_the_same_words_written_otherwise_are_not_the_same(whence: Run) -> None:
    code, said, _ = whence(says="says: {consider: {bed-rest: {within: 24 hours}}, grade: A}\n")
    assert code == 1 and ("written otherwise" in said or "(within 24 hours)" in said)
