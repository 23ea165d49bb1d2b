"""What was changed between two states, in words: each entry as it was and as it is."""

from __future__ import annotations

from collections.abc import Sequence

from whence.assessment.verdict import Verdict
from whence.changes.altered import CHANGED, GONE, NEW, RENAMED, REPLACED, Altered, Part
from whence.changes.region import Turn
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Is, Not, Within
from whence.language.definition import Points
from whence.language.recommendation import Recommendation
from whence.language.rule import InForce, Rule
from whence.language.source import Citation
from whence.language.vocabulary import Impossible
from whence.render.phrases import bounded, listed
from whence.render.prose import advice, citations, condition, in_force
from whence.render.prose_kinds import answers
from whence.values.answers import Count, Day, Duration, Number, Words
from whence.values.known import Bound

_KINDS = {"impossible": "what is impossible", "ledger": "passages of"}
_WHAT = {NEW: "is new", GONE: "is gone", CHANGED: "changed"}


def headline(one: Altered) -> str:
    """`rule a/x is reworded`, `fact fever is new`, `rule a/y replaces a/x`."""
    name = f"{_KINDS.get(one.kind, one.kind)} {one.name}"
    if one.what == RENAMED:
        return f"{name} is {one.was} under another name"
    if one.what == REPLACED:
        return f"{name} replaces {one.was}"
    return f"{name} is {one.manner}" if one.manner not in _WHAT else f"{name} {_WHAT[one.manner]}"


def was_and_is(part: Part, one: Altered, old: KnowledgeBase, new: KnowledgeBase) -> tuple[str, str]:
    """The entry as it was and as it is; the same words twice where we have none for what changed in it."""
    former = one.name if one.was is None else one.was
    return _value(part.before, old, former), _value(part.after, new, one.name)


def _value(value: object, base: KnowledgeBase, rule: str) -> str:
    match value:
        case None | () | "":
            return "nothing"
        case str() | int():
            return str(value)
        case All() | Any() | Not() | Is() | Within():
            return condition(value, base)
        case Impossible(condition=line):
            return condition(line, base)
        case Recommendation() if rule in base.rules:
            return advice(base.rules[rule], base)
        case InForce():
            return in_force(value)
        case Words() | Count() | Number() | Duration() | Day():
            return answers(value)
        case Points(fact=fact, points=points):
            worth = [f"{word} {low if low == high else f'{low} to {high}'}" for word, (low, high) in points.items()]
            return f"{fact}: {listed(worth, 'and')}"
        case tuple():
            return _several(value, base, rule)
    return "otherwise"


def _several(values: Sequence[object], base: KnowledgeBase, rule: str) -> str:
    if all(isinstance(each, Citation) for each in values):
        return "; ".join(citations([each for each in values if isinstance(each, Citation)], base))
    if all(isinstance(each, Bound) for each in values):
        return bounded([each for each in values if isinstance(each, Bound)])
    return "; ".join(_value(each, base, rule) for each in values)


def turned(turn: Turn) -> str:
    """`applies, and now does not apply`."""
    if turn.before is turn.after:
        return f"{_end(turn.before)} as before, and says something else"
    also = ", and says something else" if turn.advice and turn.before is not None and _speaks(turn.before) else ""
    return f"{_end(turn.before)} before, {_end(turn.after)} now{also}"


def _end(verdict: Verdict | None) -> str:
    return "not there" if verdict is None else verdict.value


def _speaks(verdict: Verdict) -> bool:
    return verdict.speaks or verdict is Verdict.HELD_BACK


def rule_of(turn: Turn, old: KnowledgeBase, new: KnowledgeBase) -> tuple[Rule, KnowledgeBase]:
    """The rule to be cited for a turn: the new one, or the old where it is gone; with its base."""
    if turn.pair.after is not None:
        return new.rules[turn.pair.after], new
    return old.rules[turn.pair.before or ""], old
