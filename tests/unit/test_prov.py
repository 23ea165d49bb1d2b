"""`whence audit export --format prov`: read back by the `prov` package, and counted against the assessment itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from prov import model

from whence.cli.main import run

ROOT = Path(__file__).parents[2]
PATIENT = min(ROOT.glob("knowledge/*/patients/*.yaml"))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("log") / "audit.db"
    assert run(["assess", str(PATIENT), "--record", str(file)]) == 0
    return file


@pytest.fixture
def read(log: Path, capsys: pytest.CaptureFixture[str]) -> model.ProvDocument:
    capsys.readouterr()
    assert run(["audit", "export", str(log), "1", "--format", "prov"]) == 0
    return model.ProvDocument.deserialize(content=capsys.readouterr().out, format="json")


def test_every_recommendation_leads_to_rule_passages_facts_and_day(
    read: model.ProvDocument, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["assess", str(PATIENT), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    said = [each for each in told["rules"] if each["verdict"] in ("applies", "applies unless", "held back")]
    derived: dict[str, set[str]] = {}
    for each in read.get_records(model.ProvDerivation):
        derived.setdefault(str(each.args[0]), set()).add(str(each.args[1]))
    results = {name for name in derived if name.startswith("entry:result/")}
    assert results == {f"entry:result/{each['rule']}" for each in said}
    for each in said:
        version = f"knowledge:rule/{each['rule']}/{each['version']}"
        places = {f"knowledge:passage/{at['source']}/{at['passage']}" for at in each["citations"]}
        assert derived[f"entry:result/{each['rule']}"] == {version, *places, "entry:facts"}
        documents = {f"knowledge:source/{at['source']}" for at in each["citations"]}
        assert derived[version] == places | (documents if each["trust"] == "guideline" else set())
    [activity] = read.get_records(model.ProvActivity)
    assert {str(value.value) for value in activity.get_attribute("whence:as_of")} == {told["as_of"]}


def test_the_kinds_of_things_and_relations_add_up(read: model.ProvDocument) -> None:
    records = Counter(type(each).__name__ for each in read.get_records())
    kinds = Counter(str(kind) for each in read.get_records(model.ProvEntity) for kind in each.get_asserted_types())
    answers = kinds["whence:recommendation"]
    assert answers and kinds["whence:rule"] == answers
    facts = kinds["whence:fact"]
    passages, sources = kinds["whence:passage"], kinds["whence:source"]
    assert records["ProvEntity"] == 2 * answers + facts + passages + sources + 3
    assert records["ProvMembership"] == 2 * answers + facts
    assert records["ProvGeneration"] == answers + 1
    assert records["ProvUsage"] == 2 and records["ProvAssociation"] == records["ProvAgent"] == 1
    named = {str(each.identifier) for each in read.get_records(model.ProvElement)}
    pointed = {str(end) for each in read.get_records(model.ProvDerivation) for end in each.args[:2]}
    assert pointed <= named


def test_it_comes_round_unchanged(read: model.ProvDocument) -> None:
    again = model.ProvDocument.deserialize(content=read.serialize(format="json"), format="json")
    assert again == read


def test_the_name_of_the_patient_is_not_in_it(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["audit", "export", str(log), "1", "--format", "prov"]) == 0
    assert PATIENT.stem not in capsys.readouterr().out


def test_prov_is_of_one_entry(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "export", str(log), "--format", "prov"]) == 2
    assert "PROV is of one entry" in capsys.readouterr().err
