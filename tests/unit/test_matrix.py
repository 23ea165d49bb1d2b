"""`whence matrix`: every passage is in it, with what stands on it or why nothing does; no cell is a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from unit.lettered import write_lettered
from whence.cli.main import run
from whence.ledger.matrix import matrix
from whence.ledger.standing import standing
from whence.render.matrix_table import HEAD, harmless, matrix_csv, matrix_html
from whence.store.folder import Folder
from whence.store.load import load


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_lettered(folder)
    return folder
