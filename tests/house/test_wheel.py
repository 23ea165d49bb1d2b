"""The wheel is whole: without the checkout, from any folder, it knows its knowledge and assesses a patient."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {"knowledge": "whence/_data/knowledge", "schemas": "whence/_data/schemas"}
PATIENT = "knowledge/mscc/patients/back-pain-and-weak-legs.yaml"


def python(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run this Python with `arguments`; its output as text."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    built = python("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("whence-*-py3-none-any.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--target", str(folder)]
    done = python("-m", "pip", "install", *options, str(wheel))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def away(installed: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in `tmp_path` with the installed wheel and its dependencies, but without the checkout.

    -S leaves out the .pth file by which this environment finds the checkout.
    """
    paths = [str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HOME": str(tmp_path), "NO_COLOR": "1"}
    return python("-S", *arguments, cwd=tmp_path, env=env)


@pytest.mark.parametrize("folder", sorted(SHIPPED))
def test_the_wheel_carries_the_folder_byte_for_byte(wheel: Path, folder: str) -> None:
    in_checkout = {
        path.relative_to(ROOT / folder).as_posix(): path.read_bytes()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".") and path.suffix not in {".swp", ".pyc"}
    }
    prefix = SHIPPED[folder] + "/"
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = {
            name.removeprefix(prefix): archive.read(name) for name in archive.namelist() if name.startswith(prefix)
        }
    assert in_checkout
    assert sorted(in_wheel) == sorted(in_checkout)
    assert [name for name, content in in_wheel.items() if content != in_checkout[name]] == []


def test_the_wheel_carries_nothing_but_the_package_its_data_and_its_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"whence", "whence_checker.py"}
    assert "whence/py.typed" in names
    assert [name for name in names if "__pycache__" in name or name.startswith("whence/tests")] == []
    assert [name for name in names if name.endswith("licenses/LICENSE")]


def test_the_wheel_made_from_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    packed = python("-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path), cwd=ROOT)
    assert packed.returncode == 0, packed.stdout + packed.stderr
    (archive,) = tmp_path.glob("whence-*.tar.gz")
    with tarfile.open(archive) as source:
        for member in source.getmembers():
            target = tmp_path / "unpacked" / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = source.extractfile(member)
            if content is not None:
                target.write_bytes(content.read())
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert {"dev.py", "requirements.lock", "tests", "CHANGELOG.md"} <= {path.name for path in unpacked.iterdir()}
    built = python("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=unpacked)
    assert built.returncode == 0, built.stdout + built.stderr
    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(tmp_path / wheel.name) as second:
        assert {name: first.read(name) for name in first.namelist()} == {
            name: second.read(name) for name in second.namelist()
        }


def test_the_installed_package_and_its_knowledge_are_not_those_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    question = "import whence.resources as r; print(r.__file__, r.knowledge_root(), r.schemas_root(), sep='\\n')"
    done = away(installed, tmp_path, "-c", question)
    assert done.returncode == 0, done.stderr
    data = installed / "whence" / "_data"
    expected = [installed / "whence" / "resources.py", data / "knowledge", data / "schemas"]
    assert [Path(line) for line in done.stdout.splitlines()] == expected


def test_the_installed_package_assesses_a_patient_from_another_folder(installed: Path, tmp_path: Path) -> None:
    patient = tmp_path / "patient.yaml"
    patient.write_bytes((ROOT / PATIENT).read_bytes())
    done = away(installed, tmp_path, "-m", "whence", "assess", "patient.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "OFFER" in done.stdout
    assert "nice/" in done.stdout
    assert str(ROOT) not in done.stdout


def test_the_installed_package_has_the_page_of_every_code(installed: Path, tmp_path: Path) -> None:
    there = away(installed, tmp_path, "-m", "whence", "explain", "--json")
    here = python("-m", "whence", "explain", "--json", cwd=tmp_path)
    assert there.returncode == here.returncode == 0, there.stderr + here.stderr
    assert json.loads(there.stdout) == json.loads(here.stdout)


def test_the_installed_package_gives_the_same_answer_as_the_checkout(installed: Path, tmp_path: Path) -> None:
    patient = tmp_path / "patient.yaml"
    patient.write_bytes((ROOT / PATIENT).read_bytes())
    there = away(installed, tmp_path, "-m", "whence", "assess", "patient.yaml", "--json")
    here = python("-m", "whence", "assess", "patient.yaml", "--json", cwd=tmp_path)
    assert there.returncode == here.returncode == 0, there.stderr + here.stderr
    assert json.loads(there.stdout) == json.loads(here.stdout)


def test_what_the_installed_package_records_is_checked_by_the_checker_in_it(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "patient.yaml").write_bytes((ROOT / PATIENT).read_bytes())
    done = away(installed, tmp_path, "-m", "whence", "assess", "patient.yaml", "--record", "audit.db")
    assert done.returncode == 0, done.stderr
    exported = away(installed, tmp_path, "-m", "whence", "audit", "export", "audit.db", "1")
    (tmp_path / "dossier.json").write_text(exported.stdout, "utf-8")
    checked = away(installed, tmp_path, "-m", "whence_checker", "dossier.json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.startswith("entries 1 to 1 hold, with ")
