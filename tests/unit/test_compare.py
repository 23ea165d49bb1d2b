"""Each line of the table of outcomes, seen to hold and seen not to hold."""

from __future__ import annotations

from typing import Any

import pytest

from unit.parish import compared, copied, either, first_dose, has, in_order, person, rule, topic
from whence.compare.comparison import Comparison, Outcome, Part
from whence.language.condition import Not
from whence.language.recommendation import Details, Do, Joint, Recommendation
from whence.language.rule import DerivedFrom
from whence.language.source import Missing
from whence.values.quantity import parse_quantity
from whence.values.struct import replace

ALL = topic("force", "loading.dose", "loading.route", "within", "urgency")


def told(found: Comparison, sure: str = "live") -> set[tuple[str, tuple[str, ...]]]:
    return {(one.kind, one.standing.ways) for one in found.outcomes if one.sure == sure}


def only(found: Comparison) -> Outcome:
    (one,) = found.outcomes
    return one


def two(first: Any, second: Any, of: Any = ALL, patient: Any = None) -> set[tuple[str, tuple[str, ...]]]:
    return told(compared([first, second], of, patient))


def test_the_same_advice_agrees() -> None:
    assert two(rule("leaflet/a", "offer", "tea"), rule("almanac/b", "offer", "tea")) == {("agree", ())}


def test_advice_for_the_narrower_agrees_with_advice_for_the_wider() -> None:
    assert two(rule("leaflet/a", "offer", "drink"), rule("almanac/b", "offer", "black-tea")) == {("agree", ())}


@pytest.mark.parametrize(
    ("ours", "theirs", "ways"),
    [
        (first_dose(10), first_dose(16), ("dose",)),
        (first_dose(10), first_dose(10), ()),
        (first_dose(10), Details(), ()),
        (first_dose(10), first_dose(16, example=True), ()),
        (first_dose(10, "oral"), first_dose(10, "parenteral"), ("route",)),
        (first_dose(10, "oral"), first_dose(10, "oral", "parenteral"), ()),
        (first_dose(10, "oral"), first_dose(16, "parenteral"), ("dose", "route")),
        (Details(within=parse_quantity("24 hours")), Details(within=parse_quantity("1 week")), ("timing",)),
        (Details(within=parse_quantity("24 hours")), Details(within=parse_quantity("1 day")), ()),
        (Details(within=parse_quantity("24 hours")), Details(urgency="now"), ()),
        (Details(urgency="today"), Details(urgency="now"), ()),
        (Details(before="walk"), Details(after="walk"), ("timing",)),
        (Details(before="walk"), Details(before="walk"), ()),
    ],
)
def test_a_compared_detail(ours: Details, theirs: Details, ways: tuple[str, ...]) -> None:
    found = two(rule("leaflet/a", "offer", "tea", details=ours), rule("almanac/b", "offer", "tea", details=theirs))
    assert found == ({("differs", ways)} if ways else {("agree", ())})


def test_a_detail_that_the_topic_does_not_compare_makes_no_difference() -> None:
    ours, theirs = (
        rule(f"{who}/a", "offer", "tea", details=first_dose(dose)) for who, dose in (("leaflet", 1), ("letter", 2))
    )
    assert two(ours, theirs, topic("force")) == {("agree", ())}
    assert two(ours, theirs, topic("loading.dose")) == {("differs", ("dose",))}


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("offer", "consider", True), ("consider", "may", True), ("offer", "offer", False),
        ("offer", "discuss", False), ("discuss", "may", False),
    ],
)  # fmt: skip
def test_strength_differs_only_between_the_three_that_are_ranked(first: str, second: str, differs: bool) -> None:
    found = two(rule("leaflet/a", first, "tea"), rule("almanac/b", second, "tea"))
    assert found == ({("differs", ("strength",))} if differs else {("agree", ())})


def test_evidence_makes_no_outcome_and_is_shown_beside() -> None:
    found = compared([rule("leaflet/a", "offer", "tea"), rule("almanac/b", "shows", "tea")], ALL)
    assert found.outcomes == () and found.standing == "only one speaks"
    assert {one.source: one.part for one in found.sources}["almanac"] is Part.BESIDE


def test_a_source_whose_rules_do_not_apply_or_are_withdrawn_differs_in_indication() -> None:
    for other in (
        rule("almanac/b", "offer", "tea", has("cough")),
        rule("almanac/b", "offer", "tea", unless=has("frail")),
    ):
        patient = person(fever="present", cough="absent", frail="present")
        outcome = only(compared([rule("leaflet/a", "offer", "tea"), other], ALL, patient))
        assert outcome.standing.ways == ("indication",)
        assert outcome.between == ("leaflet", "almanac") and outcome.rules == ("leaflet/a", None)


def test_a_source_without_a_rule_on_the_action_is_silent_and_does_not_differ() -> None:
    found = compared([rule("leaflet/a", "offer", "tea"), rule("almanac/b", "offer", "walk", has("cough"))], ALL)
    assert not told(found) and found.standing == "only one speaks"
    assert {one.source: one.part for one in found.sources}["letter"] is Part.NO_RULE


def test_different_actions_for_one_decision_differ_in_modality() -> None:
    assert two(rule("leaflet/a", "offer", "tea"), rule("almanac/b", "offer", "milk")) == {("differs", ("modality",))}


def test_what_the_other_source_advises_as_well_is_no_difference_of_modality() -> None:
    rules = [rule("leaflet/a", "offer", "tea"), rule("almanac/b", "offer", "milk"), rule("almanac/c", "offer", "tea")]
    assert told(compared(rules, ALL)) == {("agree", ())}


def test_a_choice_that_holds_the_action_is_no_difference() -> None:
    assert two(rule("leaflet/a", "offer", either("tea", "milk")), rule("almanac/b", "offer", "milk")) == {("agree", ())}


def test_for_the_wider_and_against_one_narrower_is_a_difference_of_modality() -> None:
    assert two(rule("leaflet/a", "offer", "drink"), rule("almanac/b", "avoid", "tea")) == {("differs", ("modality",))}


def test_what_is_lowered_by_rather_than_differs_in_modality() -> None:
    ours = rule("leaflet/a", "offer", "milk", rather_than="tea")
    assert two(ours, rule("almanac/b", "offer", either("black-tea", "milk"))) == {("differs", ("modality",))}
    assert two(ours, rule("almanac/b", "offer", "drink")) == {("agree", ())}


def test_for_and_against_the_same_or_a_narrower_action_contradict() -> None:
    for against in ("tea", "drink"):
        assert two(rule("leaflet/a", "offer", "tea"), rule("almanac/b", "avoid", against)) == {("contradicts", ())}
    assert two(rule("leaflet/a", "offer", "tea"), rule("almanac/b", "avoid", "milk")) == set()


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (("warmth",), ("sleep",), ("differs", ("purpose",))),
        (("warmth",), ("warmth", "sleep"), ("contradicts", ())),
        (("warmth",), (), ("contradicts", ())),
    ],
)
def test_two_purposes_part_where_they_have_nothing_in_common(ours: Any, theirs: Any, found: Any) -> None:
    first = rule("leaflet/a", "offer", "tea", details=Details(purpose=ours))
    assert two(first, rule("almanac/b", "avoid", "tea", details=Details(purpose=theirs))) == {found}


def test_a_general_word_against_a_specific_one() -> None:
    found = two(rule("leaflet/a", "offer", "tea"), rule("almanac/b", "mostly-avoid", "tea"))
    assert found == {("differs", ("general against specific",))}


def test_held_back_against_recommended_contradicts() -> None:
    held = rule("almanac/b", "consider", "tea", only_if=has("frail"))
    patient = person(fever="present", frail="absent")
    assert two(rule("leaflet/a", "offer", "tea"), held, patient=patient) == {("contradicts", ())}
    assert two(rule("leaflet/a", "offer", "tea"), held, patient=person(fever="present", frail="present")) == {
        ("differs", ("strength",))
    }


EXCLUDING = topic(exclude_as="first_step", excludes=(("rest", "walk"),))


@pytest.mark.parametrize(
    ("ours", "theirs", "contradicts"),
    [
        ("rest", "walk", True),
        (in_order("rest", "walk"), "walk", True),
        (in_order("rest", "walk"), "rest", False),
        (either("rest", "walk"), "walk", False),
        (Joint("together", (Do("rest"), Do("walk"))), "walk", False),
    ],
)
def test_a_pair_that_excludes_each_other_as_first_step(ours: Any, theirs: Any, contradicts: bool) -> None:
    found = two(rule("leaflet/a", "offer", ours), rule("almanac/b", "offer", theirs), EXCLUDING)
    assert (("contradicts", ()) in found) is contradicts


def test_with_one_side_open_an_outcome_is_possible() -> None:
    rules = [rule("leaflet/a", "offer", "tea"), rule("almanac/b", "avoid", "tea", has("cough"))]
    found = compared(rules, ALL)
    assert told(found, "possible") == {("contradicts", ())} and told(found) == set()
    assert told(compared(rules, ALL, person(fever="present", cough="present"))) == {("contradicts", ())}
    assert told(compared(rules, ALL, person()), "possible") == set()


def test_advice_with_an_open_exception_speaks() -> None:
    found = compared([rule("leaflet/a", "offer", "tea", unless=has("frail")), rule("letter/b", "avoid", "tea")], ALL)
    assert told(found) == {("contradicts", ())}


def test_a_copy_is_never_a_second_voice() -> None:
    found = compared([rule("leaflet/a", "offer", "tea"), copied("letter/b", "leaflet/a")], ALL)
    assert found.outcomes == () and found.standing == "only one speaks"


def test_a_copy_beside_its_original_says_nothing_to_a_third() -> None:
    rules = [rule("leaflet/a", "offer", "tea"), copied("letter/b", "leaflet/a"), rule("almanac/c", "avoid", "tea")]
    assert [one.between for one in compared(rules, ALL).outcomes] == [("almanac", "leaflet")]


def test_a_copy_speaks_where_its_original_does_not() -> None:
    rules = [
        rule("leaflet/a", "offer", "tea", has("cough")),
        copied("letter/b", "leaflet/a"),
        rule("almanac/c", "avoid", "tea"),
    ]
    found = compared(rules, ALL, person(fever="present", cough="absent"))
    assert ("almanac", "letter") in {one.between for one in found.outcomes if one.kind == "contradicts"}


def test_two_copies_of_a_document_not_held_do_not_agree_with_each_other() -> None:
    lost = DerivedFrom(document="Grandmother's book", held=False)
    rules = [rule(f"{who}/a", "offer", "tea", derived_from=lost) for who in ("leaflet", "letter")]
    assert compared(rules, ALL).outcomes == () and compared(rules, ALL).standing == "only one speaks"


def test_an_older_document_of_a_publisher_is_that_publisher_s_word() -> None:
    older = DerivedFrom(document="The parish leaflet (1950)", held=False)
    same = [rule("leaflet/a", "offer", "tea"), rule("letter/b", "offer", "tea", derived_from=older)]
    assert compared(same, ALL).outcomes == ()
    other = [rule("leaflet/a", "offer", "tea"), rule("letter/b", "consider", "tea", derived_from=older)]
    assert only(compared(other, ALL)).copy


def test_two_strengths_of_one_source_are_steps_and_the_strongest_is_compared() -> None:
    rules = [rule("leaflet/a", "consider", "tea"), rule("leaflet/b", "offer", "tea"), rule("almanac/c", "offer", "tea")]
    found = compared(rules, ALL)
    assert [step.rules for step in found.steps] == [("leaflet/b", "leaflet/a")]
    assert told(found) == {("agree", ())}


def test_alternatives_are_no_steps_and_are_not_compared_with_each_other() -> None:
    rules = [
        rule("leaflet/a", "consider", "tea", details=first_dose(1)),
        rule("leaflet/b", "offer", "tea", details=first_dose(2)),
    ]
    assert told(compared(rules, ALL)) == {("differs", ("dose",))}
    found = compared(rules, replace(ALL, alternatives=(("leaflet/a", "leaflet/b"),)))
    assert found.steps == () and found.outcomes == ()


def test_a_clash_inside_one_source_is_shown() -> None:
    outcome = only(compared([rule("leaflet/a", "offer", "tea"), rule("leaflet/b", "avoid", "tea")], ALL))
    assert outcome.between == ("leaflet", "leaflet") and outcome.kind == "contradicts"


def test_a_rule_and_its_detail_are_one_recommendation() -> None:
    parent = rule("leaflet/a", "offer", "tea", details=first_dose(1))
    child = rule("leaflet/b", "offer", "tea", details=first_dose(2), refines="leaflet/a")
    assert compared([parent, child], ALL).outcomes == ()


def test_nobody_speaks() -> None:
    found = compared([rule("leaflet/a", "offer", "tea", Not(has("fever")))], ALL)
    assert found.standing == "silent" and found.outcomes == ()


def test_a_source_that_lacks_the_topic_is_not_available_here() -> None:
    lost = {"letter": (Missing("the last page", "torn off", topics=("thirst",)),)}
    found = compared([rule("leaflet/a", "offer", "tea")], ALL, missing=lost)
    assert {one.source: (one.part, one.because) for one in found.sources}["letter"] == (
        Part.NOT_AVAILABLE,
        "the last page: torn off",
    )


def test_a_text_that_breaks_off_before_the_topic_is_not_available_here() -> None:
    broken = replace(rule("letter/b", "unavailable", "tea"), then=Recommendation("unavailable", None, topic="thirst"))
    found = compared([rule("leaflet/a", "offer", "tea"), broken], ALL)
    assert {one.source: one.part for one in found.sources}["letter"] is Part.NOT_AVAILABLE
    elsewhere = compared([rule("leaflet/a", "offer", "tea"), broken], ALL, person(fever="absent"))
    assert {one.source: one.part for one in elsewhere.sources}["letter"] is Part.NO_RULE
