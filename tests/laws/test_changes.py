"""What `diff` says of a random edit is what trying everybody says: every changed region, and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.edits import edited, the_same_otherwise
from laws.everybody_tried import People, partly_known
from laws.small_bases import small_bases
from laws.strategies import SCORE
from whence.assessment.verdict import Verdict
from whence.changes.cohort import cohort
from whence.changes.difference import refused, search, shown
from whence.changes.pairs import Pair, Pairs, a_day_of, stretches
from whence.changes.region import Turn
from whence.language.base import KnowledgeBase
from whence.language.condition import names
from whence.language.evaluate import evaluate
from whence.language.vocabulary import Impossible
from whence.proofs.verdicts import end_of
from whence.values.struct import replace
from whence.values.truth import Truth

MANY = 600
DAY = date(2026, 11, 20)
UNHEARD = (Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)


def ends(base: KnowledgeBase, rule: str | None, people: People) -> list[Verdict | None]:
    if rule is None:
        return [None] * len(people)
    parts = base.expanded(base.rules[rule])
    return [end_of(parts, known, base) for known in people]


def tried_turns(old: KnowledgeBase, new: KnowledgeBase, people: People) -> dict[Turn, int]:
    """Every turn that somebody takes on some day, with the fewest facts that are known of any of them."""
    found: dict[Turn, int] = {}
    pairs: set[Pair] = {pair for span in stretches(old, new) for pair in Pairs(old, new).on(a_day_of(span))}
    for pair in pairs:
        both = pair.before is not None and pair.after is not None
        said = both and old.rules[pair.before or ""].then != new.rules[pair.after or ""].then
        before, after = ends(old, pair.before, people), ends(new, pair.after, people)
        for known, was, now in zip(people, before, after, strict=True):
            advice = said and now not in UNHEARD
            silent = Verdict.DOES_NOT_APPLY
            if (was or silent) is not (now or silent) or advice:
                turn = Turn(pair, was, now, advice)
                found[turn] = min(len(known), found.get(turn, len(known)))
    return found


def test_every_changed_region_of_a_random_edit_is_found_and_none_is_invented(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(st.data())
    def law(data: st.DataObject) -> None:
        old = data.draw(small_bases())
        edit, new = data.draw(edited(old))
        people = partly_known(old, new, many=MANY)
        if people is None:
            return
        expected = tried_turns(old, new, people)
        found = search(old, new)
        assert not found.undecided
        assert {one.turn for one in found.found} == expected.keys(), edit
        for one in found.found:
            assert len(one.known) == expected[one.turn], (edit, one)
        regions = list(shown(found.found, old, new))  # raises where an engine says otherwise
        assert [region.turn for region in regions] == [one.turn for one in found.found]
        assert all(region.because for region in regions)
        for region in regions:
            (affected,) = cohort(old, new, [region.witness])
            assert region.turn in affected.turns

    law()


def test_other_words_for_the_same_change_nothing_for_anybody(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(st.data())
    def law(data: st.DataObject) -> None:
        old = data.draw(small_bases())
        new = data.draw(the_same_otherwise(old, data.draw(st.sampled_from(list(old.rules.values())))))
        assert new != old
        assert search(old, new).found == ()

    law()


def _lines(base: KnowledgeBase) -> tuple[Impossible, ...]:
    return base.vocabulary.impossible


def test_who_is_refused_by_one_state_only_is_found(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(small_bases(), small_bases())
    def law(old: KnowledgeBase, other: KnowledgeBase) -> None:
        if any(SCORE.name in names(line.condition) for line in (*_lines(old), *_lines(other))):
            return  # a line of what is impossible tests facts only
        new = replace(old, vocabulary=other.vocabulary)
        told = {(one.by, one.line) for one in refused(old, new, DAY)}
        for by, strict, lenient in (("new", new, old), ("old", old, new)):
            bare = replace(strict, vocabulary=replace(strict.vocabulary, impossible=()))
            people = partly_known(lenient, bare, many=MANY, asked=(strict,))
            if people is None:
                continue
            lines = {line.condition for line in _lines(lenient)}
            for line in _lines(strict):
                if line.condition not in lines:
                    hit = any(evaluate(line.condition, known, strict.defined) is Truth.TRUE for known in people)
                    assert ((by, line.name) in told) == hit

    law()
