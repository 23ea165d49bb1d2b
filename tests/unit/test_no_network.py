"""Patients' facts stay here: no command opens a socket or asks for an address, and no module could."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.cli.main import COMMANDS, run

ENGINE = Path(__file__).parents[2] / "engine"
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "socketserver",
    "asyncio", "webbrowser", "wsgiref", "requests", "httpx",
}  # fmt: skip
#: What each command is given; a command that does not stand here is run bare.
ARGUMENTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "assess": (("cold.yaml",), ("cold.yaml", "--json"), ("cold.yaml", "--record", "audit.db")),
    "audit": (
        ("list", "audit.db"), ("show", "audit.db", "1"), ("verify", "audit.db", "--proofs"), ("export", "audit.db"),
        ("replay", "audit.db", "1"), ("receipt", "audit.db", "receipt"), ("keygen", "key.pem", "key.pub"),
    ),
    "compare": (("cold.yaml",),),
    "why": (("cold.yaml", "leaflet/rest"),),
    "why-not": (("cold.yaml", "leaflet/honey"),),
    "chart": (("cold", "-o", "cold.svg"), ("cold", "--patient", "cold.yaml", "-o", "cold.txt")),
    "show": (("leaflet/rest",), ("fever",)),
    "cited": (("page.1",),),
    "trace": (("leaflet/rest",),),
    "generate": (("--check",),),
}  # fmt: skip

_attempts: list[str] | None = None


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _attempts is not None and event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        _attempts.append(f"{event} {arguments[:3]!r}")
        raise PermissionError("no network here")


@pytest.fixture
def attempts() -> Iterator[list[str]]:
    """What reached for the network. The interpreter itself is asked, so that no library goes unseen."""
    global _attempts
    if not getattr(sys, "_whence_hooked", False):
        sys.addaudithook(_hook)
        sys._whence_hooked = True  # type: ignore[attr-defined]
    _attempts = []
    yield _attempts
    _attempts = None


def test_the_hook_sees_a_socket(attempts: list[str]) -> None:
    import socket

    with pytest.raises(PermissionError):
        socket.socket()
    with pytest.raises(PermissionError):
        socket.getaddrinfo("localhost", 80)
    assert len(attempts) == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_reaches_for_the_network(
    command: str,
    home: Path,
    attempts: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    if command == "audit" and not (home / "audit.db").exists():
        assert run(["--knowledge", "knowledge", "assess", "cold.yaml", "--record", "audit.db"]) == 0
    for arguments in ARGUMENTS.get(command, ((),)):
        code = run(["--knowledge", "knowledge", command, *arguments])
        told = capsys.readouterr().err
        assert attempts == []
        assert "fault of whence" not in told
        if command in ARGUMENTS:
            assert code in (0, 1), (arguments, told)


def test_no_module_knows_a_network() -> None:
    found = []
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            reaching = (name for name in names if name.split(".")[0] in NETWORK and name != "urllib.parse")  # only text
            found += [f"{path.name}: {name}" for name in reaching]
    assert not found
