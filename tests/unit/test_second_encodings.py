"""The second encodings still load with the vocabulary of today, so that their agreement can be measured at any time."""

from __future__ import annotations

from pathlib import Path

import pytest

from second.agreement import second_base

SECOND = Path(__file__).parents[1] / "second"
ENCODINGS = sorted(path.name for path in SECOND.iterdir() if (path / "rules").is_dir())


def test_every_source_has_a_second_encoding() -> None:
    assert {name.partition("-")[0] for name in ENCODINGS} == {"cmdt", "droracle", "gpnotebook", "nice", "uptodate"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_second_encoding_loads(encoding: str) -> None:
    with second_base(encoding) as base:
        assert any(rule.folder == encoding.partition("-")[0] for rule in base.rules.values())
