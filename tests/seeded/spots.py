"""Where every word of a YAML file stands, by the parser's own marks: the ground on which mistakes are made.

It knows neither the language nor the reader under test: what is expected of a mistake comes from the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One scalar, list or map of a file.

    `path` leads to it (names of entries and places in lists); a name before a colon has the path of what stands after
    it. `start` and `end` are offsets into the text; `shape` is 'key', 'word', 'list' or 'map'. `flow` says that it
    is written with brackets, or stands in brackets.
    """

    path: Path
    shape: str
    text: str
    start: int
    end: int
    plain: bool
    flow: bool

    @property
    def last(self) -> str:
        """The name of the entry it is or stands under."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


@dataclass(frozen=True, slots=True)
class Page:
    """A file: its name below the root of the project, its kind, its text and every spot in it."""

    name: str
    kind: str
    text: str
    spots: tuple[Spot, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, counted from 1."""
        return place(self.text, offset)

    def at(self, path: Path, shape: str | None = None) -> Spot | None:
        """What stands at a path: the value, or with shape 'key' the name before the colon."""
        for spot in self.spots:
            if spot.path == path and (spot.shape == shape if shape else spot.shape != "key"):
                return spot
        return None

    def entries(self, path: Path) -> list[Spot]:
        """The names of the entries of the map at a path."""
        return [spot for spot in self.spots if spot.shape == "key" and spot.path[:-1] == path]


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def page_of(name: str, kind: str, text: str) -> Page:
    """The page of a file that is well-formed YAML."""
    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return Page(name, kind, text, tuple(_spots(node, (), starts, False)))


def _spots(node: yaml.Node, path: Path, starts: list[int], inside: bool) -> Iterator[Spot]:
    start = starts[node.start_mark.line] + node.start_mark.column
    end = starts[node.end_mark.line] + node.end_mark.column
    flow = inside or bool(getattr(node, "flow_style", False))
    match node:
        case yaml.ScalarNode():
            whole = not node.style and len(node.value) == end - start
            yield Spot(path, "word", node.value, start, end, whole, inside)
        case yaml.SequenceNode():
            yield Spot(path, "list", "", start, end, True, flow)
            for index, item in enumerate(node.value):
                yield from _spots(item, (*path, index), starts, flow)
        case yaml.MappingNode():
            yield Spot(path, "map", "", start, end, True, flow)
            for key, value in node.value:
                key_start = starts[key.start_mark.line] + key.start_mark.column
                key_end = starts[key.end_mark.line] + key.end_mark.column
                whole = not key.style and len(key.value) == key_end - key_start
                yield Spot((*path, key.value), "key", key.value, key_start, key_end, whole, flow)
                yield from _spots(value, (*path, key.value), starts, flow)
