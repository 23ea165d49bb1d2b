"""Short words for charts: conditions as a note under a rule, questions, what is to be found out.

Whole sentences are made elsewhere; a chart has room for bare names and answers only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.recommendation import Advice, Details, Do, Joint, Recommendation
from whence.render.phrases import bounded, lowered, named
from whence.render.prose_advice import details, schedule
from whence.values.answers import Words
from whence.values.struct import replace

MOST_NAMES = 6  # facts named before "and n more"


def question(name: str, base: KnowledgeBase) -> str:
    """The words of a diamond: the `ask` of the fact, the `asks` of the definition or score."""
    if name in base.definitions:
        return base.definitions[name].asks
    return base.scores[name].asks if name in base.scores else base.vocabulary.facts[name].ask


def phrase(condition: Condition, base: KnowledgeBase, inside: type[All] | type[Any] | None = None) -> str:
    """A condition in few words: `severity: mild/severe and (fever or cough: absent)`, a slash meaning one of these."""
    match condition:
        case Is(name=name, answers=("present",)):
            return named(name, base)
        case Is(name=name, answers=answers):
            return f"{named(name, base)}: {_choice(name, answers, base)}"
        case Within(name=name, bounds=bounds):
            return f"{named(name, base)} {bounded(bounds)}"
        case Not(part=part):
            return f"not ({phrase(part, base)})"
        case All(parts=parts) | Any(parts=parts):
            own: type[All] | type[Any] = All if isinstance(condition, All) else Any
            joined = (" and " if own is All else " or ").join(phrase(part, base, own) for part in parts)
            return f"({joined})" if inside not in (None, own) else joined
        case _:
            assert_never(condition)


def _choice(name: str, answers: tuple[str, ...], base: KnowledgeBase) -> str:
    """Answers to choose from, or those left out where these are much fewer."""
    fact = base.vocabulary.facts.get(name)
    every = fact.answer.answers if fact is not None and isinstance(fact.answer, Words) else answers
    others = tuple(answer for answer in every if answer not in answers)
    return f"not {'/'.join(others)}" if 0 < len(others) * 2 < len(answers) else "/".join(answers)


def particulars(recommendation: Recommendation, base: KnowledgeBase) -> str:
    """Dose, schedule and timing of a recommendation in one short line, '' where the source prints none."""
    own = ", ".join(_brief(recommendation.details, base))
    return "; ".join([own] * bool(own) + _of_parts(recommendation.advice, base))


def _of_parts(advice: Advice | None, base: KnowledgeBase) -> list[str]:
    match advice:
        case Do(action=action, details=given):
            said = ", ".join(_brief(given, base))
            return [f"{lowered(base.vocabulary.actions[action].name)}: {said}"] if said else []
        case Joint(parts=parts):
            return [said for part in parts for said in _of_parts(part, base)]
        case None:
            return []
        case _:
            assert_never(advice)


def _brief(given: Details, base: KnowledgeBase) -> list[str]:
    """The details without those that only describe."""
    lean = replace(given, extent=(), where=(), with_=(), for_=(), about=(), purpose=(), scores=(), examples=())
    if len(given.schedules) < 2:
        return details(lean, base)
    several = "; ".join(schedule(one).replace(" in ", ": ") for one in given.schedules)
    return [several, *details(replace(lean, schedules=()), base)]


def missing(facts: Iterable[str], base: KnowledgeBase) -> str:
    """Facts to find out, as a short list of names."""
    names = [named(fact, base) for fact in facts]
    more = len(names) - MOST_NAMES
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:MOST_NAMES])} and {more} more"
