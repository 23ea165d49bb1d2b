"""How far a rule has come is read, shown, and never more than its reviews and dates say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unit.tiny import PATIENT, write_tiny
from whence.cli.main import run

REVIEWS = """\
reviews:
  - {by: editor, on: 2026-11-01, note: Read against the page}
  - {by: reviewer, on: 2026-11-20}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small knowledge with one rule and one definition reviewed and one rule retired."""
    write_tiny(tmp_path)
    folder = tmp_path / "knowledge/home"
    for path in ("rules/leaflet/rest.yaml", "definitions/leaflet/leaflet_ill.yaml"):
        text = (folder / path).read_text("utf-8")
        (folder / path).write_text(text.replace("status: draft\n", f"status: reviewed\n{REVIEWS}"), "utf-8")
    old = folder / "rules/leaflet/old.yaml"
    old.write_text(old.read_text("utf-8").replace("status: draft", "status: retired"), "utf-8")
    (tmp_path / "cold.yaml").write_text(PATIENT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("assess", "cold.yaml"), "leaflet/rest, version 1, reviewed by reviewer on 2026-11-20"),
        (("show", "leaflet/rest"), "leaflet/rest, version 1, reviewed by reviewer on 2026-11-20"),
        (("show", "leaflet_ill"), "leaflet_ill, version 1, reviewed by reviewer on 2026-11-20"),
        (("show", "leaflet/old"), "leaflet/old, version 1, retired"),
        (("trace", "leaflet/rest"), "review   editor, 2026-11-01: Read against the page"),
        (("trace", "leaflet/rest"), "review   reviewer, 2026-11-20"),
        (("trace", "leaflet/old"), "leaflet/old, version 1, retired"),
    ],
)
def test_it_is_shown(home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    assert run(["--knowledge", "knowledge", *arguments]) == 0
    assert said in capsys.readouterr().out


def test_rules_are_listed_by_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = {}
    for status in ("draft", "reviewed", "retired"):
        assert run(["--knowledge", "knowledge", "rules", "--status", status, "--json"]) == 0
        listed[status] = [rule["rule"] for rule in json.loads(capsys.readouterr().out)["rules"]]
    assert listed["reviewed"] == ["leaflet/rest"] and listed["retired"] == ["leaflet/old"]
    assert len(listed["draft"]) > 2 and not {"leaflet/rest", "leaflet/old"} & {*listed["draft"]}
    assert run(["--knowledge", "knowledge", "rules", "--status", "reviewd"]) == 2
    assert "did you mean reviewed?" in capsys.readouterr().err


def test_the_release_counts_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--knowledge", "knowledge", "release", "1", "--json"]) == 0
    statuses = json.loads(capsys.readouterr().out)["manifest"]["statuses"]
    assert statuses["reviewed"] == 1 and statuses["retired"] == 1
