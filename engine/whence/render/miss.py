"""What a vignette would have to show, in words: a leaf, an ending, a condition that decides, a mutant told apart."""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.condition import Is, Within
from whence.render.prose_condition import condition, test
from whence.values.truth import Truth
from whence.vignettes.covered import Deciding
from whence.vignettes.missing import Miss
from whence.vignettes.mutant import Mutant, Written


def miss(missed: Miss, base: KnowledgeBase) -> str:
    """One line: `'cough is wet' is unknown`, `it ends as 'withdrawn'`."""
    match missed.what:
        case Deciding(test=tested):
            return f"'{test(tested, base)}' is {_word(missed.truth)}, and that alone {_does(missed.truth)}"
        case Mutant():
            return f"told apart: {mutant(missed.what, base)}"
        case str() as end:
            return f"it ends as '{end}'"
        case tested:
            return f"'{test(tested, base)}' is {_word(missed.truth)}"


def mutant(changed: Mutant, base: KnowledgeBase) -> str:
    """What is otherwise in a mutant: `when: condition dropped: cough is wet`."""
    said = f"{changed.part}: {changed.operator}: {_written(changed.was, base)}"
    return said if changed.now is None else f"{said} -> {_written(changed.now, base)}"


def _written(what: Written, base: KnowledgeBase) -> str:
    match what:
        case str():
            return what
        case Is() | Within():
            return test(what, base)
        case _:
            return condition(what, base)


def _word(truth: Truth | None) -> str:
    return "" if truth is None else truth.word


def _does(truth: Truth | None) -> str:
    return "keeps it open" if truth is Truth.UNKNOWN else "decides"
