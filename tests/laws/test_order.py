"""Result, order and bytes are the same whatever the order of rules, definitions and facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.strategies import base_of, bases, patient_files, patients
from whence.assessment.assess import UnusablePatient, assess, leaf_truths
from whence.backends.compiled import python_text
from whence.backends.durable import DurableEngine
from whence.backends.durable_encoding import encode
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.program.build import build
from whence.values.known import Known


def shuffled(draw: st.DrawFn, base: KnowledgeBase) -> KnowledgeBase:
    mixed = lambda mapping: draw(st.permutations(list(mapping.values())))  # noqa: E731
    return base_of(mixed(base.definitions), mixed(base.rules), base.vocabulary.impossible, base.digest)


@st.composite
def bases_in_two_orders(draw: st.DrawFn) -> tuple[KnowledgeBase, KnowledgeBase]:
    base = draw(bases())
    return base, shuffled(draw, base)


def test_equal_bases_give_equal_programs_to_the_byte(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases_in_two_orders())
    def law(two: tuple[KnowledgeBase, KnowledgeBase]) -> None:
        first, second = (build(base) for base in two)
        assert repr(first) == repr(second)
        assert encode(first) == encode(second)
        assert python_text(first) == python_text(second)

    law()


def test_the_engine_fires_in_one_order_whatever_the_order_of_facts(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases(), patients(), st.data())
    def law(base: KnowledgeBase, known: Mapping[str, Known], data: st.DataObject) -> None:
        again = dict(data.draw(st.permutations(list(known.items()))))
        program = build(base)
        with closing(DurableEngine(program)) as durable:
            first, second = (durable.run(leaf_truths(program, of)) for of in (known, again))
        assert first == second

    law()


def test_an_assessment_is_the_same_in_every_order(examples: Callable[[Any], Any]) -> None:
    @examples
    @given(bases_in_two_orders(), patient_files(), st.data())
    def law(two: tuple[KnowledgeBase, KnowledgeBase], patient: Patient, data: st.DataObject) -> None:
        again = Patient(patient.name, dict(data.draw(st.permutations(list(patient.facts.items())))), patient.as_of)
        assert outcome(two[0], patient) == outcome(two[1], again)

    law()


def outcome(base: KnowledgeBase, patient: Patient) -> str:
    try:
        answer = assess(base, patient)
    except UnusablePatient as error:
        return str(error)
    parts = (answer.known, answer.results, answer.definitions, answer.not_in_force, answer.trace)
    # a set of words has no order of its own; everything else is compared as printed
    return repr(parts).replace(repr(answer.known), repr(sorted((k, sorted_known(v)) for k, v in answer.known.items())))


def sorted_known(known: Known) -> str:
    return repr(sorted(known.answers)) if hasattr(known, "answers") else repr(known)
