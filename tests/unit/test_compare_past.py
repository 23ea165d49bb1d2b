"""Who is past a decision: rules for those people alone are shown at the topic and compared with nobody there."""

from __future__ import annotations

from typing import Any

import pytest

from unit.parish import base_of, compared, has, person, rule, topic
from whence.compare.comparison import Comparison, Part
from whence.compare.past import needs
from whence.language.condition import All, Condition, Is, Not
from whence.language.condition import Any as Some
from whence.language.definition import Definition
from whence.language.recommendation import Details
from whence.language.rule import InForce

FEVER, COUGH, FRAIL = has("fever"), has("cough"), has("frail")
EITHER = Is("cough", ("present", "absent"))
CASES = {"present": Some((FEVER, COUGH))}
SICK = Definition("sick", "leaflet", 1, "?", CASES, "absent", (), InForce(), "draft")


@pytest.mark.parametrize(
    ("condition", "past", "only_then"),
    [
        (FEVER, FEVER, True),
        (FEVER, COUGH, False),
        (EITHER, COUGH, False),
        (COUGH, EITHER, True),
        (All((FEVER, COUGH)), COUGH, True),
        (Some((FEVER, COUGH)), COUGH, False),
        (Some((FEVER, COUGH)), Some((COUGH, FEVER)), True),
        (All((FEVER, COUGH)), All((COUGH, FEVER)), True),
        (FEVER, All((COUGH, FEVER)), False),
        (Not(FEVER), FEVER, False),
        (FEVER, Not(FEVER), False),
        (Is("sick", ("present",)), Some((COUGH, FEVER)), True),
        (Is("sick", ("present",)), COUGH, False),
        (Is("sick", ("absent",)), Some((COUGH, FEVER)), False),
        (Is("sick", ("present",)), Is("sick", ("present",)), True),
    ],
)
def test_whether_a_condition_holds_only_there(condition: Condition, past: Condition, only_then: bool) -> None:
    assert needs(condition, past, {"sick": SICK}) is only_then


RULES = (rule("leaflet/a", "offer", "tea"), rule("almanac/b", "offer", "rest", All((FEVER, COUGH))))
ILL = person(fever="present", cough="present")
EXCLUDED: dict[str, Any] = {"exclude_as": "first_step", "excludes": (("drink", "rest"),)}


def parts(found: Comparison) -> dict[str, Part]:
    return {one.source: one.part for one in found.sources}


def test_advice_to_those_past_the_decision_contradicts_nobody() -> None:
    at_it = compared(RULES, topic("force", **EXCLUDED), ILL)
    past = compared(RULES, topic("force", past=COUGH, **EXCLUDED), ILL)
    assert [one.kind for one in at_it.outcomes] == ["contradicts"] and parts(at_it)["almanac"] is Part.SPEAKS
    assert past.outcomes == () and past.standing == "only one speaks"
    assert parts(past)["almanac"] is Part.LATER


def test_whoever_is_past_the_decision_still_sees_what_is_said_before_it() -> None:
    rules = (RULES[0], rule("almanac/b", "offer", "rest"))
    found = compared(rules, topic("force", past=COUGH, **EXCLUDED), ILL)
    assert [one.kind for one in found.outcomes] == ["contradicts"]


def test_a_detail_inherits_the_condition_of_what_it_details() -> None:
    whole, detail = RULES[1], rule("almanac/c", "offer", "walk", FRAIL, refines="almanac/b", details=Details())
    past = topic("force", past=COUGH)
    base = base_of((*RULES, detail), past)
    assert base.expanded(detail).when != FRAIL and whole.when is not None
    found = compared((*RULES, detail), past, person(fever="present", cough="present", frail="present"))
    assert {voice.rule.id for one in found.sources for voice in one.voices if voice.later} == {"almanac/b", "almanac/c"}


def test_a_source_with_later_rules_only_is_not_silent_while_they_do_not_apply() -> None:
    found = compared(RULES, topic("force", past=COUGH), person(fever="present", cough="absent"))
    assert parts(found) == {"leaflet": Part.SPEAKS, "almanac": Part.DOES_NOT_APPLY, "letter": Part.NO_RULE}
