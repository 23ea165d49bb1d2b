"""A patient whom nobody can be: every command that looks at completions says so, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from unit.tiny import write_tiny
from whence.backends.fact_variables import FactVariables
from whence.backends.gates import Gates
from whence.backends.partly_known import PartlyKnown
from whence.backends.solver import Formula
from whence.backends.told import Told
from whence.cli.main import cli, run
from whence.language.vocabulary import Fact
from whence.values.answers import AnswerKind, Count, Duration, Number, Words
from whence.values.known import Between, Bound, Elapsed, Known, OneOf, Op
from whence.values.quantity import Quantity
from whence.values.ranges import is_nobodys

#: A dry cough does not go with tea that helps, and a wet one neither: each line alone leaves room, both together none.
LINES = """\
impossible:
  - name: no fever, yet a long one
    all: [{fever: absent}, {fever_lasted: {more_than: 0 days}}]
    because: what is not there does not last
  - name: helped, and dry
    all: [{tea: helps}, {cough: dry}]
    because: a cough that tea helps is gone
  - name: helped, and wet
    all: [{tea: helps}, {cough: wet}]
    because: a cough that tea helps is gone
"""
NOBODY = "patient: p\nas_of: 2026-11-20\nfacts: {fever: present, cough: {one_of: [dry, wet]}, tea: helps}\n"
SOMEBODY = "patient: p\nas_of: 2026-11-20\nfacts: {fever: present, cough: {one_of: [dry, wet]}}\n"
EMPTY = "patient: p\nas_of: 2026-11-20\nfacts: {fever: present, fever_lasted: {less_than: 0 days}}\n"
COMMANDS = [
    ("assess", "p.yaml", "--actions"),
    ("assess", "p.yaml", "--actions", "--record", "log.db"),
    ("ask", "p.yaml"),
    ("ask", "p.yaml", "--json"),
    ("ask", "p.yaml", "--interactive"),
    ("what-if", "p.yaml", "frail=present"),
    ("why-not", "p.yaml", "leaflet/syrup"),
    ("report", "p.yaml", "-o", "page.html"),
]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def whence(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    write_tiny(tmp_path)
    (tmp_path / "knowledge" / "vocabulary" / "impossible.yaml").write_text(LINES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def go(patient: str, *arguments: str) -> tuple[int, str, str]:
        (tmp_path / "p.yaml").write_text(patient, encoding="utf-8")
        code = run(["--knowledge", "knowledge", *arguments])
        said = capsys.readouterr()
        return code, said.out, " ".join(said.err.split())

    return go


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: "-".join(command[::2]))
def test_the_facts_that_clash_are_named_with_the_way_out(whence: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    code, shown, said = whence(NOBODY, *command)
    assert code == 1 and "fault" not in said and shown == ""
    assert "nobody can be this patient: what is known of cough and tea cannot all be so;" in said
    assert "correct one of these answers, or take it out" in said
    assert not (tmp_path / "log.db").exists() and not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: "-".join(command[::2]))
def test_an_empty_range_is_refused_where_it_stands(whence: Run, command: tuple[str, ...]) -> None:
    code, shown, said = whence(EMPTY, *command)
    assert code == 1 and "fault" not in said and shown == ""
    assert "A407" in said and "nothing is less than 0 days" in said and "p.yaml:3" in said


def test_other_answers_that_nobody_can_have_are_refused(whence: Run) -> None:
    code, shown, said = whence(SOMEBODY, "what-if", "p.yaml", "tea=helps")
    assert code == 1 and shown == "" and "cough and tea cannot all be so" in said
    code, shown, said = whence(SOMEBODY, "what-if", "p.yaml", "fever_lasted={at_least: 5 days, less_than: 3 days}")
    assert code == 1 and shown == "" and "nothing is at least 5 days and less than 3 days" in said


def test_the_smallest_change_leads_to_somebody(whence: Run, tmp_path: Path) -> None:
    """A long fever alone would do, and it would leave the bed of somebody frail neither present nor absent."""
    lines = "".join(
        f"  - name: frail for long, bed {bed}\n    because: of it\n"
        f"    all: [{{fever_lasted: {{more_than: 2 weeks}}}}, {{frail: present}}, {{bed: {bed}}}]\n"
        for bed in ("present", "absent")
    )
    (tmp_path / "knowledge" / "vocabulary" / "impossible.yaml").write_text(LINES + lines, encoding="utf-8")
    patient = "patient: p\nas_of: 2026-11-20\nfacts: {fever: present, cough: dry, frail: present}\n"
    code, shown, _ = whence(patient, "why-not", "p.yaml", "leaflet/xray", "--json")
    assert code == 0
    assert {each["fact"] for each in json.loads(shown)["change"]} == {"fever_lasted", "frail"}


def test_a_dialogue_asks_again_where_an_answer_leaves_nobody(whence: Run, tmp_path: Path) -> None:
    lines = "".join(
        f"  - name: {cough} for long\n    all: [{{fever_lasted: {{more_than: 99 days}}}}, {{cough: {cough}}}]\n"
        "    because: it ends before\n"
        for cough in ("dry", "wet")
    )
    (tmp_path / "knowledge" / "vocabulary" / "impossible.yaml").write_text(LINES + lines, encoding="utf-8")
    (tmp_path / "p.yaml").write_text(SOMEBODY, encoding="utf-8")
    arguments = ["--knowledge", "knowledge", "ask", "p.yaml", "-i", "-o", "out.yaml"]
    before = ""
    while "How long did the fever last" not in CliRunner().invoke(cli, arguments, input=before + "q\n").output:
        (tmp_path / "out.yaml").unlink()
        before += "\n"  # not known
        assert len(before) < 8
    (tmp_path / "out.yaml").unlink()
    told = CliRunner().invoke(cli, arguments, input=f"{before}100 days\n3 days\nq\n")
    assert told.exit_code == 0, told.output
    assert "nobody can be this patient: what is known of cough and fever_lasted cannot all be so" in told.output
    assert told.output.count("How long did the fever last") == 2
    assert "fever_lasted: 3 days" in (tmp_path / "out.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("known", "kind", "nobodys"),
    [
        (Between(high=Decimal(0), high_open=True), Duration("days"), True),
        (Between(high=Decimal(0)), Duration("days"), False),
        (Between(high=Decimal(-1)), Number("kg"), True),
        (Between(Decimal(-2), Decimal(0), True, True), Number("kg"), True),
        (Between(Decimal(2), Decimal(1)), Number("kg"), True),
        (Between(Decimal(2), Decimal(2), low_open=True), Number("kg"), True),
        (Between(Decimal(2), Decimal(2)), Number("kg"), False),
        (Between(Decimal(2), Decimal(3), True, True), Number("kg"), False),
        (Between(Decimal(2), Decimal(3), True, True), Count(), True),
        (Between(Decimal(2), Decimal(3), True), Count(), False),
        (Between(Decimal("2.2"), Decimal("2.8")), Count(), True),
        (Between(Decimal(5), None, True), Count(), False),
        (OneOf(frozenset()), Words(("yes", "no")), True),
        (OneOf(frozenset({"yes"})), Words(("yes", "no")), False),
    ],
)
def test_a_range_is_nobodys_exactly_where_no_answer_lies_in_it(known: Known, kind: AnswerKind, nobodys: bool) -> None:
    assert is_nobodys(known, kind) is nobodys


def test_days_that_run_backwards_are_nobodys() -> None:
    early, late = date(2026, 1, 1), date(2026, 1, 9)
    assert is_nobodys(Elapsed((late, late), (early, early)), Duration("days"))
    assert not is_nobodys(Elapsed((early, late), (early, early)), Duration("days"))


def test_nobody_is_told_a_count_between_two_that_follow_each_other() -> None:
    facts = {"naps": Fact("naps", "How many naps?", Count(), "body")}
    gates = Gates(Formula())
    person = PartlyKnown(Told(gates, facts), facts, FactVariables(gates, facts))
    low = [Bound(op, Quantity(Decimal(2))) for op in (Op.AT_LEAST, Op.MORE_THAN)]
    high = [Bound(op, Quantity(Decimal(3))) for op in (Op.AT_MOST, Op.LESS_THAN)]
    for one, other in product(low, high):
        both = [person.meets("naps", [one]).true, person.meets("naps", [other]).true]
        assert gates.formula.solve(both) is (one.op is Op.AT_LEAST or other.op is Op.AT_MOST)
    gates.formula.close()
