"""`knowledge/AUDIT.md` is true: every command on it runs as shown, in the order shown, and says the lines shown."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.cli.main import run

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "knowledge" / "AUDIT.md"


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of the page's console blocks with the lines shown under it."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.strip().splitlines()
            yield command, shown


def test_every_command_of_the_page_does_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "knowledge").symlink_to(ROOT / "knowledge")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("WHENCE_SOURCES", raising=False)
    tried = list(commands(PAGE.read_text("utf-8")))
    assert len(tried) >= 10
    for line, shown in tried:
        command, _, remark = line.partition(" # ")
        wanted = int(remark.removeprefix("ends with ")) if remark else 0
        command, _, file = command.partition(" > ")
        program, *arguments = shlex.split(command)
        if program == "whence":
            capsys.readouterr()
            code, said = run(arguments), capsys.readouterr().out
        else:
            assert program == "python"
            done = subprocess.run(
                [sys.executable, *arguments], capture_output=True, text=True, env={"PYTHONPATH": str(ROOT / "engine")}
            )
            code, said = done.returncode, done.stdout
        assert code == wanted, line
        if file:
            Path(file).write_text(said, "utf-8")
        plain = " ".join(said.split())
        for each in shown:
            assert each in plain, f"{line}: {each}"
    assert {"AUDIT.db", "dossier.json", "prov.json", "report.html", "matrix.csv"} <= {
        path.name for path in tmp_path.iterdir() if path.is_file()
    }
