"""Random pairs of states of one small knowledge: a rule with an exception and a definition, before and after a change.

Small enough that everybody, the partly known included, can be tried.
"""

from __future__ import annotations

from hypothesis import strategies as st

from laws.strategies import CITED, FACTS, base_of, score_tests, tests_of
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not
from whence.language.definition import Definition
from whence.language.recommendation import Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.values.struct import replace

_FACTS = [fact for fact in FACTS if fact.name in ("fever", "size", "visits")]


def conditions() -> st.SearchStrategy[Condition]:
    """Conditions on three facts and the score."""
    leaf = st.one_of(*(tests_of(fact) for fact in _FACTS), score_tests())
    parts = lambda inner: st.lists(inner, min_size=2, max_size=3).map(tuple)  # noqa: E731
    joined = lambda inner: parts(inner).map(All) | parts(inner).map(Any) | inner.map(Not)  # noqa: E731
    return st.recursive(leaf, joined, max_leaves=3)


@st.composite
def alike(draw: st.DrawFn, condition: Condition) -> Condition:
    """The condition, or another that means the same, or nearly: turned about, twice denied, with a part more."""
    other = draw(conditions())
    others = [
        condition,
        Not(Not(condition)),
        All((condition, condition)),
        Any((condition, All((condition, other)))),
        All((condition, Any((other, Not(other))))),
        Any((condition, All((other, Not(other))))),
        All((condition, other)),
        other,
    ]
    same = draw(st.booleans())
    return others[draw(st.integers(0, 5) if same else st.integers(6, 7))]


@st.composite
def two_states(draw: st.DrawFn) -> tuple[KnowledgeBase, KnowledgeBase]:
    """Before and after, each with the rule `book/one` and the definition `finding`."""
    when, unless, case = draw(conditions()), draw(conditions()), draw(conditions())
    whole = All((when, Is("finding", ("present",))))
    before = base_of([_definition("finding", case)], [_rule("book/one", whole, unless)], [])
    changed = _definition("finding", draw(alike(case)))
    return before, base_of([changed], [_rule("book/one", draw(alike(whole)), draw(alike(unless)))], [])


def joined(before: KnowledgeBase, after: KnowledgeBase) -> KnowledgeBase:
    """One base that tests all that either tests."""
    other = replace(before.definitions["finding"], name="finding_before")
    return replace(
        after,
        rules={**after.rules, "book/two": replace(before.rules["book/one"], id="book/two")},
        definitions={**after.definitions, other.name: other},
    )


def _rule(name: str, when: Condition, unless: Condition) -> Rule:
    return Rule(name, 1, "A rule", Recommendation("offer", Do("rest")), CITED, InForce(), "draft", when, unless)


def _definition(name: str, case: Condition) -> Definition:
    return Definition(name, "book", 1, "Which?", {"present": case}, "absent", CITED, InForce(), "draft")
