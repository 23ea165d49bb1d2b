"""The traps of the rule engine that crash or answer wrongly, each shown to be there and shown to be walled off.

The first half of a test often calls the engine itself without our guard; the second half goes through the guard. Its
limits are in `test_durable_limits`, what our own loop promises in `test_durable_loop`.
"""

from __future__ import annotations

import json
import random
import sys
from contextlib import closing

import durable_rules_engine as bare
import pytest

from unit.durable_traps import F, T, U, drained, in_a_child, program_of, random_truths, spy_on
from whence.backends import durable
from whence.backends.durable import DurableEngine, EngineFault
from whence.backends.durable_encoding import encode
from whence.backends.durable_limits import EngineLimit, check_limits
from whence.backends.durable_spelling import (
    BOOT_FACT,
    collisions,
    engine_hash,
    fact,
    fact_numbers,
    ruleset_text,
)

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
