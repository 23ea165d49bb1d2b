"""Findings as SARIF: places as the standard counts them, addresses of files, second places, the pages as help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broken.overlay import BASE, HERE, cases, findings
from whence.cli.main import run
from whence.render.json_output import dumped
from whence.render.sarif import sarif
from whence.render.statement import version
from whence.schema.validate import check_instance
from whence.store.check import check
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span

SCHEMA = "outputs/sarif.schema.json"
#: A suggestion, a warning, and a circle with a second place.
SHOWN = ("patient-wrong-answer.yaml", "condition-all-answers.yaml", "tree-refines-in-a-circle")


def place(*spans: Span) -> list[object]:
    found = [Diagnostic("A401", "wrong", span) for span in spans]
    log = json.loads(dumped(sarif(found)))
    return [each["locations"][0]["physicalLocation"] for each in log["runs"][0]["results"]]


def test_the_log_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for number, name in enumerate(SHOWN):
        room = tmp_path / str(number)
        room.mkdir()
        monkeypatch.chdir(room)
        found += findings(HERE / name, room)[0]
    log = json.loads(dumped(sarif(found)))
    assert check_instance(SCHEMA, log) == []
    assert log["runs"][0]["tool"]["driver"].pop("version") == version()
    assert dumped(log) == (HERE / "findings.sarif").read_text("utf-8")


@pytest.mark.parametrize("case", cases()[::4], ids=lambda case: case.stem)
def test_every_finding_fits(case: Path, tmp_path: Path) -> None:
    found, _ = findings(case, tmp_path)
    log = json.loads(dumped(sarif(found)))
    assert check_instance(SCHEMA, log) == []
    rules, results = log["runs"][0]["tool"]["driver"]["rules"], log["runs"][0]["results"]
    assert [rules[each["ruleIndex"]]["id"] for each in results] == [one.code for one in found]
    assert log["runs"][0]["tool"]["driver"]["version"] == version()
    assert len(rules) == len({one.code for one in found})


def test_columns_count_code_points_from_one_and_the_end_lies_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "{patient: p, note: '\U0001f600 \u00e9', as_of: 2026-11-20, facts: {cough: dri}}\n"
    path = tmp_path / "patients" / "a b.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (result,) = json.loads(dumped(sarif(check([path], BASE))))["runs"][0]["results"]
    (location,) = result["locations"]
    region = location["physicalLocation"]["region"]
    assert text[region["startColumn"] - 1 : region["endColumn"] - 1] == "dri"
    assert (region["startLine"], region["endLine"]) == (1, 1)
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "patients/a%20b.yaml", "uriBaseId": "ROOT"}
    assert result["message"]["text"] == "'dri' is not an answer to cough. Did you mean 'dry'?"


def test_a_file_elsewhere_has_a_whole_address_and_a_point_has_no_end() -> None:
    here, there = place(Span("a.yaml", 1, 1, 1, 1), Span("/else/ä.yaml", 2, 3, 4, 1))
    assert here == {
        "artifactLocation": {"uri": "a.yaml", "uriBaseId": "ROOT"},
        "region": {"startColumn": 1, "startLine": 1},
    }
    assert there == {
        "artifactLocation": {"uri": "file:///else/%C3%A4.yaml"},
        "region": {"startLine": 2, "startColumn": 3, "endLine": 4, "endColumn": 1},
    }


def test_severity_and_second_places_are_kept() -> None:
    note = Note("the first one stands here", Span("b.yaml", 7, 1, 7, 4))
    found = [
        Diagnostic("N302", "taken", Span("a.yaml", 1, 1, 1, 4), notes=(note,)),
        Diagnostic("L902", "odd", Span("a.yaml", 2, 1, 2, 4), severity="warning"),
    ]
    log = json.loads(dumped(sarif(found)))
    one, two = log["runs"][0]["results"]
    assert (one["level"], two["level"]) == ("error", "warning") and "relatedLocations" not in two
    (related,) = one["relatedLocations"]
    assert related["message"]["text"] == "the first one stands here."
    assert related["physicalLocation"]["region"]["startLine"] == 7
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["warning", "error"]
    assert "```yaml\n" in rules[1]["help"]["markdown"] and "```" not in rules[1]["help"]["text"]


def test_the_command_prints_it_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text("patient: p\nas_of: 2026-11-20\nfacts: {cough: dri}\n", encoding="utf-8")
    assert run(["--knowledge", str(BASE), "check", "p.yaml", "--sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["A401"]
    assert run(["--knowledge", str(BASE), "check", "--sarif"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"] == []
    assert run(["--knowledge", str(BASE), "check", "--sarif", "--json"]) == 2
    assert capsys.readouterr().err == "whence: --json and --sarif are two forms of one answer: choose one\n"
