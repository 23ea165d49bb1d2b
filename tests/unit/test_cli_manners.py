"""How the program behaves whatever it is asked: its help, terminals, pipes, signals, faults, and a quick start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from unit.outside import ENGINE, heed_interrupts, outside
from unit.tiny import write_tiny
from whence.cli.main import COMMANDS

Run = Callable[..., tuple[int, str, str]]
NOT_TO_START = {"rich", "yaml", "networkx", "jsonschema", "graphviz", "durable_rules_engine", "whence.language"}


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\xff", b"\xff\xfe\x00", b"a: b\x00", b"x" * 2_000_000])
def test_a_file_that_is_no_text_is_one_line_and_2(whence: Run, home: Path, content: bytes) -> None:
    (home / "odd.yaml").write_bytes(content)
    code, _, complaint = whence("assess", "odd.yaml")
    assert code == 2 and complaint.count("\n") == 1


def test_broken_knowledge_is_told_before_anything_is_answered(home: Path, tmp_path: Path) -> None:
    root = write_tiny(tmp_path)
    (root / "home/rules/leaflet/rest.yaml").write_text("rule: leaflet/rest\nwhen: {fevr: present}\n")
    ended = outside(home, "--knowledge", str(root), "assess", "cold.yaml")
    assert ended.returncode == 1 and ended.stdout == ""
    assert "did you mean 'fever'?" in ended.stderr and "Traceback" not in ended.stderr
    assert outside(home, "--knowledge", str(tmp_path / "none"), "rules").returncode == 2


def test_knowledge_that_cannot_be_decided_is_told_in_words(whence: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from whence.backends.durable_limits import EngineLimit

    def limited(*_: object) -> None:
        raise EngineLimit("more than the engine can hold", ("leaflet/rest",))

    monkeypatch.setattr("whence.store.cache.open_base", limited)
    code, said, complaint = whence("assess", "cold.yaml")
    assert (code, said) == (1, "")
    assert complaint == (
        "whence: the knowledge cannot be decided: more than the engine can hold; concerned: leaflet/rest\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_told_in_words(home: Path) -> None:
    with open("/dev/full", "w") as full:
        env = {**os.environ, "PYTHONPATH": ENGINE}
        command = [sys.executable, "-m", "whence", "facts", "--json"]
        ended = subprocess.run(command, cwd=home, env=env, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"whence: the system refused:") and b"Traceback" not in ended.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(whence: Run, command: str) -> None:
    code, said, _ = whence(command, "--help")
    assert code == 0 and "Examples:" in said and f"whence {command}" in said


def test_everything_for_people_fits_sixty_columns(whence: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for arguments in (
        ("assess", "cold.yaml"),
        ("why", "cold.yaml", "leaflet/rest-in-bed"),
        ("why-not", "cold.yaml", "leaflet/honey"),
        ("rules",),
        ("facts",),
        ("sources",),
        ("show", "leaflet/rest-in-bed"),
        ("show", "leaflet_kind"),
    ):
        lines = whence(*arguments)[1].splitlines()
        assert lines and max(map(len, lines)) <= 60


def test_output_in_a_pipe_has_no_colours_and_no_boxes(home: Path) -> None:
    ended = outside(home, "--knowledge", "knowledge", "assess", "cold.yaml")
    assert "\x1b" not in ended.stdout and ended.stdout.isascii()


def test_a_terminal_gets_colours_unless_they_are_refused(home: Path) -> None:
    pty = pytest.importorskip("pty")
    for refused in ("", "1"):
        leader, follower = pty.openpty()
        env = {**os.environ, "TERM": "xterm", "NO_COLOR": refused, "PYTHONPATH": ENGINE}
        command = [sys.executable, "-m", "whence", "--knowledge", "knowledge", "sources"]
        subprocess.run(command, cwd=home, env=env, stdout=follower, stderr=follower, timeout=60, check=True)
        os.close(follower)
        shown = os.read(leader, 65536)
        os.close(leader)
        assert (b"\x1b[" in shown) is (refused == "")


def test_a_reader_who_leaves_early_ends_it_quietly(home: Path) -> None:
    env = {**os.environ, "PYTHONPATH": ENGINE}
    command = [sys.executable, "-m", "whence", "rules", "--json"]
    with subprocess.Popen(command, cwd=home, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        complaint = process.stderr.read()
        assert (process.wait(60), complaint) == (141, b"")


@pytest.fixture
def from_a_pipe(home: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """The program, which opens a named pipe to read its patient, and the pipe."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("signals and pipes of POSIX")
    pipe = tmp_path / "patient.yaml"
    os.mkfifo(pipe)
    env = {**os.environ, "PYTHONPATH": ENGINE}
    command = [sys.executable, "-m", "whence", "--knowledge", "knowledge", "assess", str(pipe)]
    ways = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=home, env=env, preexec_fn=heed_interrupts, **ways) as process:
        yield process, pipe
        process.kill()


def test_an_interrupt_ends_it_with_130_and_no_traceback(
    from_a_pipe: tuple[subprocess.Popen[bytes], Path],
) -> None:
    process, pipe = from_a_pipe
    with pipe.open("w"):  # opens once the program opens its end, and then waits for the patient
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130 and b"Traceback" not in complaint


def test_a_mistake_that_came_through_a_pipe_is_told_without_its_line(
    from_a_pipe: tuple[subprocess.Popen[bytes], Path],
) -> None:
    process, pipe = from_a_pipe
    with pipe.open("w") as file:
        file.write("patient: p\nfacts: {cough: purple}\n")
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 1 and b"A401" in complaint


def test_a_fault_is_one_line_and_70_unless_the_traceback_is_wanted(
    whence: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of\x1b[2J order\nreally")

    monkeypatch.setattr("whence.render.list_page.facts_page", broken)
    code, said, complaint = whence("facts")
    assert (code, said) == (70, "")
    assert complaint.count("\n") == 1 and "\x1b" not in complaint and "RuntimeError: out of" in complaint
    monkeypatch.setenv("WHENCE_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        whence("facts")


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--version",), NOT_TO_START),
        (("--help",), NOT_TO_START),
        (("--knowledge", "knowledge", "assess", "cold.yaml"), {"rich", "networkx", "jsonschema", "graphviz"}),
        (("--knowledge", "knowledge", "why", "cold.yaml", "leaflet/rest"), {"rich", "networkx", "jsonschema"}),
    ],
)
def test_only_what_is_needed_is_imported(home: Path, arguments: tuple[str, ...], unwanted: set[str]) -> None:
    outside(home, "--knowledge", "knowledge", "rules")  # so that the knowledge is in the cache
    asked = f"import sys, whence.cli.main as m; m.run({list(arguments)!r}); print(*sys.modules, file=sys.stderr)"
    env = {**os.environ, "XDG_CACHE_HOME": str(home / "cache"), "PYTHONPATH": ENGINE}
    ended = subprocess.run([sys.executable, "-c", asked], cwd=home, env=env, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert not unwanted & set(ended.stderr.split())
