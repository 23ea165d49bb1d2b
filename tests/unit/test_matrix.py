"""`whence matrix`: every passage is in it, with what stands on it or why nothing does; no cell is a formula."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.lettered import write_lettered


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_lettered(folder)
    return folder
