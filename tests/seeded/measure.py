"""How well mistakes are told: seeded mistakes in the real files, and the share that ends in the right place.

    python tests/seeded/measure.py                       600 mistakes, the rates of each class
    python tests/seeded/measure.py --count 3000 --seed 7
    python tests/seeded/measure.py --misses              also every mistake that was told in the wrong way

A mistake counts where the first finding in its file has the right line, column and code; a misspelling counts a second
time where the word suggested is the one that was misspelt. What is right follows from where the text was changed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "engine"), str(HERE.parent)]

from seeded.judging import Checker, Verdict  # noqa: E402
from seeded.sowing import ROOT, pages, sow  # noqa: E402


def verdicts(count: int, seed: int, room: Path) -> list[Verdict]:
    """What is said of `count` mistakes."""
    return list(Checker(ROOT, room).judge(sow(count, seed, pages())))


def share(good: int, of: int) -> str:
    """A rate with its counts."""
    return f"{good:4} of {of:4}  {good / of:6.1%}" if of else "   -"


def table(found: Sequence[Verdict]) -> list[str]:
    """One line for each class, and one for all."""
    lines = [f"{'':30}{'place and code':22}{'right word':22}{'findings':>9}"]
    groups: dict[str, list[Verdict]] = {}
    for one in found:
        groups.setdefault(one.mistake.group, []).append(one)
    for group, some in [*groups.items(), ("all", list(found))]:
        words = [one for one in some if one.mistake.right is not None]
        hits, right = sum(one.hit for one in some), sum(one.suggested for one in words)
        told = sum(len(one.found) for one in some) / len(some)
        lines.append(f"{group:30}{share(hits, len(some)):22}{share(right, len(words)):22}{told:9.2f}")
    return lines


def main() -> int:
    """Print the report."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=600)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--misses", action="store_true")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as room:
        found = verdicts(given.count, given.seed, Path(room))
    if given.json:
        words = [one for one in found if one.mistake.right is not None]
        summary = {"mistakes": len(found), "placed": sum(one.hit for one in found), "misspellings": len(words)}
        print(json.dumps({**summary, "suggested": sum(one.suggested for one in words)}))
        return 0
    print("\n".join(table(found)))
    for one in found if given.misses else ():
        if not one.hit or (one.mistake.right is not None and not one.suggested):
            said = "; ".join(f"{each} [{each.nearest}]" for each in one.found[:3]) or "nothing is said"
            print(f"\n{one.mistake.told()} -> {one.mistake.right}\n    {said}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
