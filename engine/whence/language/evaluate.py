"""A condition evaluated as it is written, by walking its tree.

This is the reference that the compiled program and the rule engine are held against; it shares no code with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.definition import Definition
from whence.values.known import Known, is_one_of, within
from whence.values.truth import Truth, all_of, any_of


def evaluate(condition: Condition, known: Mapping[str, Known], definitions: Mapping[str, Definition]) -> Truth:
    """The truth of `condition` for a patient of whom `known` is known; a fact not in it is unknown.

    Raises ValueError where a bound is not of the family its fact is measured in.
    """
    match condition:
        case Is(name=name, answers=answers):
            if name in definitions:
                definition = definitions[name]
                return any_of(case_holds(definition, answer, known, definitions) for answer in answers)
            return is_one_of(known.get(name), answers)
        case Within(name=name, bounds=bounds):
            return within(known.get(name), bounds)
        case Not(part=part):
            return ~evaluate(part, known, definitions)
        case All(parts=parts):
            return all_of(evaluate(part, known, definitions) for part in parts)
        case Any(parts=parts):
            return any_of(evaluate(part, known, definitions) for part in parts)
        case _:
            assert_never(condition)


def case_holds(
    definition: Definition, answer: str, known: Mapping[str, Known], definitions: Mapping[str, Definition]
) -> Truth:
    """Whether the definition's answer is `answer`: its case's condition, or every case false for `otherwise`."""
    stated = (
        evaluate(definition.cases[answer], known, definitions) if answer in definition.cases else Truth.FALSE
    )
    if answer != definition.otherwise:
        return stated
    none = all_of(~evaluate(case, known, definitions) for case in definition.cases.values())
    return stated | none


def answer_of(
    definition: Definition, known: Mapping[str, Known], definitions: Mapping[str, Definition]
) -> str | None:
    """The one answer that is true, or None while the definition is open."""
    for answer in definition.answers:
        if case_holds(definition, answer, known, definitions) is Truth.TRUE:
            return answer
    return None
