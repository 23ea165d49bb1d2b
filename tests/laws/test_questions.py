"""The next question, and the smallest change: equal to trying everything by hand on small random bases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import product
from random import Random
from typing import Any

from hypothesis import assume, given

from laws.test_action_sets import MOST, People, advising_bases, by_hand, completed, completions, nodes, people
from whence.assessment.action_sets import ActionCompletions
from whence.assessment.next_question import Questions, whole
from whence.assessment.outcomes import Outcome
from whence.backends.answers_tried import tried
from whence.backends.fewest_facts import nearest
from whence.language.base import KnowledgeBase
from whence.language.tally import tally
from whence.program.build import build
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.known import Known
from whence.values.truth import Truth


def test_questions_end_exactly_when_no_completion_says_anything_else(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(advising_bases(), people())
    def law(base: KnowledgeBase, known: People) -> None:
        program = build(base)
        if program.scores or not any(True for _ in completions(base, program, known)):
            return  # a total that an answer leaves open is settled by no question; and somebody must be possible
        with closing(ActionCompletions(base, program, base.rules)) as search:
            questions = Questions(base, search, base.rules, drawn=8)
            for _ in range(12):
                ends = {tuple(map(frozenset, by_hand(base, program, v))) for v in completions(base, program, known)}
                step = questions.step(known)
                if step.fact is None:
                    assert len(ends) == 1 and not step.open
                    return
                assert len(ends) > 1 and step.open and step.bears_on and not whole(known.get(step.fact))
                answers = sorted({one.known[step.fact] for one in questions.draw(known)}, key=repr)
                known = {**known, step.fact: Random(len(known)).choice(answers)}
            raise AssertionError("more questions than facts")

    law()


def test_an_answer_bears_on_what_it_alone_can_change_and_on_nothing_else(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(advising_bases(), people())
    def law(base: KnowledgeBase, known: People) -> None:
        program = build(base)
        ends = []
        for answers, values in completed(base, program, known):
            advised, open_, against = by_hand(base, program, values)
            said = (("for", advised), ("choice", advised | open_), ("against", against))
            ends.append((answers, {(sense, action) for sense, which in said for action in which}))
        with closing(ActionCompletions(base, program, base.rules)) as search:
            for name in sorted({*(ends[0][0] if ends else ()), *known} - program.scores.keys()):
                found = set(search.bearing.changed(name, known, search.outcomes))
                assert found == set(_changing(name, program, ends, search.outcomes))

    law()


def _changing(
    name: str, program: Program, ends: list[tuple[dict[str, Known], set[Outcome]]], outcomes: Iterable[Outcome]
) -> Iterator[Outcome]:
    """The outcomes that differ between two people who answer one fact otherwise, and no other.

    They have the same total of a score, unless the fact is a part of it.
    """
    own = {name, *(score.name for score in program.scores.values() if name in {part.fact for part in score.components})}
    alike: dict[tuple[Known, ...], list[tuple[Known | None, set[Outcome]]]] = {}
    for answers, end in ends:
        rest = tuple(answer for fact, answer in answers.items() if fact not in own)
        alike.setdefault(rest, []).append((answers.get(name), end))
    for outcome in outcomes:
        for group in alike.values():
            with_it = {answer for answer, end in group if outcome in end}
            without = {answer for answer, end in group if outcome not in end}
            if with_it and without and len(with_it | without) > 1:
                yield outcome
                break


def test_the_smallest_change_touches_as_few_answers_as_trying_all_of_them(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(advising_bases(), people())
    def law(base: KnowledgeBase, known: People) -> None:
        program = build(base)
        answers = tried(program, base.vocabulary.facts)
        assume(len(answers) <= 4)
        known = {name: answer for name, answer in known.items() if name in answers}
        ways = {name: [*dict.fromkeys((*each, known.get(name)))] for name, each in answers.items()}
        many = 1
        for each in ways.values():
            many *= len(each)
        assume(many <= MOST)
        for roots in program.rules.values():
            least = min(
                (
                    _touched(said, known)
                    for chosen in product(*ways.values())
                    if _meets(program, said := _said(ways, chosen), roots.when)
                ),
                default=None,
            )
            found = nearest(program, base.vocabulary.facts, [[(roots.when, Truth.TRUE)]], known)
            assert (None if found is None else _touched(found, known)) == least
            if found is not None:
                assert _meets(program, {**known, **found}, roots.when)

    law()


def _said(ways: dict[str, list[Known | None]], chosen: tuple[Known | None, ...]) -> dict[str, Known]:
    return {name: answer for name, answer in zip(ways, chosen, strict=True) if answer is not None}


def _touched(said: dict[str, Known], known: People) -> tuple[int, int]:
    """How many answers are touched, and how many of them contradict what was known."""
    touched = [name for name, answer in said.items() if known.get(name) != answer]
    return len(touched), sum(name in known for name in touched)


def _meets(program: Program, said: dict[str, Known], when: int) -> bool:
    trace = Trace(nodes(program, {**said, **{name: tally(score, said) for name, score in program.scores.items()}}))
    lines = any(trace.of(line) is Truth.TRUE for line in program.impossible.values())
    return trace.of(when) is Truth.TRUE and not lines
