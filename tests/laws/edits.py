"""Random edits of a small base, as an editor makes them: conditions, exceptions, advice, rules, days, points, lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from laws.small_bases import ACTIONS, WORDS, conditions, finding, rule_of
from laws.strategies import SCORE
from whence.analysis.variant import under
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Not
from whence.language.reading import Alternative, Without
from whence.language.recommendation import Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.language.vocabulary import Impossible
from whence.values.struct import replace

TURN = date(2026, 1, 1)


def _put(base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    return replace(base, rules=dict(sorted({**base.rules, rule.id: rule}.items())))


@st.composite
def other_condition(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    when = draw(conditions())
    if rule.when is not None and draw(st.booleans()):
        when = draw(st.sampled_from([All((rule.when, when)), Any((rule.when, when))]))
    return _put(base, replace(rule, when=when))


@st.composite
def other_exception(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    plain = rule.refines is None and all(one.refines != rule.id for one in base.rules.values())
    key = draw(st.sampled_from(["unless", "only_if"] if plain else ["unless"]))
    return _put(base, replace(rule, **{"unless": None, "only_if": None, key: draw(st.none() | conditions())}))


@st.composite
def other_advice(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    then = Recommendation(draw(st.sampled_from(sorted(WORDS))), Do(draw(st.sampled_from(sorted(ACTIONS)))))
    return _put(base, replace(rule, then=then))


def rule_gone(base: KnowledgeBase, rule: Rule) -> st.SearchStrategy[KnowledgeBase]:
    return st.just(under(base, Alternative("gone", (Without(rule.id),))))


@st.composite
def rule_more(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    return _put(base, rule_of("book/more", when=draw(conditions()), unless=draw(st.none() | conditions())))


def other_name(base: KnowledgeBase, rule: Rule) -> st.SearchStrategy[KnowledgeBase]:
    rules = [replace(one, refines="book/renamed") if one.refines == rule.id else one for one in base.rules.values()]
    renamed = [replace(one, id="book/renamed", title="Renamed") if one.id == rule.id else one for one in rules]
    return st.just(replace(base, rules={one.id: one for one in renamed}))


@st.composite
def replaced(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    later = replace(rule, id="book/later", replaces=rule.id, in_force=InForce(TURN), when=draw(conditions()))
    return _put(_put(base, replace(rule, in_force=InForce(None, TURN))), replace(later, refines=None))


@st.composite
def other_days(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    return _put(base, replace(rule, in_force=draw(st.sampled_from([InForce(TURN), InForce(None, TURN)]))))


@st.composite
def other_definition(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    return replace(base, definitions={name: finding(draw(conditions())) for name in base.definitions})


@st.composite
def other_points(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    first, *rest = SCORE.components
    worth = draw(st.sampled_from([(0, 0), (2, 2), (3, 3), (0, 3)]))
    component = replace(first, points={**first.points, draw(st.sampled_from(["red", "green"])): worth})
    return replace(base, scores={SCORE.name: replace(SCORE, components=(component, *rest))})


@st.composite
def other_lines(draw: st.DrawFn, base: KnowledgeBase, rule: Rule) -> KnowledgeBase:
    lines = () if base.vocabulary.impossible else (Impossible("more", draw(conditions()), "by the words"),)
    return replace(base, vocabulary=replace(base.vocabulary, impossible=lines))


def the_same_otherwise(base: KnowledgeBase, rule: Rule) -> st.SearchStrategy[KnowledgeBase]:
    """Other words for the same: nobody gets another answer."""
    changed = replace(rule, title="Other words", version=rule.version + 1)
    return st.just(_put(base, changed if rule.when is None else replace(changed, when=_turned(rule.when))))


def _turned(condition: Condition) -> Condition:
    match condition:
        case All(parts=parts):
            return Not(Any(tuple(Not(_turned(part)) for part in reversed(parts))))
        case Any(parts=parts):
            return Not(All(tuple(Not(_turned(part)) for part in reversed(parts))))
        case Not(part=part):
            return Not(_turned(part))
        case _:
            return Not(Not(condition))


EDITS: tuple[Callable[[KnowledgeBase, Rule], st.SearchStrategy[KnowledgeBase]], ...] = (
    other_condition, other_exception, other_advice, rule_gone, rule_more, other_name, replaced, other_days,
    other_definition, other_points, other_lines, the_same_otherwise,
)  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, base: KnowledgeBase) -> tuple[str, KnowledgeBase]:
    """The name of an edit, and the base after it, now and then after a second one."""
    edit = draw(st.sampled_from(EDITS))
    changed = draw(edit(base, draw(st.sampled_from(list(base.rules.values())))))
    if changed.rules and draw(st.integers(0, 4)) == 0:
        more = draw(st.sampled_from((other_condition, other_advice)))
        return "two edits", draw(more(changed, draw(st.sampled_from(list(changed.rules.values())))))
    return edit.__name__, changed
