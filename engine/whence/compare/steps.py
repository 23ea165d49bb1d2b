"""What may be done first, or at all, under an advice with choices in it: each way of following it as a set of actions.

Two advices exclude each other only where every way of following the one excludes every way of following the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from whence.compare.figures import Likeness
from whence.compare.kinship import Kinship
from whence.compare.voice import Voice
from whence.language.recommendation import Advice, Do, Joint
from whence.language.topic import Topic

Ways = tuple[frozenset[str], ...]


def first_steps(voice: Voice) -> Ways:
    """The first step under each way of following the advice, as far as it belongs to the topic; () where none does."""
    return _here(voice, first_only=True)


def all_steps(voice: Voice) -> Ways:
    """Everything that is done under each way of following the advice, as far as it belongs to the topic."""
    return _here(voice, first_only=False)


def _here(voice: Voice, *, first_only: bool) -> Ways:
    advice = voice.rule.then.advice
    if advice is None or voice.stance != "for":
        return ()
    here = frozenset(voice.actions)
    found = tuple(dict.fromkeys(way & here for way in _ways(advice, first_only)))
    return () if any(not way for way in found) else found


def _ways(advice: Advice, first_only: bool) -> list[frozenset[str]]:
    match advice:
        case Do(action=action):
            return [frozenset((action,))]
        case Joint(kind="in_order", parts=parts) if first_only:
            return _ways(parts[0], first_only)
        case Joint(kind="together" | "in_order", parts=parts):
            each = (_ways(part, first_only) for part in parts)
            return [frozenset().union(*chosen) for chosen in product(*each)]
        case Joint(parts=parts):
            return [way for part in parts for way in _ways(part, first_only)]


def alike_first_steps(first: Ways, second: Ways, kin: Kinship) -> Likeness:
    """Whether the two can begin with the same thing."""
    if not first or not second:
        return Likeness.NOT_STATED
    if set(first) == set(second):
        return Likeness.SAME
    shared = any(kin.any_related(one, other) for one, other in product(first, second))
    return Likeness.OVERLAPS if shared else Likeness.DIFFERS


def excluded_pair(topic: Topic, first: Voice, second: Voice, kin: Kinship) -> tuple[str, str] | None:
    """The pair of the topic that sets the two against each other; None where both can be followed."""
    ways = first_steps if topic.exclude_as == "first_step" else all_steps
    ours, theirs = ways(first), ways(second)
    if not ours or not theirs:
        return None
    found = [_excluding(topic.excludes, one, other, kin) for one, other in product(ours, theirs)]
    return found[0] if all(pair is not None for pair in found) else None


def _excluding(
    pairs: Iterable[tuple[str, str]], first: frozenset[str], second: frozenset[str], kin: Kinship
) -> tuple[str, str] | None:
    for pair in pairs:
        for left, right in (pair, pair[::-1]):
            if _has(first, left, kin) and _has(second, right, kin):
                if _has(first, right, kin) or _has(second, left, kin):
                    continue  # one of them does both, so they are no choice for it
                return left, right
    return None


def _has(actions: frozenset[str], wide: str, kin: Kinship) -> bool:
    return bool(actions & kin.narrower[wide])
