"""A small base of three documents that do not always agree, made without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

from whence.assessment.assess import Assessor
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.compare.compare import Comparer
from whence.compare.comparison import Comparison
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is
from whence.language.patient import Given, Patient
from whence.language.recommendation import Advice, Details, Do, Dose, Figure, Joint, Recommendation
from whence.language.rule import DerivedFrom, InForce, Rule
from whence.language.source import Citation, Missing, Source, Word
from whence.language.topic import Topic
from whence.language.vocabulary import Action, Fact, Impossible, Vocabulary
from whence.program.build import build
from whence.values.answers import PRESENCE, Words
from whence.values.quantity import Quantity

DAY = date(2026, 11, 20)
FACTS = tuple(Fact(name, f"Is there {name}?", Words(PRESENCE), "home") for name in ("fever", "cough", "frail"))
ACTIONS = {
    action.id: action
    for action in (
        Action("drink", "Drink"),
        Action("tea", "Tea", "drink"),
        Action("black-tea", "Black tea", "tea"),
        Action("milk", "Milk", "drink"),
        Action("rest", "Rest"),
        Action("walk", "Walk"),
    )
}
WORDS = {
    word.word: word
    for word in (
        Word("offer", "for", "strong"),
        Word("consider", "for", "weak"),
        Word("may", "for", "option"),
        Word("discuss", "for", "not stated"),
        Word("avoid", "against", "strong"),
        Word("mostly-avoid", "against", "strong", "most"),
        Word("shows", "for", "evidence"),
        Word("unavailable", "none", "unavailable"),
    )
}
PUBLISHERS = {"almanac": "Almanac", "leaflet": "The parish", "letter": "A cousin"}


def source(name: str, missing: tuple[Missing, ...] = ()) -> Source:
    return Source(name, name, name, PUBLISHERS[name], "1", {}, "textbook", {}, WORDS, missing=missing)


def has(fact: str) -> Condition:
    return Is(fact, ("present",))


def rule(name: str, word: str, advice: str | Advice, when: Condition | None = None, **more: Any) -> Rule:
    then = Recommendation(
        word,
        Do(advice) if isinstance(advice, str) else advice,
        more.pop("details", Details()),
        more.pop("rather_than", None),
    )
    cited = (Citation(name.partition("/")[0], "page.1"),)
    return Rule(name, 1, name, then, cited, InForce(), "draft", when or has("fever"), **more)


def copied(name: str, of: str, when: Condition | None = None) -> Rule:
    return rule(name, "offer", "tea", when, derived_from=DerivedFrom(rule=of))


def milligrams(low: int, high: int | None = None) -> Figure:
    return Figure(Quantity(Decimal(low), "mg"), Quantity(Decimal(high if high is not None else low), "mg"))


def first_dose(low: int, *route: str, example: bool = False) -> Details:
    return Details(loading=Dose(milligrams(low), route=route), example=example)


def either(*actions: str) -> Joint:
    return Joint("either", tuple(Do(action) for action in actions))


def in_order(*actions: str) -> Joint:
    return Joint("in_order", tuple(Do(action) for action in actions))


def topic(*compare: str, decides: tuple[str, ...] = ("drink", "rest", "walk"), **more: Any) -> Topic:
    return Topic("thirst", "Thirst", decides, compare, **more)


def base_of(
    rules: Iterable[Rule],
    of: Topic,
    missing: Mapping[str, tuple[Missing, ...]] | None = None,
    impossible: tuple[Impossible, ...] = (),
) -> KnowledgeBase:
    return KnowledgeBase(
        vocabulary=Vocabulary({fact.name: fact for fact in FACTS}, ACTIONS, {}, {}, {}, impossible),
        sources={name: source(name, (missing or {}).get(name, ())) for name in PUBLISHERS},
        ledgers={},
        guidelines={},
        definitions={},
        scores={},
        rules={one.id: one for one in sorted(rules, key=lambda one: one.id)},
        pathways={},
        digest="0" * 64,
        topics={of.name: of},
    )


def person(**facts: str) -> Patient:
    return Patient("somebody", {name: Given(name, answer) for name, answer in facts.items()}, DAY)


def compared(rules: Iterable[Rule], of: Topic, patient: Patient | None = None, **more: Any) -> Comparison:
    """The comparison for a patient with fever, unless another patient is given."""
    base = base_of(rules, of, **more)
    program = build(base)
    with closing(DurableEngine(program)) as durable:
        assessor = Assessor(base, program, durable, CompiledProgram(program))
        return Comparer(base).compare(assessor.assess(patient or person(fever="present")), of)
