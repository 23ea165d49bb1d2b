"""The language server of an editor's program, told of this checkout by the generated settings; skipped without it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from keyboard.install import SERVER
from keyboard.language_server import LanguageServer
from shipped import shipped_base
from whence.language.base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
MISSING = "there is no language server here; `python3 dev.py test` installs it where node and npm are"


def settings() -> dict[str, Any]:
    """What an editor has under `yaml` once the generated settings are pasted into its own.

    The paths in it are taken from the folder that is open, as editors do; hovers without the schema's address.
    """
    given = json.loads((ROOT / "schemas/generated/yaml-settings.json").read_text(encoding="utf-8"))
    return {
        "schemas": {(ROOT / schema).as_uri(): files for schema, files in given["yaml.schemas"].items()},
        "schemaStore": {"enable": given["yaml.schemaStore.enable"]},
        "validate": True,
        "completion": True,
        "hover": True,
        "hoverSchemaSource": False,
    }


@pytest.fixture(scope="session")
def server() -> Iterator[LanguageServer]:
    node = shutil.which("node")
    if node is None or not SERVER.is_file():
        pytest.skip(MISSING)
    with LanguageServer([node, str(SERVER), "--stdio"], ROOT, settings()) as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of a run what was skipped for want of the language server: silence would pass for success."""
    skipped = [each for each in terminalreporter.getreports("skipped") if MISSING in str(each.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests at the keyboard were SKIPPED: {MISSING}", red=True)


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    return shipped_base()
