"""The text of a ledger file with other word ranges in it, and not another byte changed. It refuses to touch the disk.

Ranges and the digest of the whole text are exchanged; what a passage's own words were when they were read (its digest)
stays, and so does every comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.language.source import Ledger
from whence.ledger.anchors import digest_of
from whence.reader import read_text
from whence.text.document import Mapping as Map
from whence.text.document import Node
from whence.text.position import Span
from whence.values.struct import replace

Ranges = tuple[tuple[int, int], ...]


def rewritten(text: str, shown: str, ranges: Mapping[str, Ranges], words: Sequence[str]) -> str:
    """The ledger in `text` (of the file shown as `shown`) with new `ranges` of passages in a document of `words`.

    Passages that are not named keep theirs. Raises ValueError, naming the place, where the file is not written so that
    this can be done, or would not read as meant afterwards.
    """
    file = read_text(text, shown, kinds=("ledger",))
    ledger, node = file.value, file.node
    if not isinstance(ledger, Ledger) or not isinstance(node, Map):
        raise ValueError(f"{shown} cannot be read as a ledger")
    changes = list(_changes(ledger, node, ranges, words))
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for span, new in sorted(changes, key=lambda change: (change[0].line, change[0].column), reverse=True):
        begin, end = (starts[line - 1] + column - 1 for line, column in _ends(span))
        text = text[:begin] + new + text[end:]
    _must_say(text, shown, ledger, ranges, words)
    return text


def _changes(
    ledger: Ledger, node: Map, ranges: Mapping[str, Ranges], words: Sequence[str]
) -> Iterator[tuple[Span, str]]:
    yield _inner(node, "text", "words").span, str(len(words))
    yield _inner(node, "text", "digest").span, digest_of(words)
    for name, new in ranges.items():
        if new != ledger.passages[name].words:
            said = ", ".join(f"[{first}, {last}]" for first, last in new)
            yield _inner(node, "passages", name, "words").span, f"[{said}]"


def _inner(node: Node | None, *keys: str) -> Node:
    for key in keys:
        node = node.get(key) if isinstance(node, Map) else None
    if node is None:
        raise ValueError(f"the ledger has no {' > '.join(keys)}")
    return node


def _ends(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    return (span.line, span.column), (span.end_line, span.end_column)


def _must_say(text: str, shown: str, before: Ledger, ranges: Mapping[str, Ranges], words: Sequence[str]) -> None:
    """Read it again: every range as wanted, and all else as it was."""
    after = read_text(text, shown, kinds=("ledger",)).value
    if not isinstance(after, Ledger) or (after.text_words, after.text_digest) != (len(words), digest_of(words)):
        raise ValueError(f"{shown} would not say of which text it is")
    for name, passage in before.passages.items():
        now = after.passages.get(name)
        wanted = ranges.get(name, passage.words)
        if now is None or now != replace(passage, words=wanted):
            raise ValueError(f"{passage.span}: the ranges of {name} are not written as [[first, last], ...]")
