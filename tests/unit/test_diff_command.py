"""`whence diff` over two states of a small knowledge: what was changed, who is named, and when it is silent."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unit.tiny import write_tiny
from whence.cli.main import run
from whence.schema.validate import check_instance

Diff = Callable[..., tuple[int, str]]
Edit = Callable[[str, str, str], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tiny(tmp_path)
    shutil.copytree(tmp_path / "knowledge", tmp_path / "new")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def edit(home: Path) -> Edit:
    """Change a file of the new state."""

    def go(name: str, before: str, after: str) -> None:
        path = home / "new" / name
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))

    return go


@pytest.fixture
def diff(home: Path, capsys: pytest.CaptureFixture[str]) -> Diff:
    def go(*arguments: str) -> tuple[int, str]:
        code = run(["--knowledge", "knowledge", "diff", "knowledge", "new", *arguments])
        said = capsys.readouterr()
        return code, " ".join((said.out + said.err).split())

    return go


@pytest.fixture
def json_of(diff: Diff, home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    def go(*arguments: str) -> dict[str, Any]:
        run(["diff", "knowledge", "new", "--json", *arguments])
        value: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert check_instance("outputs/difference.schema.json", value) == []
        assert check_instance("outputs/difference.schema.json", {**value, "stranger": 1})
        return value

    return go


def test_nothing_is_changed(diff: Diff) -> None:
    assert diff() == (0, "Nothing is changed.")


def test_other_words_and_other_passages_affect_nobody_and_are_called_so(diff: Diff, edit: Edit) -> None:
    edit("home/rules/leaflet/honey.yaml", "title: About honey", "title: Honey at home")
    edit("home/rules/leaflet/syrup.yaml", "[leaflet: page.1, ", "[")
    edit("home/rules/leaflet/rest.yaml", "unless: {all: [{frail: present}, {bed: absent}]}",
         "unless: {not: {any: [{frail: absent}, {not: {bed: absent}}]}}")  # fmt: skip
    edit("home/rules/leaflet/rest.yaml", "frail: absent}, {not", "not: {frail: present}}, {not")
    code, said = diff()
    assert code == 0
    assert "rule leaflet/honey is reworded was title: About honey is title: Honey at home no patient is affec" in said
    assert "rule leaflet/syrup is cited otherwise" in said
    assert "rule leaflet/rest changed was unless: frail is present and bed is absent is unless: not (" in said
    assert said.endswith(
        "3 things changed; no patient is affected: proved for every rule and every patient there can be, on any day."
    )


def test_a_shorter_exception_names_everybody_whom_it_moves(json_of: Callable[..., dict[str, Any]], edit: Edit) -> None:
    edit("home/rules/leaflet/rest.yaml", "unless: {all: [{frail: present}, {bed: absent}]}", "unless: {frail: present}")
    found = json_of()
    assert not found["nobody_affected"]
    turns = {
        (one["rule"], one["before"], one["after"]): {given["fact"]: given["given"] for given in one["witness"]["given"]}
        for one in found["regions"]
    }
    assert set(turns) == {
        (rule, before, after)
        for rule in ("leaflet/rest", "leaflet/rest-in-bed")
        for before, after in (
            ("applies", "applies unless"), ("applies", "withdrawn"), ("applies unless", "withdrawn"),
        )
    }  # fmt: skip
    moved = turns["leaflet/rest", "applies", "withdrawn"]
    assert moved["frail"] == moved["bed"] == {"answer": "present"} and len(moved) == 3
    assert len(turns["leaflet/rest", "applies unless", "withdrawn"]) == 2
    assert len(turns["leaflet/rest-in-bed", "applies", "withdrawn"]) == 4
    assert all(one["because"][-1] == {"kind": "rule", "name": "leaflet/rest"} for one in found["regions"])
    assert {each["passage"] for each in found["regions"][0]["citations"]} >= {"page.1"}


def test_a_definition_moves_the_rules_that_stand_on_it(diff: Diff, edit: Edit) -> None:
    edit("home/definitions/leaflet/leaflet_ill.yaml", "{cough: [dry, wet]}", "{cough: wet}")
    code, said = diff()
    assert code == 1
    assert "definition leaflet_ill changed was cases: present: fever is present or cough is dry or wet" in said
    assert "changed definition leaflet_ill ends " in said
    assert "ends applies before, does not apply now patient fever: absent, cough: dry" in said


def test_other_advice_counts_where_the_rule_comes_to_speak(json_of: Callable[..., dict[str, Any]], edit: Edit) -> None:
    edit("home/rules/leaflet/no-tea.yaml", "{avoid: tea-drinking}", "{avoid: honey}")
    found = json_of()
    assert [(one["before"], one["after"], one["other_advice"]) for one in found["regions"]] == [
        ("applies", "applies", True), ("open", "open", True),
    ]  # fmt: skip


def test_a_change_dated_later_moves_nobody_before(diff: Diff, edit: Edit, home: Path) -> None:
    edit("home/rules/leaflet/no-tea.yaml", "{from: 2020-01-01}", "{from: 2020-01-01, until: 2026-01-01}")
    old = (home / "new/home/rules/leaflet/no-tea.yaml").read_text()
    later = old.replace("no-tea", "still-no-tea").replace("cough: wet", "cough: [dry, wet]")
    later = later.replace("in_force: {from: 2020-01-01, until: 2026-01-01}", "in_force: {from: 2026-01-01}")
    (home / "new/home/rules/leaflet/still-no-tea.yaml").write_text(later + "replaces: leaflet/no-tea\n")
    edit("home/pathways/cold.yaml", "[leaflet/no-tea, ", "[leaflet/no-tea, leaflet/still-no-tea, ")
    assert diff("--as-of", "2025-12-31")[0] == 0
    code, said = diff("--as-of", "2026-01-01")
    assert code == 1 and "leaflet/still-no-tea" in said
    assert "does not apply before, applies now patient cough: dry" in said
    assert "days in force from 2026-01-01" in diff()[1]


def test_who_is_refused_by_a_new_line_is_shown(diff: Diff, edit: Edit) -> None:
    edit("vocabulary/impossible.yaml", "impossible:\n", "impossible:\n  - {name: in bed, all: [{bed: absent}, "
         "{frail: present}], because: the frail lie}\n")  # fmt: skip
    code, said = diff()
    assert code == 1
    assert "only the new state refuses a patient, by the line 'in bed' patient frail: present, bed: absent" in said


def test_a_fact_and_an_answer_that_only_one_state_has(diff: Diff, edit: Edit) -> None:
    edit("vocabulary/facts/home.yaml", "  bed:", "  warm: {ask: Is it warm?, answer: presence}\n  bed:")
    edit("vocabulary/facts/body.yaml", "[none, dry, wet]", "[none, dry, wet, whooping]")
    edit("home/rules/leaflet/no-tea.yaml", "when: {cough: wet}", "when: {all: [{cough: wet}, {warm: present}]}")
    code, said = diff()
    assert code == 1 and "fact warm is new" in said
    assert "fact cough changed was answer: none, dry or wet is answer: none, dry, wet or whooping" in said
    assert "ends applies before, does not apply now patient warm: absent, cough: wet" in said or (
        "ends applies before, does not apply now patient cough: wet, warm: absent" in said
    )


def test_a_rule_under_another_name_is_the_same_rule(diff: Diff, home: Path, edit: Edit) -> None:
    path = home / "new/home/rules/leaflet/no-tea.yaml"
    path.with_name("tealess.yaml").write_text(path.read_text().replace("leaflet/no-tea", "leaflet/tealess"))
    path.unlink()
    edit("home/pathways/cold.yaml", "leaflet/no-tea", "leaflet/tealess")
    code, said = diff()
    assert code == 0 and "rule leaflet/tealess is leaflet/no-tea under another name" in said


def test_a_cohort_counts_who_takes_each_turn(diff: Diff, json_of: Callable[..., dict[str, Any]], edit: Edit) -> None:
    edit("home/rules/leaflet/rest.yaml", "unless: {all: [{frail: present}, {bed: absent}]}", "unless: {frail: present}")
    facts = {
        "moved": {"fever": "present", "frail": "present", "bed": "present"},
        "waiting": {"fever": "present", "bed": "present"},
        "steady": {"fever": "absent", "cough": "none"},
        "wrong": {"fever": "absent", "fever_lasted": "3 days"},
    }
    people = [{"patient": name, "as_of": "2026-11-20", "facts": given} for name, given in facts.items()]
    people.append({"patient": "dayless", "facts": {"fever": "present"}})
    Path("people.jsonl").write_text("\n".join(json.dumps(one) for one in people) + "\n")
    found = json_of("--cohort", "people.jsonl")["cohort"]
    assert found["patients"] == 5 and found["affected"] == ["moved", "waiting"]
    told = {one["patient"]: one["why"] for one in found["unusable"]}
    assert told["dayless"].startswith("no day is given") and "this cannot be" in told["wrong"]
    counts = {(one["rule"], one["before"], one["after"]): one["patients"] for one in found["turns"]}
    assert counts == {
        ("leaflet/rest", "applies", "withdrawn"): 1, ("leaflet/rest", "applies", "applies unless"): 1,
    }  # fmt: skip
    assert "2 of 5 patients would get another answer." in diff("--cohort", "people.jsonl")[1]


def test_a_folder_of_patients_is_a_cohort_and_no_place_is_none(diff: Diff, home: Path) -> None:
    (home / "people").mkdir()
    (home / "people/one.yaml").write_text("patient: one\nas_of: 2026-11-20\nfacts: {fever: present}\n")
    assert "0 of 1 patient would get another answer." in diff("--cohort", "people")[1]
    assert diff("--cohort", "nowhere") == (2, "whence: there is no file or folder nowhere")
    (home / "people/two.yaml").write_text("patient: two\nfcts: {}\n")
    code, said = diff("--cohort", "people")
    assert code == 1 and "people/two.yaml:2:1: S202" in said and "before this is put right" in said


def test_a_state_that_is_not_there_is_wrong_use(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "knowledge", "nowhere"]) == 2
    assert "there is no folder of knowledge at nowhere" in capsys.readouterr().err
