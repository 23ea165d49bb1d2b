"""How long it takes to look at all pairs of rules: python tests/benchmarks/pairs_of_rules.py [PAIRS]

Whether two rules can apply to one person, for every pair of the shipped knowledge: with the people found before asked
first, and with one call of the solver for each of PAIRS pairs (2000). Then the parts of `whence analyse`. Trust the
ratios, not the seconds (of this process). Nothing is asserted but that the two ways agree.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TypeVar

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "engine")]

from whence.anomalies.analyse import Shower, suspects  # noqa: E402
from whence.anomalies.ground import Ground  # noqa: E402
from whence.assessment.assess import Assessor  # noqa: E402
from whence.assessment.verdict import Verdict  # noqa: E402
from whence.backends.compiled import CompiledProgram  # noqa: E402
from whence.backends.durable import DurableEngine  # noqa: E402
from whence.language.base import KnowledgeBase  # noqa: E402
from whence.store.opening import open_where  # noqa: E402

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    done = work()
    return done, time.process_time() - started


def pairs(base: KnowledgeBase, many: int) -> None:
    every = list(combinations(base.rules, 2))
    some = Random(1).sample(every, min(many, len(every)))

    def again(ground: Ground) -> dict[tuple[str, str], bool]:
        ends = {rule: ground.end(rule, Verdict.APPLIES) for rule in base.rules}
        return {pair: ground.can(*(ends[rule] for rule in pair)) for pair in every}

    def anew(ground: Ground) -> dict[tuple[str, str], bool]:
        ends = {rule: ground.end(rule, Verdict.APPLIES) for rule in base.rules}
        return {pair: ground.everybody.possible([ends[rule] for rule in pair]) for pair in some}

    with closing(Ground(base)) as ground:
        joint, used = timed(lambda: again(ground))
        solved = ground.seen.solved
    with closing(Ground(base)) as ground:
        single, alone = timed(lambda: anew(ground))
    assert all(joint[pair] == found for pair, found in single.items())
    print(f"{len(every):,} pairs, {sum(joint.values()):,} of them apply to one person together")
    print(f"  people found before asked first: {used:.2f} s, {solved:,} calls of the solver")
    alone_all = alone * len(every) / len(some)
    print(f"  one call for each pair: {alone:.2f} s for {len(some):,}, so {alone_all:.2f} s for all")
    print(f"  ratio: {alone_all / used:.1f}")


def whole() -> None:
    opened, opening = timed(lambda: open_where(ROOT / "knowledge"))
    found, searching = timed(lambda: suspects(opened.base))
    durable = DurableEngine(opened.program, opened.encoding)
    compiled = CompiledProgram(opened.program, opened.code)
    with closing(durable), closing(
        Shower(opened.base, opened.program, Assessor(opened.base, opened.program, durable, compiled))
    ) as shower:
        shown, showing = timed(lambda: [shower.shown(one) for one in found])
    people = sum(1 for one in shown if one.witness is not None)
    print(f"analyse: open {opening:.2f} s ({'cached' if opened.cached else 'read anew'}), search {searching:.2f} s, ")
    print(f"  show {people} patients {showing:.2f} s: {len(shown)} anomalies")


if __name__ == "__main__":
    base = open_where(ROOT / "knowledge").base
    pairs(base, int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    whole()
