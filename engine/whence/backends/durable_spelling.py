"""How predicates and rules are spelt to the rule engine: numbers under a two-level key, ids that its hash keeps apart.

The engine compares field names, session ids and fact ids by a 32-bit hash alone, so every word it is given is checked
against every other. It keeps at most a few hundred different tests of one field on one level, so a fact is
tested in two steps, its group and its number. Nothing here knows what a predicate means.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

GROUP_BITS = 7
GROUP_SIZE = 1 << GROUP_BITS
BOOT_RULE = "boot"
BOOT_FACT = '{"id":"b","sid":"0","boot":1}'
SESSION = "0"

_WORDS = ("id", "sid", "$s", "g", "p", "boot", "z", "b", SESSION, "sid-" + SESSION)


def engine_hash(word: str) -> int:
    """FNV-1a with 32 bits, as the engine reckons it (Fowler, Noll, Vo; RFC 9923)."""
    value = 2166136261
    for byte in word.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def collisions(words: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of different words the engine would take for one."""
    seen: dict[int, str] = {}
    found = []
    for word in words:
        other = seen.setdefault(engine_hash(word), word)
        if other != word:
            found.append((other, word))
    return found


def reserved_words(rules: int, conditions: int) -> list[str]:
    """Every word the engine is given besides the ids of facts."""
    return [*_WORDS, *(f"m_{place}" for place in range(conditions)), *(f"r{index}" for index in range(rules))]


def fact_numbers(rules: int, conditions: int, predicates: Iterable[int]) -> dict[int, int]:
    """A number for each predicate whose id `p<number>` collides with no other word of a ruleset of `rules` rules."""
    taken = {engine_hash(word) for word in reserved_words(rules, conditions)}
    free = _free_numbers(taken)
    return {predicate: next(free) for predicate in predicates}


def _free_numbers(taken: set[int]) -> Iterator[int]:
    number = 0
    while True:
        hashed = engine_hash(f"p{number}")
        if hashed not in taken:
            taken.add(hashed)
            yield number
        number += 1


def fact(number: int) -> str:
    """The fact that the predicate of this number holds, in JSON."""
    return f'{{"id":"p{number}","sid":"{SESSION}","g":{number >> GROUP_BITS},"p":{number}}}'


def ruleset_text(bodies: Sequence[Sequence[int]]) -> str:
    """The ruleset whose rule `r<k>` wants every fact of `bodies[k]`, and its boot rule, in JSON."""
    rules: dict[str, object] = {BOOT_RULE: {"all": [{"z": {"boot": 1}}]}}
    for index, body in enumerate(bodies):
        tests = (
            {f"m_{place}": {"$and": [{"g": number >> GROUP_BITS}, {"p": number}]}} for place, number in enumerate(body)
        )
        rules[f"r{index}"] = {"all": list(tests)}
    return json.dumps(rules, separators=(",", ":"))
