"""The tiny knowledge with one patient beside it, and the program run on it; a file may have its own of these."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from unit.tiny import PATIENT, write_tiny
from whence.cli.main import run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_tiny(folder)
    (folder / "cold.yaml").write_text(PATIENT, encoding="utf-8")
    return folder


@pytest.fixture
def whence(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program inside this process; exit code, output, errors."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("WHENCE_TRACEBACK", raising=False)
    monkeypatch.delenv("WHENCE_SOURCES", raising=False)

    def go(*arguments: str) -> tuple[int, str, str]:
        code = run(["--knowledge", "knowledge", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go
