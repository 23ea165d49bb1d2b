"""The quick look at a document's shape lets nothing through in which the schema library finds a mistake."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from whence.schema.fits import _KEYWORDS, _Maker, fits
from whence.schema.validate import shape
from whence.text.document import Mapping, Node, plain
from whence.text.yaml_reader import read

ROOT = Path(__file__).parents[2]
KNOWLEDGE = sorted((ROOT / "knowledge").rglob("*.yaml"))
BROKEN = sorted((ROOT / "tests" / "broken").glob("*.yaml"))


def documents(paths: list[Path]) -> Iterator[tuple[str, Node]]:
    for path in paths:
        node, _ = read(path.read_bytes(), path.name)
        if isinstance(node, Mapping) and node.entries:
            kind = node.entries[0][0].text
            if kind in KINDS:
                yield kind, node


KINDS = {
    "rule", "definition", "score", "pathway", "topic", "reading", "patient", "vignettes", "group", "actions",
    "purposes", "events", "details", "impossible", "alignment", "source", "ledger", "guideline",
}  # fmt: skip


def test_what_is_shipped_fits() -> None:
    seen = set()
    for kind, node in documents(KNOWLEDGE):
        seen.add(kind)
        assert fits(kind, plain(node)), node.span.file
    assert len(seen) > 12


def test_every_wrong_file_that_the_library_refuses_is_refused() -> None:
    refused = 0
    for kind, node in documents(BROKEN):
        assert fits(kind, plain(node)) == (shape(kind, node) == []), node.span.file
        refused += not fits(kind, plain(node))
    assert refused > 40


def damaged(text: bytes, dice: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    match dice.randrange(4):
        case 0:
            del lines[dice.randrange(len(lines))]
        case 1:
            lines.insert(dice.randrange(len(lines)), dice.choice(lines))
        case 2:
            at = dice.randrange(len(lines))
            lines[at] = lines[at].replace(b": ", dice.choice([b"_x: ", b": [", b": 12 ", b": {a: b} "]), 1)
        case _:
            at = dice.randrange(len(lines))
            lines[at] = lines[at].rstrip().rpartition(b" ")[0] + b"\n"
    return b"".join(lines)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_files_are_judged_alike(seed: int) -> None:
    dice = random.Random(seed)
    judged = {True: 0, False: 0}
    for _ in range(120):
        path = dice.choice(KNOWLEDGE)
        node, _ = read(damaged(path.read_bytes(), dice), path.name)
        if not isinstance(node, Mapping) or not node.entries or node.entries[0][0].text not in KINDS:
            continue
        kind = node.entries[0][0].text
        verdict = fits(kind, plain(node))
        assert verdict == (shape(kind, node) == []), (path, plain(node))
        judged[verdict] += 1
    assert min(judged.values()) > 5


def test_a_keyword_that_is_not_known_is_refused_and_not_passed_over() -> None:
    maker = _Maker()
    with pytest.raises(ValueError, match="anyOf"):
        maker._function({"type": "string", "anyOf": []}, "f")
    with pytest.raises(ValueError, match="boolean"):
        maker._function({"type": "boolean"}, "f")
    with pytest.raises(KeyError):
        fits("nothing", {})


@pytest.mark.parametrize(
    ("word", "limit", "good", "bad"),
    [
        ("type", ["string", "null"], None, 3),
        ("enum", ["a", "b"], "b", "c"),
        ("const", 3, 3, 4),
        ("pattern", "^a", "ab", "ba"),
        ("minimum", 2, 2, 1),
        ("required", ["a"], {"a": 1}, {"b": 1}),
        ("minProperties", 1, {"a": 1}, {}),
        ("maxProperties", 1, {"a": 1}, {"a": 1, "b": 1}),
        ("minItems", 1, [1], []),
        ("maxItems", 1, [1], [1, 2]),
        ("uniqueItems", True, [{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 1}]),
    ],
)
def test_each_keyword_tells_good_from_bad(word: str, limit: Any, good: Any, bad: Any) -> None:
    check = _KEYWORDS[word](limit)
    assert check(good) and not check(bad)
