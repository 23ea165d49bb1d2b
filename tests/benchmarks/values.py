"""What our values cost beside those of the standard library: python tests/benchmarks/values.py

One interleaved run; trust the ratios, not the milliseconds. Nothing is asserted but that what is kept comes back.
"""

from __future__ import annotations

import gc
import pickle
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "engine"))

from whence.values.struct import Struct

MANY, ROUNDS = 50_000, 9
SHAPE = "{head}:\n    file: str\n    line: int\n    column: int\n    end_line: int\n    end_column: int = 0\n"


@dataclass(frozen=True, slots=True)
class Data:
    """As the standard library makes it."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int = 0


class Ours(Struct, frozen=True):
    """As this package makes it."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int = 0


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def made(kind: type[Data] | type[Ours]) -> list[Data | Ours]:
    return [kind("a", number, 1, number) for number in range(MANY)]


def classes(head: str) -> Callable[[], object]:
    code = compile("".join(SHAPE.format(head=head.format(n)) for n in range(100)), "<classes>", "exec")
    return lambda: exec(code, {"dataclass": dataclass, "Struct": Struct, "__name__": __name__})


def main() -> None:
    heads = (
        (Data, "@dataclass(frozen=True, slots=True)\nclass C{}"),
        (Ours, "class C{}(Struct, frozen=True)"),
    )
    taken: dict[tuple[str, type], list[float]] = {}
    for _ in range(ROUNDS):
        for kind, head in heads:
            values, again = made(kind), made(kind)
            kept = pickle.dumps(values, protocol=5)
            assert pickle.loads(kept) == values
            gc.collect()
            works: dict[str, Callable[[], object]] = {
                "100 classes": classes(head),
                "make": lambda kind=kind: made(kind),
                "hash": lambda values=values: [hash(value) for value in values],
                "compare": lambda values=values, again=again: values == again,
                "write": lambda values=values: pickle.dumps(values, protocol=5),
                "read back": lambda kept=kept: pickle.loads(kept),
            }
            for what, work in works.items():
                taken.setdefault((what, kind), []).append(timed(work))
    print(f"{MANY:,} values of five fields; median ms of {ROUNDS} rounds")
    print(f"{'':14}{'dataclass':>10}{'ours':>10}{'ratio':>8}")
    for what in dict.fromkeys(what for what, _ in taken):
        theirs, ours = (statistics.median(taken[what, kind]) for kind in (Data, Ours))
        print(f"{what:14}{theirs:10.1f}{ours:10.1f}{theirs / ours:8.1f}")


if __name__ == "__main__":
    main()
