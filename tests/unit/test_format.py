"""The canonical form: the same on every file that ships, the same again, the same meaning, every comment kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.store.format import Unprintable, formatted
from whence.text.comments import comments
from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.yaml_reader import read

ROOT = Path(__file__).parents[2]
FOLDERS = ("knowledge", "tests/vignettes", "tests/patients")
SHIPPED = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.yaml"))]


def form(text: str) -> str:
    made, found = formatted(text.encode(), "f")
    assert made is not None, found
    return made.decode()


def meaning(node: Node | None) -> object:
    match node:
        case Scalar():
            return (node.text, node.quoted)
        case Sequence(items=items):
            return [meaning(item) for item in items]
        case Mapping(entries=entries):
            return {key.text: meaning(value) for key, value in entries}
    raise AssertionError(node)


def test_every_file_that_ships_is_in_the_canonical_form() -> None:
    """And so the canonical form of each is itself: formatting twice is formatting once."""
    content = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in SHIPPED}
    assert [path for path, is_now in content.items() if formatted(is_now, path)[0] != is_now] == []


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("a:   x\n", "a: x\n"),
        ("a: {b:  x,c: [ 1,2 ]}\n", "a: {b: x, c: [1, 2]}\n"),
        ("a:\n- x\n- y\n", "a:\n  - x\n  - y\n"),
        ("a:\n    b: x\n    c:\n        - y\n", "a:\n  b: x\n  c:\n    - y\n"),
        ("a:\n  - b: x\n    c: y\n", "a:\n  - b: x\n    c: y\n"),
        ("a:\n  -   b: x\n      c: y\n", "a:\n  - b: x\n    c: y\n"),
        ("a:\n  - - x\n    - y\n", "a:\n  - - x\n    - y\n"),
        ("a: 'it''s'\nb: \"x\"\n", "a: 'it''s'\nb: \"x\"\n"),
        ("a: >-\n    some\n    words\nb: x\n", "a: >-\n  some\n  words\nb: x\n"),
        ("a: |\n     x\n       y\n", "a: |\n  x\n    y\n"),
        ("a: some\n    words\n", "a: some\n  words\n"),
        ("a: x   # why\n# of b\nb: y\n", "a: x  # why\n# of b\nb: y\n"),
        ("a:\n    # of b\n    b: x\n", "a:\n  # of b\n  b: x\n"),
        ("a:  # why\n  b: x\n", "a:  # why\n  b: x\n"),
        ("\n\n# head\n\n\na: x\n\n\n\nb: y\n# end\n\n", "# head\n\na: x\n\nb: y\n# end\n"),
        ("a: [x, # one\n    y] # two\n", "a:\n  [x, # one\n   y] # two\n"),
        ("a: x\r\nb: y\r\n", "a: x\nb: y\n"),
        ("\ufeffa: x", "a: x\n"),
        ("a:\nb: {c: }\n", "a:\nb: {c: }\n"),
        ("a:\n    [x,   y,\n    z]\n", "a:\n  [x, y,\n   z]\n"),
        ("a: [x,\n  y]\n", "a:\n  [x,\n   y]\n"),
        ("a:\n    [x,   y]\n", "a:\n  [x, y]\n"),
        ("- {a: x,\n b: y}\n", "- {a: x,\n   b: y}\n"),
        ("a: [b: x, c]\n", "a: [{b: x}, c]\n"),
        ("a: {}\nb: []\n", "a: {}\nb: []\n"),
        ("a: '#1'\nb: x#1\n", "a: '#1'\nb: x#1\n"),
    ],
)
def test_one_style(written: str, wanted: str) -> None:
    assert form(written) == wanted
    assert form(wanted) == wanted


def test_entries_stand_in_the_order_of_their_kind_and_take_their_comments_along() -> None:
    rule = "# head\nrule: a/b\nstatus: draft\n# why then\nthen: {do: it}\nversion: 1\nunknown: x\nwhen: {c: d}  # who\n"
    assert form(rule) == (
        "# head\nrule: a/b\nversion: 1\nwhen: {c: d}  # who\n# why then\nthen: {do: it}\nstatus: draft\nunknown: x\n"
    )
    cases = "vignettes: a/b\ncases:\n  - {expect: open, name: n, but: {c: d}}\n  - expect: open\n    name: m\n"
    head, first, _ = cases.partition("  - {expect: open, name: n, but: {c: d}}\n")
    assert form(cases) == f"{head}{first}  - name: m\n    expect: open\n"


def test_what_does_not_fit_is_filled_to_the_width() -> None:
    words = [f"answer-{number:02}" for number in range(30)]
    made = form(f"a: [{', '.join(words)}]\n")
    assert all(len(line) <= 120 for line in made.splitlines())
    assert made.startswith("a:\n  [answer-00, answer-01, ")
    assert made.splitlines()[2].startswith("   answer-")
    nested = form("a: {b: [" + ", ".join(words) + "], c: {d: [" + ", ".join(words) + "]}}\n")
    assert all(len(line) <= 120 for line in nested.splitlines())
    assert form(nested) == nested


def test_a_file_with_mistakes_is_left_alone() -> None:
    made, found = formatted(b"a: [x\n", "f")
    assert made is None and [one.code for one in found] == ["T107"]
    made, found = formatted(b"a: x\na: y\n", "f")
    assert made is None and [one.code for one in found] == ["T108"]


def test_a_comment_that_would_be_lost_stops_the_formatter() -> None:
    with pytest.raises(Unprintable):
        formatted(b"a:\n  # between the word and its answer\n  x\n", "f")


# --- on anything at all

word = st.sampled_from(["a", "b", "c x", "'q: #'", '"two  words"', "1", "no", "- ".strip() + "x"])
names = st.sampled_from(["k", "l", "m n", "when", "then", "rule", "version"])
tree = st.recursive(
    word,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
blanks = st.sampled_from(["", "", "", "\n", "\n\n", "# said\n", "# one\n\n# two\n"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A YAML text with an indentation, blanks, comments and brackets of its own."""

    def flow(value: object) -> str:
        pad = draw(st.sampled_from(["", " "]))
        if isinstance(value, dict):
            return "{" + pad + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + pad + "}"
        if isinstance(value, list):
            return "[" + pad + ", ".join(map(flow, value)) + pad + "]"
        return str(value)

    def block(value: object, indent: int) -> str:
        pad, step = " " * indent, draw(st.integers(1, 4))
        behind = draw(st.sampled_from(["", "", " # behind", "   "]))
        if isinstance(value, dict) and value and draw(st.integers(0, 3)):
            lines = [f"{draw(blanks)}{pad}{k}:{after(v, indent + step)}" for k, v in value.items()]
            return "".join(lines)
        if isinstance(value, list) and value and draw(st.integers(0, 3)):
            return "".join(f"{draw(blanks)}{pad}-{after(item, indent + step, False)}" for item in value)
        return f"{pad}{flow(value)}{behind}\n"

    def after(value: object, indent: int, named: bool = True) -> str:
        deep = isinstance(value, dict | list) and value and draw(st.booleans())
        if not deep:
            return f" {flow(value)}{draw(st.sampled_from(['', '  # behind']))}\n"
        inner = block(value, indent)
        return f"\n{inner}" if named else " " + inner.lstrip() if not inner.lstrip().startswith("#") else f"\n{inner}"

    return block(draw(st.dictionaries(names, tree, min_size=1, max_size=4)), 0)


@settings(max_examples=150, deadline=None)
@given(texts())
def test_any_text_keeps_its_meaning_and_comments_and_is_the_same_again(text: str) -> None:
    before, wrong = read(text, "f")
    if before is None or wrong:
        return
    try:
        made = form(text)
    except Unprintable:
        assert "#" in text
        return
    after, _ = read(made, "f")
    assert after is not None
    assert meaning(after) == meaning(before)
    assert comments(made, after).all() == comments(text, before).all()
    assert form(made) == made
