"""Why a rule ended as it did: the proof of its verdict, read off the engine's trace.

The truth of every test and of every definition's answer is the one the engine decided; only the joining words (all,
any, not) are reckoned again, as they are written. It prints nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from whence.assessment.assessment import Assessment, Trace
from whence.explain.proof import Part, Proof, Step, Worth
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Test, Within
from whence.language.definition import Score
from whence.language.patient import Given
from whence.language.rule import Rule
from whence.language.tally import components, tally
from whence.program.normal import test_literal
from whence.program.program import Program
from whence.values.truth import Truth, all_of, any_of


def why(base: KnowledgeBase, program: Program, assessment: Assessment, rule: str) -> Proof:
    """The proof of one rule's verdict.

    Raises KeyError where the rule has no result: it is not in the base, not in force, or its source was left out.
    """
    return Prover(base, program, assessment).proof(rule)


class Prover:
    """Makes proofs for one assessment; `program` is the one that was run."""

    def __init__(self, base: KnowledgeBase, program: Program, assessment: Assessment) -> None:
        self._base = base
        self._program = program
        self._assessment = assessment
        self._trace: Trace = assessment.trace
        self._node: Mapping[Test, int] = {leaf: number for number, leaf in enumerate(program.leaves, 1)}
        self._cases: dict[str, tuple[Step, ...]] = {}

    def proof(self, rule: str) -> Proof:
        """The proof of one rule's verdict; raises KeyError where the rule has no result."""
        result = self._assessment.results[rule]
        chain = parents(self._base, self._base.rules[rule])
        parts = tuple(part for ancestor in (*reversed(chain), rule) for part in self._parts(self._base.rules[ancestor]))
        return Proof(rule, result, chain, parts)

    def _parts(self, rule: Rule) -> tuple[Part, ...]:
        written = (("when", rule.when), ("unless", rule.unless), ("only_if", rule.only_if))
        return tuple(Part(role, rule.id, self.step(part)) for role, part in written if part is not None)

    def step(self, condition: Condition, case: str | None = None) -> Step:
        """The proof of one condition; `case` is the answer of the definition whose case it is."""
        match condition:
            case Is(name=name) if name in self._base.definitions:
                return self._definition(condition, case)
            case Is(name=name) | Within(name=name) if name in self._base.scores:
                return self._score(condition, self._base.scores[name], case)
            case Is(name=name) | Within(name=name):
                return Step(condition, self._leaf(condition), fact=name, given=self._given(name), case=case)
            case Not(part=part):
                below = self.step(part)
                return Step(condition, ~below.truth, (below,), case=case)
            case All(parts=parts):
                steps = tuple(self.step(part) for part in parts)
                return Step(condition, all_of(step.truth for step in steps), steps, case=case)
            case Any(parts=parts):
                steps = tuple(self.step(part) for part in parts)
                return Step(condition, any_of(step.truth for step in steps), steps, case=case)
            case _:
                assert_never(condition)

    def _definition(self, condition: Is, case: str | None) -> Step:
        literals = self._program.definitions[condition.name]
        truth = any_of(self._trace.of(literals[answer]) for answer in condition.answers)
        answer = self._assessment.definitions.get(condition.name)
        return Step(condition, truth, self.cases(condition.name), definition=condition.name, answer=answer, case=case)

    def cases(self, definition: str) -> tuple[Step, ...]:
        """The proof of each case of a definition, in the order written; made once, however many rules ask."""
        if definition not in self._cases:
            written = self._base.definitions[definition].cases
            self._cases[definition] = tuple(self.step(part, answer) for answer, part in written.items())
        return self._cases[definition]

    def _score(self, condition: Test, score: Score, case: str | None) -> Step:
        known = self._assessment.known
        worth = tuple(
            Worth(part.fact, part.low, part.high, self._given(part.fact)) for part in components(score, known)
        )
        total = tally(score, known)
        return Step(condition, self._leaf(condition), case=case, score=score.name, total=total, worth=worth)

    def _leaf(self, test: Test) -> Truth:
        return all_of(self._trace.of(2 * self._node[leaf] + complemented) for leaf, complemented in test_literal(test))

    def _given(self, fact: str) -> tuple[Given, ...]:
        """What the patient file says of the fact, or of the days between which it is measured."""
        said = self._assessment.patient.facts
        if fact in said:
            return (said[fact],)
        known = self._base.vocabulary.facts.get(fact)
        days = known.between if known is not None and fact in self._assessment.known else ()
        return tuple(said[day] for day in days if day in said)


def parents(base: KnowledgeBase, rule: Rule) -> tuple[str, ...]:
    """The rules that `rule` refines, the nearest first."""
    chain: list[str] = []
    while rule.refines is not None and rule.refines not in chain:
        chain.append(rule.refines)
        rule = base.rules[rule.refines]
    return tuple(chain)
