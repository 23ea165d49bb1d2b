"""`whence compare`, `whence topics` and the picture of a topic, over two small documents that part."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.tiny import DIGEST, write_tiny
from whence.render.chart.dot import dot
from whence.render.chart.engine import draw_svg
from whence.render.chart.outline import outline
from whence.render.chart.topic import draw_topic
from whence.schema.validate import check_instance
from whence.store.load import load_base

Run = Callable[..., tuple[int, str, str]]
PATIENT = "patient: shivering\nas_of: 2026-11-20\nfacts: {fever: present, cough: dry, frail: absent, bed: present}\n"
RULE = """\
rule: letter/{name}
version: 1
title: About {name}
when: {{fever: present}}
then: {then}
source: [letter: page.1]
in_force: not printed
status: draft
"""
FILES = {
    "sources/letter.yaml": """\
source: letter
folder: letter
title: Letter about colds
publisher: A cousin
edition: first
dates: {written: 2021-01-01}
trust: secondary
places: {page: {title: The page, kind: letter}}
words: {urge: {direction: for, force: strong}, forbid: {direction: against, force: strong}}
urgency: [at once]
""",
    "sources/letter.passages.yaml": f"""\
ledger: letter
text: {{words: 20, digest: {DIGEST}}}
passages:
  page.1: {{words: [[1, 20]], role: recommendation, digest: {DIGEST}}}
""",
    "home/rules/letter/syrup.yaml": RULE.format(name="syrup", then="{urge: syrup, dose: {dose: 60 mg, per: day}}"),
    "home/rules/letter/no-rest.yaml": RULE.format(name="no-rest", then="{forbid: rest}"),
    "home/pathways/letter.yaml": """\
pathway: letter
title: The letter
source: [letter: page.1]
start: say
steps: {say: {apply: [letter/syrup, letter/no-rest], next: finish}, finish: {end: done}}
""",
    "home/topics/lying-down.yaml": """\
topic: lying-down
title: Lying down or not
decides: [rest]
compare: [force, urgency, within]
""",
    "home/topics/syrup-dose.yaml": """\
topic: syrup-dose
title: How much syrup
decides: [syrup, leaflet_ill]
compare: [dose.dose, dose.route, definitions]
""",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    root = write_tiny(folder)
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    guideline = root / "home" / "guideline.yaml"
    guideline.write_text(guideline.read_text("utf-8").replace("[leaflet]", "[leaflet, letter]"), "utf-8")
    (folder / "shivering.yaml").write_text(PATIENT, encoding="utf-8")
    return folder


def test_the_page_sets_the_sources_side_by_side(whence: Run) -> None:
    code, said, _ = whence("compare", "shivering.yaml")
    assert code == 0
    assert "LYING DOWN OR NOT (lying-down): several speak" in said
    assert "leaflet and letter contradict each other\n    rules    leaflet/rest | letter/no-rest" in said
    assert "    because  for and against rest" in said
    row = next(line for line in said.splitlines() if line.startswith("letter") and "FORBID" in line)
    assert "applies" in row and row.endswith("page.1")
    assert said.splitlines()[-1] == "A tool for audit and teaching, not for treating patients."


def test_both_doses_are_printed_with_what_is_derived(whence: Run, home: Path) -> None:
    calm = PATIENT.replace("fever: present", "fever: absent, fever_lasted: 0 days").replace("shivering", "calm")
    (home / "calm.yaml").write_text(calm)
    _, said, _ = whence("compare", "shivering.yaml", "--topic", "syrup-dose", "--json")
    (topic,) = json.loads(said)["topics"]
    assert [(one["in"], one["rules"]) for one in topic["outcomes"]] == [(["indication"], ["letter/syrup", None])]
    assert topic["terms"] == [{"definition": "leaflet_ill", "source": "leaflet", "answer": "present"}]
    _, said, _ = whence("topics", "--witness", "--topic", "syrup-dose")
    assert "difference in dose" not in said and "differ in indication" in said


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_page_keeps_to_the_width(whence: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for arguments in (("compare", "shivering.yaml", "--all"), ("topics",), ("topics", "--witness")):
        _, said, _ = whence(*arguments)
        assert said and max(len(line) for line in said.splitlines()) <= width
        assert "\x1b" not in said


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [("comparison", ("compare", "shivering.yaml")), ("topics", ("topics",)), ("topics", ("topics", "--witness"))],
)
def test_json_fits_its_schema_and_a_changed_one_does_not(whence: Run, schema: str, arguments: tuple[str, ...]) -> None:
    _, said, _ = whence(*arguments, "--json")
    value, name = json.loads(said), f"outputs/{schema}.schema.json"
    assert check_instance(name, value) == []
    assert check_instance(name, {**value, "stranger": 1})
    for key in value:
        assert check_instance(name, {each: value[each] for each in value if each != key})


def test_every_witness_replays_and_none_of_its_facts_can_be_left_out(whence: Run, home: Path) -> None:
    _, said, _ = whence("topics", "--witness", "--json")
    found = json.loads(said)["witnesses"]
    assert {(one["topic"], one["outcome"]["outcome"]) for one in found} >= {("lying-down", "contradicts")}
    for one in found:
        facts = {each["fact"]: each["given"]["answer"] for each in one["given"]}
        assert _shows(whence, home, one, facts)
        for left_out in facts:
            assert not _shows(whence, home, one, {name: facts[name] for name in facts if name != left_out})


def _shows(whence: Run, home: Path, witness: dict[str, object], facts: dict[str, str]) -> bool:
    lines = "".join(f"  {name}: {answer}\n" for name, answer in facts.items())
    body = f"facts:\n{lines}" if facts else "facts: {}\n"
    (home / "witness.yaml").write_text(f"patient: witness\nas_of: {witness['as_of']}\n{body}")
    _, said, _ = whence("compare", "witness.yaml", "--topic", str(witness["topic"]), "--json")
    return witness["outcome"] in json.loads(said)["topics"][0]["outcomes"]


def test_a_topic_that_does_not_exist_is_named_with_the_nearest(whence: Run) -> None:
    code, _, said = whence("compare", "shivering.yaml", "--topic", "lying-dwon")
    assert code == 2 and "did you mean lying-down?" in said
    code, _, said = whence("topics", "--as-of", "2026-11-20")
    assert code == 2 and "--witness" in said


def test_the_picture_holds_every_source_rule_and_difference(home: Path, whence: Run) -> None:
    base, _ = load_base(home / "knowledge")
    assert base is not None
    chart = draw_topic(base, "lying-down")
    assert chart.pathway == "topic-lying-down"
    assert {box.columns for box in chart.boxes if box.columns} == {("leaflet",), ("letter",)}
    rules = {entry.rule for box in chart.boxes for entry in box.entries}
    assert {"leaflet/rest", "leaflet/rest-in-bed", "letter/no-rest"} <= rules
    assert any(rule.endswith(" | letter/no-rest") for rule in rules)
    assert any("sha256" in line for line in chart.foot)
    assert dot(chart) == dot(draw_topic(base, "lying-down"))
    assert "contradict each other".upper() in outline(chart)
    code, said, _ = whence("chart", "lying-down", "--format", "txt", "--patient", "shivering.yaml")
    assert code == 0 and "[applies]" in said


def test_the_picture_is_drawn_by_either_engine(home: Path) -> None:
    base, _ = load_base(home / "knowledge")
    assert base is not None
    chart = draw_topic(base, "lying-down")
    environments = [{"PATH": "/nowhere"}]
    if shutil.which("dot") is not None:
        environments.append({"PATH": os.environ["PATH"]})
    for environment in environments:
        drawn = draw_svg(chart, environment)
        assert "FORBID" in drawn and "CONTRADICT" in drawn
