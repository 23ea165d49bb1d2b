"""Folders to bases: everything at once, in one order, with one digest."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from broken.overlay import BASE
from whence.language.condition import Within
from whence.store.check import check
from whence.store.folder_tree import folder_tree
from whence.store.load import load_base, read_patient, read_vignettes

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def test_the_shipped_knowledge_has_no_mistake() -> None:
    base, found = load_base(KNOWLEDGE)
    assert [str(one) for one in found if one.severity == "error"] == []
    assert base is not None and base.rules and base.pathways


def test_everything_but_facts_stands_in_name_order() -> None:
    base, _ = load_base(KNOWLEDGE)
    assert base is not None
    for mapping in (base.sources, base.definitions, base.rules, base.pathways, base.vocabulary.actions):
        assert list(mapping) == sorted(mapping)


def test_facts_stand_in_the_order_of_their_files_and_lines(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "k")
    (tmp_path / "k/vocabulary/facts/aches.yaml").write_text(
        "group: aches\nfacts:\n  zone: {ask: Where?, answer: [head, back]}\n  ache: {ask: Ache?, answer: presence}\n"
    )
    base, _ = load_base(tmp_path / "k")
    assert base is not None
    assert list(base.vocabulary.facts)[:3] == ["zone", "ache", "fever"]


def test_the_digest_changes_with_any_byte_and_with_any_name(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "k")
    before, _ = load_base(tmp_path / "k")
    copy, original = folder_tree(tmp_path / "k").origin.digest, folder_tree(BASE).origin.digest
    assert before is not None and before.digest == copy == original
    file = tmp_path / "k/home/rules/leaflet/rest.yaml"
    file.write_bytes(file.read_bytes() + b"#\n")
    after, _ = load_base(tmp_path / "k")
    assert after is not None and after.digest != before.digest
    shutil.copytree(BASE, tmp_path / "l")
    shutil.move(tmp_path / "l/home", tmp_path / "l/house")
    assert folder_tree(tmp_path / "l").origin.digest != before.digest


def test_a_number_written_as_an_answer_becomes_its_test(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "k")
    rule = (tmp_path / "k/home/rules/leaflet/drink.yaml").read_text().replace("leaflet/drink", "leaflet/naps")
    (tmp_path / "k/home/rules/leaflet/naps.yaml").write_text(rule.replace("{fever: present}", "{naps: 2}"))
    base, found = load_base(tmp_path / "k")
    assert base is not None and found == []
    when = base.rules["leaflet/naps"].when
    assert isinstance(when, Within)


def test_mistakes_in_several_files_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "k")
    for name in ("rest", "drink"):
        file = tmp_path / f"k/home/rules/leaflet/{name}.yaml"
        file.write_text(file.read_text().replace("fever: present", "fever: high").replace("draft", "done"))
    base, found = load_base(tmp_path / "k")
    assert base is None
    assert [(Path(one.span.file).stem, one.code) for one in found] == [
        ("drink", "A401"),
        ("drink", "S209"),
        ("rest", "A401"),
        ("rest", "S209"),
    ]


def test_a_wrong_patient_among_the_knowledge_is_told_and_leaves_the_base(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "k")
    (tmp_path / "k/home/patients").mkdir()
    (tmp_path / "k/home/patients/ann.yaml").write_text("patient: ann\nfacts: {cough: no}\n")
    base, found = load_base(tmp_path / "k")
    assert base is not None and [one.code for one in found] == ["A401"]


def test_a_patient_may_be_json(tmp_path: Path) -> None:
    base, _ = load_base(BASE)
    assert base is not None
    path = tmp_path / "ann.json"
    path.write_text('{"patient": "ann", "as_of": "2026-11-20", "facts": {"cough": "dry", "naps": 2}}')
    patient, found = read_patient(path, base)
    assert found == [] and patient is not None and list(patient.facts) == ["cough", "naps"]


def test_a_patient_who_is_not_there_is_a_finding(tmp_path: Path) -> None:
    base, _ = load_base(BASE)
    assert base is not None
    patient, found = read_patient(tmp_path / "nobody.yaml", base)
    assert patient is None and [one.code for one in found] == ["T114"]


def test_vignettes_are_read_with_their_cases(tmp_path: Path) -> None:
    base, _ = load_base(BASE)
    assert base is not None
    path = tmp_path / "vignettes/home/rules/leaflet/rest.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "vignettes: leaflet/rest\npatient: {as_of: 2026-11-20, facts: {fever: present, frail: absent}}\n"
        "cases:\n  - {name: Open, expect: applies unless, find_out: [temperature]}\n"
    )
    vignettes, found = read_vignettes(path, base)
    assert found == [] and vignettes is not None and vignettes.cases[0].find_out == ("temperature",)


def test_only_findings_in_the_paths_asked_for_are_told(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "k")
    for name in ("rest", "drink"):
        file = tmp_path / f"k/home/rules/leaflet/{name}.yaml"
        file.write_text(file.read_text().replace("draft", "done"))
    asked = tmp_path / "k/home/rules/leaflet/rest.yaml"
    assert [Path(one.span.file).stem for one in check([asked], tmp_path / "k")] == ["rest"]


@pytest.mark.parametrize("library", ["jsonschema", "networkx", "durable_rules_engine", "click", "rich"])
def test_loading_needs_no_slow_library(library: str) -> None:
    code = (
        "import sys; from pathlib import Path; from whence.store.load import load_base; "
        f"load_base(Path({str(BASE)!r})); sys.exit({library!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=KNOWLEDGE.parent / "engine").returncode == 0


def test_a_file_asked_for_that_is_not_there_is_told(tmp_path: Path) -> None:
    inside, outside = BASE / "home" / "nothing.yaml", tmp_path / "nothing.yaml"
    assert [one.code for one in check([inside, outside], BASE)] == ["T114", "T114"]


def test_in_a_folder_only_patients_and_vignettes_are_looked_at(tmp_path: Path) -> None:
    for place in ("notes.yaml", "patients/ann.yaml", ".hidden/patients/bob.yaml"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("nothing: of the kind\n")
    assert [Path(one.span.file).name for one in check([tmp_path], BASE)] == ["ann.yaml"]


def test_a_finding_is_told_at_its_second_place_too(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "k")
    aches = tmp_path / "k/vocabulary/facts/aches.yaml"
    aches.write_text("group: aches\nfacts: {fever: {ask: Fever?, answer: presence}}\n")
    assert [one.code for one in check([aches], tmp_path / "k")] == ["N302"]


def test_a_patient_of_whom_nothing_is_known_is_a_patient(tmp_path: Path) -> None:
    base, _ = load_base(BASE)
    assert base is not None
    path = tmp_path / "ann.yaml"
    path.write_text("patient: ann\nas_of: 2026-11-20\nfacts: {}\n")
    patient, found = read_patient(path, base)
    assert found == [] and patient is not None and not patient.facts
