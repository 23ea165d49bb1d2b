"""Every trap of the rule engine that was ever seen, shown to be there, and shown to be walled off.

The first half of a test often calls the engine itself without our guard; the second half goes through the guard.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import durable_rules_engine as bare
import pytest

from unit.durable_traps import by_kleene, program_of, random_truths
from whence.backends import durable
from whence.backends.durable import DurableEngine, EngineFault, EngineLoop
from whence.backends.durable_encoding import encode
from whence.backends.durable_limits import MAX_GROUPS, EngineLimit, check_limits
from whence.backends.durable_spelling import (
    BOOT_FACT,
    GROUP_SIZE,
    collisions,
    engine_hash,
    fact,
    fact_numbers,
    ruleset_text,
)
from whence.values.truth import Truth

T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE


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


# --- crash: a session deleted before any rule fired -----------------------------------------------

NOTHING_FIRES = """
import durable_rules_engine as bare
from whence.backends.durable_spelling import ruleset_text, fact
handle = bare.create_ruleset("bare", ruleset_text([[0, 1]]))
for _ in range(50):
    bare.assert_facts(handle, "[" + fact(0) + "]")
    bare.delete_state(handle, "0")
"""
NOTHING_FIRES_GUARDED = """
from unit.durable_traps import program_of
from whence.backends.durable import DurableEngine
from whence.values.truth import Truth
engine = DurableEngine(program_of(2, [(2, 4)]))
for _ in range(300):
    assert engine.run([Truth.FALSE, Truth.FALSE]).firings == ()
print("alive")
"""
needs_glibc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="MALLOC_PERTURB_ is of glibc")


@needs_glibc
def test_the_engine_alone_crashes_where_no_rule_fired() -> None:
    assert in_a_child(NOTHING_FIRES, MALLOC_PERTURB_="165").returncode < 0


@needs_glibc
def test_a_patient_for_whom_nothing_fires_does_not_crash() -> None:
    done = in_a_child(NOTHING_FIRES_GUARDED, MALLOC_PERTURB_="165")
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def test_the_boot_rule_fires_first_in_every_session(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    spy_on(monkeypatch, calls)
    engine = DurableEngine(program_of(2, [(2, 4)]))
    engine.run([T, T])
    engine.run([F, F])
    session = ["assert_fact", "start", "complete", "assert_facts", "start"]
    assert calls[:5] == session
    assert calls.count("assert_fact") == calls.count("delete_state") == 2


def test_no_session_is_deleted_that_did_not_boot(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    spy_on(monkeypatch, calls)
    engine = DurableEngine(program_of(2, [(2, 4)]))
    monkeypatch.setattr(durable.engine, "start_action_for_state", lambda handle, state: None)
    with pytest.raises(EngineFault, match="boot rule did not fire"):
        engine.run([T, T])
    assert "delete_state" not in calls


def spy_on(monkeypatch: pytest.MonkeyPatch, calls: list[str]) -> None:
    short = {"start_action_for_state": "start", "complete_and_start_action": "complete"}
    for name in ("assert_fact", "assert_facts", "start_action_for_state", "complete_and_start_action", "delete_state"):

        def watched(*given: object, real: object = getattr(bare, name), name: str = name) -> object:
            calls.append(short.get(name, name))
            return real(*given)  # type: ignore[operator]

        monkeypatch.setattr(durable.engine, name, watched)


# --- wrong answers --------------------------------------------------------------------------------


def test_the_engine_s_own_negation_depends_on_the_order_of_facts_and_is_not_used() -> None:
    rules = {"r": {"all": [{"m": {"p": 1}}, {"n$not": {"p": 2}}]}}
    handle = bare.create_ruleset("none", json.dumps(rules))
    first = bare.assert_fact(handle, '{"id":"a","sid":"0","p":1}')
    assert drained(handle, first) == ["r"]
    bare.assert_fact(handle, '{"id":"b","sid":"0","p":2}')
    other = bare.create_ruleset("none", json.dumps(rules))
    bare.assert_fact(other, '{"id":"b","sid":"0","p":2}')
    assert drained(other, bare.assert_fact(other, '{"id":"a","sid":"0","p":1}')) == []
    # ours: complements are facts of their own
    texts = "".join(ruleset.text for ruleset in encode(program_of(2, [(2, 5), (3, 7)])).rulesets)
    assert "$not" not in texts and "$or" not in texts and "$any" not in texts and "any" not in texts


def test_a_complement_is_told_only_after_everything_below_has_fired() -> None:
    # node 4 = not 3 and leaf 2, node 3 = both leaves: 4 must wait for 3, whatever comes first
    with closing(DurableEngine(program_of(2, [(2, 4), (4, 7)]))) as engine:
        assert engine.run([T, T]).values == (T, T, T, T, F)
        assert engine.run([F, T]).values == (T, F, T, F, T)
        assert engine.run([U, T]).values == (T, U, T, U, U)


def test_equal_looking_answers_of_other_kinds_never_reach_the_engine() -> None:
    # it takes true, 1, 1.0 and "1" for one value; ours are whole numbers, each with one meaning
    handle = bare.create_ruleset("types", '{"r": {"all": [{"m": {"v": 1}}]}}')
    assert drained(handle, bare.assert_fact(handle, '{"id":"a","sid":"0","v":true}')) == ["r"]
    ruleset = encode(program_of(3, [(2, 4), (3, 7)])).rulesets[0]
    numbers = ruleset.numbers.values()
    assert len(set(numbers)) == len(ruleset.numbers) and all(type(number) is int for number in numbers)
    assert json.loads(fact(7)) == {"id": "p7", "sid": "0", "g": 0, "p": 7}


def test_one_hash_is_one_field_for_the_engine() -> None:
    assert engine_hash("f6059") == engine_hash("f264602")
    handle = bare.create_ruleset("fields", '{"r": {"all": [{"m": {"f6059": 1}}]}}')
    assert drained(handle, bare.assert_fact(handle, '{"id":"a","sid":"0","f264602":1}')) == ["r"]
    assert collisions(["f6059", "g", "f264602"]) == [("f6059", "f264602")]


def test_facts_never_get_ids_the_engine_would_confuse(monkeypatch: pytest.MonkeyPatch) -> None:
    # with a hash of 10 bits half of the first numbers collide: they are skipped
    monkeypatch.setattr("whence.backends.durable_spelling.engine_hash", lambda word: engine_hash(word) & 1023)
    numbers = fact_numbers(3, 15, range(300))
    assert list(numbers.values()) != list(range(300))
    assert collisions([f"p{number}" for number in numbers.values()]) == []


def test_ids_that_collide_are_refused_by_the_name_of_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of(2, [(2, 4)])
    one = lambda word: 0 if word in ("p7", "p8") else engine_hash(word)  # noqa: E731
    monkeypatch.setattr("whence.backends.durable_spelling.engine_hash", one)
    with pytest.raises(EngineLimit, match="cannot tell p7 from p8; concerned: book/3"):
        check_limits(program, [[7, 8]], [3])


def test_facts_go_in_by_sorted_batches_so_that_rules_fire_in_one_order() -> None:
    bodies = [[a, b] for a in range(7) for b in range(a + 1, 7)]
    orders = set()
    for seed in range(12):  # one by one: another order of firing nearly each time
        handle = bare.create_ruleset("orders", ruleset_text(bodies))
        fired = drained(handle, bare.assert_fact(handle, BOOT_FACT))
        for number in random.Random(seed).sample(range(7), 7):
            fired += drained(handle, bare.assert_facts(handle, f"[{fact(number)}]"))
        orders.add(tuple(fired))
    assert len(orders) > 1
    program = program_of(7, [(2 * a + 2, 2 * b + 2) for a, b in bodies])
    traces = set()
    for _ in range(12):
        with closing(DurableEngine(program)) as engine:
            traces.add(engine.run([T] * 7).firings)
    assert len(traces) == 1


def test_every_batch_is_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[list[int]] = []
    real = bare.assert_facts

    def watched(handle: int, text: str) -> object:
        batches.append([each["p"] for each in json.loads(text)])
        return real(handle, text)

    monkeypatch.setattr(durable.engine, "assert_facts", watched)
    program = program_of(40, [(2 * leaf, 2 * leaf + 3) for leaf in range(39, 0, -1)] + [(83, 85, 87), (91, 93, 95)])
    with closing(DurableEngine(program)) as engine:
        engine.run(random_truths(program, 4))
    assert len(batches) > 1 and max(map(len, batches)) > 30
    assert all(batch == sorted(batch) for batch in batches)


# --- limits ---------------------------------------------------------------------------------------


def test_seventeen_conditions_drop_the_batch_in_the_engine_alone() -> None:
    handle = bare.create_ruleset("long", ruleset_text([list(range(17))]))
    drained(handle, bare.assert_fact(handle, BOOT_FACT))
    with pytest.raises(Exception, match="304"):
        drained(handle, bare.assert_facts(handle, f"[{','.join(fact(number) for number in range(17))}]"))


@pytest.mark.parametrize("conditions", [15, 16, 17, 40, 300])
def test_a_long_conjunction_is_built_up_from_parts(conditions: int) -> None:
    program = program_of(conditions, [[2 * leaf for leaf in range(1, conditions + 1)]])
    assert max(len(rule.body) for ruleset in encode(program).rulesets for rule in ruleset.rules) <= 15
    with closing(DurableEngine(program)) as engine:
        assert engine.run([T] * conditions).values[-1] is T
        for place in (0, conditions // 2, conditions - 1):
            for other in (U, F):
                leaves = [other if leaf == place else T for leaf in range(conditions)]
                assert engine.run(leaves).values[-1] is other


def test_257_rules_on_one_condition_are_refused_by_the_engine_alone() -> None:
    bare.create_ruleset("shared", ruleset_text([[0, other] for other in range(1, 257)]))
    with pytest.raises(Exception, match="108"):
        bare.create_ruleset("shared", ruleset_text([[0, other] for other in range(1, 258)]))


@pytest.mark.parametrize("readers", [250, 251, 257, 600])
def test_a_condition_with_many_readers_gets_copies(readers: int) -> None:
    program = program_of(readers + 1, [(2, 2 * other) for other in range(2, readers + 2)])
    with closing(DurableEngine(program)) as engine:
        for seed in range(2):
            leaves = [T, *random_truths(program, seed)[1:]]
            assert engine.run(leaves).values == by_kleene(program, leaves)


def test_a_complement_with_many_readers_gets_copies_in_time() -> None:
    ands = [(2, 4), *((2 * 300 + 1, 2 * other) for other in range(3, 299))]
    program = program_of(299, ands)
    with closing(DurableEngine(program)) as engine:
        for first in Truth:
            leaves = [first, T, *random_truths(program, 1)[2:]]
            assert engine.run(leaves).values == by_kleene(program, leaves)


def test_513_tests_on_one_level_never_return_in_the_engine_alone() -> None:
    code = """
import json, durable_rules_engine as bare
rules = {f"r{n}": {"all": [{"m": {"p": n}}]} for n in range(513)}
print("go", flush=True)
bare.create_ruleset("level", json.dumps(rules))
print("done", flush=True)
"""
    with pytest.raises(subprocess.TimeoutExpired) as hung:
        in_a_child(code, timeout=6)
    assert hung.value.stdout == b"go\n"


def test_thousands_of_facts_stand_on_two_levels() -> None:
    program = program_of(600, [(2 * leaf, 2 * leaf + 2) for leaf in range(1, 600)])
    numbers = list(encode(program).rulesets[0].numbers.values())
    assert len(numbers) == 1200 and len({number // GROUP_SIZE for number in numbers}) <= 10
    with closing(DurableEngine(program)) as engine:
        leaves = random_truths(program, 5)
        assert engine.run(leaves).values == by_kleene(program, leaves)


def test_4097_rules_are_refused_by_the_engine_alone() -> None:
    with pytest.raises(Exception, match="106"):
        bare.create_ruleset("many", ruleset_text([[number] for number in range(4096)]))


def test_a_large_program_becomes_several_rulesets() -> None:
    chosen = random.Random(3)
    ands = []
    for node in range(101, 101 + 2100):
        near = chosen.randrange(max(101, node - 400), node) if node > 101 else 100
        ands.append([2 * chosen.randrange(1, 100) + chosen.randrange(2), 2 * near + chosen.randrange(2)])
    program = program_of(100, ands)
    encoding = encode(program)
    assert len(encoding.rulesets) == 2
    assert max(len(ruleset.rules) for ruleset in encoding.rulesets) < 4000
    with closing(DurableEngine(program, encoding)) as engine:
        leaves = random_truths(program, 2)
        assert engine.run(leaves).values == by_kleene(program, leaves)


@pytest.mark.parametrize("seed", range(40))
def test_parts_copies_and_rulesets_together_change_no_answer(seed: int) -> None:
    chosen = random.Random(seed)
    ands = []
    for node in range(7, 21):
        below = [*chosen.sample(range(1, node), 3), chosen.randrange(1, 7)]
        ands.append([2 * part + chosen.randrange(2) for part in set(below)])
    program = program_of(6, ands)
    with closing(DurableEngine(program, encode(program, conditions=2, readers=2, rules=5))) as engine:
        for patient in range(3):
            leaves = random_truths(program, patient)
            assert engine.run(leaves).values == by_kleene(program, leaves)


@pytest.mark.parametrize(
    ("bodies", "said"),
    [
        ([list(range(16))], "16 conditions in one engine rule"),
        ([[]], "0 conditions in one engine rule"),
        ([[1, 1]], "stands twice"),
        ([[0]] * 251, "251 engine rules share one condition"),
        ([[number] for number in range(4000)], "4000 engine rules in one ruleset"),
        ([[number * GROUP_SIZE] for number in range(MAX_GROUPS + 1)], "501 groups of facts"),
    ],
)
def test_a_passed_limit_names_the_rules_concerned(bodies: list[list[int]], said: str) -> None:
    with pytest.raises(EngineLimit, match=said) as refused:
        check_limits(program_of(2, [(2, 4)]), bodies, [3] * len(bodies))
    assert refused.value.rules == ("book/3",)


# --- promises kept by our own loop ----------------------------------------------------------------


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
