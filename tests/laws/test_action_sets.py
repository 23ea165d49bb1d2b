"""Certain, possible, excluded: equal to trying every completion one by one. The solver only makes it quicker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from laws.strategies import bases, patients
from whence.assessment.action_sets import ActionCompletions, Contradictory
from whence.backends.answers_tried import tried
from whence.backends.clauses import Clauses
from whence.backends.fewest_facts import FewestFacts
from whence.language.advice import advised, advised_against, choices
from whence.language.base import KnowledgeBase
from whence.language.condition import Is
from whence.language.recommendation import Advice, Do, Joint, Recommendation
from whence.language.rule import Rule
from whence.language.source import Word
from whence.language.tally import tally
from whence.language.vocabulary import Action
from whence.program.build import build
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.answers import Count, Words
from whence.values.known import Between, Elapsed, Known, OneOf, Tally, is_one_of, within
from whence.values.struct import replace
from whence.values.truth import Truth, all_of

ACTIONS = {
    action.id: action
    for action in (
        Action("rest", "Rest"), Action("nap", "Nap", "rest"), Action("sleep", "Sleep", "rest"), Action("run", "Run"),
    )
}  # fmt: skip
WORDS = {
    word.word: word
    for word in (
        Word("offer", "for", "strong"), Word("may", "for", "option"), Word("avoid", "against", "strong"),
        Word("shows", "for", "evidence"),
    )
}  # fmt: skip
MOST = 4000  # completions tried by hand

People = Mapping[str, Known]


def advices() -> st.SearchStrategy[Advice]:
    one = st.sampled_from(sorted(ACTIONS)).map(Do)
    kinds = st.sampled_from(["together", "either", "any_of", "in_order"])
    return one | st.builds(Joint, kinds, st.lists(one, min_size=2, max_size=3).map(tuple))


@st.composite
def advising(draw: st.DrawFn, rule: Rule) -> Rule:
    word = draw(st.sampled_from(sorted(WORDS)))
    single = WORDS[word].direction == "against" or rule.only_if is not None
    advice = Do(draw(st.sampled_from(sorted(ACTIONS)))) if single else draw(advices())
    return replace(rule, then=Recommendation(word, advice), only_if=None if word == "avoid" else rule.only_if)


@st.composite
def advising_bases(draw: st.DrawFn) -> KnowledgeBase:
    """Random rules that advise different things for and against."""
    base = draw(bases(most_rules=3))
    return replace(
        base,
        rules={name: draw(advising(rule)) for name, rule in base.rules.items()},
        sources={name: replace(source, words=WORDS) for name, source in base.sources.items()},
        vocabulary=replace(base.vocabulary, actions=ACTIONS),
    )


def people() -> st.SearchStrategy[People]:
    return patients().map(lambda known: {n: k for n, k in known.items() if not isinstance(k, Elapsed)})


def amounts(program: Program, fact: str, known: Known | None, *, whole: bool) -> list[Known]:
    """Amounts at, between and beyond every bound of the base and of the patient, as far as the patient leaves them."""
    marks = {
        bound.quantity.in_base for leaf in program.leaves if leaf.name == fact for bound in getattr(leaf, "bounds", ())
    }
    if isinstance(known, Between):
        marks |= {end for end in (known.low, known.high) if end is not None}
    line = sorted({Decimal(0), *marks})
    line += [(low + high) / 2 for low, high in pairwise(line)] + [line[-1] + 1]
    if whole:
        line = [
            amount for mark in line for amount in (Decimal(int(mark) - 1), Decimal(int(mark)), Decimal(int(mark) + 1))
        ]
    inside = [Between(amount, amount) for amount in sorted(set(line)) if amount >= 0]
    return [one for one in inside if not isinstance(known, Between) or _lies_in(one.low or Decimal(0), known)]


def _lies_in(amount: Decimal, known: Between) -> bool:
    low = known.low is None or amount > known.low or (amount == known.low and not known.low_open)
    high = known.high is None or amount < known.high or (amount == known.high and not known.high_open)
    return low and high


def completions(base: KnowledgeBase, program: Program, known: People) -> Iterator[tuple[Truth, ...]]:
    """The truth of every node under each completion that no line of `impossible` forbids."""
    for _, values in completed(base, program, known):
        yield values


def completed(
    base: KnowledgeBase, program: Program, known: People
) -> Iterator[tuple[dict[str, Known], tuple[Truth, ...]]]:
    """The same, each with its answers and totals."""
    facts = {leaf.name for leaf in program.leaves} - set(program.scores)
    facts |= {part.fact for score in program.scores.values() for part in score.components}
    choices_of: dict[str, list[Known]] = {}
    for name in sorted({*facts, *known}):
        kind, given = base.vocabulary.facts[name].answer, known.get(name)
        if isinstance(kind, Words):
            left = given.answers if isinstance(given, OneOf) else kind.answers
            choices_of[name] = [OneOf(frozenset((answer,))) for answer in kind.answers if answer in left]
        else:
            choices_of[name] = amounts(program, name, given, whole=isinstance(kind, Count))
        if name not in facts:  # no test sees the answer: one that is possible stands for all
            choices_of[name] = choices_of[name][:1]
    many = 1
    for answers in choices_of.values():
        many *= max(len(answers), 1)
    assume(many <= MOST)
    for answers in product(*choices_of.values()):
        whole: dict[str, Known] = dict(zip(choices_of, answers, strict=True))
        totals = {name: tally(score, whole) for name, score in program.scores.items()}
        for chosen in product(*(range(total.low, total.high + 1) for total in totals.values())):
            for (name, total), points in zip(totals.items(), chosen, strict=True):
                whole[name] = Tally(points, points, total.bands)
            values = nodes(program, whole)
            trace = Trace(values)
            if not any(trace.of(literal) is Truth.TRUE for literal in program.impossible.values()):
                yield dict(whole), values


def nodes(program: Program, whole: Mapping[str, Known]) -> tuple[Truth, ...]:
    values = [Truth.TRUE]
    for leaf in program.leaves:
        known = whole.get(leaf.name)
        values.append(is_one_of(known, leaf.answers) if isinstance(leaf, Is) else within(known, leaf.bounds))
    for parts in program.ands:
        values.append(all_of(~values[part >> 1] if part & 1 else values[part >> 1] for part in parts))
    return tuple(values)


def by_hand(base: KnowledgeBase, program: Program, values: tuple[Truth, ...]) -> tuple[set[str], set[str], set[str]]:
    """Under one completion: what is advised, what stands open to choice, what is advised against."""
    trace = Trace(values)
    recommended: set[str] = set()
    open_: set[str] = set()
    against: set[str] = set()
    for name, rule in base.rules.items():
        roots, word, advice = program.rules[name], WORDS[rule.then.word], rule.then.advice
        assert advice is not None
        if word.force == "evidence" or trace.of(roots.when) is not Truth.TRUE:
            continue
        if roots.unless is not None and trace.of(roots.unless) is Truth.TRUE:
            continue
        if (roots.only_if is not None and trace.of(roots.only_if) is Truth.FALSE) or word.direction == "against":
            against |= advised_against(advice, ACTIONS)
        else:
            recommended |= advised(advice, ACTIONS)
            open_ |= choices(advice, ACTIONS)
    return recommended, open_, against


def test_the_sets_are_those_of_trying_every_completion(ten_thousand: Callable[[Any], Any]) -> None:
    @ten_thousand
    @given(advising_bases(), people())
    def law(base: KnowledgeBase, known: People) -> None:
        program = build(base)
        tries = [by_hand(base, program, values) for values in completions(base, program, known)]
        with closing(ActionCompletions(base, program, base.rules)) as search:
            if not tries:
                try:
                    search.sets(known)
                except Contradictory:
                    return
                raise AssertionError("no completion by hand, and one by the solver")
            found = search.sets(known)
        certain = {action for action in ACTIONS if all(action in one[0] for one in tries)}
        touched = {action for action in ACTIONS if any(action in one[0] | one[1] for one in tries)}
        assert set(found.certain) == certain
        assert set(found.possible) == touched - certain
        assert set(found.excluded) == set(ACTIONS) - touched
        chosen = {action for action in ACTIONS if all(action in one[0] | one[1] for one in tries)}
        once = {action for action in chosen if any(action in one[1] for one in tries)}
        assert set(found.choice) <= chosen - certain and once - certain <= set(found.choice)
        assert set(found.certain_against) == {a for a in ACTIONS if all(a in one[2] for one in tries)}
        assert set(found.possible_against) == {a for a in ACTIONS if any(a in one[2] for one in tries)} - set(
            found.certain_against
        )

    law()


def test_every_node_can_be_what_some_completion_makes_it_and_nothing_else(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(advising_bases(), people())
    def law(base: KnowledgeBase, known: People) -> None:
        program = build(base)
        tries = list(completions(base, program, known))
        with Clauses(program, base.vocabulary.facts) as clauses:
            given_ = clauses.given(known)
            for node in range(program.size):
                for truth, literal in ((Truth.TRUE, 2 * node), (Truth.FALSE, 2 * node + 1)):
                    by_solver = clauses.some(given_, [clauses.variable(literal)])
                    assert by_solver is any(values[node] is truth for values in tries), (node, truth)

    law()


def test_a_completion_the_solver_finds_makes_true_what_was_asked(examples: Callable[[Any], Any]) -> None:
    """A total that an answer worth a range of points leaves open is no answer of a fact: there it is not false."""

    @examples
    @given(advising_bases(), people())
    def law(base: KnowledgeBase, known: People) -> None:
        program = build(base)
        may = {Truth.TRUE, Truth.UNKNOWN} if program.scores else {Truth.TRUE}
        with Clauses(program, base.vocabulary.facts) as clauses:
            given_ = clauses.given(known)
            for roots in program.rules.values():
                if clauses.some(given_, [clauses.variable(roots.when)]):
                    whole = clauses.completion()
                    totals = {name: tally(score, whole) for name, score in program.scores.items()}
                    assert Trace(nodes(program, {**whole, **totals})).of(roots.when) in may

    law()


def test_the_fewest_facts_are_as_few_as_trying_them_all_finds(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(advising_bases())
    def law(base: KnowledgeBase) -> None:
        program = build(base)
        answers = tried(program, base.vocabulary.facts)
        assume(len(answers) <= 5)
        many = 1
        for one in answers.values():
            many *= len(one) + 1
        assume(many <= MOST)
        search = FewestFacts(program, base.vocabulary.facts)
        for roots in program.rules.values():
            least: int | None = None
            for chosen in product(*([None, *one] for one in answers.values())):
                said = {name: one for name, one in zip(answers, chosen, strict=True) if one is not None}
                with_totals = {**said, **{name: tally(score, said) for name, score in program.scores.items()}}
                trace = Trace(nodes(program, with_totals))
                if any(trace.of(line) is Truth.TRUE for line in program.impossible.values()):
                    continue
                if trace.of(roots.when) is Truth.TRUE and (least is None or len(said) < least):
                    least = len(said)
            found = search.find([[(roots.when, Truth.TRUE)]])
            assert (None if found is None else len(found)) == least
            if found is not None:
                with_totals = {**found, **{name: tally(score, found) for name, score in program.scores.items()}}
                assert Trace(nodes(program, with_totals)).of(roots.when) is Truth.TRUE
        search.close()

    law()
