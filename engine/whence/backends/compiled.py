"""A program as one generated Python function: leaf tests and every AND node in straight lines.

It checks each answer of the rule engine and shares no evaluation code with it or with values.known. The code object can
be kept with `marshal` and given back, so that a later start compiles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import CodeType
from typing import NoReturn

from whence.backends.compiled_leaves import PRELUDE, leaf_lines, limit_lines, score_lines
from whence.program.program import Program
from whence.values.known import Between, Elapsed, Known, OneOf
from whence.values.truth import Truth

_TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


def python_text(program: Program) -> str:
    """The module that defines `decide(known)`, which returns the truth of every node as 0, 1 or 2."""
    nodes = "".join(f"n{node}, " for node in range(1, program.size))
    body = ["get = known.get", *leaf_lines(program.leaves, program.scores), *_and_lines(program), f"return 2, {nodes}"]
    head = [PRELUDE, *limit_lines(program.leaves), *score_lines(program.scores), "def decide(known):"]
    return "\n".join([*head, *(f"    {line}" for line in body), ""])


def _and_lines(program: Program) -> Iterator[str]:
    for node, parts in enumerate(program.ands, 1 + len(program.leaves)):
        terms = ", ".join(f"2 - n{part >> 1}" if part & 1 else f"n{part >> 1}" for part in parts)
        yield f"n{node} = min({terms})"


def generate(program: Program) -> CodeType:
    """The code object of the generated module."""
    return compile(python_text(program), "<generated from the knowledge base>", "exec", dont_inherit=True, optimize=0)


class CompiledProgram:
    """Decides a program by a generated function."""

    def __init__(self, program: Program, code: CodeType | None = None) -> None:
        """`code`, where given, is what `generate` made of the same program."""
        self.code = generate(program) if code is None else code
        scope: dict[str, object] = {
            "OneOf": OneOf,
            "Between": Between,
            "Elapsed": Elapsed,
            "D": Decimal,
            "impossible": _impossible,
        }
        exec(self.code, scope)
        self._decide: Callable[[Mapping[str, Known]], tuple[int, ...]] = scope["decide"]  # type: ignore[assignment]

    def run(self, known: Mapping[str, Known]) -> tuple[Truth, ...]:
        """The truth of every node, by node number, for a patient of whom `known` is known.

        Raises ValueError where the time between two dates is held against a part of a day or month.
        """
        return tuple([_TRUTHS[value] for value in self._decide(known)])


def _impossible(quantity: str) -> NoReturn:
    raise ValueError(f"{quantity} is no whole number of days or months")
