"""How long the whole base takes to load and check: python tests/benchmarks/checking.py [ROUNDS]

Whole runs of the program, from process start to end, interleaved with two peers: Python alone, and PyYAML's C loader
over the same files (which checks nothing). Trust the ratios, not the milliseconds. Nothing is asserted but that the
program ends with 0.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENT = "knowledge/mscc/patients/back-pain-and-weak-legs.yaml"
LOAD = """
import glob, yaml
for name in glob.glob("knowledge/**/*.yaml", recursive=True):
    with open(name, "rb") as file:
        yaml.load(file, yaml.CSafeLoader)
"""
WHENCE = ("-m", "whence")
RUNS = {
    "Python alone": ("-c", "pass"),
    "PyYAML, C loader": ("-c", LOAD),
    "whence check, cold": (*WHENCE, "check"),
    "whence check, cached": (*WHENCE, "check"),
    "whence assess, cold": (*WHENCE, "assess", PATIENT, "--as-of", "2026-11-20"),
    "whence assess, cached": (*WHENCE, "assess", PATIENT, "--as-of", "2026-11-20"),
}


def run(arguments: tuple[str, ...], cache: str) -> float:
    env = {**os.environ, "XDG_CACHE_HOME": cache, "PYTHONPATH": str(ROOT / "engine")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True)
    taken = 1000 * (time.perf_counter() - started)
    assert done.returncode == 0, done.stderr
    return taken


def main(rounds: int) -> None:
    taken: dict[str, list[float]] = {name: [] for name in RUNS}
    with tempfile.TemporaryDirectory() as kept:
        for arguments in RUNS.values():  # once, so that every module is compiled and the cache is filled
            run(arguments, kept)
        for _ in range(rounds):
            for name, arguments in RUNS.items():
                with tempfile.TemporaryDirectory() as nothing:
                    taken[name].append(run(arguments, nothing if name.endswith("cold") else kept))
    alone = statistics.median(taken["Python alone"])
    loading = statistics.median(taken["PyYAML, C loader"]) - alone
    print(f"{rounds} rounds; nothing is cached in a cold run but compiled modules")
    print(f"{'':24}{'median ms':>10}{'least':>8}{'x C loader':>12}")
    for name, values in taken.items():
        middle = statistics.median(values)
        print(f"{name:24}{middle:10.0f}{min(values):8.0f}{(middle - alone) / loading:12.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 7)
