"""What was changed between two states, thing by thing and entry by entry. Whom it affects is not asked here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from whence.changes.pairs import Pair
from whence.language.base import KnowledgeBase
from whence.values.struct import Struct, names

NEW, GONE, CHANGED, RENAMED, REPLACED = "new", "gone", "changed", "renamed", "replaced"

#: Entries that are words about a thing and never decide anything.
WORDS = frozenset(
    {"title", "note", "status", "version", "reviews", "asks", "ask", "because", "added_by_us", "codes", "also"}
)
#: Entries that say where a thing stands in print.
PRINT = frozenset({"source", "evidence", "derived_from"})


class Part(Struct, frozen=True):
    """One entry of a thing as it was and as it is; None where it was or is not written."""

    entry: str
    before: object
    after: object


class Altered(Struct, frozen=True):
    """One thing that is not as it was. `was` is its former name where it is renamed or replaces another."""

    kind: str
    name: str
    what: str
    parts: tuple[Part, ...] = ()
    was: str | None = None

    @property
    def manner(self) -> str:
        """'reworded' or 'cited otherwise' where nothing else is changed, else what happened to it."""
        entries = {part.entry for part in self.parts}
        if self.what != CHANGED or not entries:
            return self.what
        if entries <= WORDS:
            return "reworded"
        return "cited otherwise" if entries <= WORDS | PRINT else self.what


def altered(old: KnowledgeBase, new: KnowledgeBase, pairs: Iterable[Pair]) -> tuple[Altered, ...]:
    """Everything that is not as it was, by kind and name; `pairs` say which rules answer to which."""
    moved = {pair.after: pair.before for pair in pairs if None not in (pair.before, pair.after)}
    moved = {after: before for after, before in moved.items() if after != before}
    found: list[Altered] = []
    ours, theirs = dict(_kinds(old)), dict(_kinds(new))
    for kind in theirs:
        found += _of_kind(kind, ours[kind], theirs[kind], moved if kind == "rule" else {})
    return tuple(found)


def _of_kind(
    kind: str, ours: Mapping[str, object], theirs: Mapping[str, object], moved: Mapping[str | None, str | None]
) -> Iterator[Altered]:
    former = {name for name in moved.values() if name not in theirs}
    for name in sorted({*ours, *theirs} - former):
        was = moved.get(name)
        before, after = ours.get(name if was is None else was), theirs.get(name)
        if was is not None:
            what = REPLACED if was in theirs else RENAMED
            yield Altered(kind, name, what, tuple(_parts(before, after, {"id", "span"})), was)
        elif before is None or after is None:
            yield Altered(kind, name, NEW if before is None else GONE)
        elif before is not after and before != after:
            yield Altered(kind, name, CHANGED, tuple(_parts(before, after, {"span"})))


def _parts(before: object, after: object, left_out: set[str]) -> Iterator[Part]:
    if not isinstance(before, Struct) or not isinstance(after, Struct) or type(before) is not type(after):
        yield Part("", before, after)
        return
    for name in names(after):
        was, now = getattr(before, name), getattr(after, name)
        if name in left_out or was == now:
            continue
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            for key in dict.fromkeys((*was, *now)):
                if was.get(key) != now.get(key):
                    yield Part(f"{name}: {key}", was.get(key), now.get(key))
            if not any(was.get(key) != now.get(key) for key in (*was, *now)):
                yield Part(name, tuple(was), tuple(now))
        else:
            yield Part(name.rstrip("_"), was, now)


def _kinds(base: KnowledgeBase) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every kind of thing, those that decide first."""
    vocabulary = base.vocabulary
    yield "rule", base.rules
    yield "definition", base.definitions
    yield "score", base.scores
    yield "fact", vocabulary.facts
    yield "impossible", {line.name: line for line in vocabulary.impossible}
    yield "action", vocabulary.actions
    yield "source", base.sources
    yield "reading", base.readings
    yield "topic", base.topics
    yield "pathway", base.pathways
    yield "guideline", base.guidelines
    yield "ledger", base.ledgers
    yield "purpose", vocabulary.purposes
    yield "event", vocabulary.events
    yield "detail", vocabulary.details
