"""Of a whole patient each rule that ends otherwise, is missing or too much is told, and each set of actions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from whence.assessment.action_sets import ActionSets
from whence.cli.main import run
from whence.language.base import KnowledgeBase
from whence.language.expectation import ExpectedActions
from whence.schema.validate import check_instance
from whence.store.load import load_base
from whence.values.struct import replace
from whence.vignettes.differences import action_differences
from whence.vignettes.result import PatientResult, describe_patient
from whence.vignettes.run import Runner

BASE = Path(__file__).parents[1] / "broken" / "base"
FACTS = "{fever: present, frail: absent, temperature: 37 C, cough: none}"
#: Rest and drinking are advised, and nothing is to be found out.
VERDICTS = "{applies: [leaflet/rest, leaflet/drink]}"
ACTIONS = "{certain: [rest, drinking], excluded: [visit, bed-rest]}"
Tried = Callable[..., PatientResult]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    loaded, found = load_base(BASE)
    assert loaded is not None, found
    return loaded


@pytest.fixture(scope="module")
def runner(base: KnowledgeBase) -> Iterator[Runner]:
    runner = Runner(base)
    yield runner
    runner.close()


def written(folder: Path, expect: str, actions: str, facts: str = FACTS, as_of: str = "2025-01-01") -> Path:
    path = folder / "tests" / "patients" / "somebody.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    actions_line = f"actions: {actions}\n" if actions else ""
    path.write_text(
        f"patient: somebody\nas_of: {as_of}\nfacts: {facts}\nexpect: {expect}\n{actions_line}", encoding="utf-8"
    )
    return path


@pytest.fixture
def tried(runner: Runner, tmp_path: Path) -> Tried:
    def go(expect: str = VERDICTS, actions: str = ACTIONS, **other: str) -> PatientResult:
        result = runner.file(written(tmp_path, expect, actions, **other))
        assert result.diagnostics == () and result.patient is not None and result.cases == ()
        return result.patient

    return go


def test_all_as_expected(tried: Tried) -> None:
    result = tried()
    assert (result.passed, result.rules, result.differences) == (True, 2, ())


def test_a_rule_may_stand_before_its_verdict_or_in_a_list_after_it(tried: Tried) -> None:
    assert tried("{leaflet/rest: applies, leaflet/drink: applies, poster/visit: does not apply}").passed
    assert tried("{leaflet/rest: applies, applies: leaflet/drink}").passed


@pytest.mark.parametrize(
    ("expect", "about", "expected", "got"),
    [
        ("{applies: leaflet/drink, withdrawn: leaflet/rest}", "leaflet/rest", "withdrawn", "applies"),
        ("{applies: [leaflet/drink]}", "leaflet/rest", None, "applies"),
        ("{applies: [leaflet/rest, leaflet/drink, poster/visit]}", "poster/visit", "applies", "does not apply"),
        ("{applies: [leaflet/drink], leaflet/rest: does not apply}", "leaflet/rest", "does not apply", "applies"),
    ],
)
def test_a_wrong_a_missing_and_a_superfluous_rule_are_told(
    tried: Tried, expect: str, about: str, expected: str | None, got: str
) -> None:
    result = tried(expect)
    (one,) = result.differences
    assert (result.passed, one.about, one.expected, one.got) == (False, about, expected, got)


def test_what_is_unknown_leaves_rules_open(tried: Tried) -> None:
    facts = "{fever: present, frail: absent, cough: none}"
    assert tried("{applies unless: leaflet/rest, applies: leaflet/drink}", "", facts=facts).passed
    nothing = "{open: [leaflet/rest, leaflet/drink, poster/visit]}"
    assert tried(nothing, "{possible: [rest, drinking, visit]}", facts="{}").passed


@pytest.mark.parametrize(
    ("actions", "about", "missing", "surplus"),
    [
        ("{certain: [rest]}", "certain actions", (), ("drinking",)),
        ("{certain: [rest, drinking, walk]}", "certain actions", ("walk",), ()),
        ("{certain: [rest, drinking], possible: [visit]}", "possible actions", ("visit",), ()),
        ("{certain: [rest, drinking], against: {certain: walk}}", "certain against actions", ("walk",), ()),
        ("{certain: [rest, drinking], against: {possible: rest}}", "possible against actions", ("rest",), ()),
    ],
)
def test_a_set_of_actions_that_differs_is_told(
    tried: Tried, actions: str, about: str, missing: tuple[str, ...], surplus: tuple[str, ...]
) -> None:
    (one,) = tried(actions=actions).differences
    assert (one.about, one.missing, one.surplus) == (about, missing, surplus)


def test_an_excluded_action_that_somebody_recommends_is_told(tried: Tried) -> None:
    (one,) = tried(actions="{certain: [rest, drinking], excluded: [visit, walk]}", facts=FACTS.replace("none", "wet"),
                   expect="{applies: [leaflet/rest, leaflet/drink, poster/visit]}").differences[1:]  # fmt: skip
    assert (one.about, one.missing) == ("excluded actions", ("visit",))


def test_a_wider_action_follows_from_a_narrower_and_need_not_be_named(base: KnowledgeBase, tried: Tried) -> None:
    assert base.vocabulary.actions["bed-rest"].kind_of == "rest"
    (one,) = tried(actions="{certain: [bed-rest, drinking]}").differences
    assert (one.missing, one.surplus) == (("bed-rest",), ())  # rest came, and is not told as too much


def test_an_action_left_possible_does_not_make_a_certain_wider_one_possible(base: KnowledgeBase) -> None:
    came = ActionSets(("rest",), ("bed-rest",), (), (), ("walk",), ())
    vocabulary = base.vocabulary.actions
    expected = ExpectedActions(certain=("rest",), possible=("bed-rest",), certain_against=("walk",))
    assert [*action_differences(expected, came, vocabulary)] == []
    (one,) = action_differences(replace(expected, possible=()), came, vocabulary)
    assert (one.about, one.surplus) == ("possible actions", ("bed-rest",))


def test_advice_against_an_action_holds_for_its_narrower_ones(base: KnowledgeBase) -> None:
    came = ActionSets((), (), (), (), ("rest", "bed-rest"), ())
    assert [*action_differences(ExpectedActions(certain_against=("rest",)), came, base.vocabulary.actions)] == []
    (one,) = action_differences(ExpectedActions(certain_against=("bed-rest",)), came, base.vocabulary.actions)
    assert (one.about, one.surplus) == ("certain against actions", ("rest",))


def test_a_rule_that_is_not_in_force_is_expected_of_nobody(tried: Tried) -> None:
    assert tried("{applies: leaflet/drink}", "{certain: drinking}", as_of="2031-01-01").passed
    (one,) = tried(VERDICTS, "{certain: drinking}", as_of="2031-01-01").differences
    assert (one.about, one.got) == ("leaflet/rest", "not in force")


def test_a_patient_of_whom_nothing_is_expected_does_not_pass(runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "somebody.yaml"
    path.write_text("patient: somebody\nas_of: 2025-01-01\nfacts: {fever: present}\n")
    patient = runner.file(path).patient
    assert patient is not None and not patient.passed
    assert "nothing is expected" in describe_patient(patient)


def test_a_patient_is_named_after_its_file(runner: Runner, tmp_path: Path) -> None:
    path = written(tmp_path, VERDICTS, ACTIONS)
    path = path.rename(path.with_name("anybody.yaml"))
    assert [one.code for one in runner.file(path).diagnostics] == ["N301"]


def test_a_failure_says_where_what_and_how(tried: Tried) -> None:
    result = tried("{withdrawn: leaflet/rest, applies: leaflet/drink}", "{certain: walk}")
    first, rule, actions = describe_patient(result).splitlines()
    assert first.endswith("somebody.yaml:1:10: somebody")
    assert rule.endswith("somebody.yaml:4:21: leaflet/rest: applies (expected: withdrawn)")
    assert actions.endswith("somebody.yaml:5:1: certain actions: missing walk; not expected drinking, rest")


def test_the_command_runs_them_beside_the_vignettes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "tests" / "vignettes" / "home" / "rules" / "leaflet"
    folder.mkdir(parents=True)
    case = "cases: [{name: x, expect: applies}]"
    (folder / "rest.yaml").write_text(
        f"vignettes: leaflet/rest\npatient: {{as_of: 2025-01-01, facts: {FACTS}}}\n{case}\n"
    )
    written(tmp_path, VERDICTS, ACTIONS)
    assert run(["--knowledge", str(BASE), "test"]) == 0
    assert capsys.readouterr().out == "1 case of 1 file and 1 whole patient came as expected.\n"
    written(tmp_path, "{applies: leaflet/rest}", ACTIONS)
    assert run(["--knowledge", str(BASE), "test", "tests/patients"]) == 1
    said = capsys.readouterr().out
    assert "leaflet/drink: applies (the rule is not named)" in " ".join(said.split())
    assert said.endswith("1 whole patient run: 1 not as expected.\n")
    assert run(["--knowledge", str(BASE), "test", "--json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert check_instance("outputs/vignette-run.schema.json", value) == []
    assert (value["counts"]["patients"], value["counts"]["patients_failed"], value["counts"]["cases"]) == (1, 1, 1)
    (patient,) = [file["patient"] for file in value["files"] if file["patient"] is not None]
    assert patient["differences"][0]["about"] == "leaflet/drink" and patient["differences"][0]["expected"] is None
