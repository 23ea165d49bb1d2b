"""Other readings: read in full, run as changes of the base, and asked whose answer they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.lettered import write_lettered
from whence.analysis.touched import part_of, touched
from whence.analysis.variant import under
from whence.assessment.assess import assess
from whence.assessment.flips import flips
from whence.assessment.verdict import Verdict
from whence.language.base import KnowledgeBase
from whence.language.condition import Is
from whence.language.patient import Patient
from whence.language.reading import Adds, Alternative, DefinitionChange, RuleChange, ScoreChange, Without
from whence.language.recommendation import actions
from whence.proofs.differing import differing_patient
from whence.proofs.everybody import Everybody
from whence.proofs.population import population_findings
from whence.proofs.readings import reading_findings
from whence.reader.kinds import read_text
from whence.reader.reading import ReadReading
from whence.store.load import load_base
from whence.store.patient import patient_from_mapping
from whence.values.known import Op
from whence.values.struct import replace
from whence.vignettes.run import run

SCORED = """\
reading: r
passage: [leaflet: page.1]
question: q
chosen: c
because: b
otherwise:
  - name: a
    score: wobble
    points: [{fact: cough, dry: 1 to 2, wet: 0}]
    range: {at_least: 0, at_most: 2}
    bands: {low: {at_most: 1}, high: {at_least: 2}}
    also:
      - {definition: leaflet_kind, cases: {barking: {cough: dry}}, otherwise: other}
decided: {by: editor, on: 2026-11-20}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lettered")
    write_lettered(folder)
    return folder


@pytest.fixture(scope="module")
def base(home: Path) -> KnowledgeBase:
    found, wrong = load_base(home / "knowledge")
    assert found is not None, wrong
    return found


def person(base: KnowledgeBase, **facts: str) -> Patient:
    patient, wrong = patient_from_mapping({"patient": "p", "as_of": "2026-11-20", "facts": facts}, base)
    assert patient is not None and not wrong
    return patient


def other(base: KnowledgeBase, reading: str, number: int) -> Alternative:
    return base.readings[reading].otherwise[number]


def test_every_kind_of_change_is_read(base: KnowledgeBase) -> None:
    first, second = base.readings["frail-or-bedless"].otherwise
    assert isinstance(first.changes[0], RuleChange) and first.changes[0].unless is not None
    assert second.changes == (Without("leaflet/rest"), Without("leaflet/honey"))
    fever, scars, force = base.readings["what-is-ill"].otherwise
    assert fever.changes == (DefinitionChange("leaflet_ill", {"present": Is("fever", ("present",))}, "absent"),)
    assert isinstance(scars.changes[0], Adds) and scars.changes[0].rule.id == "leaflet/scars"
    assert isinstance(force.changes[0], RuleChange) and force.changes[0].then is not None
    assert base.readings["what-is-ill"].decided == ("editor", "2026-11-20")


def test_points_range_and_bands_of_a_score_are_read() -> None:
    read = read_text(SCORED, "r.yaml").value
    assert isinstance(read, ReadReading)
    change, also = read.reading.otherwise[0].changes
    assert isinstance(change, ScoreChange) and change.components[0].points == {"dry": (1, 2), "wet": (0, 0)}
    assert change.range is not None and [bound.op for bound in change.range] == [Op.AT_LEAST, Op.AT_MOST]
    assert change.bands is not None and list(change.bands) == ["low", "high"]
    assert also == DefinitionChange("leaflet_kind", {"barking": Is("cough", ("dry",))}, "other")


def test_under_another_reading_only_what_it_names_is_changed(base: KnowledgeBase) -> None:
    variant = under(base, other(base, "frail-or-bedless", 0))
    assert variant.rules["leaflet/rest"].unless != base.rules["leaflet/rest"].unless
    assert {name for name in base.rules if base.rules[name] != variant.rules[name]} == {"leaflet/rest"}
    assert variant.readings == {} and base.readings


def test_a_rule_taken_away_takes_its_details_and_its_boxes_along(base: KnowledgeBase) -> None:
    variant = under(base, other(base, "frail-or-bedless", 1))
    assert set(base.rules) - set(variant.rules) == {"leaflet/rest", "leaflet/rest-in-bed", "leaflet/honey"}
    applied = {rule for step in variant.pathways["cold"].steps.values() for rule in getattr(step, "rules", ())}
    assert applied == set(variant.rules)


def test_a_change_of_nothing_that_exists_is_an_error(base: KnowledgeBase) -> None:
    with pytest.raises(KeyError):
        under(base, Alternative("a", (Without("leaflet/none"),)))


@pytest.mark.parametrize(
    ("reading", "number", "rules"),
    [
        ("frail-or-bedless", 0, ("leaflet/rest", "leaflet/rest-in-bed")),
        ("frail-or-bedless", 1, ("leaflet/honey", "leaflet/rest", "leaflet/rest-in-bed")),
        ("what-is-ill", 0, ("leaflet/rest", "leaflet/rest-in-bed")),
        ("what-is-ill", 1, ("leaflet/scars",)),
        ("what-is-ill", 2, ("leaflet/honey",)),
    ],
)
def test_what_a_change_can_touch(base: KnowledgeBase, reading: str, number: int, rules: tuple[str, ...]) -> None:
    assert touched(base, under(base, other(base, reading, number))) == rules


def test_a_part_of_a_base_keeps_what_its_rules_rest_on(base: KnowledgeBase) -> None:
    part = part_of(base, ["leaflet/rest-in-bed"])
    assert set(part.rules) == {"leaflet/rest", "leaflet/rest-in-bed"} and set(part.definitions) == {"leaflet_ill"}
    patient = person(base, fever="present", frail="absent", fever_lasted="3 days")
    assert assess(part, patient).results == {name: assess(base, patient).results[name] for name in part.rules}


@pytest.mark.parametrize(
    ("reading", "number", "facts", "expected"),
    [
        ("frail-or-bedless", 0, {"fever": "present", "frail": "present", "bed": "present", "fever_lasted": "1 days"},
         [("leaflet/rest", Verdict.APPLIES, Verdict.WITHDRAWN, False)]),
        ("frail-or-bedless", 0, {"fever": "absent", "cough": "none"}, []),
        ("frail-or-bedless", 1, {"fever": "present", "frail": "absent", "cough": "none", "fever_lasted": "1 days"},
         [("leaflet/rest", Verdict.APPLIES, None, False)]),
        ("what-is-ill", 0, {"fever": "absent", "cough": "dry", "frail": "absent"},
         [("leaflet/rest", Verdict.APPLIES, Verdict.DOES_NOT_APPLY, False),
          ("leaflet/rest-in-bed", Verdict.OPEN, Verdict.DOES_NOT_APPLY, False)]),
        ("what-is-ill", 1, {"old_scars": "present"}, [("leaflet/scars", None, Verdict.APPLIES, False)]),
        ("what-is-ill", 1, {"old_scars": "absent"}, []),
        ("what-is-ill", 2, {"cough": "dry", "tea": "helps", "bed": "present"},
         [("leaflet/honey", Verdict.APPLIES, Verdict.APPLIES, True)]),
        ("what-is-ill", 2, {"cough": "wet"}, []),
    ],
)  # fmt: skip
def test_what_flips_for_a_patient(
    base: KnowledgeBase, reading: str, number: int, facts: dict[str, str], expected: list[tuple[object, ...]]
) -> None:
    assessment = assess(base, person(base, **facts))
    found = flips(base, other(base, reading, number), assessment)
    assert [(flip.rule, flip.before, flip.after, flip.other_advice) for flip in found] == expected


def test_somebody_is_answered_otherwise_under_each_other_reading(base: KnowledgeBase) -> None:
    assert reading_findings(base) == []
    for reading in base.readings.values():
        for alternative in reading.otherwise:
            assert differing_patient(base, under(base, alternative)) is not None


def test_a_change_in_words_only_is_found_out(base: KnowledgeBase) -> None:
    fever = Is("fever", ("present",))
    same = replace(base, rules={**base.rules, "leaflet/old": replace(base.rules["leaflet/old"], unless=fever)})
    assert differing_patient(base, same) is not None
    double = replace(base.rules["leaflet/old"], when=Is("fever", ("present", "present")))
    assert differing_patient(base, replace(base, rules={**base.rules, "leaflet/old": double})) is None


def test_rules_stay_with_the_people_of_their_source_or_are_excused(base: KnowledgeBase) -> None:
    source = replace(base.sources["leaflet"], population=Is("leaflet_ill", ("present",)))
    narrow = replace(base, sources={"leaflet": source})
    outside = {one.span.file.rpartition("/")[2] for one in population_findings(Everybody(narrow)) if one.code == "R542"}
    assert outside == {"later.yaml"}
    excuse = replace(base.readings["what-is-ill"], excuses=("leaflet/later",))
    assert population_findings(Everybody(replace(narrow, readings={"what-is-ill": excuse}))) == []
    idle = replace(excuse, excuses=("leaflet/later", "leaflet/rest"))
    assert [one.code for one in population_findings(Everybody(replace(narrow, readings={"r": idle})))] == ["L904"]


def test_an_action_of_another_strength_is_advice_of_its_own(base: KnowledgeBase) -> None:
    variant = under(base, other(base, "what-is-ill", 2))
    assert variant.rules["leaflet/honey"].then.word == "consider"
    assert tuple(actions(variant.rules["leaflet/honey"].then.advice)) == ("honey",)


VIGNETTES = """\
vignettes: what-is-ill
patient: {as_of: 2026-11-20, facts: {fever: absent, cough: dry, frail: absent}}
cases:
  - {name: A cough alone, under: fever only, expect: changes}
  - {name: A cough alone again, under: also scars, but: {old_scars: absent}, expect: same}
  - {name: A fever, but: {fever: present}, under: fever only, expect: changes}
"""


def test_vignettes_about_a_reading_run_the_other_one(home: Path, base: KnowledgeBase) -> None:
    file = home / "tests/vignettes/home/readings/what-is-ill.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(VIGNETTES, encoding="utf-8")
    (result,) = run([file], base)
    assert result.diagnostics == ()
    assert [(case.got, case.passed) for case in result.cases] == [("changes", True), ("same", True), ("same", False)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("- {name: n, expect: changes}", "V714"),
        ("- {name: n, under: fever onli, expect: changes}", "V714"),
        ("- {name: n, under: fever only, expect: applies}", "V706"),
        ("- {name: n, under: fever only, expect: same, find_out: [cough]}", "V707"),
        ("- {name: n, under: fever only, expect: same}\n  - {name: m, under: fever only, expect: same}", "V708"),
    ],
)
def test_vignettes_about_a_reading_that_cannot_be_run(home: Path, base: KnowledgeBase, written: str, code: str) -> None:
    file = home / "tests/vignettes/home/readings/what-is-ill.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(VIGNETTES.partition("cases:\n")[0] + f"cases:\n  {written}\n", encoding="utf-8")
    (result,) = run([file], base)
    assert [one.code for one in result.diagnostics] == [code]
