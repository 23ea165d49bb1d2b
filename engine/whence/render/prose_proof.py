"""The deciding conditions of a proof as phrases, each with what the patient file says of it."""

from __future__ import annotations

from whence.explain.proof import Step, deciding_leaves
from whence.language.base import KnowledgeBase
from whence.language.condition import Is
from whence.language.patient import Given
from whence.render.phrases import BOUND_WORDS, bounded, listed, named, stated
from whence.render.prose_condition import condition
from whence.values.known import Op
from whence.values.truth import Truth

UNKNOWN = "not known"


def said(given: Given) -> str:
    """What a patient file says of one fact: `dry`, `at least 3 months`, `one of a and b`."""
    if given.answer is not None:
        return given.answer
    parts = [bounded(given.bounds)] if given.bounds else []
    parts += [f"{BOUND_WORDS[Op(op)]} {day}" for op, day in given.day_bounds]
    if given.one_of:
        parts.append(listed(given.one_of, "or"))
    if given.none_of:
        parts.append(f"not {listed(given.none_of, 'and not')}")
    return " and ".join(parts)


def known_of(step: Step) -> str:
    """What is known of a tested fact: the answer given, the days it is measured between, or `not known`."""
    return " to ".join(said(given) for given in step.given) or UNKNOWN


def points(low: int, high: int) -> str:
    """`3`, or `2 to 3` where it is not settled."""
    return str(low) if low == high else f"{low} to {high}"


def total_of(step: Step) -> str:
    """The total of a tested score: `total 8`, `total 6 to 7`."""
    return f"total {points(step.total.low, step.total.high)}" if step.total is not None else ""


def reason(step: Step, base: KnowledgeBase) -> str:
    """A deciding condition and, in brackets, the given facts that make it what it is.

    A fact that was answered by one of the words asked for is simply told: `cough is dry`.
    """
    test = step.condition
    if step.fact is not None:
        if step.truth is Truth.TRUE and isinstance(test, Is) and any(given.answer for given in step.given):
            return stated(step.fact, known_of(step), base)
        return f"{condition(test, base)} ({known_of(step)})"
    if step.score is not None:
        return f"{condition(test, base)} ({total_of(step)})"
    leaves = dict.fromkeys(_told(leaf, base) for leaf in deciding_leaves(step))
    return f"{condition(test, base)} ({'; '.join(leaves)})" if leaves else condition(test, base)


def _told(leaf: Step, base: KnowledgeBase) -> str:
    if leaf.score is not None:
        return f"{named(leaf.score, base)}: {total_of(leaf)}"
    name = named(leaf.fact or "", base)
    return f"{name} {UNKNOWN}" if not leaf.given else f"{name}: {known_of(leaf)}"
