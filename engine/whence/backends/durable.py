"""The forward-chaining engine at work: one patient's leaf truths in, what really fired out.

The only module that imports durable_rules. Its background host, its own chaining, its negation and its exception
handling are not used: each gives wrong answers or crashes (tests/unit/test_durable_*.py hold every case).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import durable_rules_engine as engine

from whence.backends.durable_driver import EngineFault, Fired, Stages, given, truth
from whence.backends.durable_encoding import Encoding, encode
from whence.backends.durable_spelling import BOOT_FACT, BOOT_RULE, SESSION
from whence.program.program import Program
from whence.program.trace import Firing, Trace
from whence.values.struct import Struct, field
from whence.values.truth import Truth

ENGINE_VERSION = "2.0.28"


class EngineLoop(EngineFault):
    """More rules fired than there are; `rule` is the engine rule at which the budget ended."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(f"the rule engine went on firing beyond its budget, at {rule}")


class _Loaded(Struct):
    """Rulesets loaded in this process, and the lock that lets one patient at a time into them."""

    process: int
    lock: Lock = field(default_factory=Lock)
    handles: list[int] | None = None


class DurableEngine:
    """Decides a program for one patient at a time. Threads take turns; after a fork each process loads its own."""

    def __init__(self, program: Program, encoding: Encoding | None = None) -> None:
        """Raises EngineLimit where the program does not fit, EngineFault where the engine is another version."""
        check_version()
        self._program = program
        self._encoding = encode(program) if encoding is None else encoding
        self._stages = [Stages(program, self._encoding, index) for index in range(len(self._encoding.rulesets))]
        self._loaded = _Loaded(os.getpid())

    def run(self, leaf_truths: Sequence[Truth]) -> Trace:
        """The truth of every node, and each rule that fired, in order.

        `leaf_truths[i]` is the truth of leaf node i + 1. Raises EngineFault; the next run then loads the rules afresh.
        """
        if len(leaf_truths) != len(self._program.leaves):
            raise ValueError(f"{len(leaf_truths)} truths for {len(self._program.leaves)} leaf tests")
        held = given(leaf_truths)
        firings: list[Firing] = []
        loaded = self._loaded
        if loaded.process != os.getpid():  # a lock copied by a fork may never be released
            loaded = self._loaded = _Loaded(os.getpid())
        with loaded.lock:
            if loaded.handles is None:
                loaded.handles = [create(stages.ruleset.text) for stages in self._stages]
            try:
                for handle, stages in zip(loaded.handles, self._stages, strict=True):
                    _decide(handle, stages, held, firings)
            except BaseException:
                loaded.handles = None  # left behind, not freed: what failed once is not touched again
                raise
        return Trace(tuple(truth(node, held) for node in range(self._program.size)), tuple(firings))

    def close(self) -> None:
        """Free the loaded rulesets; the next run loads them again."""
        loaded = self._loaded
        if loaded.process == os.getpid():
            with loaded.lock:
                for handle in loaded.handles or ():
                    engine.delete_ruleset(handle)
                loaded.handles = None


def _decide(handle: int, stages: Stages, held: set[int], firings: list[Firing]) -> None:
    session = _Session(handle, len(stages.ruleset.rules))
    try:
        stages.run(session.assert_batch, held, firings)
    finally:
        session.end()


class _Session:
    """One patient in one ruleset. Made only once the boot rule has fired: deleting a session before that can crash."""

    def __init__(self, handle: int, budget: int) -> None:
        self._handle = handle
        self._budget = budget
        try:
            code, state = engine.assert_fact(handle, BOOT_FACT)
        except engine.error as error:
            raise EngineFault(f"the rule engine refused to boot: {error}") from error
        booted = [rule for rule, _ in self._drain(code, state, 1)]
        if booted != [BOOT_RULE]:
            raise EngineFault(f"the boot rule did not fire first but {booted}")

    def assert_batch(self, facts: Sequence[str]) -> list[Fired]:
        """Assert the facts (JSON) in one batch; what then fired, in order. Raises EngineFault, EngineLoop."""
        try:
            code, state = engine.assert_facts(self._handle, f"[{','.join(facts)}]")
        except engine.error as error:
            raise EngineFault(f"the rule engine refused facts: {error}") from error
        fired = self._drain(code, state, self._budget)
        self._budget -= len(fired)
        return fired

    def end(self) -> None:
        """Forget the patient."""
        engine.delete_state(self._handle, SESSION)

    def _drain(self, code: int, state: int, budget: int) -> list[Fired]:
        """Our own agenda loop: the engine's swallows exceptions and knows no limit."""
        if code:
            raise EngineFault(f"the rule engine took facts for {'unread' if code == 1 else 'already known'} ones")
        fired: list[Fired] = []
        try:
            started = engine.start_action_for_state(self._handle, state)
            message = started[1] if started else None
            while message:
                for rule, frame in json.loads(message).items():
                    if len(fired) == budget:
                        raise EngineLoop(rule)
                    fired.append((rule, frame))
                message = engine.complete_and_start_action(self._handle, state)
        except engine.error as error:
            raise EngineFault(f"the rule engine failed while rules fired: {error}") from error
        return fired


def check_version() -> None:
    """Raise EngineFault where the installed durable_rules is not the one this module was written for."""
    beside = Path(engine.__file__).with_name(f"durable_rules-{ENGINE_VERSION}.dist-info")
    if beside.is_dir():  # quicker by far than asking importlib.metadata at each start
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("durable_rules")
    except PackageNotFoundError:
        found = "unknown"
    if found != ENGINE_VERSION:
        raise EngineFault(f"durable_rules {ENGINE_VERSION} is needed, {found} is installed")


def create(text: str) -> int:
    """Load a ruleset and return its handle. Raises EngineFault."""
    try:
        return int(engine.create_ruleset("whence", text))
    except engine.error as error:
        raise EngineFault(f"the rule engine refused a ruleset: {error}") from error
