"""A document written out in one style: indentation, order of entries, blanks, line breaks; comments stay in place.

Lists and maps in brackets stay in brackets, broken where their writer broke them if that fits; words keep their quotes.
It refuses to know what any entry means.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence as SequenceOf

from whence.text.comments import Comments, comments
from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.position import Span

WIDTH = 120
_STEP = 2
Order = Callable[[tuple[str, ...]], SequenceOf[str]]


def printed(text: str, root: Node, order: Order) -> str:
    """The document `root` of `text`, whose lines end with line feeds.

    `order` says of the path of a map (names, `-` for an item of a list) in which order its entries stand.
    """
    printer = _Printer(text, comments(text, root), order)
    return printer.whole(root)


class _Printer:
    """Prints parts of one text."""

    def __init__(self, text: str, found: Comments, order: Order) -> None:
        self._lines = text.split("\n")
        self._comments = found
        self._order = order

    def whole(self, root: Node) -> str:
        first = min(self._comments.lines.keys() ^ set(range(1, len(self._lines) + 2)))
        head = self._comments.before(first)
        last = len(self._lines)
        while last > 1 and last in self._comments.lines:
            last -= 1
        tail = self._comments.before(len(self._lines) + 1) if last >= first else []
        body = self._block(root, 0, (), first) if not self._in_brackets(root) else self._flow(root, 0, 0)
        return "\n".join(_trimmed([*head, *body, *tail])) + "\n"

    def _block(self, node: Node, indent: int, path: tuple[str, ...], skip: int) -> list[str]:
        """The lines of a map or list; what stands above the line `skip` has been printed."""
        pad = " " * indent
        lines: list[str] = []
        match node:
            case Mapping():
                for key, value in self._sorted(node, path):
                    if key.span.line != skip:
                        lines += [pad + said if said else "" for said in self._comments.before(key.span.line)]
                    lines += self._entry(key, value, indent, (*path, key.text))
            case Sequence(items=items):
                for item in items:
                    line = self._start(item).line
                    if line != skip:
                        lines += [pad + said if said else "" for said in self._comments.before(line)]
                    inner = self._value(item, indent + _STEP, (*path, "-"), line)
                    lines += [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
            case Scalar():
                lines += self._scalar(node, indent)
        return lines

    def _entry(self, key: Scalar, value: Node, indent: int, path: tuple[str, ...]) -> list[str]:
        head = f"{' ' * indent}{self._raw(key.span)}:"
        behind = self._behind(key.span.line)
        deeper = indent + _STEP
        if isinstance(value, Scalar):
            first, *rest = self._scalar(value, deeper)
            own = self._behind(value.span.line)
            return [f"{head} {first.lstrip()}".rstrip() + own, *rest]
        if self._in_brackets(value):
            own = self._behind(value.span.end_line)
            if self._commented(value):
                return [head + (behind if value.span.line != key.span.line else ""), *self._verbatim(value, deeper)]
            flat, lines = self._flat(value), self._kept(value, deeper)
            apart = value.span.line > key.span.line
            if not lines and not apart and len(head) + 1 + len(flat) <= WIDTH:
                return [f"{head} {flat}{own}"]
            lines = lines or self._flow(value, deeper, 0)
            return [head, *lines[:-1], lines[-1] + own]
        return [head + behind, *self._block(value, deeper, path, 0)]

    def _value(self, node: Node, indent: int, path: tuple[str, ...], line: int) -> list[str]:
        """An item of a list; what stands above `line` has been printed."""
        if isinstance(node, Scalar):
            first, *rest = self._scalar(node, indent)
            return [first + self._behind(node.span.line), *rest]
        if not self._in_brackets(node):
            return self._block(node, indent, path, line)
        if self._commented(node):
            return self._verbatim(node, indent)
        lines = self._kept(node, indent) or self._flow(node, indent, 0)
        return [*lines[:-1], lines[-1] + self._behind(node.span.end_line)]

    def _sorted(self, node: Mapping, path: tuple[str, ...]) -> list[tuple[Scalar, Node]]:
        known = {name: place for place, name in enumerate(self._order(path))}
        return sorted(node.entries, key=lambda entry: known.get(entry[0].text, len(known)))

    def _scalar(self, node: Scalar, indent: int) -> list[str]:
        """The words as they are written; of several lines, all but the first at `indent`."""
        span, pad = node.span, " " * indent
        if span.line == span.end_line:
            return [pad + self._raw(span)]
        first = self._lines[span.line - 1][span.column - 1 :].rstrip()
        if first[0] not in "|>":
            middle = self._lines[span.line : span.end_line - 1]
            rest = [*middle, self._lines[span.end_line - 1][: span.end_column - 1]]
            return [pad + first, *(pad + line.strip() if line.strip() else "" for line in rest)]
        rest = self._lines[span.line : span.end_line - (span.end_column == 1)]
        while rest and not rest[-1].strip():
            rest.pop()
        if any(sign in first.split("#")[0] for sign in "123456789+"):
            return [pad + first, *rest]  # the indentation is counted, or the end kept: as it stands
        depth = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
        return [pad + first, *(pad + line[depth:].rstrip() if line.strip() else "" for line in rest)]

    def _kept(self, node: Node, column: int) -> list[str]:
        """A value in brackets on several lines, broken where its writer broke it; empty where it is not, or too wide.

        The writer may have had a reason, such as a line for each source.
        """
        rows: dict[int, list[str]] = {}
        parts = self._parts(node)
        named = [key.span for key, _ in node.entries] if isinstance(node, Mapping) else []
        starts = named or [self._start(value) for _, value in parts]
        for number, (start, (name, value)) in enumerate(zip(starts, parts, strict=True), 1):
            sign = "," if number < len(parts) else ""
            rows.setdefault(start.line, []).append(name + self._flat(value) + sign)
        opened, closed = ("{", "}") if isinstance(node, Mapping) else ("[", "]")
        lines = [" " * (column + 1) + " ".join(row) for row in rows.values()]
        if len(lines) < 2:
            return []
        lines[0], lines[-1] = " " * column + opened + lines[0].lstrip(), lines[-1] + closed
        return lines if all(len(line) <= WIDTH for line in lines) else []

    def _flow(self, node: Node, column: int, closing: int) -> list[str]:
        """A value in brackets from `column` on, filled to the width; `closing` signs follow on its last line."""
        pad = " " * column
        flat = self._flat(node)
        if column + len(flat) + closing <= WIDTH or isinstance(node, Scalar):
            return [pad + flat]
        opened, closed = ("{", "}") if isinstance(node, Mapping) else ("[", "]")
        parts = self._parts(node)
        lines, inner = [pad + opened], column + 1
        for number, (name, value) in enumerate(parts):
            last = number + 1 == len(parts)
            sign = closed if last else ","
            room = len(sign) + (closing if last else 0)
            whole = name + self._flat(value)
            blank = "" if lines[-1] == pad + opened else " "
            if len(lines[-1]) + len(blank + whole) + room <= WIDTH:
                lines[-1] += blank + whole + sign
                continue
            if lines[-1] != pad + opened:
                lines.append(" " * inner)
            first, *rest = self._flow(value, len(lines[-1]) + len(name), room)
            lines[-1] += name + first.lstrip()
            lines += rest
            lines[-1] += sign
        return lines

    def _parts(self, node: Node) -> list[tuple[str, Node]]:
        if isinstance(node, Mapping):
            return [(f"{self._raw(key.span)}: ", value) for key, value in node.entries]
        return [("", item) for item in node.items] if isinstance(node, Sequence) else []

    def _flat(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return " ".join(line.strip() for line in self._scalar(node, 0))
        inner = ", ".join(name + self._flat(value) for name, value in self._parts(node))
        return f"{{{inner}}}" if isinstance(node, Mapping) else f"[{inner}]"

    def _verbatim(self, node: Node, indent: int) -> list[str]:
        """A value in brackets with comments inside: only moved sideways."""
        span = node.span
        rows = [self._lines[span.line - 1][span.column - 1 :], *self._lines[span.line : span.end_line]]
        shift = indent - (span.column - 1)
        return [
            (" " * max(indent + (number > 0), len(row) - len(row.lstrip()) + shift) if number else " " * indent)
            + row.strip()
            for number, row in enumerate(rows)
        ]

    def _commented(self, node: Node) -> bool:
        """Whether a comment or an empty line stands inside the brackets."""
        inside = range(node.span.line, node.span.end_line)
        return any(line in self._comments.behind for line in inside) or any(
            line in self._comments.lines for line in inside
        )

    def _behind(self, line: int) -> str:
        said = self._comments.behind.get(line)
        return f"  {said}" if said is not None else ""

    def _in_brackets(self, node: Node) -> bool:
        return not isinstance(node, Scalar) and self._lines[node.span.line - 1][node.span.column - 1] in "[{"

    def _start(self, node: Node) -> Span:
        """Where the first word of an item stands."""
        return node.entries[0][0].span if isinstance(node, Mapping) and node.entries else node.span

    def _raw(self, span: Span) -> str:
        return self._lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _trimmed(lines: list[str]) -> list[str]:
    """Without blanks at the ends of lines and empty lines at both ends of the file."""
    trimmed = [line.rstrip() for line in lines]
    while trimmed and not trimmed[0]:
        trimmed.pop(0)
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed
