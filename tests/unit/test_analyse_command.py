"""`whence analyse` over a small knowledge in which nearly every kind of anomaly stands once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.tiny import write_tiny
from whence.anomalies import analyse as searching
from whence.anomalies.anomaly import KINDS, UNDECIDED, UNUSED_ACTION
from whence.anomalies.smallest import NotReplayed, Smallest
from whence.assessment.assess import Assessor
from whence.assessment.verdict import Verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.vocabulary import Action
from whence.program.build import build
from whence.proofs.everybody import Everybody, NotProved
from whence.schema.validate import check_instance
from whence.store.check import check
from whence.store.load import load_base
from whence.values.struct import replace

Run = Callable[..., tuple[int, str, str]]
RULES = {
    "rest-again": "when: {all: [{leaflet_ill: present}, {bed: present}, {cough: wet}]}\nthen: {offer: rest}\n",
    "rest-perhaps": "when: {all: [{leaflet_ill: present}, {bed: present}]}\nthen: {consider: rest}\n",
    "no-syrup": "when: {all: [{cough: dry}, {bed: present}]}\nthen: {avoid: syrup}\n",
    "in-vain": "when: {cough: wet}\nunless: {any: [{cough: none}, {frail: present}]}\nthen: {offer: honey}\n",
    "never": "when: {cough: wet}\nonly_if: {cough: dry}\nthen: {offer: xray}\n",
}
GROUPS = """\
groups:
  - {name: cough, among: {cough: [dry, wet]}, rules: [leaflet/no-tea, leaflet/syrup], complete: yes}
  - {name: lying down, rules: [leaflet/rest-perhaps, leaflet/no-syrup], exclusive: yes}
"""
TOPIC = """\
topic: lying-down
title: Lying down
decides: [rest]
compare: [force]
alternatives: [[leaflet/rest-again, leaflet/rest]]
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    root = write_tiny(folder)
    for name, said in RULES.items():
        head = f"rule: leaflet/{name}\nversion: 1\ntitle: About {name}\n"
        foot = "source: [leaflet: page.1]\nin_force: {from: 2020-01-01}\nstatus: draft\n"
        (root / f"home/rules/leaflet/{name}.yaml").write_text(head + said + foot)
    with (root / "home/guideline.yaml").open("a") as file:
        file.write(GROUPS)
    (root / "home/topics").mkdir()
    (root / "home/topics/lying-down.yaml").write_text(TOPIC)
    assert {one.code for one in check([], root) if one.severity == "error"} == {"P608"}  # no chart boxes them
    return folder


def test_each_kind_is_told_with_its_place_its_patient_and_how_the_rules_end(whence: Run) -> None:
    code, said, _ = whence("analyse")
    assert code == 1
    told = " ".join(said.split())
    for sentence in (
        "'leaflet/never' can never apply: nobody who meets its condition meets its 'only_if' where cough is dry "
        "patient cough: wet ends leaflet/never held back (on 2020-01-01)",
        "'leaflet/no-syrup' against it, to one person patient fever: absent, cough: dry, bed: present ends "
        "leaflet/no-syrup applies, leaflet/syrup applies (on 2020-01-01)",
        "'leaflet/rest-perhaps' and 'leaflet/no-syrup' both apply to one person",
        "no rule of the group 'cough' says anything to somebody, and the group is said to be complete "
        "patient fever: present, cough: dry ends leaflet/no-tea does not apply, leaflet/syrup withdrawn",
        "knowledge/home/rules/leaflet/in-vain.yaml:5:17: a part of 'unless' of 'leaflet/in-vain' never takes it back",
        "knowledge/home/rules/leaflet/rest-perhaps.yaml:1:7: wherever 'leaflet/rest-perhaps' speaks, 'leaflet/rest' "
        "says it more firmly",
    ):
        assert sentence in told
    assert "each replayed by the engine." in told


def test_what_a_topic_deals_with_is_known_and_is_not_new(whence: Run) -> None:
    code, said, _ = whence("analyse", "--kind", "subsumed")
    assert code == 0 and "known    topic lying-down" in said and "'leaflet/rest' says all it says" in said
    assert whence("analyse", "--kind", "subsumed", "--new")[:2] == (0, "Nothing looks wrong.\n")


def test_json_fits_its_schema_which_knows_every_kind(whence: Run) -> None:
    value = json.loads(whence("analyse", "--json")[1])
    assert check_instance("outputs/anomalies.schema.json", value) == []
    assert check_instance("outputs/anomalies.schema.json", {**value, "stranger": 1})
    assert [each["kind"] for each in value["kinds"]] == list(KINDS)
    by_kind = {each["kind"]: each for each in value["anomalies"]}
    assert by_kind["never applies"]["because"] == [{"cough": "dry"}]
    assert by_kind["subsumed"]["known"] == ["topic lying-down"]
    assert by_kind["gap"]["witness"]["ends"][1] == {"rule": "leaflet/syrup", "verdict": "withdrawn"}


def test_a_misspelt_kind_is_answered_with_the_nearest(whence: Run) -> None:
    code, _, said = whence("analyse", "--kind", "subsumd")
    assert code == 2 and "did you mean subsumed?" in said


def test_a_search_that_is_given_up_is_said_and_the_others_go_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, _ = load_base(home / "knowledge")
    assert base is not None
    action = Action("sleep", "Sleep")
    vocabulary = replace(base.vocabulary, actions={**base.vocabulary.actions, action.id: action})

    def gives_up(*_: object) -> bool:
        raise NotProved("the solver gave up")

    monkeypatch.setattr(Everybody, "possible", gives_up)
    found = searching.suspects(replace(base, vocabulary=vocabulary))
    assert [one.anomaly.about for one in found if one.anomaly.kind == UNUSED_ACTION] == [("sleep",)]
    given_up = [one.anomaly.said for one in found if one.anomaly.kind == UNDECIDED]
    assert "the search for contradictions was not finished: the solver gave up" in given_up and len(given_up) == 5


def test_nobody_is_shown_whom_the_engine_does_not_bear_out(home: Path) -> None:
    base, _ = load_base(home / "knowledge")
    assert base is not None
    program = build(base)
    durable = DurableEngine(program)
    smallest = Smallest(base, program, Assessor(base, program, durable, CompiledProgram(program)))
    day = base.rules["leaflet/old"].in_force.until
    assert day is not None
    wanted = {"leaflet/old": (Verdict.APPLIES,)}
    try:
        with pytest.raises(NotReplayed):  # by that day it is no longer in force, which the solver does not know
            smallest.patient("late", wanted, day)
        impossible = {"leaflet/no-tea": (Verdict.APPLIES,), "leaflet/syrup": (Verdict.APPLIES,)}
        with pytest.raises(NotReplayed):
            smallest.patient("nobody", impossible, day)
    finally:
        smallest.close()
        durable.close()
