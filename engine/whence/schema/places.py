"""From a path of names and numbers back to the place in the file."""

from __future__ import annotations

from collections.abc import Sequence as SequenceOf

from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.position import Span


def place(node: Node, path: SequenceOf[str | int]) -> Span:
    """Where the thing at the end of `path` stands: its own words, or the first words inside it."""
    return _first(walk(node, path))


def key_place(node: Node, path: SequenceOf[str | int], name: str) -> Span:
    """Where the entry `name` of the map at the end of `path` is named."""
    target = walk(node, path)
    key = target.key(name) if isinstance(target, Mapping) else None
    return key.span if key is not None else _first(target)


def walk(node: Node, path: SequenceOf[str | int]) -> Node:
    """The thing at the end of `path`, or the last thing on the way that exists."""
    for step in path:
        inner: Node | None = None
        if isinstance(node, Mapping):
            inner = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return node
        node = inner
    return node


def _first(node: Node) -> Span:
    match node:
        case Scalar():
            return node.span
        case Mapping(entries=entries):
            return entries[0][0].span if entries else node.span
        case Sequence(items=items):
            return items[0].span if items and isinstance(items[0], Scalar) else node.span
