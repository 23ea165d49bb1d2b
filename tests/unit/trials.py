"""A rule of the small knowledge written anew, with cases about it: what the tests of vignettes are tried on."""

from __future__ import annotations

from pathlib import Path

from unit.tiny import write_tiny
from whence.language.base import KnowledgeBase
from whence.store.load import load_base
from whence.vignettes.tried import Cases, read_cases

NAME = "leaflet/tried"
THEN = "{consider: bed-rest, grade: A, within: 24 hours}"


def write_trial(folder: Path, conditions: str, cases: str, says: str = "", then: str = THEN) -> Path:
    """The knowledge with a rule of these conditions, and its vignettes beside it; the path of the vignettes."""
    root = write_tiny(folder)
    rule = f"rule: {NAME}\nversion: 1\ntitle: Tried\n{conditions}\nthen: {then}\n"
    rule += "source: [leaflet: page.1]\nin_force: {from: 2020-01-01}\nstatus: draft\n"
    (root / "home" / "rules" / "leaflet" / "tried.yaml").write_text(rule, encoding="utf-8")
    path = folder / "tests" / "vignettes" / "home" / "rules" / f"{NAME}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"vignettes: {NAME}\n{says}patient: {{as_of: 2026-11-20, facts: {{cough: wet, bed: present}}}}\n"
    path.write_text(f"{head}cases:\n{cases}", encoding="utf-8")
    return path


def tried(folder: Path, conditions: str, cases: str, says: str = "", then: str = THEN) -> tuple[KnowledgeBase, Cases]:
    """The base and the cases, of which none is wrong."""
    path = write_trial(folder, conditions, cases, says, then)
    base, found = load_base(folder / "knowledge")
    assert base is not None, found
    read = read_cases([path], base)
    assert not read.lost, (read.diagnostics, read.unusable, read.failing)
    return base, read
