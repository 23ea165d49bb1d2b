"""MC/DC in three values: a condition decides alone or it does not, and what nobody can show is no miss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from unit.tiny import write_tiny
from whence.store.load import load_base
from whence.values.truth import Truth
from whence.vignettes.coverage import coverage
from whence.vignettes.covered import Deciding
from whence.vignettes.deciding import ELSEWHERE, NOBODY, TOGETHER
from whence.vignettes.tried import read_cases

Decided = dict[tuple[str, str], Deciding]
Look = Callable[..., Decided]
HEAD = "version: 1\ntitle: Tried\n"
FOOT = "then: {avoid: tea-drinking}\nsource: [leaflet: page.1]\nin_force: {from: 2020-01-01}\nstatus: draft\n"


@pytest.fixture
def decided(tmp_path: Path) -> Look:
    """Writes a rule with these conditions and its cases; its conditions by part and name."""

    def looked(conditions: str, *cases: tuple[str, str], about: str = "leaflet/tried") -> Decided:
        root = write_tiny(tmp_path)
        if conditions:
            rule = root / "home" / "rules" / "leaflet" / "tried.yaml"
            rule.write_text(f"rule: leaflet/tried\n{HEAD}{conditions}\n{FOOT}", encoding="utf-8")
        base, found = load_base(root)
        assert base is not None, found
        kind = "rules" if "/" in about else "definitions/leaflet"
        path = tmp_path / "vignettes" / "home" / kind / f"{about}.yaml"
        path.parent.mkdir(parents=True)
        said = "".join(
            f"  - {{name: '{number}', but: {{{but}}}, expect: {expect}}}\n"
            for number, (but, expect) in enumerate(cases, 1)
        )
        path.write_text(f"vignettes: {about}\npatient: {{as_of: 2026-11-20, facts: {{}}}}\ncases:\n{said}")
        covered = coverage(read_cases([path], base), base, whole=False)
        assert covered.diagnostics == () and covered.failing == () and covered.unusable == ()
        return {(each.part, each.test.name): each for each in covered.things[0].conditions}

    return looked


BOTH = "when: {all: [{cough: wet}, {bed: present}]}"


def test_a_condition_decides_where_everything_else_lets_it(decided: Look) -> None:
    found = decided(
        BOTH, ("cough: wet, bed: present", "applies"), ("cough: dry, bed: present", "does not apply"),
        ("cough: wet, bed: absent", "does not apply"),
    )  # fmt: skip
    assert found["when", "cough"].shown == {Truth.TRUE: "1", Truth.FALSE: "2"}
    assert found["when", "bed"].shown == {Truth.TRUE: "1", Truth.FALSE: "3"}
    assert found["when", "cough"].missing == (Truth.UNKNOWN,)


def test_two_false_at_once_decide_nothing_alone(decided: Look) -> None:
    found = decided(BOTH, ("cough: dry, bed: absent", "does not apply"))
    assert found["when", "cough"].shown == {} and found["when", "bed"].shown == {}


def test_beside_another_unknown_nothing_is_decided(decided: Look) -> None:
    """The rule does not apply, whatever else; but were the cough wet, it would be open and not settled."""
    found = decided(BOTH, ("cough: dry", "does not apply"), ("cough: wet", "open"))
    assert found["when", "cough"].shown == {}
    assert found["when", "bed"].shown == {Truth.UNKNOWN: "2"}


def test_an_exception_decides_only_where_the_rule_applies(decided: Look) -> None:
    conditions = "when: {cough: wet}\nunless: {bed: absent}"
    assert decided(conditions, ("cough: dry, bed: absent", "does not apply"))["unless", "bed"].shown == {}


def test_an_exception_unknown_keeps_the_rule_from_being_settled(decided: Look) -> None:
    found = decided("when: {cough: wet}\nunless: {bed: absent}", ("cough: wet", "applies unless"))
    assert found["unless", "bed"].shown == {Truth.UNKNOWN: "1"}


def test_a_condition_that_another_one_settles_cannot_decide(decided: Look) -> None:
    """Who has had a fever for days has one, so that nobody is without it and decided by that alone."""
    conditions = "when: {all: [{fever: present}, {fever_lasted: {at_least: 2 days}}]}"
    found = decided(conditions, ("fever: absent", "does not apply"))
    assert found["when", "fever"].cannot == {Truth.FALSE: TOGETHER}
    assert found["when", "fever_lasted"].cannot == {}


def test_a_condition_that_is_written_twice_decides_nowhere_alone(decided: Look) -> None:
    conditions = "when: {cough: wet}\nunless: {all: [{bed: absent}, {cough: [dry, wet]}]}"
    found = decided(conditions, ("cough: dry", "does not apply"))
    assert found["unless", "cough"].cannot == {Truth.FALSE: ELSEWHERE, Truth.UNKNOWN: ELSEWHERE}


def test_a_condition_nobody_can_fail_is_told_so(decided: Look) -> None:
    found = decided("when: {all: [{bed: present}, {cough: [none, dry, wet]}]}", ("bed: absent", "does not apply"))
    assert found["when", "cough"].cannot == {Truth.FALSE: NOBODY}


def test_only_part_of_an_answer_can_be_what_keeps_it_open(decided: Look) -> None:
    """Alone with nothing known both would be unknown; it takes somebody who coughs, nobody knows how."""
    conditions = "when: {all: [{cough: [dry, wet]}, {cough: [none, wet]}]}"
    found = decided(conditions, ("cough: {one_of: [dry, wet]}", "open"))
    assert set(found["when", "cough"].shown) == {Truth.UNKNOWN}


def test_of_a_definition_each_answer_is_a_decision(decided: Look) -> None:
    cases = ("cough: dry", "barking"), ("cough: wet", "rattling"), ("cough: none", "silent")
    found = decided("", *cases, about="leaflet_kind")
    assert found["barking", "cough"].shown == {Truth.TRUE: "1", Truth.FALSE: "2"}
    assert found["rattling", "cough"].shown == {Truth.TRUE: "2", Truth.FALSE: "1"}
