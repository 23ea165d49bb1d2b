"""Random knowledge bases and random partial patients. Every value is one the reader could have made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from hypothesis import strategies as st

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.definition import Definition, Points, Score
from whence.language.patient import Given, Patient
from whence.language.recommendation import Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.language.source import Citation, Source, Word
from whence.language.vocabulary import Action, Fact, Impossible, Vocabulary
from whence.values.answers import PRESENCE, Count, Day, Duration, Number, Words
from whence.values.known import Between, Bound, Elapsed, Known, OneOf, Op
from whence.values.quantity import Quantity

TODAY = date(2026, 11, 20)
COLOURS = ("red", "green", "blue", "brown")
UNITS = {"days": ("hours", "days", "weeks"), "whole days": ("days", "weeks"), "months": ("months", "years")}

FACTS: tuple[Fact, ...] = (
    Fact("colour", "Which colour?", Words(COLOURS), "a"),
    Fact("fever", "Is there fever?", Words(PRESENCE), "a"),
    Fact("cough", "Is there a cough?", Words(PRESENCE), "a"),
    Fact("size", "Which size?", Words(("small", "middle", "large")), "a"),
    Fact("visits", "How many visits?", Count(), "b"),
    Fact("weight", "Which weight?", Number("kg"), "b"),
    Fact("lasting", "How long has it lasted?", Duration("days"), "b"),
    Fact("outlook", "How long will it last?", Duration("months"), "b"),
    Fact("began_on", "When did it begin?", Day(), "c"),
    Fact("ended_on", "When did it end?", Day(), "c"),
    Fact("span", "How long from beginning to end?", Duration("months"), "c", between=("began_on", "ended_on")),
    Fact("since", "How long since the beginning?", Duration("days"), "c", between=("began_on",)),
)
TESTED = tuple(fact for fact in FACTS if not isinstance(fact.answer, Day))


def amounts() -> st.SearchStrategy[Decimal]:
    return st.one_of(st.integers(0, 6).map(Decimal), st.sampled_from([Decimal("0.5"), Decimal("2.50")]))


@lru_cache
def quantities(fact: Fact) -> st.SearchStrategy[Quantity]:
    whole = st.integers(0, 6).map(Decimal)
    match fact.answer:
        case Count():
            return whole.map(Quantity)
        case Number(unit=unit):
            return amounts().map(lambda amount: Quantity(amount, unit))
        case Duration(family=family):
            kind = "whole days" if fact.between and family == "days" else family
            return st.builds(Quantity, whole, st.sampled_from(UNITS[kind]))
        case _:
            raise AssertionError(fact)


@lru_cache(maxsize=512)
def _words_of(name: str, answers: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    return st.lists(st.sampled_from(answers), min_size=1, unique=True).map(lambda some: Is(name, tuple(some)))


@lru_cache
def tests_of(fact: Fact) -> st.SearchStrategy[Condition]:
    return _words_of(fact.name, fact.answer.answers) if isinstance(fact.answer, Words) else _bounds_of(fact)


@st.composite
def _bounds_of(draw: st.DrawFn, fact: Fact) -> Condition:
    low = Bound(draw(st.sampled_from([Op.AT_LEAST, Op.MORE_THAN])), draw(quantities(fact)))
    high = Bound(draw(st.sampled_from([Op.AT_MOST, Op.LESS_THAN])), draw(quantities(fact)))
    return Within(fact.name, draw(st.sampled_from([(low,), (high,), (low, high)])))


SCORE = Score(
    name="burden",
    folder="book",
    version=1,
    asks="What is the burden?",
    components=(
        Points("colour", {"red": (3, 3), "green": (1, 2), "blue": (0, 0), "brown": (0, 0)}),
        Points("fever", {"present": (2, 2), "absent": (0, 0)}),
        Points("size", {"small": (0, 0), "middle": (1, 1), "large": (4, 4)}),
    ),
    range=(Bound(Op.AT_LEAST, Quantity(Decimal(0))), Bound(Op.AT_MOST, Quantity(Decimal(9)))),
    bands={
        "light": (Bound(Op.AT_MOST, Quantity(Decimal(2))),),
        "middling": (Bound(Op.MORE_THAN, Quantity(Decimal(2))), Bound(Op.LESS_THAN, Quantity(Decimal(6)))),
        "heavy": (Bound(Op.AT_LEAST, Quantity(Decimal(6))),),
    },
    source=(Citation("book", "page.1"),),
    in_force=InForce(),
    status="draft",
)


@st.composite
def score_tests(draw: st.DrawFn) -> Condition:
    if draw(st.booleans()):
        return Is(SCORE.name, tuple(draw(st.lists(st.sampled_from(tuple(SCORE.bands)), min_size=1, unique=True))))
    return Within(SCORE.name, (Bound(draw(st.sampled_from(tuple(Op))), Quantity(Decimal(draw(st.integers(0, 10))))),))


def conditions(definitions: Sequence[Definition] = ()) -> st.SearchStrategy[Condition]:
    return _conditions(tuple((definition.name, definition.answers) for definition in definitions))


@lru_cache(maxsize=512)  # making a strategy takes longer than drawing from it
def _conditions(definitions: tuple[tuple[str, tuple[str, ...]], ...]) -> st.SearchStrategy[Condition]:
    leaf = st.sampled_from(TESTED).flatmap(tests_of) | score_tests()
    if definitions:
        leaf = leaf | st.sampled_from(definitions).flatmap(lambda definition: _words_of(*definition))
    parts = lambda inner: st.lists(inner, min_size=1, max_size=4).map(tuple)  # noqa: E731
    return st.recursive(
        leaf,
        lambda inner: parts(inner).map(All) | parts(inner).map(Any) | inner.map(Not),
        max_leaves=8,
    )


def in_force() -> st.SearchStrategy[InForce]:
    days = st.integers(-3, 3).map(lambda step: TODAY + timedelta(days=step))
    start = st.none() | days
    until = st.none() | days.map(lambda day: day + timedelta(days=7))
    return st.builds(InForce, start, until)


CITED = (Citation("book", "page.1"),)
SOURCES = {
    source: Source(source, source, source, "press", "1", {}, "textbook", {}, {"offer": Word("offer", "for", "strong")})
    for source in ("book", "paper")
}


@st.composite
def definitions_of(draw: st.DrawFn, name: str, before: Sequence[Definition]) -> Definition:
    if draw(st.booleans()):
        cases = {"present": draw(conditions(before))}
        otherwise: str | None = "absent"
    else:
        answers = draw(st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=3, unique=True))
        cases = {answer: draw(conditions(before)) for answer in answers}
        otherwise = draw(st.sampled_from(["rest", None]))
    return Definition(name, "book", 1, "Which?", cases, otherwise, CITED, draw(in_force()), "draft")


@st.composite
def rules_of(draw: st.DrawFn, name: str, before: Sequence[Rule], definitions: Sequence[Definition]) -> Rule:
    parents = [rule for rule in before if rule.folder == name.partition("/")[0] and rule.only_if is None]
    parent = draw(st.none() | st.sampled_from(parents)) if parents else None
    when = draw(st.none() | conditions(definitions)) if parent else draw(conditions(definitions))
    kinds = ["plain", "unless"] if parent else ["plain", "unless", "only_if"]
    kind = draw(st.sampled_from(kinds))
    return Rule(
        id=name,
        version=1,
        title=name,
        then=Recommendation("offer", Do("rest")),
        source=CITED,
        in_force=draw(in_force()),
        status="draft",
        when=when,
        unless=draw(conditions(definitions)) if kind == "unless" else None,
        only_if=draw(conditions(definitions)) if kind == "only_if" else None,
        refines=parent.id if parent else None,
    )


def base_of(
    definitions: Sequence[Definition], rules: Sequence[Rule], impossible: Sequence[Impossible] = (), digest: str = ""
) -> KnowledgeBase:
    """A base whose mappings are in the order given, so that orders can be compared."""
    vocabulary = Vocabulary(
        {fact.name: fact for fact in FACTS}, {"rest": Action("rest", "Rest")}, {}, {}, {}, tuple(impossible)
    )
    return KnowledgeBase(
        vocabulary=vocabulary,
        sources=SOURCES,
        ledgers={},
        guidelines={},
        definitions={definition.name: definition for definition in definitions},
        scores={SCORE.name: SCORE},
        rules={rule.id: rule for rule in rules},
        pathways={},
        digest=digest,
    )


@st.composite
def bases(draw: st.DrawFn, most_rules: int = 6) -> KnowledgeBase:
    definitions: list[Definition] = []
    for number in range(draw(st.integers(0, 3))):
        definitions.append(draw(definitions_of(f"finding_{number}", definitions)))
    rules: list[Rule] = []
    for number in range(draw(st.integers(1, most_rules))):
        folder = draw(st.sampled_from(["book", "paper"]))
        rules.append(draw(rules_of(f"{folder}/rule-{number}", rules, definitions)))
    impossible = [Impossible("never", draw(conditions()), "by the meaning of the words")] if draw(st.booleans()) else []
    return base_of(definitions, rules, impossible, "0" * 64)


@st.composite
def intervals(draw: st.DrawFn, step: Decimal) -> Between:
    low, high = (draw(st.none() | amounts().map(lambda amount: amount * step)) for _ in range(2))
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            return Between(low, high)
    return Between(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))


STEPS = {"days": Decimal(1440), "months": Decimal(1)}


@st.composite
def day_pairs(draw: st.DrawFn) -> tuple[date, date]:
    days = sorted(draw(st.dates(date(2026, 1, 25), date(2026, 9, 5))) for _ in range(draw(st.integers(1, 2))))
    return days[0], days[-1]


def knowns(fact: Fact) -> st.SearchStrategy[Known]:
    if isinstance(fact.answer, Words):
        return st.frozensets(st.sampled_from(fact.answer.answers), min_size=1).map(OneOf)
    step = STEPS[fact.answer.family] if isinstance(fact.answer, Duration) else Decimal(1)
    if fact.between:
        return st.builds(Elapsed, day_pairs(), day_pairs()) | intervals(step)
    return intervals(step)


@st.composite
def patients(draw: st.DrawFn) -> dict[str, Known]:
    """What is known of a patient, in a random order of facts."""
    order = draw(st.permutations(TESTED))
    given = {fact.name: draw(st.none() | knowns(fact)) for fact in order}
    return {name: known for name, known in given.items() if known is not None}


@st.composite
def narrowed(draw: st.DrawFn, known: Mapping[str, Known]) -> dict[str, Known]:
    """The same patient of whom as much or more is known."""
    return {fact.name: draw(narrower(fact, known.get(fact.name))) for fact in TESTED if draw(_keeps(fact, known))}


def _keeps(fact: Fact, known: Mapping[str, Known]) -> st.SearchStrategy[bool]:
    return st.just(True) if fact.name in known else st.booleans()


@st.composite
def narrower(draw: st.DrawFn, fact: Fact, known: Known | None) -> Known:
    match known:
        case None:
            return draw(knowns(fact))
        case OneOf(answers=answers):
            return OneOf(draw(st.frozensets(st.sampled_from(sorted(answers)), min_size=1)))
        case Elapsed(first=first, last=last):
            return Elapsed(draw(_within(first)), draw(_within(last)))
        case Between():
            return draw(st.just(known) | _exact(known))


@st.composite
def _within(draw: st.DrawFn, pair: tuple[date, date]) -> tuple[date, date]:
    days = sorted(draw(st.dates(*pair)) for _ in range(2))
    return days[0], days[1]


def _exact(known: Between) -> st.SearchStrategy[Known]:
    """One number inside the interval; the interval itself where it has no end to start from."""
    match known:
        case Between(low=None, high=None):
            return st.integers(0, 9000).map(lambda number: Between(Decimal(number), Decimal(number)))
        case Between(low=None, high=high) if high is not None and high > 0:
            return st.just(Between(high / 2, high / 2))
        case Between(low=low, high=None) if low is not None:
            return st.just(Between(low + 1, low + 1))
        case Between(low=low, high=high) if low is not None and high is not None:
            return st.just(Between((low + high) / 2, (low + high) / 2))
        case _:
            return st.just(known)


@st.composite
def patient_files(draw: st.DrawFn) -> Patient:
    """A patient as a file would give it: words only, some of them partial."""
    facts: dict[str, Given] = {}
    for fact in draw(st.permutations([fact for fact in FACTS if isinstance(fact.answer, Words)])):
        assert isinstance(fact.answer, Words)
        answers = draw(st.none() | st.lists(st.sampled_from(fact.answer.answers), min_size=1, unique=True))
        if answers is not None and len(answers) == 1:
            facts[fact.name] = Given(fact.name, answer=answers[0])
        elif answers is not None:
            facts[fact.name] = Given(fact.name, one_of=tuple(answers))
    return Patient("somebody", facts, TODAY)
