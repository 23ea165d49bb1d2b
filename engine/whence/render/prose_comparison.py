"""How sources stand to each other, in words: both values of every compared detail, what is derived, and why."""

from __future__ import annotations

from collections.abc import Iterator

from whence.compare.comparison import Outcome
from whence.compare.details import Compared, Value
from whence.compare.doses import amount, derived
from whence.compare.figures import Likeness
from whence.language.base import KnowledgeBase
from whence.language.recommendation import Dose, Schedule, Taper
from whence.render.phrases import action_name, listed, lowered
from whence.render.prose_advice import dose, schedule, taper
from whence.values.quantity import Quantity

_NAMES = {
    "loading": "first dose",
    "maintenance": "continuing dose",
    "dose": "dose",
    "schedules": "schedule",
    "within": "deadline",
    "urgency": "haste",
    "force": "strength",
    "first_step": "first step",
}


def named_source(source: str, base: KnowledgeBase) -> str:
    """The short name of a source, the one its rules carry."""
    return base.sources[source].folder


def headline(outcome: Outcome, base: KnowledgeBase) -> str:
    """`book and paper differ in dose`, `no recommendation from paper`."""
    first, second = (named_source(source, base) for source in outcome.between)
    who = f"inside {first}" if first == second else f"{first} and {second}"
    if "indication" in outcome.standing.ways:
        return f"{who} differ in indication: no recommendation from {second}"
    match outcome.kind:
        case "differs":
            ways = listed(outcome.standing.ways, "and")
            return f"{who}: difference in {ways}" if first == second else f"{who} differ in {ways}"
        case "contradicts":
            return f"{who}: contradiction" if first == second else f"{who} contradict each other"
        case _:
            return f"{who} agree"


def reason(outcome: Outcome, base: KnowledgeBase) -> str:
    """Why, in terms of actions; empty where the compared details say it."""
    why, first, second = outcome.standing.because
    one, other = (action_name(each, base) if each else "" for each in (first, second))
    match why:
        case "excludes":
            return f"{one} and {other} cannot both come first or together"
        case "against":
            both = one if first == second else f"{one}, against {other}"
            return f"for and against {both}" if first == second else f"for {both}"
        case "rather than":
            return f"{one} rather than {other}"
        case "narrower":
            return f"for {one}, against {other}"
        case "other action":
            return f"{one} or {other}"
    return ""


def compared(detail: Compared, base: KnowledgeBase) -> str:
    """`first dose: 16 mg oral | 10 mg intravenous (differs)`; '' where neither prints anything."""
    if detail.first is None and detail.second is None:
        return ""
    if detail.likeness is Likeness.NOT_STATED and (not detail.first or not detail.second):
        values = [value(detail.path, each, base) if each else "not stated" for each in (detail.first, detail.second)]
        return "" if values == ["not stated"] * 2 else f"{_name(detail.path)}: {' | '.join(values)}"
    values = [value(detail.path, each, base) for each in (detail.first, detail.second)]
    return f"{_name(detail.path)}: {' | '.join(values)} ({detail.likeness.value})"


def differing(outcome: Outcome, base: KnowledgeBase) -> Iterator[str]:
    """Every compared detail in words that is not the same on both sides and stated on one."""
    for detail in outcome.standing.details:
        if detail.likeness is not Likeness.SAME and (said := compared(detail, base)):
            yield said


def _name(path: str) -> str:
    head, _, tail = path.partition(".")
    words = _NAMES.get(head, head.replace("_", " "))
    return f"{words}, {tail}" if tail and tail != "dose" else words


def value(path: str, said: Value, base: KnowledgeBase) -> str:
    """One side of a comparison, with what is derived from it."""
    match said:
        case None:
            return "not stated"
        case Dose():
            found = amount(said)
            reckoned = found is not None and found.derived and path.partition(".")[2] in ("", "dose")
            return dose(said) + (f" (derived: {found})" if reckoned else "")
        case Taper():
            return taper(said)
        case Quantity():
            return str(said)
        case tuple() if said and all(isinstance(each, Schedule) for each in said):
            schedules = tuple(each for each in said if isinstance(each, Schedule))
            more = derived(schedules)
            words = listed([schedule(each) for each in schedules], "or")
            return f"{words} (derived: {listed(more, 'and')})" if more else words
        case tuple():
            return listed([_word(path, str(each), base) for each in said], "or") or "not stated"


def _word(path: str, word: str, base: KnowledgeBase) -> str:
    if path == "purpose":
        return lowered(base.vocabulary.purposes.get(word, word.replace("-", " ")))
    if path in ("first_step", "before", "after"):
        return action_name(word, base)
    return word
