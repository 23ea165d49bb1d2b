"""Each file of knowledge that speaks of patients has its vignette file, and each vignette file its knowledge."""

from __future__ import annotations

from pathlib import Path

import pytest

from shipped import shipped_base
from whence.language.base import KnowledgeBase
from whence.language.patient import Vignettes
from whence.store.load import read_vignettes

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"
VIGNETTES = ROOT / "tests" / "vignettes"
TRIED = ("rules", "definitions", "pathways", "topics", "readings")
OPEN, APPLIES_UNLESS = "open", "applies unless"


def files(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.yaml")
        if len(path.relative_to(root).parts) > 1 and path.relative_to(root).parts[1] in TRIED
    }


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return shipped_base()


@pytest.fixture(scope="module")
def written(base: KnowledgeBase) -> list[Vignettes]:
    """The vignettes of every rule, definition and reading."""
    found = []
    kinds = ("rules", "definitions", "readings")
    for path in (path for kind in kinds for path in sorted(VIGNETTES.rglob(f"{kind}/**/*.yaml"))):
        vignettes, diagnostics = read_vignettes(path, base)
        assert vignettes is not None, diagnostics
        found.append(vignettes)
    return found


def test_every_file_of_knowledge_has_its_vignettes(base: KnowledgeBase) -> None:
    """A reading that cannot be run says so by having no other readings."""
    cannot_be_run = {name for name, reading in base.readings.items() if not reading.otherwise}
    missing = files(KNOWLEDGE) - files(VIGNETTES)
    excused = {path for path in missing if "/readings/" in path and Path(path).stem in cannot_be_run}
    assert sorted(missing - excused) == []


def test_every_vignette_file_has_its_knowledge() -> None:
    everything = {path.relative_to(VIGNETTES).as_posix() for path in VIGNETTES.rglob("*.yaml")}
    assert sorted(everything - files(KNOWLEDGE)) == []


def test_every_other_reading_is_seen_to_matter_and_not_to_matter(
    base: KnowledgeBase, written: list[Vignettes]
) -> None:  # fmt: skip
    seen = {(file.about, case.under, case.expect) for file in written for case in file.cases}
    unseen = [
        f"{name}: '{other.name}' is never seen to end as {end}"
        for name, reading in base.readings.items()
        for other in reading.otherwise
        for end in ("changes", "same")
        if (name, other.name, end) not in seen
    ]
    assert unseen == []


@pytest.fixture(scope="module")
def expected(base: KnowledgeBase, written: list[Vignettes]) -> dict[str, set[str]]:
    """Rule -> the verdicts its vignettes expect."""
    return {file.about: {case.expect for case in file.cases} for file in written if file.about in base.rules}


def test_whatever_is_open_says_what_would_settle_it(written: list[Vignettes]) -> None:
    silent = [
        f"{case.span}: {case.name}"
        for file in written
        for case in file.cases
        if case.expect in (OPEN, APPLIES_UNLESS) and case.find_out is None
    ]
    assert silent == []


def test_every_rule_is_seen_to_apply_not_to_apply_and_to_stay_open(expected: dict[str, set[str]]) -> None:
    poor = {rule: seen for rule, seen in expected.items() if not {"applies", "does not apply", "open"} <= seen}
    assert poor == {}


def test_every_exception_is_seen_from_both_sides(base: KnowledgeBase, expected: dict[str, set[str]]) -> None:
    for name, rule in base.rules.items():
        unless, only_if = base.expanded(rule).unless, base.expanded(rule).only_if
        if unless is not None:
            assert {"withdrawn", "applies unless"} <= expected[name], name
        if only_if is not None:
            assert "held back" in expected[name], name
