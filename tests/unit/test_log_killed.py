"""Killed at any instant, the log opens again and holds every entry that was committed; two writers lose nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from whence.record.log import appending, reading
from whence.record.recorder import record
from whence.record.stored import stored
from whence.record.verify import verify

TESTS = Path(__file__).parents[1]
ENGINE = TESTS.parent / "engine"


@contextmanager
def writer(path: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, "PYTHONPATH": f"{ENGINE}{os.pathsep}{TESTS}"}
    command = [sys.executable, str(TESTS / "unit" / "log_writer.py"), str(path), name]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0


def said(process: subprocess.Popen[str]) -> Iterator[str]:
    """What the writer says until its child is gone."""
    assert process.stdout is not None
    for line in process.stdout:
        if line == "done\n":
            return
        yield line.strip()


def start(process: subprocess.Popen[str], count: int) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{count}\n")
    process.stdin.flush()


def held(path: Path) -> dict[int, str]:
    with reading(path) as log:
        return {row.number: stored(row).digest for row in log.rows()}


@pytest.mark.parametrize("kills", [25, pytest.param(500, marks=pytest.mark.long)])
def test_no_committed_entry_is_lost_when_the_writer_is_killed(tmp_path: Path, kills: int) -> None:
    path, chosen = tmp_path / "audit.db", Random(kills)
    committed: dict[int, str] = {}
    with writer(path, "killed") as process:
        for _ in range(kills):
            start(process, 1_000)
            lines = said(process)
            pid = int(next(lines).removeprefix("pid "))
            heard = list(islice(lines, chosen.randrange(4)))  # however slow the machine is, some are committed
            time.sleep(chosen.random() * 0.03)
            os.kill(pid, signal.SIGKILL)
            for line in [*heard, *lines]:
                number, digest = line.split()
                committed[int(number)] = digest
            if path.exists() and committed:
                last = max(committed)
                with reading(path) as log:
                    (row,) = log.rows(last)
                    assert stored(row).digest == committed[last]
                    assert log.count() >= last  # more where the writer was killed before it could say so
    assert len(committed) >= kills // 2
    found = held(path)
    assert {number: found.get(number) for number in committed} == committed
    with reading(path) as log:
        before = verify(log)
    assert before.broken is None
    start_again(path)
    with reading(path) as log:
        assert verify(log).count == before.count + 1


def start_again(path: Path) -> None:
    from unit.log_writer import BASIS, HOW

    with appending(path, "another-name") as log:
        assert log.name == "a-log"
        record(log, {"patient": "afterwards", "rules": []}, BASIS, HOW)


def test_of_two_writers_at_once_both_leave_their_entries(tmp_path: Path) -> None:
    path, each = tmp_path / "audit.db", 24
    with writer(path, "first") as first, writer(path, "second") as second:
        start(first, each)
        start(second, each)
        told = [[line for line in said(one) if not line.startswith("pid")] for one in (first, second)]
    assert [len(lines) for lines in told] == [each, each]
    found = held(path)
    assert {f"{number} {digest}" for number, digest in found.items()} == {*told[0], *told[1]}
    with reading(path) as log:
        assert (verify(log).broken, log.count()) == (None, 2 * each)
        people = [stored(row).case["patient"] for row in log.rows()]
    assert sorted(people) == sorted(f"{name}-{n}" for name in ("first", "second") for n in range(1, each + 1))
