"""Coverage by vignettes: a leaf never seen one way is named, what nobody can show is no miss, and all is counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from unit.tiny import write_tiny
from whence.render.json_vignette_coverage import vignette_coverage_json
from whence.render.vignette_coverage_page import vignette_coverage_page
from whence.schema.validate import check_instance
from whence.store.load import load_base
from whence.values.truth import Truth
from whence.vignettes.coverage import coverage
from whence.vignettes.covered import Coverage, Covered
from whence.vignettes.tried import read_cases

Look = Callable[..., Coverage]
WET = "{name: Wet, but: {cough: wet}, expect: applies}"
DRY = "{name: Dry, but: {cough: dry}, expect: does not apply}"
NOT_ASKED = "{name: Nobody asked, expect: open}"


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Writes the small knowledge, with other files in place of its own, and one vignette file; what that shows."""

    def looked(about: str, *cases: str, instead: dict[str, str] | None = None, whole: bool = False) -> Coverage:
        root = write_tiny(tmp_path)
        for name, text in (instead or {}).items():
            (root / name).write_text(text, encoding="utf-8")
        base, found = load_base(root)
        assert base is not None, found
        kind = "rules" if "/" in about else "definitions/leaflet"
        path = tmp_path / "vignettes" / "home" / kind / f"{about}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"  - {case}\n" for case in cases)
        path.write_text(f"vignettes: {about}\npatient: {{as_of: 2026-11-20, facts: {{}}}}\ncases:\n{lines}")
        return coverage(read_cases([path], base), base, whole=whole)

    return looked


def only(found: Coverage) -> Covered:
    assert found.diagnostics == () and found.unusable == ()
    (thing,) = found.things
    return thing


def rule(name: str, conditions: str) -> dict[str, str]:
    text = f"rule: leaflet/{name}\nversion: 1\ntitle: About {name}\n{conditions}then: {{avoid: tea-drinking}}\n"
    text += "source: [leaflet: page.1]\nin_force: {from: 2020-01-01}\nstatus: draft\n"
    return {f"home/rules/leaflet/{name}.yaml": text}


def test_a_leaf_seen_true_false_and_unknown_is_complete(look: Look) -> None:
    found = look("leaflet/no-tea", WET, DRY, NOT_ASKED)
    assert found.complete and only(found).outcomes == (3, 3)
    assert (found.outcomes, found.endings) == ((3, 3), (3, 3))


@pytest.mark.parametrize(
    ("cases", "truth", "ending"),
    [
        ((DRY, NOT_ASKED), Truth.TRUE, "applies"),
        ((WET, NOT_ASKED), Truth.FALSE, "does not apply"),
        ((WET, DRY), Truth.UNKNOWN, "open"),
    ],
)
def test_a_way_never_seen_is_a_miss(look: Look, cases: tuple[str, ...], truth: Truth, ending: str) -> None:
    found = look("leaflet/no-tea", *cases)
    thing = only(found)
    assert not found.complete
    assert [leaf.missing for leaf in thing.leaves] == [(truth,)]
    assert thing.missing_endings == (ending,) and thing.outcomes == (2, 3)


def test_a_leaf_that_names_a_definition_is_as_the_definition_is(look: Look) -> None:
    thing = only(look("leaflet/tea-or-honey", WET.replace("applies", "does not apply"), NOT_ASKED))
    (leaf,) = thing.leaves
    assert leaf.part == "when" and leaf.test.name == "leaflet_kind" and leaf.missing == (Truth.TRUE,)


def test_a_bound_is_seen_as_it_is_written_and_not_as_its_complement(look: Look) -> None:
    """*Less than* is the complement of *at least* in the program."""
    found = look(
        "leaflet/no-tea",
        "{name: Three days, but: {fever_lasted: 3 days}, expect: does not apply}",
        instead=rule("no-tea", "when: {fever_lasted: {less_than: 2 days}}\n"),
    )
    assert only(found).leaves[0].seen == {Truth.FALSE}


def test_a_test_for_every_answer_cannot_be_false(look: Look) -> None:
    every = rule("no-tea", "when: {any: [{cough: [dry, wet, none]}, {bed: present}]}\n")
    thing = only(look("leaflet/no-tea", WET, NOT_ASKED, instead=every))
    cough, bed = thing.leaves
    assert list(cough.cannot) == [Truth.FALSE] and cough.missing == ()
    assert set(bed.missing) == {Truth.TRUE, Truth.FALSE} and bed.cannot == {}
    assert list(thing.cannot) == ["does not apply"] and thing.missing_endings == ()


def test_an_exception_that_cannot_be_met_is_never_expected_to_withdraw(look: Look) -> None:
    vain = rule("no-tea", "when: {cough: wet}\nunless: {all: [{cough: wet}, {leaflet_kind: barking}]}\n")
    not_dry = "{name: Wet or none, but: {cough: {none_of: [dry]}}, expect: open}"
    thing = only(look("leaflet/no-tea", WET, DRY, NOT_ASKED, not_dry, instead=vain))
    assert set(thing.cannot) == {"withdrawn", "applies unless"} and thing.complete


def test_withdrawn_held_back_and_applies_unless_are_missed_where_they_can_be(look: Look) -> None:
    without_fever = "{name: Dry, but: {cough: dry, fever: absent}, expect: applies}"
    long_fever = "{name: Dry, but: {cough: dry, fever_lasted: 3 weeks}, expect: applies}"
    assert set(only(look("leaflet/syrup", without_fever)).missing_endings) == {
        "applies unless", "withdrawn", "open", "does not apply",
    }  # fmt: skip
    assert set(only(look("leaflet/xray", long_fever)).missing_endings) == {"held back", "open", "does not apply"}


def test_a_rule_answers_for_its_own_conditions_and_not_for_those_it_refines(look: Look) -> None:
    thing = only(look("leaflet/rest-in-bed", NOT_ASKED))
    assert [(leaf.part, leaf.test.name) for leaf in thing.leaves] == [("when", "fever_lasted")]


def test_a_definition_answers_for_its_cases_and_for_staying_open(look: Look) -> None:
    thing = only(look("leaflet_kind", "{name: Dry, but: {cough: dry}, expect: barking}"))
    assert [leaf.part for leaf in thing.leaves] == ["barking", "rattling"]
    assert thing.missing_endings == ("rattling", "silent", "open")


def test_a_case_of_a_day_on_which_the_rule_is_not_in_force_shows_nothing(look: Look) -> None:
    thing = only(look("leaflet/old", "{name: Today, but: {fever: present}, expect: applies}"))
    assert thing.leaves[0].seen == frozenset() and thing.expected == frozenset()


def test_the_whole_base_counts_what_has_no_vignettes(look: Look) -> None:
    found = look("leaflet/no-tea", WET, DRY, NOT_ASKED, whole=True)
    lost = {thing.about for thing in found.things if not thing.complete}
    assert "leaflet/no-tea" not in lost and {"leaflet/rest", "leaflet_ill"} <= lost


def test_a_file_with_mistakes_is_told_and_shows_nothing(look: Look) -> None:
    found = look("leaflet/no-tea", "{name: Wet, but: {couhg: wet}, expect: applies}")
    assert found.things == () and found.diagnostics and not found.complete


def test_the_page_names_each_miss_and_counts(look: Look, tmp_path: Path) -> None:
    found = look("leaflet/no-tea", WET, DRY)
    base, _ = load_base(tmp_path / "knowledge")
    assert base is not None
    lines = [f"{entry.label} {entry.text}".strip() for entry in vignette_coverage_page(found, base)]
    assert "leaflet/no-tea: 2 of 3" in lines
    assert "when cough is wet: never unknown" in lines
    assert "endings never expected: open" in lines
    assert "when cough is wet: never shown to decide alone as unknown" in lines
    counted = ("leaf outcomes seen", "endings expected", "times a condition is shown to decide alone")
    assert lines[-1].startswith(", ".join(f"2 of 3 {what} (66.6 %)" for what in counted))


def test_a_case_that_does_not_come_as_expected_shows_nothing(look: Look) -> None:
    found = look("leaflet/no-tea", WET, DRY.replace("does not apply", "applies"))
    assert len(found.failing) == 1 and "Dry" in found.failing[0] and not found.complete
    assert found.things[0].leaves[0].seen == {Truth.TRUE}


def test_the_json_keeps_its_schema(look: Look) -> None:
    value = vignette_coverage_json(look("leaflet/no-tea", WET, DRY, whole=True), "0" * 64)
    assert check_instance("outputs/coverage-of-tests.schema.json", value) == []
    assert value["complete"] is False
