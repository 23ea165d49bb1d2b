"""Single mistakes planted into rules: a number, unit, bound, strength, denial or route that print does not have.

Each mutant is one rule changed in one place; nothing here looks at print or at what the lint says of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from whence.language.base import KnowledgeBase
from whence.language.condition import Is, Not
from whence.language.recommendation import Dose, Figure
from whence.language.rule import Rule
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity
from whence.values.struct import Struct, replace

UNITS = {
    "hours": "days", "hour": "days", "days": "weeks", "day": "hours", "weeks": "months", "week": "days",
    "months": "weeks", "month": "weeks", "years": "months", "mg": "g", "g": "mg", "Gy": "cGy",
}  # fmt: skip
OPS = {Op.AT_LEAST: Op.MORE_THAN, Op.MORE_THAN: Op.AT_LEAST, Op.AT_MOST: Op.LESS_THAN, Op.LESS_THAN: Op.AT_MOST}
ROUTES = ("oral", "intravenous", "subcutaneous", "parenteral")
POSITIVE = {"absent": "present", "none": "present", "never": "current", "neither": "surgery or radiotherapy"}
EVERY = 16  # of the many strengths a rule could be given, one in so many is tried
#: Where a quantity is a time that passes: its mutants are of the kind *duration*.
DURATIONS = ("within", "every", "lasting", "over")


@dataclass(frozen=True)
class Mutant:
    """One rule with one mistake; `kind` is the class of the mistake, `said` what was changed into what."""

    kind: str
    rule: Rule
    said: str


def mutants(base: KnowledgeBase) -> Iterator[Mutant]:
    """Every single mistake of these kinds that can be planted into the rules of a base."""
    for rule in base.rules.values():
        yield from _quantities(rule)
        yield from _strengths(rule, base)
        yield from _denials(rule)
        yield from _routes(rule)


def _quantities(rule: Rule) -> Iterator[Mutant]:
    def changed(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any, str]]:
        if isinstance(value, Figure) and value.low is not None and value.low == value.high:
            for kind, one, said in changed(value.low, path):
                yield kind, replace(value, low=one, high=one), said
        elif isinstance(value, Quantity):
            kind = "duration" if any(step in DURATIONS for step in path) else "number"
            for amount in (value.amount + 1, value.amount * 3):
                yield kind, replace(value, amount=amount), f"{value} -> {amount}"
            if value.unit in UNITS:
                unit = "duration" if kind == "duration" else "unit"
                yield unit, replace(value, unit=UNITS[value.unit]), f"{value} -> {UNITS[value.unit]}"
        elif isinstance(value, Bound):
            yield "bound", replace(value, op=OPS[value.op]), f"{value.op.value} -> {OPS[value.op].value}"

    for kind, mutant, said in _everywhere(rule, changed, ()):
        if kind == "bound" and _exact(rule, said):
            continue  # *at least 1 and at most 1* is a number, not a bound
        yield Mutant(kind, mutant, said)


def _exact(rule: Rule, said: str) -> bool:
    from whence.language.condition import Within, tests

    parts = [part for part in (rule.when, rule.unless, rule.only_if) if part is not None]
    return any(isinstance(test, Within) and len(test.bounds) > 1 for part in parts for test in tests(part))


def _strengths(rule: Rule, base: KnowledgeBase) -> Iterator[Mutant]:
    words = base.source_of(rule.folder).words
    own = words[rule.then.word]
    if own.force in ("unavailable", "evidence"):
        return
    others = [word for word in words.values() if (word.direction, word.force) != (own.direction, own.force)]
    others = [word for word in others if word.force not in ("unavailable", "evidence") and word.hedge is None]
    for word in others[len(rule.id) % EVERY :: EVERY]:
        yield Mutant("strength", replace(rule, then=replace(rule.then, word=word.word)), f"{own.word} -> {word.word}")


def _denials(rule: Rule) -> Iterator[Mutant]:
    def changed(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any, str]]:
        if isinstance(value, Not):
            yield "denial", value.part, "not dropped"
        elif isinstance(value, Is) and len(value.answers) == 1:
            answer = value.answers[0]
            opposite = POSITIVE.get(answer) or (answer[4:] if answer.startswith("not ") else None)
            if opposite is not None:
                yield "denial", replace(value, answers=(opposite,)), f"{value.name}: {answer} -> {opposite}"

    for kind, mutant, said in _everywhere(rule, changed, ()):
        yield Mutant(kind, mutant, said)
    if rule.unless is not None:
        yield Mutant("exception", replace(rule, unless=None), "unless dropped")
    if rule.only_if is not None:
        yield Mutant("exception", replace(rule, only_if=None), "only_if dropped")


def _routes(rule: Rule) -> Iterator[Mutant]:
    def changed(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any, str]]:
        if isinstance(value, Dose):
            for place, route in enumerate(value.route):
                for other in ROUTES:
                    if other not in value.route:
                        swapped = (*value.route[:place], other, *value.route[place + 1 :])
                        yield "route", replace(value, route=swapped), f"{route} -> {other}"

    for kind, mutant, said in _everywhere(rule, changed, ()):
        yield Mutant(kind, mutant, said)


def _everywhere(
    value: Any, changed: Callable[[Any, tuple[str, ...]], Iterator[tuple[str, Any, str]]], path: tuple[str, ...]
) -> Iterator[tuple[str, Any, str]]:
    """The value with one part of it changed, once for each change; `even_if` and what only cites are left alone."""
    yield from changed(value, path)
    if isinstance(value, Figure) and value.low is not None and value.low == value.high:
        return
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            for kind, other, said in _everywhere(item, changed, path):
                yield kind, (*value[:place], other, *value[place + 1 :]), said
    elif isinstance(value, Struct) and not isinstance(value, Quantity):
        for name in value.__struct_fields__:
            if name in ("span", "spans", "even_if", "source", "evidence", "in_force", "while_", "until"):
                continue
            for kind, other, said in _everywhere(getattr(value, name), changed, (*path, name)):
                yield kind, replace(value, **{name: other}), said
