"""A condition evaluated as it is written, by walking its tree.

This is the reference that the compiled program and the rule engine are held against; it shares no code with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.definition import Definition, Score
from whence.language.tally import tally
from whence.values.known import Known, is_one_of, within
from whence.values.truth import Truth, all_of, any_of


def evaluate(condition: Condition, known: Mapping[str, Known], defined: Mapping[str, Definition | Score]) -> Truth:
    """The truth of `condition` for a patient of whom `known` is known; a fact not in it is unknown.

    `defined` holds the definitions and scores by name. Raises ValueError where a bound is not of the family its fact is
    measured in.
    """
    match condition:
        case Is(name=name, answers=answers):
            match defined.get(name):
                case Definition() as definition:
                    return any_of(case_holds(definition, answer, known, defined) for answer in answers)
                case Score() as score:
                    return is_one_of(tally(score, known), answers)
                case None:
                    return is_one_of(known.get(name), answers)
        case Within(name=name, bounds=bounds):
            score_or_fact = defined.get(name)
            total = tally(score_or_fact, known) if isinstance(score_or_fact, Score) else known.get(name)
            return within(total, bounds)
        case Not(part=part):
            return ~evaluate(part, known, defined)
        case All(parts=parts):
            return all_of(evaluate(part, known, defined) for part in parts)
        case Any(parts=parts):
            return any_of(evaluate(part, known, defined) for part in parts)
        case _:
            assert_never(condition)


def case_holds(
    definition: Definition, answer: str, known: Mapping[str, Known], defined: Mapping[str, Definition | Score]
) -> Truth:
    """Whether the definition's answer is `answer`: its case's condition, or every case false for `otherwise`."""
    stated = (
        evaluate(definition.cases[answer], known, defined) if answer in definition.cases else Truth.FALSE
    )
    if answer != definition.otherwise:
        return stated
    none = all_of(~evaluate(case, known, defined) for case in definition.cases.values())
    return stated | none


def answer_of(
    definition: Definition, known: Mapping[str, Known], defined: Mapping[str, Definition | Score]
) -> str | None:
    """The one answer that is true, or None while the definition is open."""
    for answer in definition.answers:
        if case_holds(definition, answer, known, defined) is Truth.TRUE:
            return answer
    return None
