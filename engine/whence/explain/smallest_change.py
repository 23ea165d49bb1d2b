"""The smallest change of what is known of a patient by which a rule would apply.

Smallest means: the fewest facts touched, and among those changes one that contradicts the fewest answers given; exact,
by weighted partial MaxSAT. Learning a fact and narrowing a part of an answer touch it as changing it does. The change
is run in the engine before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.assessment.action_sets import Contradictory
from whence.assessment.assess import Assessor
from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.backends.clauses import Clauses
from whence.backends.fewest_facts import Demand, nearest
from whence.compare.said import given_of
from whence.explain.what_if import changed
from whence.language.base import KnowledgeBase
from whence.language.patient import Given
from whence.language.vocabulary import Fact
from whence.program.program import Program, Roots
from whence.values.known import Known
from whence.values.struct import Struct
from whence.values.truth import Truth


class NotReplayed(AssertionError):
    """The engine does not bear out what the solver found: a fault of this program."""


class Answered(Struct, frozen=True):
    """One fact with another answer. `was` is what was given, if anything; `learned`: it was not known at all."""

    fact: str
    was: tuple[Given, ...]
    now: str
    learned: bool


class SmallestChange(Struct, frozen=True):
    """The answers to touch, and how the rule ends with them."""

    answers: tuple[Answered, ...]
    assessment: Assessment


def smallest_change(
    rule: str, assessment: Assessment, base: KnowledgeBase, program: Program, assessor: Assessor
) -> SmallestChange | None:
    """The change, or None where no patient there can be makes the rule apply.

    Raises Contradictory where the patient is nobody already, and NotReplayed.
    """
    known = assessment.known
    facts = base.vocabulary.facts
    found = _possible(program, facts, applies(program.rules[rule]), known)
    if found is None:
        return None
    touched = {name: answer for name, answer in found.items() if known.get(name) != answer}
    days = {day for name in touched for day in facts[name].between}
    gone: dict[str, Given | None] = dict.fromkeys(days)
    patient = changed(assessment.patient, {**gone, **{n: given_of(facts[n], a) for n, a in touched.items()}})
    after = assessor.assess(patient, assessment.as_of)
    if rule not in after.results or after.results[rule].verdict is not Verdict.APPLIES:
        raise NotReplayed(f"{rule} does not apply to the patient found: this is a fault of the program")
    answers = tuple(_answered(name, touched[name], assessment, base) for name in facts if name in touched)
    return SmallestChange(answers, after)


def _possible(
    program: Program, facts: Mapping[str, Fact], demands: Sequence[Demand], known: Mapping[str, Known]
) -> dict[str, Known] | None:
    """The nearest answers after which all facts can still be answered."""
    clashes: list[Mapping[str, Known]] = []
    with Clauses(program, facts) as clauses:
        if not clauses.some(clauses.given(known)):
            raise Contradictory(clauses.clash(known))
        while (found := nearest(program, facts, demands, known, clashes)) is not None:
            if clauses.some(clauses.given(found)):
                return found
            clashes.append({name: found[name] for name in clauses.clash(found)})
    return None


def applies(roots: Roots) -> Sequence[Demand]:
    """What must hold of a rule's conditions for it to apply."""
    demands: list[Demand] = [[(roots.when, Truth.TRUE)]]
    if roots.unless is not None:
        demands.append([(roots.unless, Truth.FALSE)])
    if roots.only_if is not None:
        demands.append([(roots.only_if, Truth.TRUE)])
    return demands


def _answered(name: str, answer: Known, assessment: Assessment, base: KnowledgeBase) -> Answered:
    fact = base.vocabulary.facts[name]
    said = assessment.patient.facts
    was = tuple(said[each] for each in (name, *fact.between) if each in said)
    return Answered(name, was, given_of(fact, answer).answer or "", name not in assessment.known)
