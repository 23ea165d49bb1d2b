"""The limits of the rule engine: each is there, and a program that would pass it is built otherwise or refused."""

from __future__ import annotations

import random
import subprocess
from contextlib import closing

import durable_rules_engine as bare
import pytest

from unit.durable_traps import F, T, U, by_kleene, drained, in_a_child, program_of, random_truths
from whence.backends.durable import DurableEngine
from whence.backends.durable_encoding import encode
from whence.backends.durable_limits import MAX_GROUPS, EngineLimit, check_limits
from whence.backends.durable_spelling import (
    BOOT_FACT,
    GROUP_SIZE,
    fact,
    ruleset_text,
)
from whence.values.truth import Truth


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
