"""`whence check --against`: versions rise where the meaning changes and only there, and nothing is deleted."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.released import released
from whence.cli.main import run
from whence.proofs.everybody import NotProved
from whence.proofs.versions import version_findings
from whence.store.check import check
from whence.store.load import load_base

BASE = Path(__file__).parents[1] / "broken" / "base"
REST, DRINK, VISIT = "rules/leaflet/rest.yaml", "rules/leaflet/drink.yaml", "rules/poster/visit.yaml"
WEAK, COUGH = "definitions/leaflet/leaflet_weak.yaml", "definitions/poster/poster_cough.yaml"

Edits = dict[str, dict[str, str]]
Found = Callable[[Edits], list[str]]


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    """What is found against the small base after edits: file -> what is written there -> what is written instead."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path / "knowledge")
    old, _ = load_base(BASE)
    assert old is not None

    def go(edits: Edits) -> list[str]:
        edit(tmp_path / "knowledge", edits)
        return [
            " | ".join([f"{one.span.line}:{one.span.column}: {one.code} {one.message}", *one.expected])
            for one in check([], Path("knowledge"), (old, "before"))
        ]

    return go


def edit(root: Path, edits: Edits) -> None:
    for file, changes in edits.items():
        path = root / "home" / file
        text = path.read_text("utf-8")
        for was, now in changes.items():
            assert was in text, (file, was)
            text = text.replace(was, now)
        path.write_text(text, "utf-8")


BUMP = {"version: 1": "version: 2"}


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {REST: {"title: Rest while there is fever": "title: Lying down"}},
        {REST: {"when: {fever: present}": "when: {all: [{fever: present}, {fever: present}]}"}},
        {REST: {"unless: {leaflet_weak": "unless: {any: [{frail: present}, {temperature: {at_least: 39 C}}]} #"}},
        {REST: {"until: 2030-01-01": "until: 2031-01-01", **BUMP}},
        {DRINK: {"from: 2020-01-01": "from: 2020-01-01, until: 2026-01-01"}},
        {DRINK: {"from: 2020-01-01": "from: 2020-01-01, until: 2026-01-01", **BUMP}},
        {DRINK: {"consider: drinking, grade: A": "consider: drinking", **BUMP}},
        {DRINK: {"page.3": "page.2", **BUMP}},
        {WEAK: {"any: [{frail: present}, {temperature: {at_least: 39 C}}]": "frail: present", **BUMP}},
        {WEAK: {"any: [{frail: present}, {temperature: {at_least: 39 C}}]": "frail: present", **BUMP}, REST: BUMP},
        {COUGH: {"cough: [dry, wet]": "cough: [wet, dry]"}, VISIT: {"title: A visit": "title: See somebody"}},
    ],
)  # fmt: skip
def test_these_versions_are_right(found: Found, edits: Edits) -> None:
    assert [one for one in found(edits) if " R56" in one] == []


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            {REST: {"when: {fever: present}": "when: {all: [{fever: present}, {cough: dry}]}"}},
            "2:10: R561 version 1 meant something else in before: with fever: present, cough: none, frail: present "
            "it was 'withdrawn' and is now 'does not apply' | 2",
        ),
        (
            {DRINK: {"{fever: present}": "{any: [{fever: present}, {all: [{cough: dry}, {not: {cough: dry}}]}]}"}},
            "2:10: R561 version 1 meant something else in before: with fever: absent it was 'does not apply' and is "
            "now 'open' | 2",
        ),
        (
            {DRINK: {"consider: drinking, grade: A": "consider: drinking"}},
            "2:10: R561 version 1 meant something else in before: it advises something else | 2",
        ),
        (
            {REST: {"from: 2020-01-01": "from: 2021-01-01"}},
            "2:10: R561 version 1 meant something else in before: it is in force on other days | 2",
        ),
        (
            {REST: {"until: 2030-01-01": "until: 2031-01-01"}},
            "2:10: R561 version 1 meant something else in before: it is in force on other days | 2",
        ),
        (
            {WEAK: {"{at_least: 39 C}": "{more_than: 39 C}"}},
            "2:10: R561 version 1 meant something else in before: with frail: absent, temperature: 39 C it was "
            "'present' and is now 'absent' | 2",
        ),
        (
            {REST: {"title: Rest while there is fever": "title: Lying down", **BUMP}},
            "2:10: R562 it means what version 1 in before meant: no new version is needed | 1",
        ),
        (
            {COUGH: {"cough: [dry, wet]": "not: {cough: none}", **BUMP}},
            "2:10: R562 it means what version 1 in before meant: no new version is needed | 1",
        ),
        (
            {DRINK: {"consider: drinking, grade: A": "consider: drinking", "version: 1": "version: 3"}},
            "2:10: R565 it is version 1 in before, and 3 does not follow | 2",
        ),
        ({REST: {"version: 1": "version: 0"}}, "2:10: R565 it is version 1 in before, and 0 does not follow | 1"),
    ],
)
def test_these_are_not(found: Found, edits: Edits, said: str) -> None:
    assert [one for one in found(edits) if " R56" in one] == [said]


def test_a_condition_that_is_now_open_for_somebody_counts(found: Found) -> None:
    """Everybody of whom all is known ends as before; who has not said anything about the cough does not."""
    edits = {DRINK: {"{fever: present}": "{all: [{fever: present}, {any: [{cough: dry}, {not: {cough: dry}}]}]}"}}
    (one,) = [one for one in found(edits) if " R56" in one]
    assert "with fever: present it was 'applies' and is now 'open'" in one


def test_a_new_rule_has_version_1_and_a_rule_that_is_gone_is_missed(found: Found, tmp_path: Path) -> None:
    folder = tmp_path / "knowledge/home/rules/leaflet"
    text = (folder / "drink.yaml").read_text("utf-8").replace("version: 1", "version: 2")
    (folder / "sip.yaml").write_text(text.replace("leaflet/drink", "leaflet/sip"), "utf-8")
    (folder / "drink.yaml").unlink()
    assert [one for one in found({}) if " R56" in one] == [
        "1:7: R563 'leaflet/drink' is in before and not here: a rule is ended by 'until', not deleted",
        "2:10: R564 it is new since before, and what is new has version 1, not 2 | 1",
    ]


def test_a_review_is_of_the_meaning_it_was_given_for(tmp_path: Path) -> None:
    reviewed = {"status: draft": "status: reviewed\nreviews: [{by: reviewer, on: 2026-11-20}]"}
    narrower = {"fever: present}\nunless": "all: [{fever: present}, {cough: dry}]}\nunless", **BUMP}
    again = {"on: 2026-11-20}]": "on: 2026-11-20}, {by: reviewer, on: 2026-11-27}]"}
    found = []
    for folder, edits in (("old", [reviewed]), ("new", [reviewed, narrower]), ("read", [reviewed, narrower, again])):
        shutil.copytree(BASE, tmp_path / folder)
        for each in edits:
            edit(tmp_path / folder, {REST: each})
    old, _ = load_base(tmp_path / "old")
    assert old is not None
    for folder in ("new", "read"):
        found.append([str(one.message) for one in check([], tmp_path / folder, (old, "before")) if one.code == "R566"])
    assert found == [["it is 'reviewed', and every review is of what it meant in before"], []]


def test_a_fact_with_another_kind_of_answer_counts_where_the_rule_is_written_anew(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "knowledge")
    edit(tmp_path / "knowledge", {"../vocabulary/facts/body.yaml": {"frail: {ask: Is the person frail?, answer: presence": "frail: {ask: How frail?, answer: number in kg"}})  # noqa: E501
    edit(tmp_path / "knowledge", {WEAK: {"frail: present": "frail: {at_least: 5 kg}"}})
    old, _ = load_base(BASE)
    new, wrong = load_base(tmp_path / "knowledge")
    assert old is not None and new is not None, wrong
    (one,) = version_findings(new, old, "before", {})
    assert (one.code, one.message) == ("R561", "version 1 meant something else in before: somebody gets another answer")


def test_what_the_solver_gives_up_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> bool:
        raise NotProved("the solver gave up")

    monkeypatch.setattr("whence.proofs.everybody.Everybody.possible", give_up)
    shutil.copytree(BASE, tmp_path / "knowledge")
    edit(tmp_path / "knowledge", {REST: {"when: {fever: present}": "when: {all: [{fever: present}, {cough: dry}]}"}})
    old, _ = load_base(BASE)
    new, _ = load_base(tmp_path / "knowledge")
    assert old is not None and new is not None
    (one,) = version_findings(new, old, "before", {})
    assert (one.code, one.severity) == ("R543", "warning") and "is not proved" in one.message


def test_against_a_revision_a_release_and_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(BASE, tmp_path / "knowledge")
    shutil.copytree(BASE, tmp_path / "before")
    (tmp_path / "r.zip").write_bytes(released(BASE))
    git = ["git", "-c", "user.name=editor", "-c", "user.email=editor@example.org"]
    for arguments in (["init", "-q"], ["add", "knowledge"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *arguments], check=True)
    (tmp_path / "knowledge/home/rules/poster/visit.yaml").unlink()
    edit(tmp_path / "knowledge", {REST: {"title: Rest": "title: To rest", **BUMP}})
    for against in ("HEAD", "r.zip", "before"):  # a chart still names the rule, and yet it is missed
        assert run(["--knowledge", "knowledge", "check", "--against", against, "--json"]) == 1
        told = {one["code"]: one for one in json.loads(capsys.readouterr().out)["diagnostics"]}
        assert told.keys() == {"N309", "R563"} and f"is in {against} and not here" in told["R563"]["message"]
    assert run(["--knowledge", "knowledge", "check", "--against", "HEAD"]) == 1
    said = capsys.readouterr().out
    assert "HEAD:knowledge/home/rules/poster/visit.yaml:1:7: R563" in said and "1 | rule: poster/visit" in said
    assert run(["--knowledge", "knowledge", "check", "--against", "nothing"]) == 2
