"""Missing cases as an editor would write them into a vignette file, name and expectation left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from whence.compare.said import quantity
from whence.language.base import KnowledgeBase
from whence.language.vocabulary import Fact
from whence.render.miss import miss
from whence.render.page import visible
from whence.values.known import Between, Known, OneOf
from whence.vignettes.missing import MissingCase

NOBODY = "no such patient was found: nobody is like this, or only somebody quite unlike the patient of the file"
UNSAID = "what the rule says, strength, action and every detail, is written here a second time, from the passage"
_PLAIN = re.compile(r"[A-Za-z0-9][^,:\[\]{}#'\"]*")


def missing_cases_text(found: Iterable[MissingCase], base: KnowledgeBase) -> Iterator[str]:
    """The lines of all cases, under the name of what they are about."""
    about = ""
    for case in found:
        if case.about != about:
            about = case.about
            yield f"# {about}"
        yield from (visible(line) for line in _case(case, base))


def _case(case: MissingCase, base: KnowledgeBase) -> Iterator[str]:
    if case.shows[0].of_advice:
        yield f"# {UNSAID}"
        yield "says:"
        return
    for each in case.shows:
        yield f"  # {miss(each, base)}"
    if case.but is None:
        yield f"  # {NOBODY}"
        return
    yield "  - name:"
    if case.but:
        yield f"    but: {{{', '.join(f'{name}: {_known(base, name, each)}' for name, each in case.but.items())}}}"
    if case.without:
        yield f"    without: [{', '.join(case.without)}]"
    yield "    expect:"


def _known(base: KnowledgeBase, name: str, known: Known) -> str:
    fact = base.vocabulary.facts[name]
    match known:
        case OneOf(answers=answers):
            every = [answer for answer in getattr(fact.answer, "answers", ()) if answer in answers]
            if len(every) == 1:
                return _quoted(every[0])
            others = [answer for answer in getattr(fact.answer, "answers", ()) if answer not in answers]
            key, words = ("none_of", others) if others and len(others) < len(every) else ("one_of", every)
            return f"{{{key}: [{', '.join(map(_quoted, words))}]}}"
        case Between(low=low, high=high) if low is not None and low == high:
            return str(quantity(fact, low))
        case Between():
            return f"{{{', '.join(f'{op}: {limit}' for op, limit in _bounds(fact, known).items())}}}"
        case _:
            return "?"


def _bounds(fact: Fact, known: Between) -> Mapping[str, str]:
    bounds = {}
    if known.low is not None and (known.low > 0 or known.low_open or known.high is None):
        bounds["more_than" if known.low_open else "at_least"] = str(quantity(fact, known.low))
    if known.high is not None:
        bounds["less_than" if known.high_open else "at_most"] = str(quantity(fact, known.high))
    return bounds


def _quoted(word: str) -> str:
    return word if _PLAIN.fullmatch(word) else f'"{word}"'
