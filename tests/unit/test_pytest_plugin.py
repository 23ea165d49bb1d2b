"""The plugin turns vignettes into tests with readable failures, and leaves every other file alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "broken" / "base"
ENGINE = Path(__file__).parents[2] / "engine"
CONFTEST = """
def pytest_configure(config):
    from whence.vignettes import pytest_plugin
    if not config.pluginmanager.is_registered(pytest_plugin):
        config.pluginmanager.register(pytest_plugin, "whence")
"""
HEAD = """\
vignettes: leaflet/rest
patient: {as_of: 2025-01-01, facts: {fever: present, frail: absent, temperature: 37 C}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "knowledge")
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "tests" / "vignettes" / "home" / "rules" / "leaflet").mkdir(parents=True)
    return tmp_path


def vignettes(project: Path, text: str) -> Path:
    path = project / "tests" / "vignettes" / "home" / "rules" / "leaflet" / "rest.yaml"
    path.write_text(text)
    return path


def run(project: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *more]
    environment = {**os.environ, "PYTHONPATH": str(ENGINE), "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_a_case_is_a_test_named_after_it(project: Path) -> None:
    vignettes(project, HEAD + "cases:\n  - {name: Rest is offered in fever, expect: applies}\n")
    done = run(project, "-v")
    assert "tests/vignettes/home/rules/leaflet/rest.yaml::Rest is offered in fever PASSED" in done.stdout
    assert done.returncode == 0


def test_a_failure_is_a_sentence_and_no_traceback(project: Path) -> None:
    vignettes(project, HEAD + "cases:\n  - {name: Frail people too, but: {frail: present}, expect: applies}\n")
    done = run(project)
    assert done.returncode == 1
    assert "rest.yaml:4:12: Frail people too (leaflet/rest)" in done.stdout
    assert "outcome: withdrawn (expected: applies)" in done.stdout
    assert "Traceback" not in done.stdout and "pytest_plugin.py" not in done.stdout


def test_a_broken_file_is_one_failing_test(project: Path) -> None:
    cases = "cases:\n  - {name: a, but: {frail: prsent}, expect: applies}\n  - {name: b, expect: sometimes}\n"
    vignettes(project, HEAD + cases)
    done = run(project)
    assert "1 failed" in done.stdout
    assert "rest.yaml:4:28: A401" in done.stdout
    assert "rest.yaml:5:23: V706" in done.stdout


def test_broken_knowledge_is_said_and_not_raised(project: Path) -> None:
    vignettes(project, HEAD + "cases:\n  - {name: a, expect: applies}\n")
    rule = project / "knowledge" / "home" / "rules" / "leaflet" / "rest.yaml"
    rule.write_text(rule.read_text().replace("fever: present", "fevr: present"))
    done = run(project)
    assert "1 failed" in done.stdout
    assert "'fevr'" in done.stdout and "Traceback" not in done.stdout


def test_other_files_are_left_alone(project: Path) -> None:
    outside = project / "tests" / "other"
    outside.mkdir()
    (outside / "rest.yaml").write_text(HEAD + "cases:\n  - {name: a, expect: open}\n")
    (project / "tests" / "vignettes" / "notes.yaml").write_text("these: are no vignettes\n")
    done = run(project)
    assert "no tests ran" in done.stdout
    assert done.returncode == 5


def test_a_whole_patient_is_a_test_named_after_it(project: Path) -> None:
    (project / "tests" / "patients").mkdir()
    path = project / "tests" / "patients" / "somebody.yaml"
    facts = "{fever: present, frail: absent, temperature: 37 C, cough: none}"
    head = f"patient: somebody\nas_of: 2025-01-01\nfacts: {facts}\n"
    path.write_text(head + "expect: {applies: [leaflet/rest, leaflet/drink]}\nactions: {certain: [rest, drinking]}\n")
    (path.parent / "nobody.yaml").write_text("patient: nobody\nfacts: {}\n")  # expects nothing, and is no test
    done = run(project, "-v")
    assert "tests/patients/somebody.yaml::somebody PASSED" in done.stdout and "1 passed" in done.stdout
    path.write_text(head + "expect: {open: leaflet/rest, applies: leaflet/drink}\nactions: {certain: rest}\n")
    done = run(project)
    assert done.returncode == 1 and "Traceback" not in done.stdout
    assert "somebody.yaml:4:16: leaflet/rest: applies (expected: open)" in done.stdout
    assert "somebody.yaml:5:1: certain actions: not expected drinking" in done.stdout
    path.write_text(head + "expect: {open: leaflet/rset}\n")
    assert "N309" in run(project).stdout


def test_where_there_are_no_vignettes_nothing_is_imported(project: Path) -> None:
    (project / "tests" / "test_nothing.py").write_text(
        "import sys\ndef test_nothing():\n    assert not {'whence.store.load', 'yaml'} & set(sys.modules)\n"
    )
    assert run(project).returncode == 0
