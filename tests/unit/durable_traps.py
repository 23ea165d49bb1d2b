"""For the traps of the rule engine: bare programs without a knowledge base, and the engine without our guard."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import durable_rules_engine as bare
import pytest

from whence.backends import durable
from whence.language.condition import Is
from whence.program.program import Program, Roots
from whence.values.truth import Truth, all_of

T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE


def program_of(leaves: int, ands: Iterable[Sequence[int]]) -> Program:
    """A program over `leaves` tests; each AND node n is the `when` of the rule `book/n`."""
    made = tuple(tuple(sorted(parts)) for parts in ands)
    strata = [0] * (1 + leaves)
    for parts in made:
        strata.append(max(strata[part >> 1] + (part & 1 and part >> 1 > leaves) for part in parts))
    rules = {f"book/{node}": Roots(2 * node) for node in range(1 + leaves, 1 + leaves + len(made))}
    tests = tuple(Is(f"fact_{leaf}", ("yes",)) for leaf in range(1, 1 + leaves))
    return Program(tests, made, tuple(strata), rules, {}, {}, {})


def by_kleene(program: Program, leaves: Sequence[Truth]) -> tuple[Truth, ...]:
    """The truth of every node, straight from the definition."""
    values = [Truth.TRUE, *leaves]
    for parts in program.ands:
        values.append(all_of(~values[part >> 1] if part & 1 else values[part >> 1] for part in parts))
    return tuple(values)


def random_truths(program: Program, seed: int) -> list[Truth]:
    chosen = random.Random(seed)
    return [chosen.choice(list(Truth)) for _ in program.leaves]


def in_a_child(code: str, timeout: float = 60, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own: what is tried here can crash or hang."""
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "engine")])
    env = {**os.environ, "PYTHONPATH": path, **environment}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=timeout, check=False)


def drained(handle: int, answer: tuple[int, int]) -> list[str]:
    """The engine's agenda run dry without any guard; the names of the rules that fired."""
    fired: list[str] = []
    started = bare.start_action_for_state(handle, answer[1])
    message = started[1] if started else None
    while message and len(fired) < 1000:
        fired += json.loads(message)
        message = bare.complete_and_start_action(handle, answer[1])
    return fired


def spy_on(monkeypatch: pytest.MonkeyPatch, calls: list[str]) -> None:
    short = {"start_action_for_state": "start", "complete_and_start_action": "complete"}
    for name in ("assert_fact", "assert_facts", "start_action_for_state", "complete_and_start_action", "delete_state"):

        def watched(*given: object, real: object = getattr(bare, name), name: str = name) -> object:
            calls.append(short.get(name, name))
            return real(*given)  # type: ignore[operator]

        monkeypatch.setattr(durable.engine, name, watched)
