from __future__ import annotations

import pytest

import whence
from unit.tiny import write_tiny
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Is, Not
from whence.language.recommendation import Details, Dose
from whence.render.phrases import listed, lowered
from whence.render.prose import advice, citations, condition, in_force, outline, rule_sentence
from whence.render.prose_advice import not_stated
from whence.values.struct import replace


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return whence.load(write_tiny(tmp_path_factory.mktemp("tiny")))


def test_a_list_of_answers_is_read_with_or(base: KnowledgeBase) -> None:
    assert condition(Is("cough", ("dry", "wet")), base) == "cough is dry or wet"


def test_the_verb_follows_the_question_and_the_answers(base: KnowledgeBase) -> None:
    assert condition(Is("old_scars", ("present",)), base) == "old scars are present"
    assert condition(Is("tea", ("does not help",)), base) == "tea does not help"
    assert condition(Not(Is("tea", ("does not help",))), base) == "not (tea does not help)"
    assert condition(Not(Is("cough", ("dry",))), base) == "cough is not dry"


def test_a_definition_leaves_out_the_folder_of_its_source(base: KnowledgeBase) -> None:
    assert condition(Is("leaflet_ill", ("present",)), base) == "ill is present"


def test_inner_branches_stand_in_brackets_and_like_ones_are_joined(base: KnowledgeBase) -> None:
    fever, dry, frail = Is("fever", ("present",)), Is("cough", ("dry",)), Is("frail", ("absent",))
    assert condition(All((fever, Any((dry, frail)))), base) == "fever is present and (cough is dry or frail is absent)"
    assert condition(All((fever, All((dry, frail)))), base) == "fever is present and cough is dry and frail is absent"
    assert condition(Not(Any((fever, dry))), base) == "not (fever is present or cough is dry)"


def test_a_long_condition_becomes_a_list(base: KnowledgeBase) -> None:
    parts = tuple(Is("cough", ("dry", "wet")) for _ in range(6))
    lines = list(outline(Any(parts), base))
    assert lines[0] == (0, "any of:") and lines[1:] == [(1, "cough is dry or wet")] * 6
    assert list(outline(parts[0], base)) == [(0, "cough is dry or wet")]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("rest", "OFFER rest, now, within 24 hours"),
        ("rest-in-bed", "CONSIDER rest in bed, grade A"),
        ("tea-or-honey", "OFFER either a cup of tea or honey (figures given as an example), to give comfort"),
        ("honey", "OFTEN OFFER honey, usually, where: home"),
        ("syrup", "OFFER syrup, 10 to 20 mg every 6 hours"),
        ("xray", "CONSIDER XR of the chest"),
        ("no-tea", "AVOID a cup of tea"),
        ("old", "OFFER a cup of tea, then rest"),
    ],
)
def test_advice_says_strength_action_and_every_printed_detail(base: KnowledgeBase, rule: str, said: str) -> None:
    assert advice(base.rules[f"leaflet/{rule}"], base) == said


def test_a_route_may_be_all_that_is_printed_of_a_dose(base: KnowledgeBase) -> None:
    syrup = base.rules["leaflet/syrup"]
    then = replace(syrup.then, details=Details(dose=Dose(None, route=("oral",))))
    assert advice(replace(syrup, then=then), base) == "OFFER syrup, oral"
    assert not_stated(replace(syrup, then=then)) == ("amount",)


def test_what_is_not_printed_is_named_and_not_made_up(base: KnowledgeBase) -> None:
    assert not_stated(base.rules["leaflet/syrup"]) == ("route",)
    assert not_stated(base.rules["leaflet/rest"]) == ("from when the 24 hours count",)
    assert not_stated(base.rules["leaflet/honey"]) == ()


def test_a_rule_is_one_sentence(base: KnowledgeBase) -> None:
    assert rule_sentence(base.rules["leaflet/rest"], base) == (
        "When ill is present, unless frail is present and bed is absent: OFFER rest, now, within 24 hours."
    )
    assert rule_sentence(base.rules["leaflet/rest-in-bed"], base) == (
        "Where leaflet/rest applies and when fever lasted is at least 2 days: CONSIDER rest in bed, grade A."
    )
    assert rule_sentence(base.rules["leaflet/xray"], base) == (
        "When cough is dry or wet, but only if fever lasted is more than 2 weeks: CONSIDER XR of the chest."
    )


def test_a_citation_names_publisher_title_edition_place_and_passages(base: KnowledgeBase) -> None:
    assert citations(base.rules["leaflet/rest"].source, base) == (
        "The parish, Staying at home with a cold (second), The page, passages page.1, page.2; The back, passage back.1",
    )


def test_the_time_in_force_is_told(base: KnowledgeBase) -> None:
    assert in_force(base.rules["leaflet/old"].in_force) == "in force from 2020-01-01 until before 2021-01-01"
    assert in_force(base.definitions["leaflet_ill"].in_force) == "undated, in force on every day"


def test_lists_with_joints_of_their_own_get_a_comma_more() -> None:
    assert listed(["arms", "legs", "arms and legs"], "or") == "arms, legs, or arms and legs"
    assert listed(["a", "b"], "and") == "a and b"
    assert listed([], "or") == ""


def test_abbreviations_keep_their_capitals() -> None:
    assert [lowered(title) for title in ("MRI", "Rest", "A walk", "T cells")] == ["MRI", "rest", "a walk", "T cells"]


def test_every_shipped_rule_and_definition_makes_a_sentence() -> None:
    shipped = whence.load()
    for rule in shipped.rules.values():
        sentence = rule_sentence(rule, shipped)
        assert sentence.endswith(".") and "_" not in sentence.replace(rule.refines or "", "") and "  " not in sentence
    for definition in shipped.definitions.values():
        for case in definition.cases.values():
            assert condition(case, shipped)
