"""How long one patient takes: python tests/benchmarks/one_patient.py [PATIENTS]

One interleaved run over the shipped knowledge; trust the ratios, not the milliseconds. Nothing is asserted but that the
engines agree. CLIPS is left out where clipspy is not installed.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests")]

from laws.random_people import people  # noqa: E402
from whence.assessment.assess import Assessor, leaf_truths  # noqa: E402
from whence.backends.compiled import CompiledProgram  # noqa: E402
from whence.backends.durable import DurableEngine  # noqa: E402
from whence.store.cache import open_base  # noqa: E402


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def warm(count: int, cache: Path) -> None:
    opened = open_base(ROOT / "knowledge", cache)
    base, program = opened.base, opened.program
    durable = DurableEngine(program, opened.encoding)
    compiled = CompiledProgram(program, opened.code)
    assessor = Assessor(base, program, durable, compiled)
    clips = None
    with contextlib.suppress(ImportError):
        from benchmarks.clips_program import ClipsProgram

        clips = ClipsProgram(program)
    taken: dict[str, list[float]] = {"durable, trace and check": [], "compiled": []}
    if clips:
        taken["clips, without trace"] = []
    for known in islice(people(base, program, seed=1), count):
        leaves = leaf_truths(program, known)
        assert clips is None or clips.run(leaves) == durable.run(leaves).values
        taken["durable, trace and check"].append(timed(lambda known=known: assessor.decide(known)))
        taken["compiled"].append(timed(lambda known=known: compiled.run(known)))
        if clips:
            taken["clips, without trace"].append(timed(lambda leaves=leaves: clips.run(leaves)))
    nodes, rules = program.size, sum(len(ruleset.rules) for ruleset in opened.encoding.rulesets)
    print(f"{count} patients; {len(base.rules)} rules, {len(base.definitions)} definitions,", end=" ")
    print(f"{nodes} nodes, {rules} engine rules")
    unit = statistics.median(taken["compiled"])
    print(f"{'':26}{'median ms':>10}{'95 % ms':>10}{'x compiled':>12}")
    for name, values in taken.items():
        middle, late = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        print(f"{name:26}{middle:10.3f}{late:10.3f}{middle / unit:12.1f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        warm(int(sys.argv[1]) if sys.argv[1:] else 300, Path(folder) / "whence")
