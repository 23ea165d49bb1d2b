"""Conditions as written become the tree, and nothing else does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.reader.conditions import read_condition
from whence.reader.findings import Findings
from whence.text.yaml_reader import read
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity


def condition(text: str) -> tuple[Condition | None, list[str]]:
    node, _ = read(text, "f")
    assert node is not None
    findings = Findings()
    return read_condition(node, findings), [one.code for one in findings.diagnostics]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("cough: dry", Is("cough", ("dry",))),
        ("cough: [dry, wet]", Is("cough", ("dry", "wet"))),
        ("cough: no", Is("cough", ("no",))),
        ("not: {cough: dry}", Not(Is("cough", ("dry",)))),
        ("all: [{cough: dry}, {fever: present}]", All((Is("cough", ("dry",)), Is("fever", ("present",))))),
        (
            "any:\n  - cough: dry\n  - not: {fever: present}",
            Any((Is("cough", ("dry",)), Not(Is("fever", ("present",))))),
        ),
        ("lasted: {at_least: 2 weeks}", Within("lasted", (Bound(Op.AT_LEAST, Quantity(Decimal(2), "weeks")),))),
        (
            "naps: {more_than: 1, at_most: 2.5}",
            Within("naps", (Bound(Op.MORE_THAN, Quantity(Decimal(1))), Bound(Op.AT_MOST, Quantity(Decimal("2.5"))))),
        ),
    ],
)
def test_a_condition_is_read_as_written(text: str, tree: Condition) -> None:
    assert condition(text) == (tree, [])


def test_each_answer_and_each_bound_keeps_its_place() -> None:
    tree, _ = condition("cough: [dry, wet]")
    assert isinstance(tree, Is) and [span.column for span in tree.spans] == [9, 14]
    tree, _ = condition("lasted: {at_least: 2 weeks}")
    assert isinstance(tree, Within) and [span.column for span in tree.spans] == [20]


def test_two_answers_side_by_side_are_never_a_hidden_and_without_a_word() -> None:
    _, codes = condition("cough: dry\nfever: present")
    assert codes == ["S207"]


@pytest.mark.parametrize("text", ["all: []", "any: {}", "not: ", "cough: {}", "[]", "x", "{}", "cough: [[dry]]"])
def test_what_is_no_condition_is_told(text: str) -> None:
    tree, codes = condition(text)
    assert tree is None and len(codes) >= 1
