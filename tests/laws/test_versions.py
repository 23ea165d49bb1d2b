"""A rule or definition differs between two states exactly where trying everybody, partly known too, says it does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

from hypothesis import given

from laws.everybody_tried import partly_known
from laws.two_states import joined, two_states
from whence.language.base import KnowledgeBase
from whence.language.condition import Is
from whence.language.evaluate import evaluate
from whence.proofs.meanings import Meanings
from whence.proofs.verdicts import end_of
from whence.values.truth import Truth

MANY = 4_000


def ends(base: KnowledgeBase, known: Any) -> tuple[str, Truth]:
    finding = evaluate(Is("finding", ("present",)), known, base.defined)
    return end_of(base.expanded(base.rules["book/one"]), known, base).value, finding


def test_somebody_gets_another_answer_exactly_where_trying_everybody_finds_one(
    examples: Callable[[Any], Any]
) -> None:
    tried: list[bool] = []

    @examples
    @given(two_states())
    def law(states: tuple[KnowledgeBase, KnowledgeBase]) -> None:
        before, after = states
        people = partly_known(joined(before, after), many=MANY)
        if people is None:
            return
        with closing(Meanings(after, before)) as meanings:
            rule, definition = meanings.rule("book/one"), meanings.definition("finding")
        pairs = [(ends(before, known), ends(after, known)) for known in people]
        assert (rule is not None) == any(was[0] != now[0] for was, now in pairs)
        assert (definition is not None) == any(was[1] != now[1] for was, now in pairs)
        if rule is not None and rule.person is not None:
            was, now = (ends(base, rule.person.known)[0] for base in (before, after))
            assert (rule.before, rule.now) == (was, now) and was != now
        tried.append(rule is not None)

    law()
    assert tried.count(True) >= 2 and tried.count(False) >= 2  # else little would be shown
