"""Two writers who both find no log: whoever is second finds the first one's, even in the middle of opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.record.log import appending
from whence.record.log_connection import Connection


def test_a_log_begun_by_another_between_two_looks_is_no_foreign_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = tmp_path / "audit.db", Connection.objects
    meanwhile = True

    def looked(connection: Connection) -> object:
        nonlocal meanwhile
        found = asked(connection)
        if meanwhile:  # after the first look of the first writer, another one begins the log
            meanwhile = False
            with appending(path, "the-other"):
                pass
        return found

    monkeypatch.setattr(Connection, "objects", looked)
    with appending(path, "mine") as log:
        assert log.name == "the-other"
