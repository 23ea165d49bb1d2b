"""The whole patients kept for tests: enough of them, each complete, and no rule that helps none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from shipped import shipped_base
from whence.language.base import KnowledgeBase
from whence.language.expectation import Expectations
from whence.store.load import read_patient

ROOT = Path(__file__).parents[2]
PATIENTS = sorted((ROOT / "tests" / "patients").rglob("*.yaml"))


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return shipped_base()


@pytest.fixture(scope="module")
def expected(base: KnowledgeBase) -> dict[str, Expectations]:
    """Patient -> what is expected of it."""
    found = {}
    for path in PATIENTS:
        patient, diagnostics = read_patient(path, base)
        assert patient is not None and diagnostics == [], diagnostics
        assert patient.expected is not None and patient.expected.actions is not None, path
        found[patient.name] = patient.expected
    return found


def test_there_are_forty_of_them_each_with_verdicts_and_actions(expected: dict[str, Expectations]) -> None:
    assert len(expected) >= 40


def test_every_rule_is_expected_to_apply_to_somebody(
    base: KnowledgeBase, expected: dict[str, Expectations]
) -> None:  # fmt: skip
    applying = {
        rule for one in expected.values() for rule, ending in one.verdicts.items() if ending.verdict == "applies"
    }
    assert sorted({*base.rules} - applying) == []


def test_some_are_expected_to_be_certain_possible_excluded_and_advised_against(
    expected: dict[str, Expectations],
) -> None:
    sets = [one.actions for one in expected.values() if one.actions is not None]
    for name in ("certain", "possible", "excluded", "certain_against", "possible_against"):
        assert any(getattr(one, name) for one in sets), name
