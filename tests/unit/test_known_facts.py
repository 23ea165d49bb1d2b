"""A patient's answers as what is known: base units, partial answers, durations from days, contradictions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from whence.analysis.answers import known_facts
from whence.language.condition import All, Is, Within
from whence.language.patient import Patient
from whence.language.vocabulary import Fact, Impossible, Vocabulary
from whence.reader import read_text
from whence.values.answers import PRESENCE, Count, Day, Duration, Number, Words
from whence.values.known import Between, Bound, Elapsed, Known, OneOf, Op
from whence.values.quantity import Quantity

FACTS = (
    Fact("fever", "Fever?", Words(PRESENCE), "g"),
    Fact("cough", "Cough?", Words(("none", "dry", "wet")), "g"),
    Fact("warmth", "How warm?", Number("C"), "g"),
    Fact("naps", "How many?", Count(), "g"),
    Fact("began", "Since when?", Day(), "g"),
    Fact("ended", "Until when?", Day(), "g"),
    Fact("lasted", "How long?", Duration("days"), "g", between=("began", "ended")),
    Fact("so_far", "How long so far?", Duration("months"), "g", between=("began",)),
)
VOCABULARY = Vocabulary(
    {fact.name: fact for fact in FACTS},
    {},
    {},
    {},
    {},
    (
        Impossible("dry without fever", All((Is("fever", ("absent",)), Is("cough", ("dry",)))), "it is so"),
        Impossible("no long one", Within("lasted", (Bound(Op.AT_LEAST, Quantity(Decimal(1), "weeks")),)), "it is so"),
    ),
)
TODAY = date(2026, 11, 20)


def known(facts: str) -> tuple[dict[str, Known], list[str]]:
    file = read_text("patient: p\nas_of: 2026-11-20\nfacts: " + facts, "p.yaml", kinds=("patient",))
    assert isinstance(file.value, Patient) and not file.diagnostics
    values, found = known_facts(file.value, VOCABULARY, TODAY)
    return values, [one.code for one in found]


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("dry", "cough", OneOf(frozenset({"dry"}))),
        ("{one_of: [dry, wet]}", "cough", OneOf(frozenset({"dry", "wet"}))),
        ("{none_of: [dry]}", "cough", OneOf(frozenset({"none", "wet"}))),
        ("38.5 C", "warmth", Between(Decimal("38.5"), Decimal("38.5"))),
        ("{more_than: 38 C}", "warmth", Between(Decimal(38), None, low_open=True)),
        ("{less_than: 38 C}", "warmth", Between(Decimal(0), Decimal(38), high_open=True)),
        ("2", "naps", Between(Decimal(2), Decimal(2))),
        ("2 days", "lasted", Between(Decimal(2880), Decimal(2880))),
        ("{at_least: 1 year, at_most: 18 months}", "so_far", Between(Decimal(12), Decimal(18))),
    ],
)
def test_an_answer_is_known_in_base_units(written: str, name: str, value: Known) -> None:
    assert known(f"{{{name}: {written}}}") == ({name: value}, [])


def test_a_duration_follows_from_its_days() -> None:
    values, codes = known("{began: 2026-11-01, ended: 2026-11-04}")
    assert values["lasted"] == Elapsed((date(2026, 11, 1),) * 2, (date(2026, 11, 4),) * 2)
    assert values["so_far"] == Elapsed((date(2026, 11, 1),) * 2, (TODAY, TODAY))
    assert "began" not in values and codes == []


def test_a_day_may_be_known_in_part() -> None:
    values, _ = known("{began: {at_least: 2026-01-01, less_than: 2026-02-01}}")
    assert values["so_far"] == Elapsed((date(2026, 1, 1), date(2026, 1, 31)), (TODAY, TODAY))


def test_without_a_day_of_assessment_nothing_is_reckoned_up_to_it() -> None:
    file = read_text("patient: p\nfacts: {began: 2026-11-01}", "p.yaml", kinds=("patient",))
    assert isinstance(file.value, Patient)
    assert known_facts(file.value, VOCABULARY, None) == ({}, [])


def test_a_duration_that_agrees_with_its_days_is_fine() -> None:
    values, codes = known("{began: 2026-11-01, ended: 2026-11-04, lasted: 3 days}")
    assert isinstance(values["lasted"], Elapsed) and codes == []


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ("{began: 2026-11-01, ended: 2026-11-04, lasted: 4 days}", ["V702"]),
        ("{began: 2026-11-01, ended: 2026-11-04, lasted: {at_least: 4 days}}", ["V702"]),
        ("{began: 2026-11-04, ended: 2026-11-01}", ["V711"]),
        ("{began: 2026-11-21}", ["V711"]),
        ("{fever: absent, cough: dry}", ["V703"]),
        ("{fever: absent, cough: {one_of: [dry, wet]}}", []),
        ("{began: 2026-11-01, ended: 2026-11-09}", ["V703"]),
        ("{lasted: {at_least: 8 days}}", ["V703"]),
        ("{fevr: absent}", ["N305"]),
        ("{fever: no}", ["A401"]),
        ("{warmth: 38 F}", ["A405"]),
        ("{lasted: 1 month}", ["A406"]),
    ],
)
def test_what_cannot_be_is_told_by_its_code(facts: str, codes: list[str]) -> None:
    assert known(facts)[1] == codes


def test_what_cannot_be_names_every_answer_that_makes_it_so() -> None:
    file = read_text("patient: p\nfacts:\n  fever: absent\n  naps: 2\n  cough: dry\n", "p.yaml", kinds=("patient",))
    assert isinstance(file.value, Patient)
    (one,) = known_facts(file.value, VOCABULARY, TODAY)[1]
    assert one.message == "this cannot be: dry without fever, because it is so"
    assert one.span.line == 5 and [note.span.line for note in one.notes] == [3]


def test_the_order_of_the_answers_in_the_file_changes_nothing() -> None:
    first, _ = known("{cough: wet, naps: 2, fever: present}")
    second, _ = known("{fever: present, naps: 2, cough: wet}")
    assert list(first.items()) == list(second.items())
