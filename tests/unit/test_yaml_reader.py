"""Text to documents: words stay words, places are exact, traps are closed."""

from __future__ import annotations

import pytest

from whence.text.document import Mapping, Node, Scalar, Sequence, plain
from whence.text.yaml_reader import read


def parsed(text: str | bytes) -> Node:
    node, found = read(text, "f.yaml")
    assert node is not None and found == []
    return node


def value(text: str) -> Node:
    node = parsed(f"a: {text}")
    assert isinstance(node, Mapping)
    found = node.get("a")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "on",
        "NO",
        "yes",
        "true",
        "12:30",
        "1:30",
        "012",
        "1.10",
        "1_000",
        "2026-11-20",
        "1e3",
        "~",
        "null",
        "=",
        "<<",
    ],
)
def test_words_stay_words(word: str) -> None:
    node = value(word)
    assert isinstance(node, Scalar) and node.text == word and not node.quoted


@pytest.mark.parametrize("written", ["'no'", '"no"', "|-\n  no", ">-\n  no"])
def test_quotes_and_blocks_are_told(written: str) -> None:
    node = value(written)
    assert isinstance(node, Scalar) and node.text == "no" and node.quoted


def test_the_numbers_a_schema_sees_are_the_plain_ones() -> None:
    assert plain(value("[1, '1', 012, 1.5, 1:30, on, 2026-11-20]")) == [1, "1", "012", 1.5, "1:30", "on", "2026-11-20"]


def test_places_count_from_one_and_in_characters() -> None:
    node = parsed("# ü\nfäce: [ö, 'two']\n")
    assert isinstance(node, Mapping)
    key, items = node.entries[0]
    assert (key.span.line, key.span.column, key.span.end_column) == (2, 1, 5)
    assert isinstance(items, Sequence)
    assert [(item.span.line, item.span.column, item.span.end_column) for item in items.items] == [
        (2, 8, 9),
        (2, 11, 16),
    ]


def test_a_block_ends_where_its_last_word_ends() -> None:
    node = parsed("a:\n  b: c\n\n# a remark\nd: e\n")
    assert isinstance(node, Mapping)
    inner = node.get("a")
    assert inner is not None and (inner.span.end_line, inner.span.end_column) == (2, 7)


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_carriage_returns_change_nothing(start: bytes, end: bytes) -> None:
    node = parsed(start + b"a: b" + end + b"c: d" + end)
    assert isinstance(node, Mapping)
    assert [(key.text, key.span.line, key.span.column) for key, _ in node.entries] == [("a", 1, 1), ("c", 2, 1)]


def test_text_and_bytes_read_alike() -> None:
    text = "a: [b, {c: d}]\ne: 'f'\n"
    assert read(text, "f") == read(text.encode(), "f")


def test_a_name_stated_twice_keeps_the_first_and_is_told() -> None:
    node, found = read("a: b\nc: d\na: e\n", "f.yaml")
    assert isinstance(node, Mapping) and plain(node) == {"a": "b", "c": "d"}
    assert [str(one) for one in found] == ["f.yaml:3:1: T108 'a' stands twice here, first in line 1"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &b c", "T109"),
        ("a: *b", "T109"),
        ("a: !b c", "T110"),
        ("a: !!int 3", "T110"),
        ("%TAG ! tag:x,2000:\n---\na: b", "T110"),
        ("a: b\n---\nc: d", "T111"),
        ("", "T112"),
        ("---\n...\n", "T112"),
        ("? [a]\n: b", "T113"),
        ("? {a: b}\n: c", "T113"),
        ("'': b", "T113"),
        ("a: \x00", "T102"),
        ("a: \x1b[31m", "T102"),
        ("a: \ufeffb", "T102"),
        (b"a: \xc3\x28", "T101"),
        ("a: \ud800", "T102"),
    ],
)
def test_a_trap_is_refused(text: str | bytes, code: str) -> None:
    node, found = read(text, "f.yaml")
    assert node is None
    assert {one.code for one in found} == {code}


def test_nesting_up_to_the_limit_is_read() -> None:
    node, found = read("[" * 64 + "]" * 64, "f.yaml")
    assert node is not None and not found
    node, found = read("[" * 65 + "]" * 65, "f.yaml")
    assert node is None and [one.code for one in found] == ["T105"]


def test_an_empty_text_in_quotes_is_no_empty_file() -> None:
    assert isinstance(parsed("''"), Scalar)
