"""What the loop around the rule engine promises: faults are told, patients and threads and processes keep apart."""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import closing

import durable_rules_engine as bare
import pytest

from unit.durable_traps import F, T, by_kleene, in_a_child, program_of, random_truths, spy_on
from whence.backends import durable
from whence.backends.durable import DurableEngine, EngineFault, EngineLoop
from whence.backends.durable_spelling import (
    fact,
)


def test_an_exception_in_the_engine_reaches_the_caller_and_the_next_patient_is_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[str] = []
    spy_on(monkeypatch, calls)
    engine = DurableEngine(program_of(2, [(2, 4)]))
    with monkeypatch.context() as broken:
        broken.setattr(durable, "json", type("no_json", (), {"loads": staticmethod(lambda text: 1 / 0)}))
        with pytest.raises(ZeroDivisionError):
            engine.run([T, T])
    assert engine.run([T, T]).values == (T, T, T, T)
    assert engine.run([T, F]).values == (T, T, F, F)


def test_facts_of_a_failed_patient_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine(program_of(2, [(2, 4)]))
    real = bare.assert_facts
    with monkeypatch.context() as broken:

        def fail_after(handle: int, text: str) -> object:
            real(handle, text)
            raise bare.error("error code: 304")

        broken.setattr(durable.engine, "assert_facts", fail_after)
        with pytest.raises(EngineFault, match="304"):
            engine.run([T, T])
    assert engine.run([F, T]).values == (T, F, T, F)
    assert len(engine.run([T, T]).firings) == 2


def test_a_fact_nobody_reads_and_a_fact_told_twice_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine(program_of(2, [(2, 4)]))
    real = bare.assert_facts
    for told in (f"[{fact(99)}]", f"[{fact(0)},{fact(0)}]"):
        with monkeypatch.context() as wrong:
            wrong.setattr(durable.engine, "assert_facts", lambda handle, _, told=told: real(handle, told))
            with pytest.raises(EngineFault):
                engine.run([T, T])


def test_the_engine_cannot_fire_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine(program_of(2, [(2, 4)]))
    engine.run([T, T])
    again = '{"r0":{"m_0":{"p":0},"m_1":{"p":2}}}'
    monkeypatch.setattr(durable.engine, "complete_and_start_action", lambda handle, state: again)
    with pytest.raises(EngineLoop):
        engine.run([T, T])


def test_a_rule_fired_on_other_facts_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine(program_of(3, [(2, 4), (2, 6)]))
    real = json.loads
    swapped = lambda text: {rule.replace("r0", "r2"): frame for rule, frame in real(text).items()}  # noqa: E731
    monkeypatch.setattr(durable, "json", type("swapped", (), {"loads": staticmethod(swapped)}))
    with pytest.raises(EngineFault, match="on other facts"):
        engine.run([T, T, F])


def test_two_threads_take_turns() -> None:
    program = program_of(6, [(2, 4), (7, 9), (14, 17), (10, 12, 15)])
    wrong: list[object] = []
    with closing(DurableEngine(program)) as engine:

        def decide_many(first: int) -> None:
            for seed in range(first, first + 60):
                leaves = random_truths(program, seed)
                try:
                    if engine.run(leaves).values != by_kleene(program, leaves):
                        wrong.append(seed)
                except Exception as error:  # whatever comes is what the test is about
                    wrong.append(error)

        threads = [threading.Thread(target=decide_many, args=(start,)) for start in (0, 1000, 2000)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_decides_for_itself_even_where_the_lock_was_held() -> None:
    code = """
import os
from unit.durable_traps import program_of
from whence.backends.durable import DurableEngine
from whence.values.truth import Truth
engine = DurableEngine(program_of(2, [(2, 4)]))
engine.run([Truth.TRUE, Truth.TRUE])
with engine._loaded.lock:
    child = os.fork()
    if child == 0:
        os._exit(0 if engine.run([Truth.TRUE, Truth.TRUE]).values[-1] is Truth.TRUE else 1)
    assert os.waitpid(child, 0)[1] == 0
assert engine.run([Truth.TRUE, Truth.FALSE]).values[-1] is Truth.FALSE
print("both")
"""
    done = in_a_child(code, timeout=30)
    assert done.stdout == "both\n", done.stderr


def test_no_background_thread_is_ever_started() -> None:
    before = threading.active_count()
    with closing(DurableEngine(program_of(2, [(2, 4)]))) as engine:
        engine.run([T, T])
        assert threading.active_count() == before
    assert not any(name.startswith("durable.") or name == "durable" for name in sys.modules)


def test_another_version_of_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "ENGINE_VERSION", "2.0.27")
    with pytest.raises(EngineFault, match=r"durable_rules 2\.0\.27 is needed, 2\.0\.28 is installed"):
        DurableEngine(program_of(2, [(2, 4)]))


def test_memory_does_not_grow_with_patients() -> None:
    code = """
import resource
from unit.durable_traps import program_of, random_truths
from whence.backends.durable import DurableEngine
program = program_of(30, [(2 * n, 2 * n + 3) for n in range(1, 30)])
engine = DurableEngine(program)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for seed in range(300):
    engine.run(random_truths(program, seed))
before = peak()
for seed in range(1500):  # the engine holds at most 1,024 sessions, so these were also forgotten one by one
    engine.run(random_truths(program, seed))
print(peak() - before)
"""
    done = in_a_child(code)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 20_000  # kB on Linux; kept sessions would take gigabytes
