from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import whence
from unit.tiny import PATIENT, write_tiny


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> whence.KnowledgeBase:
    return whence.load(write_tiny(tmp_path_factory.mktemp("tiny")))


def test_load_read_assess_is_all_it_takes(base: whence.KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "cold.yaml").write_text(PATIENT)
    patient = whence.read_patient(tmp_path / "cold.yaml", base)
    assessment = whence.assess(base, patient)
    assert isinstance(assessment, whence.Assessment) and isinstance(patient, whence.Patient)
    assert assessment.results["leaflet/rest"].verdict.value == "applies"
    assert assessment.as_of == date(2026, 11, 20)


def test_a_mapping_says_what_a_file_says(base: whence.KnowledgeBase, tmp_path: Path) -> None:
    text = "patient: p\nas_of: 2026-11-20\nfacts: {fever: present, fever_began_on: 2026-11-01}\n"
    (tmp_path / "p.yaml").write_text(text)
    facts = {"fever": "present", "fever_began_on": date(2026, 11, 1)}
    said = {"patient": "p", "as_of": date(2026, 11, 20), "facts": facts}
    read = whence.read_patient(tmp_path / "p.yaml", base)
    assert whence.assess(base, whence.read_patient(said, base)).results == whence.assess(base, read).results


def test_a_day_given_goes_before_the_patients_own(base: whence.KnowledgeBase) -> None:
    patient = whence.read_patient({"patient": "p", "as_of": "2026-11-20", "facts": {"fever": "present"}}, base)
    assert "leaflet/old" in whence.assess(base, patient, as_of=date(2020, 6, 1)).results
    assert "leaflet/old" in whence.assess(base, patient).not_in_force


def test_every_mistake_of_a_patient_is_in_the_error(base: whence.KnowledgeBase) -> None:
    with pytest.raises(whence.UnusablePatient) as caught:
        whence.read_patient({"patient": "p", "facts": {"fever": "presnt", "cogh": "dry"}}, base)
    assert [each.code for each in caught.value.diagnostics] == ["A401", "N305"]
    assert all(isinstance(each, whence.Diagnostic) for each in caught.value.diagnostics)
    with pytest.raises(whence.UnusablePatient):
        whence.read_patient("nowhere.yaml", base)


def test_what_no_file_could_say_is_a_type_error(base: whence.KnowledgeBase) -> None:
    with pytest.raises(TypeError):
        whence.read_patient({"patient": "p", "facts": {"fever": object()}}, base)


def test_knowledge_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    root = write_tiny(tmp_path)
    (root / "home/rules/leaflet/rest.yaml").write_text("rule: leaflet/rest\nwhen: {fevr: present}\n")
    with pytest.raises(whence.UnreadableBase) as caught:
        whence.load(root)
    assert any(each.nearest == "fever" for each in caught.value.diagnostics)
    with pytest.raises(FileNotFoundError):
        whence.load(tmp_path / "nowhere")


def test_an_unknown_source_is_a_value_error(base: whence.KnowledgeBase) -> None:
    patient = whence.read_patient({"patient": "p", "as_of": "2026-11-20", "facts": {"fever": "present"}}, base)
    with pytest.raises(ValueError, match="poster"):
        whence.assess(base, patient, sources=["poster"])


def test_every_public_name_is_there_and_no_other_is_made_up() -> None:
    for name in whence.__all__:
        assert getattr(whence, name).__doc__
    with pytest.raises(AttributeError):
        whence.nothing  # type: ignore[attr-defined]  # noqa: B018
