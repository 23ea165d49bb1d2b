"""Lays one wrong file over the small base and writes down what is found, as the `.expected` files hold it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from whence.store.check import check
from whence.text.diagnostic import Diagnostic

HERE = Path(__file__).parent
BASE = HERE / "base"

#: Where a wrong file of each kind is laid; a rule where the name says nothing.
_PLACES = {
    "definition": "knowledge/home/definitions/leaflet/leaflet_weak.yaml",
    "score": "knowledge/home/definitions/leaflet/leaflet_weak.yaml",
    "pathway": "knowledge/home/pathways/broken.yaml",
    "patient": "knowledge/home/patients/broken.yaml",
    "topic": "knowledge/home/topics/broken.yaml",
    "reading": "knowledge/home/readings/broken.yaml",
    "guideline": "knowledge/home/guideline.yaml",
    "group": "knowledge/vocabulary/facts/broken.yaml",
    "actions": "knowledge/vocabulary/actions.yaml",
    "purposes": "knowledge/vocabulary/purposes.yaml",
    "events": "knowledge/vocabulary/events.yaml",
    "details": "knowledge/vocabulary/details.yaml",
    "impossible": "knowledge/vocabulary/impossible.yaml",
    "alignment": "knowledge/vocabulary/alignment.yaml",
    "source": "knowledge/sources/leaflet.yaml",
    "ledger": "knowledge/sources/leaflet.passages.yaml",
    "vignettes": "tests/vignettes/home/rules/leaflet/rest.yaml",
}
_RULE = "knowledge/home/rules/leaflet/broken.yaml"


def cases() -> list[Path]:
    """Every wrong file, and every folder of wrong files."""
    files = list(HERE.glob("*.yaml"))
    folders = [path for path in HERE.iterdir() if path.is_dir() and path.name not in ("base", "__pycache__")]
    return sorted(files + folders)


def findings(case: Path, room: Path) -> tuple[list[Diagnostic], Path | None]:
    """What is found with the case laid over the base in `room`, and the file laid (None for a folder)."""
    shutil.copytree(BASE, room / "knowledge")
    if case.is_dir():
        shutil.copytree(case, room / "knowledge", dirs_exist_ok=True)
        laid = None
    else:
        laid = room / _PLACES.get(case.stem.partition("-")[0], _RULE)
        if case.name == "text-duplicate-answer-entry.yaml":
            laid = room / _PLACES["group"]
        laid.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(case, laid)
    return check([room], room / "knowledge"), laid


def lines(found: list[Diagnostic], laid: Path | None, room: Path) -> Iterator[str]:
    """One line for each finding: the place (with its file where it is not the one laid), the code, the sentence."""
    for one in found:
        span = one.span
        place = f"{span.line}:{span.column}"
        if laid is None or Path(span.file).resolve() != laid.resolve():
            place = f"{Path(span.file).resolve().relative_to(room.resolve()).as_posix()}:{place}"
        yield f"{place}: {one.code} {one.message}{_hint(one)}"


def _hint(one: Diagnostic) -> str:
    expected = f" | one of: {', '.join(one.expected)}" if one.expected else ""
    return expected + (f" | nearest: {one.nearest}" if one.nearest is not None else "")
