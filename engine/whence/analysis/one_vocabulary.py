"""Two states of one knowledge over the same questions, so that one patient can be asked by both.

A question that only one of them has is asked of everybody; one that has other words to answer with may be answered with
any of them. It refuses to compare anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.condition import names
from whence.language.vocabulary import Fact, Impossible
from whence.values.answers import Words
from whence.values.struct import replace


def over_one_vocabulary(base: KnowledgeBase, old: KnowledgeBase) -> tuple[KnowledgeBase, KnowledgeBase, frozenset[str]]:
    """Both with the same facts and the same lines of *impossible*, and the facts that are answered in another way.

    Of the latter (words became a number, days became months) nobody has an answer for both; each state keeps its own
    kind of answer there, and nothing that tests one of them can be asked.
    """
    ours, theirs = base.vocabulary.facts, old.vocabulary.facts
    apart = frozenset(name for name in ours.keys() & theirs.keys() if _apart(ours[name], theirs[name]))
    lines = [*base.vocabulary.impossible]
    lines += [line for line in old.vocabulary.impossible if line.condition not in [one.condition for one in lines]]
    kept = tuple(line for line in lines if not apart & set(names(line.condition)))
    return _with(base, _joined(ours, theirs), kept), _with(old, _joined(theirs, ours), kept), apart


def _apart(one: Fact, other: Fact) -> bool:
    return one.answer != other.answer and not (isinstance(one.answer, Words) and isinstance(other.answer, Words))


def _joined(facts: Mapping[str, Fact], others: Mapping[str, Fact]) -> dict[str, Fact]:
    joined = dict(facts)
    for name, other in others.items():
        fact = joined.setdefault(name, other)
        if isinstance(fact.answer, Words) and isinstance(other.answer, Words):
            answers = dict.fromkeys((*fact.answer.answers, *other.answer.answers))
            joined[name] = replace(fact, answer=Words(tuple(answers)))
    return joined


def _with(base: KnowledgeBase, facts: Mapping[str, Fact], lines: tuple[Impossible, ...]) -> KnowledgeBase:
    return replace(base, vocabulary=replace(base.vocabulary, facts=facts, impossible=lines))
