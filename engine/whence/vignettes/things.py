"""What vignettes try that can be written otherwise: a rule, a definition or a score, its own conditions, its ending.

An ending is in the words that a vignette expects: a verdict, an answer, `open`, a band, a total. It is found by the
reference (`language/evaluate.py`), which walks the conditions as they are written and needs no program to be made, so
that a thing which stands in no base can be tried; the laws hold it equal to the engine. It refuses to know cases.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.definition import Definition, Score
from whence.language.evaluate import case_holds
from whence.language.rule import Rule
from whence.language.tally import band_of, tally
from whence.proofs.verdicts import end_of
from whence.values.known import Known, Tally
from whence.values.struct import replace
from whence.values.truth import Truth

Thing = Rule | Definition | Score

OPEN = "open"


def thing_of(name: str, base: KnowledgeBase) -> Thing | None:
    """The rule, definition or score of that name."""
    return base.rules.get(name) or base.definitions.get(name) or base.scores.get(name)


def own_parts(thing: Thing) -> dict[str, Condition]:
    """The conditions as written: `when`, `unless`, `only_if` of a rule, one by answer of a definition."""
    if isinstance(thing, Rule):
        parts = {"when": thing.when, "unless": thing.unless, "only_if": thing.only_if}
        return {name: part for name, part in parts.items() if part is not None}
    return dict(thing.cases) if isinstance(thing, Definition) else {}


def with_part(thing: Rule | Definition, part: str, condition: Condition) -> Rule | Definition:
    """The thing with another condition as its `part`."""
    if isinstance(thing, Definition):
        return replace(thing, cases={**thing.cases, part: condition})
    if part == "when":
        return replace(thing, when=condition)
    return with_exception(thing, **{part: condition})


def with_exception(rule: Rule, unless: Condition | None = None, only_if: Condition | None = None) -> Rule:
    """The rule with this exception in place of its own, or with none."""
    return replace(rule, unless=unless, only_if=only_if)


def ending(thing: Thing, known: Mapping[str, Known], base: KnowledgeBase, expect: str = "") -> str:
    """How the thing ends for a patient of whom `known` is known; of a score the band where `expect` is a band.

    Of a definition all the answers that hold: in a checked base that is one, but it may be more in a miswritten one.
    """
    match thing:
        case Rule():
            return end_of(base.expanded(thing), known, base).value
        case Definition():
            holding = [one for one in thing.answers if case_holds(thing, one, known, base.defined) is Truth.TRUE]
            return " and ".join(dict.fromkeys(holding)) or OPEN
        case Score():
            total = tally(thing, known)
            return (band_of(total) if expect in thing.bands else None) or total_in_words(total)


def total_in_words(total: Tally) -> str:
    """`8`, or `6 to 7` while it is open."""
    return str(total.low) if total.low == total.high else f"{total.low} to {total.high}"
