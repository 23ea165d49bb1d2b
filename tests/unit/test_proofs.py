"""What must hold for everybody is proved or a patient refutes it, however many facts and whatever score stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.tiny import write_tiny
from whence.analysis.circles import circles
from whence.language.base import KnowledgeBase
from whence.proofs.prove import prove
from whence.store.load import load_base

FOOT = "source: [leaflet: page.1]\nin_force: not printed\nstatus: draft\n"
#: Nine facts worth up to three points each: more ways to answer than anybody tries one by one.
PARTS = [f"part_{number}" for number in range(9)]
POINTS = "".join(f"  - {{fact: {part}, none: 0, some: 1 to 2, much: 3}}\n" for part in PARTS)
SCORE = f"""\
score: leaflet_load
version: 1
asks: How heavy is it?
range: {{at_least: 0, at_most: 27}}
points:
{POINTS}bands:
  light: {{at_most: 6}}
  middling: {{at_least: 7, at_most: 12}}
  heavy: {{at_least: 13}}
source: [leaflet: page.3]
in_force: not printed
status: draft
"""


def scored(folder: Path, files: dict[str, str]) -> KnowledgeBase:
    """The small base with the score and more files: `rules/<name>` and `definitions/<name>`, without their heads."""
    root = write_tiny(folder)
    facts = "".join(f"  {part}: {{ask: How much of {part}?, answer: [none, some, much]}}\n" for part in PARTS)
    (root / "vocabulary/facts/parts.yaml").write_text(f"group: parts\nfacts:\n{facts}", "utf-8")
    (root / "home/definitions/leaflet/leaflet_load.yaml").write_text(SCORE, "utf-8")
    for place, said in files.items():
        kind, _, name = place.partition("/")
        head = f"rule: leaflet/{name}\nversion: 1\ntitle: {name}\n"
        if kind == "definitions":
            head = f"definition: {name}\nversion: 1\nasks: Which {name}?\n"
        (root / f"home/{kind}/leaflet/{name}.yaml").write_text(head + said + FOOT, "utf-8")
    base, found = load_base(root)
    assert base is not None, found
    return base


def codes(base: KnowledgeBase) -> list[str]:
    """What is found besides that the small chart does not show the rules that are added."""
    return [one.code for one in prove(base)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("when: {leaflet_load: heavy}\nthen: {offer: rest}\n", []),
        ("when: {all: [{leaflet_load: heavy}, {leaflet_load: {at_most: 12}}]}\nthen: {offer: rest}\n", ["R531"]),
        ("when: {leaflet_load: {more_than: 27}}\nthen: {offer: rest}\n", ["R531"]),
        ("when: {leaflet_load: heavy}\nunless: {leaflet_load: {at_least: 10}}\nthen: {offer: rest}\n", ["R531"]),
        ("when: {leaflet_load: heavy}\nunless: {leaflet_load: {at_least: 14}}\nthen: {offer: rest}\n", []),
        # even_if: fever, and a part of the score
        ("when: {leaflet_load: heavy}\neven_if: {fever: present}\nthen: {offer: rest}\n", []),
        ("when: {leaflet_load: heavy}\neven_if: {part_3: much}\nthen: {offer: rest}\n", ["R522"]),
        ("when: {any: [{leaflet_load: {at_least: 0}}, {fever: present}]}\neven_if: {part_3: much}\n"
         "then: {offer: rest}\n", []),
        # while follows from when
        ("when: {leaflet_load: heavy}\nthen: {offer: rest, while: {leaflet_load: {at_least: 7}}}\n", []),
        ("when: {leaflet_load: heavy}\nthen: {offer: rest, while: {leaflet_load: {at_least: 14}}}\n", ["R527"]),
        ("when: {leaflet_load: {at_least: 27}}\nthen: {offer: rest, while: {part_6: much}}\n", []),
        ("when: {leaflet_load: {at_least: 26}}\nthen: {offer: rest, while: {part_6: much}}\n", ["R527"]),
        # when and until
        ("when: {leaflet_load: heavy}\nthen: {offer: rest, until: {leaflet_load: [light, middling]}}\n", []),
        ("when: {leaflet_load: heavy}\nthen: {offer: rest, until: {leaflet_load: {less_than: 14}}}\n", ["R526"]),
        ("when: {fever: present}\nunless: {leaflet_load: heavy}\n"
         "then: {offer: rest, until: {leaflet_load: heavy}}\n", []),
        ("when: {fever: present}\nunless: {leaflet_load: heavy}\n"
         "then: {offer: rest, until: {leaflet_load: {at_least: 12}}}\n", ["R526"]),
    ],
)  # fmt: skip
def test_a_rule_with_a_score_is_proved_or_refuted(tmp_path: Path, said: str, expected: list[str]) -> None:
    assert codes(scored(tmp_path, {"rules/loaded": said})) == expected


@pytest.mark.parametrize(
    ("bound", "expected"), [("at_least: 13", []), ("at_least: 14", []), ("at_least: 12", ["R518"])]
)
def test_a_rule_stands_in_only_where_the_score_withdraws_the_other(
    tmp_path: Path, bound: str, expected: list[str]
) -> None:
    first = "when: {fever: present}\nunless: {leaflet_load: heavy}\nthen: {offer: rest}\n"
    when = f"when: {{all: [{{fever: present}}, {{leaflet_load: {{{bound}}}}}]}}\n"
    second = f"instead_of: leaflet/first\n{when}then: {{consider: rest}}\n"
    assert codes(scored(tmp_path, {"rules/first": first, "rules/second": second})) == expected


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ("cases: {much: {leaflet_load: heavy}, some: {leaflet_load: middling}}\notherwise: none\n", []),
        ("cases: {much: {leaflet_load: heavy}, some: {leaflet_load: {at_least: 13}}}\notherwise: none\n", ["R528"]),
        ("cases: {much: {leaflet_load: heavy}, some: {leaflet_load: {at_most: 12}}}\notherwise: none\n", ["R529"]),
        ("cases: {much: {leaflet_load: heavy}, some: {leaflet_load: {at_most: 11}}}\n", ["R530"]),
        ("cases: {much: {leaflet_load: heavy}, some: {leaflet_load: {at_most: 12}}}\n", []),
    ],
)
def test_the_cases_of_a_definition_over_a_score(tmp_path: Path, cases: str, expected: list[str]) -> None:
    assert codes(scored(tmp_path, {"definitions/leaflet_weight": cases})) == expected


def test_a_rule_leaves_its_population_by_the_score(tmp_path: Path) -> None:
    loaded = "when: {leaflet_load: {at_least: 12}}\nthen: {offer: rest}\n"
    base = scored(tmp_path, {"rules/loaded": loaded})
    assert codes(base) == []
    for test, expected in (("[middling, heavy]", False), ("heavy", True)):
        root = tmp_path / "knowledge/sources/leaflet.yaml"
        text = root.read_text("utf-8").split("population:")[0]
        root.write_text(f"{text}population: {{leaflet_load: {test}}}\n", "utf-8")
        other, found = load_base(tmp_path / "knowledge")
        assert other is not None, found
        outside = {one.span.file.rpartition("/")[2] for one in prove(other) if one.code == "R542"}
        assert ("loaded.yaml" in outside) is expected


def test_the_patient_who_refutes_says_no_more_than_is_needed(tmp_path: Path) -> None:
    said = "when: {any: [{fever: present}, {leaflet_load: heavy}]}\nthen: {offer: rest, while: {fever: present}}\n"
    (one,) = prove(scored(tmp_path, {"rules/loaded": said}))
    answers = dict(part.split(": ") for part in one.message.partition("is not: ")[2].split(", "))
    assert answers.pop("fever") == "absent"
    least = {"none": 0, "some": 1, "much": 3}
    assert sum(least[answer] for answer in answers.values()) >= 13 and len(answers) <= 9


def test_a_total_that_no_answer_settles_is_said(tmp_path: Path) -> None:
    every = ", ".join(f"{{{part}: some}}" for part in PARTS)
    when = f"when: {{all: [{every}, {{leaflet_load: {{at_most: 9}}}}]}}\n"
    said = when + "then: {offer: rest, until: {leaflet_load: {at_least: 9}}}\n"
    (one,) = prove(scored(tmp_path, {"rules/loaded": said}))
    assert one.code == "R526" and one.message.endswith("leaflet_load: 9")


def test_what_the_solver_gives_up_is_a_warning_and_no_silence(tmp_path: Path) -> None:
    """Ten people and nine beds: hard for this kind of solver, however it is asked."""
    beds = [[f"in_{person}_{bed}" for bed in range(9)] for person in range(10)]
    root = write_tiny(tmp_path)
    facts = "".join(f"  {name}: {{ask: Is it so that {name}?, answer: presence}}\n" for row in beds for name in row)
    (root / "vocabulary/facts/beds.yaml").write_text(f"group: beds\nfacts:\n{facts}", "utf-8")
    somewhere = [f"{{any: [{', '.join(f'{{{name}: present}}' for name in row)}]}}" for row in beds]
    apart = [
        f"{{not: {{all: [{{{beds[one][bed]}: present}}, {{{beds[other][bed]}: present}}]}}}}"
        for bed in range(9) for one in range(10) for other in range(one)
    ]  # fmt: skip
    head = "rule: leaflet/beds\nversion: 1\ntitle: beds\n"
    when = f"when: {{all: [{', '.join(somewhere + apart)}]}}\n"
    (root / "home/rules/leaflet/beds.yaml").write_text(f"{head}{when}then: {{offer: rest}}\n{FOOT}", "utf-8")
    base, found = load_base(root)
    assert base is not None, found
    (one,) = prove(base, effort=50)
    assert (one.code, one.severity) == ("R543", "warning") and "leaflet/beds" in one.message


MANY = [f"ache_{number}" for number in range(16)]


@pytest.mark.parametrize(
    ("then", "codes"),
    [
        ("{offer: rest, while: {fever: present}}", []),
        ("{offer: rest, while: {frail: present}}", ["R527"]),
        ("{offer: rest, until: {fever: absent}}", []),
        ("{offer: rest, until: {frail: present}}", ["R526"]),
    ],
)
def test_while_and_until_are_proved_however_many_facts_stand_in_the_condition(
    tmp_path: Path, then: str, codes: list[str]
) -> None:
    root = write_tiny(tmp_path)
    facts = "".join(f"  {name}: {{ask: Does it ache at {name}?, answer: presence}}\n" for name in MANY)
    (root / "vocabulary/facts/aches.yaml").write_text(f"group: aches\nfacts:\n{facts}", "utf-8")
    ached = ", ".join(f"{{{name}: present}}" for name in MANY)
    rule = root / "home/rules/leaflet/later.yaml"
    said = rule.read_text("utf-8").split("when:")[0] + f"when: {{all: [{{any: [{ached}]}}, {{fever: present}}]}}\n"
    foot = "source: [leaflet: page.1]\nin_force: not printed\nstatus: draft\n"
    rule.write_text(f"{said}then: {then}\n{foot}", "utf-8")
    base, found = load_base(root)
    assert base is not None, found
    assert [one.code for one in prove(base) if one.span.file.endswith("later.yaml")] == codes


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"c": ["b"], "b": ["a"], "a": ["c"]}, [["a", "c", "b"]]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
    ],
)
def test_each_circle_is_found_once_from_its_smallest_name(edges: dict[str, list[str]], found: list[list[str]]) -> None:
    assert sorted(circles(edges)) == found


def test_a_long_chain_is_no_trouble() -> None:
    chain = {f"n{number:06}": [f"n{number + 1:06}"] for number in range(50_000)}
    assert circles(chain) == []
