"""The schemas are closed, say what every entry is, and put each mistake where it stands, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from whence.reader.kinds import KINDS
from whence.schema.validate import shape
from whence.text.document import Mapping
from whence.text.yaml_reader import read

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
HAND_WRITTEN = (
    "actions", "alignment", "common", "definition", "details", "events", "facts", "guideline", "impossible", "passages",
    "pathway",
    "patient", "purposes", "reading", "rule", "score", "source", "topic", "vignettes",
)  # fmt: skip
KEYWORDS = {
    "$schema", "$id", "$ref", "title", "description", "definitions", "type", "enum", "const", "pattern", "minimum",
    "properties", "additionalProperties", "required", "minProperties", "maxProperties", "items", "minItems",
    "maxItems", "uniqueItems", "allOf", "not", "if", "then", "else",
}  # fmt: skip
KNOWLEDGE = sorted((ROOT / "knowledge").rglob("*.yaml"))


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key in ("properties", "definitions"):
                for inner in value.values():
                    yield from parts(inner)
            elif key in ("allOf",):
                for inner in value:
                    yield from parts(inner)
            elif key in ("additionalProperties", "items", "if", "then", "else", "not"):
                yield from parts(value)


def findings(kind: str, text: str) -> list[str]:
    node, wrong = read(text, "f")
    assert node is not None, wrong
    return [f"{one.span.line}:{one.span.column} {one.code} {one.message}" for one in shape(kind, node)]


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_every_entry_is_described_and_no_other_is_let_in(name: str) -> None:
    document = schema(name)
    assert "$id" not in document  # it would move what it refers to away from where the file stands
    common = schema("common")["definitions"]
    for part in parts(document):
        assert set(part) <= KEYWORDS, set(part) - KEYWORDS
        for entry, value in part.get("properties", {}).items():
            if isinstance(value, dict) and "const" not in value:
                target = value.get("$ref", "").rpartition("/")[2]
                known = {**common, **document.get("definitions", {})}
                assert value.get("description") or known[target]["description"], entry
        if part.get("type") == "object" and "properties" in part:
            assert "additionalProperties" in part, part


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_has_a_schema(kind: str) -> None:
    assert shape(kind, Mapping((), _nowhere())), "an empty file of this kind should lack something"


def _nowhere() -> Any:
    node, _ = read("{}", "f")
    assert node is not None
    return node.span


def test_no_schema_names_a_host() -> None:
    for path in SCHEMAS.rglob("*.json"):
        text = path.read_text(encoding="utf-8").replace("http://json-schema.org/draft-07/schema#", "")
        text = text.replace("https://json-schema.org/draft/2020-12/schema", "")
        assert "://" not in text, path


@pytest.mark.parametrize("path", KNOWLEDGE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_ships_has_its_shape(path: Path) -> None:
    node, wrong = read(path.read_bytes(), path.name)
    assert isinstance(node, Mapping), wrong
    top = {key.text for key, _ in node.entries}
    kind = next(kind for kind in KINDS if kind in top)
    assert [str(one) for one in shape(kind, node)] == []


RULE = "rule: a/b\nversion: 1\ntitle: t\nwhen: {fever: present}\nthen: {offer: rest}\nsource: [a: b.1]\n"
REST = "in_force: {from: 2020-01-01}\nstatus: draft\n"
DIGEST = "sha256:" + "0" * 64
MISTAKES = {
    "a misspelt entry": (
        "rule", RULE.replace("when", "whne") + REST, ["4:1 S202 'whne' has no place here"],
    ),
    "a missing entry": ("rule", RULE.replace("title: t\n", "") + REST, ["1:1 S203 'title' is missing here"]),
    "an empty entry": ("rule", RULE.replace("title: t", "title:") + REST, ["3:7 S205 nothing stands here"]),
    "a word for a number": (
        "rule", RULE.replace("1\n", "one\n", 1) + REST, ["2:10 S204 here stands words instead of a whole number"],
    ),
    "two facts side by side": (
        "rule", RULE.replace("{fever: present}", "{fever: present, cough: dry}") + REST,
        ["4:24 S207 'cough' is one too many here"],
    ),
    "an operator that does not exist": (
        "rule", RULE.replace("{fever: present}", "{all: [{days: {atleast: 2 days}}]}") + REST,
        ["4:22 S202 'atleast' has no place here"],
    ),
    "both kinds of exception": (
        "rule", RULE + "unless: {frail: present}\nonly_if: {frail: absent}\n" + REST,
        ["8:1 S216 'only_if' cannot stand beside what else stands here"],
    ),
    "an exception that is no list": (
        "rule", RULE + "unless: {any: {frail: present}}\n" + REST, ["7:16 S204 here stands a map instead of a list"],
    ),
    "a status that is none": (
        "rule", RULE + REST.replace("draft", "drft"), ["8:9 S209 'drft' is none of the words that can stand here"],
    ),
    "the third joint": (
        "rule",
        RULE.replace("rest}", "{any_of: [a, {either: [b, {together: [c, d]}]}]}}") + REST,
        ["5:53 S204 here stands a list instead of a map"],
    ),
    "a deadline without unit": (
        "rule", RULE.replace("rest}", "rest, within: 24}") + REST, ["5:29 S204 here stands a number instead of words"],
    ),
    "a rule for nobody": (
        "rule", RULE.replace("when: {fever: present}\n", "") + REST, ["1:1 S203 'when' is missing here"],
    ),
    "one answer to a question": (
        "group", "group: g\nfacts:\n  fever: {ask: Fever?, answer: [present]}\n",
        ["3:33 S206 a list with at least 2 in it is needed here"],
    ),
    "no kind of answer": (
        "group", "group: g\nfacts:\n  fever: {ask: Fever?, answer: yesno}\n",
        ["3:32 S215 'yesno' is not written as it must be here"],
    ),
    "evidence that says nothing": (
        "ledger",
        f"ledger: l\ntext: {{words: 2, digest: {DIGEST}}}\n"
        f"passages:\n  a.1: {{words: [[1, 2]], digest: {DIGEST}, role: evidence}}\n",
        ["4:9 S203 'says' is missing here"],
    ),
    "a question without arrows": (
        "pathway", "pathway: p\ntitle: t\nsource: [a: b.1]\nstart: s\nsteps: {s: {ask: fever}}\n",
        ["5:13 S203 'answers' is missing here"],
    ),
    "several answers of one person": (
        "patient", "patient: p\nfacts: {fever: [present, absent]}\n",
        ["2:17 S204 here stands a list instead of words or a number or a map"],
    ),
    "a case that expects nothing": (
        "vignettes", "vignettes: a/b\npatient: {as_of: 2020-01-01}\ncases: [{name: x}]\n",
        ["3:10 S203 'expect' is missing here"],
    ),
    "two things wrong are two findings": (
        "rule", RULE.replace("version: 1", "version: x") + REST.replace("draft", "done"),
        ["2:10 S204 here stands words instead of a whole number",
         "8:9 S209 'done' is none of the words that can stand here"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_is_one_finding_at_its_place(mistake: str) -> None:
    kind, text, expected = MISTAKES[mistake]
    assert findings(kind, text) == expected


def test_the_nearest_word_is_offered() -> None:
    node, _ = read(RULE.replace("version", "verzion") + REST, "f")
    assert node is not None
    assert [one.nearest for one in shape("rule", node)] == ["version"]
