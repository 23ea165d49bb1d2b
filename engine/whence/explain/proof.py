"""A proof as data: how a rule came to its verdict, step by step, down to what the patient file says.

It holds truths and places, no words; words are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.assessment.assessment import RuleResult
from whence.language.condition import Condition, Is, Not
from whence.language.patient import Given
from whence.values.known import Tally
from whence.values.struct import Struct
from whence.values.truth import Truth


class Worth(Struct, frozen=True):
    """One component of a score: the fewest and the most points it is worth by what the patient file says."""

    fact: str
    low: int
    high: int
    given: tuple[Given, ...] = ()


class Step(Struct, frozen=True):
    """One condition with its truth as the engine decided it.

    A test of a fact has no children: `fact` names it and `given` holds what the patient file says of it (for a duration
    between two days, what it says of the days); empty means that nothing was said. A test of a definition names the
    `definition`, the `answer` it has for this patient (None while open), and has its cases as children, each with the
    answer it stands for in `case`. A test of a score names the `score` with its `total`, and `worth` is the arithmetic.
    Branches have their parts as children.
    """

    condition: Condition
    truth: Truth
    children: tuple[Step, ...] = ()
    fact: str | None = None
    given: tuple[Given, ...] = ()
    definition: str | None = None
    answer: str | None = None
    case: str | None = None
    score: str | None = None
    total: Tally | None = None
    worth: tuple[Worth, ...] = ()


class Part(Struct, frozen=True):
    """One condition of a rule: its `role` is 'when', 'unless' or 'only_if'.

    `rule` is where it is written: the rule itself, or a rule that it refines.
    """

    role: str
    rule: str
    step: Step

    @property
    def truth(self) -> Truth:
        """The truth of the whole condition."""
        return self.step.truth


class Proof(Struct, frozen=True):
    """The verdict of a rule with everything it rests on; the conditions of refined rules come first."""

    rule: str
    result: RuleResult
    refines: tuple[str, ...]
    parts: tuple[Part, ...]

    def of(self, role: str) -> tuple[Part, ...]:
        """The parts of one role, those of refined rules first.

        The `only_if` of a refined rule belongs to the `when` of this one.
        """
        return tuple(part for part in self.parts if self.plays(part) == role)

    def plays(self, part: Part) -> str:
        """The role a part plays in this rule's verdict."""
        return "when" if part.role == "only_if" and part.rule != self.rule else part.role


def deciding(step: Step) -> tuple[Step, ...]:
    """The children that make the step what it is: the others could change without changing it.

    A conjunction is true by all of its parts, false by each false one, unknown by the unknown ones; a disjunction is
    the mirror. A definition's answer rests on the case that is true, or for `otherwise` on all cases being false.
    """
    if step.definition is not None:
        return _deciding_cases(step)
    if isinstance(step.condition, Not):
        return step.children
    return tuple(child for child in step.children if child.truth is step.truth)


def _deciding_cases(step: Step) -> tuple[Step, ...]:
    asked = step.condition.answers if isinstance(step.condition, Is) else ()
    holding = tuple(child for child in step.children if child.truth is Truth.TRUE)
    if step.truth is Truth.UNKNOWN:
        return tuple(child for child in step.children if child.truth is Truth.UNKNOWN)
    if step.truth is Truth.FALSE:
        failing = tuple(child for child in step.children if child.truth is Truth.FALSE and child.case in asked)
        return failing if len(failing) == len(asked) else (*failing, *holding)
    return holding or step.children


def deciding_leaves(step: Step) -> Iterator[Step]:
    """Yield the tests of facts and scores that decide the step, in reading order."""
    if step.fact is not None or step.score is not None:
        yield step
    for child in deciding(step):
        yield from deciding_leaves(child)
