"""Alignments against everybody: whether the terms of two sources stand to each other as the editor says."""

from __future__ import annotations

from collections.abc import Iterator

from whence.analysis.scope import error
from whence.language.alignment import APART, BROADER, EXACTLY, NARROWER, RELATED, Alignment
from whence.language.condition import Condition, Not
from whence.proofs.everybody import Everybody, NotProved
from whence.proofs.words import in_words
from whence.text.diagnostic import Diagnostic
from whence.values.struct import replace


def alignment_findings(everybody: Everybody) -> Iterator[Diagnostic]:
    """R545 where an alignment is otherwise than said, R546 where what is called judged follows from the definitions.

    R543, as a warning, where the solver gave up.
    """
    for one in everybody.base.vocabulary.alignments:
        try:
            yield from _findings(one, everybody)
        except NotProved as why:
            said = f"the alignment '{one.name}' is not proved: {why}"
            yield replace(error("R543", said, one.span), severity="warning")


def _findings(one: Alignment, everybody: Everybody) -> Iterator[Diagnostic]:
    proved = relation(one.term, one.other, everybody)
    if one.judged and proved in (RELATED, None):
        return
    if one.judged:
        yield error("R546", f"'{one.name}' needs no judgement: the definitions make it '{proved}'", one.span)
    elif proved != one.relation:
        said = f"'{one.name}' says '{one.relation}', and over everybody it is '{proved or 'nothing of the kind'}'"
        yield error("R545", said + _shown(one, everybody), one.span, () if proved is None else (proved,))


def relation(term: Condition, other: Condition, everybody: Everybody) -> str | None:
    """How two terms stand to each other by the definitions and by what is impossible.

    None where one of them is nobody's. Raises NotProved.
    """
    together = everybody.anyone(term, other)
    alone, other_alone = everybody.anyone(term, Not(other)), everybody.anyone(other, Not(term))
    if not together:
        return APART if alone and other_alone else None
    return {(False, False): EXACTLY, (False, True): NARROWER, (True, False): BROADER}.get((alone, other_alone), RELATED)


def _shown(one: Alignment, everybody: Everybody) -> str:
    """Somebody of whom it is not so as said, where a single person shows it."""
    questions: dict[str, tuple[tuple[Condition, ...], ...]] = {
        EXACTLY: ((one.term, Not(one.other)), (one.other, Not(one.term))),
        NARROWER: ((one.term, Not(one.other)),),
        BROADER: ((one.other, Not(one.term)),),
        APART: ((one.term, one.other),),
    }
    for question in questions.get(one.relation, ()):
        person = everybody.someone(*question)
        if person is not None:
            return f": {in_words(everybody.base, person)}"
    return ""
