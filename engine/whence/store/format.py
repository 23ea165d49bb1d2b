"""One file in the canonical form: rewritten only where it then says exactly the same, comment for comment."""

from __future__ import annotations

from whence.reader.kinds import KINDS
from whence.reader.order import order_of
from whence.text.comments import comments
from whence.text.diagnostic import Diagnostic
from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.printer import printed
from whence.text.yaml_reader import read


class Unprintable(ValueError):
    """The file is well formed and yet stays as it is; the text says why, for whoever asked."""


def formatted(content: bytes, shown_as: str) -> tuple[bytes | None, list[Diagnostic]]:
    """The content in canonical form; None, and what is wrong with it, where it cannot be read.

    Raises Unprintable where it would not say exactly the same afterwards.
    """
    root, wrong = read(content, shown_as)
    if root is None or wrong:
        return None, wrong
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    names = {key.text for key, _ in root.entries} if isinstance(root, Mapping) else set()
    kind = next((kind for kind in KINDS if kind in names), "")
    made = printed(text, root, order_of(kind))
    again, _ = read(made, shown_as)
    same = again is not None and _meaning(again) == _meaning(root)
    if again is None or not same or comments(made, again).all() != comments(text, root).all():
        raise Unprintable("its canonical form would not hold the same words and comments: it stays as it is")
    return made.encode(), []


def _meaning(node: Node) -> object:
    """What a document says: words with their quotes, lists in order, maps in any order."""
    match node:
        case Scalar(text=text, quoted=quoted):
            return (text, quoted)
        case Sequence(items=items):
            return [_meaning(item) for item in items]
        case Mapping(entries=entries):
            return {key.text: _meaning(value) for key, value in entries}
