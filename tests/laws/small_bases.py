"""Random bases so small that everybody, the partly known included, can be tried: three facts, a score, a few rules."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any as Any_

from hypothesis import strategies as st

from laws.strategies import CITED, FACTS, SCORE, SOURCES, score_tests, tests_of
from whence.language.base import Group, Guideline, KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.definition import Definition
from whence.language.recommendation import Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.language.source import Word
from whence.language.vocabulary import Action, Impossible, Vocabulary
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity
from whence.values.struct import replace

_KNOWN = {fact.name: fact for fact in FACTS}
_ASKED = tuple(_KNOWN[name] for name in ("fever", "size"))
WORDS = {word.word: word for word in (Word("offer", "for", "strong"), Word("avoid", "against", "strong"))}
WORDS["consider"] = Word("consider", "for", "weak")
BOOK = replace(SOURCES["book"], words=WORDS)
ACTIONS = {"rest": Action("rest", "Rest"), "nap": Action("nap", "A nap", "rest")}


def visits() -> st.SearchStrategy[Condition]:
    bounds = st.builds(Bound, st.sampled_from(Op), st.just(Quantity(Decimal(2))))
    return bounds.map(lambda bound: Within("visits", (bound,)))


def conditions() -> st.SearchStrategy[Condition]:
    colour = st.sampled_from(["red", "green"]).map(lambda answer: Is("colour", (answer,)))
    leaf = st.one_of(*(tests_of(fact) for fact in _ASKED), visits(), visits(), colour, score_tests())
    parts = lambda inner: st.lists(inner, min_size=2, max_size=3).map(tuple)  # noqa: E731
    joined = lambda inner: parts(inner).map(All) | parts(inner).map(Any) | inner.map(Not)  # noqa: E731
    return st.recursive(leaf, joined, max_leaves=4)


@st.composite
def rules_of(draw: st.DrawFn, number: int, before: list[Rule], alike: list[Condition]) -> Rule:
    """A rule; conditions are drawn from a few, so that rules are often alike."""
    pick = st.sampled_from(alike)
    signed = pick | pick.map(Not)
    some = signed | st.builds(lambda one, other: All((one, other)), pick, signed)
    parents = [one for one in before if one.only_if is None]
    parent = draw(st.none() | st.sampled_from(parents)) if parents else None
    kind = draw(st.sampled_from(["plain", "unless"] if parent else ["plain", "unless", "only_if"]))
    word, action = draw(st.sampled_from(sorted(WORDS))), draw(st.sampled_from(sorted(ACTIONS)))
    branches = st.lists(some, min_size=2, max_size=2).map(lambda two: Any(tuple(two)))
    return rule_of(
        f"book/rule-{number}",
        word,
        action,
        when=draw(st.none() | some) if parent else draw(some),
        unless=draw(some | branches) if kind == "unless" else None,
        only_if=draw(some) if kind == "only_if" and word != "avoid" else None,
        refines=parent.id if parent else None,
    )


@st.composite
def small_bases(draw: st.DrawFn) -> KnowledgeBase:
    alike = draw(st.lists(conditions(), min_size=1, max_size=2))
    case = draw(st.none() | conditions())
    if case is not None:
        alike.append(Is("finding", ("present",)))
    rules: list[Rule] = []
    for number in range(draw(st.integers(2, 4))):
        rules.append(draw(rules_of(number, rules, alike)))
    lines = [Impossible("never", draw(conditions()), "by the meaning of the words")] if draw(st.booleans()) else []
    names = tuple(one.id for one in rules)
    group = Group("these", names, draw(st.none() | st.sampled_from(alike)), exclusive=True, complete=True)
    return base_of(rules, lines, group, case)


def rule_of(name: str, word: str = "offer", action: str = "rest", **parts: Any_) -> Rule:
    """A rule of the book; `parts` are its conditions and what it refines."""
    then = Recommendation(word, Do(action))
    return Rule(name, 1, "A rule", then, CITED, InForce(), "draft", **parts)


def finding(case: Condition) -> Definition:
    """The definition that is present where `case` is."""
    return Definition("finding", "book", 1, "Is it there?", {"present": case}, "absent", CITED, InForce(), "draft")


def base_of(
    rules: Sequence[Rule],
    lines: Sequence[Impossible] = (),
    group: Group | None = None,
    case: Condition | None = None,
) -> KnowledgeBase:
    """A base of these rules, with what is impossible, and perhaps a group and one definition, `finding`."""
    found = {} if case is None else {"finding": finding(case)}
    groups = () if group is None else (group,)
    return KnowledgeBase(
        vocabulary=Vocabulary(_KNOWN, ACTIONS, {}, {}, {}, tuple(lines)),
        sources={"book": BOOK},
        ledgers={},
        guidelines={"home": Guideline("home", "Home", ("book",), "Tests", (), groups)},
        definitions=found,
        scores={SCORE.name: SCORE},
        rules={one.id: one for one in rules},
        pathways={},
        digest="0" * 64,
    )
