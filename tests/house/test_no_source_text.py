"""No sentence of a licensed source stands anywhere in the project.

Runs where the five texts are present: the folder named by WHENCE_SOURCES, or `shared/sources` beside the checkout.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_SHARED_RUN = 8
WORD = re.compile(r"[a-z0-9]+")
SKIPPED = {".svg", ".png", ".pdf", ".lock", ".whl", ".gz", ".zip", ".db"}

#: Titles and fixed terms that may be quoted whole.
NAMED_EXCEPTIONS = {
    "chart 1": "metastatic spinal cord compression initial assessment and management",
    "chart 2": "metastatic spinal cord compression radiotherapy and invasive interventions",
    "chart 3": "spinal metastases initial assessment and management",
    "chart 4": "spinal metastases radiotherapy and invasive interventions",
    "guideline": "spinal metastases and metastatic spinal cord compression",
    "its issuer": "national institute for health and care excellence",
    "topic": "treatment and prognosis of neoplastic epidural spinal cord compression",
    "its neighbour": "clinical features and diagnosis of neoplastic epidural spinal cord compression",
    "overview": "what is the treatment for malignant spinal cord compression",
}


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def texts() -> list[Path]:
    folder = os.environ.get("WHENCE_SOURCES")
    place = Path(folder) if folder else ROOT.parent / "shared" / "sources"
    return sorted(place.glob("*.txt"))


def shared_runs(text: list[str], runs: set[tuple[str, ...]]) -> list[str]:
    """Each maximal run of words of `text` all of whose windows stand in `runs`."""
    size = LONGEST_SHARED_RUN + 1
    found, start = [], None
    for i in range(len(text) - size + 2):
        inside = i <= len(text) - size and tuple(text[i : i + size]) in runs
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            found.append(" ".join(text[start : i - 1 + size]))
            start = None
    return found


def windows(text: list[str]) -> set[tuple[str, ...]]:
    size = LONGEST_SHARED_RUN + 1
    return {tuple(text[i : i + size]) for i in range(len(text) - size + 1)}


def project_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, check=False
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if not names:
        return [p for p in ROOT.rglob("*") if p.is_file() and ".git" not in p.parts and ".venv" not in p.parts]
    return [ROOT / name for name in names]


def excused(run: str) -> bool:
    return any(run in title for title in NAMED_EXCEPTIONS.values())


def test_a_planted_sentence_is_found() -> None:
    source = words("alpha beta gamma delta epsilon zeta eta theta iota kappa")
    assert shared_runs(["x", *source, "y"], windows(source)) == [" ".join(source)]
    assert shared_runs(source[:LONGEST_SHARED_RUN], windows(source)) == []


def test_no_run_of_words_is_shared_with_a_source() -> None:
    if not texts():
        pytest.skip("cannot be verified here: the source texts are not present (set WHENCE_SOURCES)")
    runs = set().union(*(windows(words(p.read_text(encoding="utf-8", errors="replace"))) for p in texts()))
    found = []
    for path in project_files():
        if path.suffix in SKIPPED or not path.is_file():
            continue
        try:
            text = words(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {run}" for run in shared_runs(text, runs) if not excused(run)]
    assert not found
