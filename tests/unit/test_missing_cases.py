"""Missing cases: who is told shows what was missed, differs as little as can be, and nothing is expected of anybody."""

from __future__ import annotations

from pathlib import Path

from unit.trials import NAME, tried
from whence.language.base import KnowledgeBase
from whence.render.missing_cases import NOBODY, UNSAID, missing_cases_text
from whence.values.known import OneOf
from whence.vignettes.coverage import coverage
from whence.vignettes.missing import Miss, MissingCase, misses, missing_cases
from whence.vignettes.mutant import ANSWER_ADDED
from whence.vignettes.mutation import Fate, mutate
from whence.vignettes.tried import Cases

BOTH = "when: {all: [{cough: wet}, {bed: present}]}"
WET = "  - {name: Wet, expect: applies}\n"


def wanted(base: KnowledgeBase, cases: Cases) -> list[Miss]:
    found = [miss for thing in coverage(cases, base, whole=False).things for miss in misses(thing)]
    (mutated,) = mutate([NAME], cases, base)
    return found + [Miss(NAME, each.mutant) for each in mutated.judged if each.fate is Fate.SURVIVED]


def text(base: KnowledgeBase, cases: Cases) -> str:
    return "\n".join(missing_cases_text(missing_cases(wanted(base, cases), cases, base), base))


def test_cases_written_as_told_leave_nothing_missing(tmp_path: Path) -> None:
    """The expectations are what the rule gives, which stands in for the passage here."""
    says = "says: {consider: bed-rest, grade: A, within: 24 hours}\n"
    conditions = "when: {all: [{cough: [dry, wet]}, {fever_lasted: {at_least: 2 days}}]}\nunless: {frail: present}"
    written = "  - {name: Wet, expect: open}\n"
    ends = ("open", "applies", "applies unless", "withdrawn", "does not apply")
    for _ in range(3):
        base, cases = tried(tmp_path, conditions, written, says)
        for number, case in enumerate(missing_cases(wanted(base, cases), cases, base)):
            lines = [line for line in missing_cases_text([case], base) if not line.strip().startswith("#")]
            for end in ends:
                one = "\n".join(lines).replace("name:", f"name: case {len(cases.tried[NAME])}-{number}")
                extended = f"{written}{one} {end}\n"
                if not _lost(tmp_path, conditions, extended, says):
                    written = extended
                    break
    base, cases = tried(tmp_path, conditions, written, says)
    assert wanted(base, cases) == []


def _lost(folder: Path, conditions: str, cases: str, says: str) -> bool:
    try:
        tried(folder, conditions, cases, says)
    except AssertionError:
        return True
    return False


def test_the_patient_differs_in_as_little_as_can_be(tmp_path: Path) -> None:
    base, cases = tried(tmp_path, BOTH, WET)
    found = list(missing_cases([miss for miss in wanted(base, cases) if isinstance(miss.what, str)], cases, base))
    (open_, not_so) = found
    assert open_.shows[0].what == "open" and open_.but == {} and len(open_.without) == 1
    assert not_so.shows[0].what == "does not apply" and len(not_so.but or ()) == 1 and not_so.without == ()


def test_one_case_tells_an_answer_too_many_from_all_others(tmp_path: Path) -> None:
    base, cases = tried(tmp_path, BOTH, WET)
    added = [miss for miss in wanted(base, cases) if getattr(miss.what, "operator", "") == ANSWER_ADDED]
    found = list(missing_cases(added[:2], cases, base))
    assert len(added) == 3 and len(found) == 1
    assert found[0].but == {"cough": OneOf(frozenset({"none", "dry"}))}


def test_a_case_is_written_with_name_and_expectation_left_empty(tmp_path: Path) -> None:
    base, cases = tried(tmp_path, BOTH, WET)
    said = text(base, cases)
    assert said.startswith(f"# {NAME}\n# {UNSAID}\nsays:\n")
    assert "  # it ends as 'open'\n" in said
    assert "  # 'bed is present' is unknown, and that alone keeps it open\n" in said
    assert "  - name:\n    without: [bed]\n    expect:" in said
    assert "expect: " not in said


def test_a_duration_that_follows_from_two_days_takes_their_place(tmp_path: Path) -> None:
    base, cases = tried(tmp_path, "when: {fever_lasted: {more_than: 2 weeks}}", "  - {name: Wet, expect: open}\n")
    said = text(base, cases)
    assert "but: {fever_lasted: 15 days}" in said
    assert "but: {fever_lasted: 0 days}" in said or "but: {fever_lasted: 2 weeks}" in said


def test_who_is_not_found_is_told_as_that(tmp_path: Path) -> None:
    base, _ = tried(tmp_path, BOTH, WET)
    miss = Miss(NAME, "applies")
    assert list(missing_cases_text([MissingCase(NAME, (miss,), None)], base))[-1] == f"  # {NOBODY}"
