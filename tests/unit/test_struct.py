"""Values are compared by content; a place in a file is no content."""

from __future__ import annotations

import copy
import pickle
from operator import eq, ne

import pytest

from whence.text.position import Span
from whence.values.struct import Placed, Struct, defaults, names, replace


class Apple(Struct, frozen=True):
    """No place."""

    colour: str
    weight: int = 100


class Pear(Placed, frozen=True):
    """A place, and more that does not count."""

    colour: str
    apple: Apple | None = None
    span: Span | None = None


class Quince(Placed, frozen=True):
    """Fields of its own that do not count."""

    colour: str
    seen: int = 0
    span: Span | None = None

    apart = Placed.apart | {"seen"}


HERE, THERE = Span("a", 1, 1, 1, 2), Span("b", 2, 2, 2, 3)


def test_the_place_does_not_count() -> None:
    one, same, other = Pear("green", span=HERE), Pear("green", span=THERE), Pear("red", span=HERE)
    assert eq(one, same) and not ne(one, same) and hash(one) == hash(same) and len({one, same}) == 1
    assert ne(one, other) and not eq(one, other)
    assert (one,) == (same,) and (one,) != (other,)
    assert repr(one) == repr(same) == "Pear(colour='green', apple=None)"
    assert Quince("green", 1) == Quince("green", 2, THERE) != Quince("red", 1)


def test_another_kind_is_never_equal() -> None:
    assert ne(Pear("green"), Quince("green")) and not eq(Pear("green"), Quince("green"))
    assert Pear("green") != "green" and Apple("green") != Pear("green")


def test_nothing_is_changed_in_place() -> None:
    for value in (Apple("green"), Pear("green")):
        with pytest.raises(AttributeError):
            value.colour = "red"  # type: ignore[misc]
        with pytest.raises(TypeError):
            replace(value, taste="sour")
        assert replace(value, colour="red").colour == "red" and value.colour == "green"


def test_all_of_it_is_kept_where_it_is_written_and_read() -> None:
    pear = Pear("green", Apple("red"), HERE)
    for again in (pickle.loads(pickle.dumps(pear)), copy.deepcopy(pear)):
        assert again == pear and again.span == HERE


def test_names_and_defaults() -> None:
    assert names(Apple) == names(Apple("green")) == ("colour", "weight")
    assert names(Pear) == ("colour", "apple") and names(Quince) == ("colour",)
    assert defaults(Apple) == {"weight": 100} and defaults(Pear) == {"apple": None, "span": None}
