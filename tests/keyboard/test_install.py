"""The language server is installed once, from a lock with digests; without node or network one line says so."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from keyboard import install as script


class Npm:
    """Stands for npm: remembers where it was run, and fails where it is told to."""

    def __init__(self, fails: str = "") -> None:
        self.folders: list[Path] = []
        self.fails = fails

    def __call__(self, command: list[str], cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
        assert command[1] == "ci"
        self.folders.append(cwd)
        return subprocess.CompletedProcess(command, int(bool(self.fails)), "", self.fails)


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> Npm:
    standing = Npm()
    monkeypatch.setattr(script.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(script.subprocess, "run", standing)
    return standing


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for name in script.FILES:
        (tmp_path / name).write_text("{}")
    return tmp_path


def test_it_is_installed_once_and_again_when_the_lock_changes(npm: Npm, here: Path) -> None:
    folder = here / "build"
    assert script.install(here, folder) is script.install(here, folder) is None
    assert npm.folders == [folder]
    (here / "package-lock.json").write_text('{"other": 1}')
    assert script.install(here, folder) is None
    assert len(npm.folders) == 2
    assert (folder / "package-lock.json").read_text() == '{"other": 1}'


def test_an_installation_that_fails_is_told_in_one_line_and_tried_again(npm: Npm, here: Path) -> None:
    npm.fails = "npm warn old\nnpm error network: no route\nnpm error more"
    assert script.install(here, here / "build") == "npm could not install it (npm error network: no route)"
    npm.fails = ""
    assert script.install(here, here / "build") is None
    assert len(npm.folders) == 2


def test_without_node_nothing_is_tried(npm: Npm, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.shutil, "which", lambda name: None if name == "node" else "/bin/npm")
    assert script.install(here, here / "build") == "node and npm are not here"
    assert npm.folders == []


def test_every_package_is_pinned_with_its_digest_and_no_host_is_named() -> None:
    text = (script.HERE / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    own = json.loads((script.HERE / "package.json").read_text("utf-8"))["dependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in own} == own
    assert all(each["integrity"].startswith("sha512-") for name, each in packages.items() if name)
    assert "://" not in text
