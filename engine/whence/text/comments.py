"""The comments and empty lines of a YAML text, which its document does not hold. It refuses to know what they say."""

from __future__ import annotations

import re

from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.values.struct import Struct, field

_MARK = re.compile(r"(?:^|(?<=[ \t]))#")


class Comments(Struct, frozen=True):
    """`lines`: line number -> a comment on a line of its own, or '' for an empty line. `behind`: one behind words."""

    lines: dict[int, str] = field(default_factory=dict)
    behind: dict[int, str] = field(default_factory=dict)

    def before(self, line: int) -> list[str]:
        """What stands directly above a line, in order; several empty lines are one."""
        found: list[str] = []
        at = line - 1
        while at in self.lines:
            if self.lines[at] or not found or found[-1]:
                found.append(self.lines[at])
            at -= 1
        return found[::-1]

    def all(self) -> list[str]:
        """Every comment, sorted; to see that none was lost."""
        return sorted([*filter(None, self.lines.values()), *self.behind.values()])


def comments(text: str, root: Node) -> Comments:
    """The comments and empty lines of `text`, whose document is `root`."""
    found = Comments()
    inside: dict[int, list[tuple[int, int]]] = {}
    held: set[int] = set()  # lines of a text in several lines: nothing on them but the first is a comment
    for scalar in _scalars(root):
        span = scalar.span
        last = span.end_line if span.end_column > 1 else span.end_line - 1
        held.update(range(span.line + 1, max(span.line, last) + 1))
        until = span.end_column - 1 if span.end_line == span.line else 1 << 30
        inside.setdefault(span.line, []).append((span.column - 1, until))
        if span.end_line > span.line and span.end_column > 1:
            inside.setdefault(span.end_line, []).append((0, span.end_column - 1))
    for number, line in enumerate(text.split("\n"), 1):
        words = inside.get(number, [])
        if number in held and not words:
            continue
        at = next((m.start() for m in _MARK.finditer(line) if not any(a <= m.start() < b for a, b in words)), None)
        if at is None:
            if not line.strip() and not words:
                found.lines[number] = ""
        elif line[:at].strip():
            found.behind[number] = line[at:].rstrip()
        else:
            found.lines[number] = line[at:].rstrip()
    return found


def _scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence(items=items):
            return [scalar for item in items for scalar in _scalars(item)]
        case Mapping(entries=entries):
            return [scalar for key, value in entries for scalar in (key, *_scalars(value))]
