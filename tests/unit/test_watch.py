"""`whence check --watch`: again after each save, once for many, whatever way a file is saved, and Ctrl-C ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from unit.outside import heed_interrupts
from unit.tiny import write_tiny
from whence.cli.watch import watch

ENGINE = str(Path(__file__).parents[2] / "engine")


class Looks:
    """Stands for the pauses between looks: each runs the next step; the last one is Ctrl-C."""

    def __init__(self, *steps: Callable[[], object] | None) -> None:
        self._steps = iter(steps)

    def __call__(self, _: float) -> None:
        for step in self._steps:
            if step is not None:
                step()
            return
        raise KeyboardInterrupt


def runs(paths: list[Path], *steps: Callable[[], object] | None) -> list[str]:
    """What the file held each time it was checked."""
    seen: list[str] = []
    file = paths[0] / "a.yaml"
    with pytest.raises(KeyboardInterrupt):
        watch(paths, lambda: seen.append(file.read_text() if file.exists() else "gone"), Looks(*steps))
    return seen


def swap(file: Path, text: str) -> Callable[[], object]:
    """Written beside and put in its place, as many editors save."""

    def save() -> None:
        beside = file.with_name(".a.swp")
        beside.write_text(text)
        os.replace(beside, file)

    return save


def test_a_save_is_checked_once_it_has_come_to_rest(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1")
    assert runs([tmp_path], None, None) == ["1"]
    assert runs([tmp_path], lambda: file.write_text("22"), None, None) == ["1", "22"]
    steps = [lambda text=text: file.write_text(text) for text in ("3", "33", "333")]
    assert runs([tmp_path], *steps, None, None) == ["22", "333"]
    assert runs([tmp_path], swap(file, "444"), None, None) == ["333", "444"]
    assert runs([tmp_path], file.unlink, None, swap(file, "5"), None) == ["444", "gone", "5"]


def test_what_is_no_knowledge_is_not_watched(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("1")
    (tmp_path / ".git").mkdir()
    steps = [lambda name=name: (tmp_path / name).write_text("x") for name in ("notes.txt", ".git/x.yaml", ".a.yaml")]
    assert runs([tmp_path], *steps, None, None) == ["1"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_tiny(tmp_path)
    return tmp_path


@pytest.fixture
def watching(home: Path) -> Iterator[tuple[subprocess.Popen[str], Callable[[str], list[str]]]]:
    """The program in a process of its own, and what it has said since, up to a line that begins with a word."""
    env = {**os.environ, "PYTHONPATH": ENGINE, "XDG_CACHE_HOME": str(home / "cache")}
    command = [sys.executable, "-m", "whence", "--knowledge", "knowledge", "check", "--watch"]
    with subprocess.Popen(
        command,
        cwd=home,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    ) as process:
        said: Queue[str] = Queue()
        assert process.stdout is not None
        stream = process.stdout
        thread = threading.Thread(target=lambda: [said.put(line) for line in stream], daemon=True)
        thread.start()

        def until(word: str) -> list[str]:
            lines = [said.get(timeout=60)]
            while not lines[-1].startswith(word):
                lines.append(said.get(timeout=60))
            return lines

        try:
            yield process, until
        finally:
            process.kill()
            thread.join()


def test_from_the_first_look_to_the_interruption(
    home: Path, watching: tuple[subprocess.Popen[str], Callable[[str], list[str]]]
) -> None:
    process, until = watching
    rest = home / "knowledge/home/rules/leaflet/rest.yaml"
    good = rest.read_text()
    assert until("Nothing is wrong.") == ["Nothing is wrong.\n"]
    rest.write_text(good.replace("leaflet_ill: present", "leaflet_ill: presnt"))
    assert until("1 mistake in 1 file.")[0].startswith("knowledge/home/rules/leaflet/rest.yaml:4:21: ")
    rest.write_text(good.replace("leaflet_ill: present", "leaflet_ill: presnt") + "# still\n")
    assert until("Checked again") == ["Checked again: as before.\n"]
    rest.write_text("rule: [half a fi")
    assert "rest.yaml:1:7: T107" in "".join(until("1 mistake in 1 file."))
    rest.write_text(good)
    assert until("Nothing is wrong.") == ["Nothing is wrong.\n"]
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert process.stderr is not None and process.stderr.read().strip() == ""
