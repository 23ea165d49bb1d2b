"""Definitions: their cases exclude each other and leave nobody out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from whence.analysis.scope import error
from whence.language.condition import Not
from whence.language.definition import Definition
from whence.proofs.everybody import Everybody
from whence.proofs.words import in_words
from whence.text.diagnostic import Diagnostic


def definition_findings(definition: Definition, everybody: Everybody) -> Iterator[Diagnostic]:
    """R528, R529, R530 of one definition. Raises NotProved."""
    cases = definition.cases
    for first, second in combinations(cases, 2):
        person = everybody.someone(cases[first], cases[second])
        if person is not None:
            said = f"'{first}' and '{second}' are both true of somebody: {in_words(everybody.base, person)}"
            yield error("R528", said, cases[second].span or definition.span)
            break
    none = [Not(case) for case in cases.values()]
    if definition.otherwise is None:
        person = everybody.someone(*none)
        if person is not None:
            said = f"no case is true of somebody, and 'otherwise' is missing: {in_words(everybody.base, person)}"
            yield error("R530", said, definition.span)
    elif not everybody.anyone(*none):
        said = f"nobody can have the answer '{definition.otherwise}': some case is always true"
        yield error("R529", said, definition.span)
