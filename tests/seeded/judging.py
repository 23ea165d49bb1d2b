"""What `whence check` says of the mistakes, held against what it should say.

Many files are damaged at once, because checking the whole knowledge for each takes a third of a second; mistakes that
could hide others are tried apart from those. A mistake counts as told where the first finding in its file has the
right line, column and code: an editor reads from the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seeded.mistake import Mistake
from whence.analysis.assemble import assemble
from whence.proofs.prove import prove
from whence.reader import read_text
from whence.schema.fits import fits
from whence.schema.validate import shape
from whence.store.check import check_file, vocabulary_of
from whence.store.folder import Folder, read_folder
from whence.text.diagnostic import Diagnostic
from whence.text.document import plain
from whence.values.struct import replace

_AT_ONCE = 80


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in the file of one mistake, in the order in which it is shown."""

    mistake: Mistake
    found: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic | None:
        """The finding that an editor reads first."""
        return self.found[0] if self.found else None

    @property
    def placed(self) -> bool:
        """Whether the first finding stands at the right line and column; a circle is told at each of its members."""
        if self.first is None:
            return False
        spans = [self.first.span]
        if self.mistake.group == "circle":
            spans += [note.span for note in self.first.notes]
        return any((span.line, span.column) in self.mistake.places for span in spans)

    @property
    def hit(self) -> bool:
        """Whether it has the right code as well."""
        return self.placed and self.first is not None and self.first.code in self.mistake.codes

    @property
    def suggested(self) -> bool:
        """Whether it leads back to the word that was misspelt."""
        return self.hit and self.first is not None and self.first.nearest == self.mistake.right


class Checker:
    """The shipped knowledge, read once; `judge` puts mistakes into it."""

    def __init__(self, root: Path, room: Path) -> None:
        self._folder: Folder = read_folder(root / "knowledge")
        self._room = room

    def judge(self, mistakes: Iterable[Mistake]) -> Iterator[Verdict]:
        """A verdict for each mistake; the order may be another."""
        for batch in batches(mistakes):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[Mistake]) -> Iterator[Verdict]:
        inside = {m.page.name.removeprefix("knowledge/"): m for m in batch if m.page.name.startswith("knowledge/")}
        files, looked_at = [], []
        ground = bool(inside) and all(mistake.page.kind in _GROUND for mistake in batch)
        for path, kinds, file in self._folder.files:
            if ground and not _GROUND & set(kinds) and "definition" not in kinds:
                continue
            if path in inside:
                shown = f"knowledge/{path}"
                file = read_text(inside[path].text, shown, Path(path).parent.name, kinds)
                looked_at.append(file)
            files.append((path, kinds, file))
        base, scope, found = assemble(files, "")
        for file in looked_at:
            if file.kind is not None and file.node is not None and not file.diagnostics:
                node = file.node
                found += [] if fits(file.kind, plain(node)) else shape(file.kind, node)
        if base is not None and not {m.page.name for m in inside.values()} <= {one.span.file for one in found}:
            found += prove(base)  # takes long, and says nothing where a base cannot be used
        vocabulary = base.vocabulary if base is not None else vocabulary_of(scope)
        for mistake in batch:
            own = [one for one in found if one.span.file == mistake.page.name]
            if mistake.group == "circle":
                own += [one for one in found if any(note.span.file == mistake.page.name for note in one.notes)]
            if mistake.page.name.startswith("tests/"):
                path = self._room / mistake.page.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(mistake.text, encoding="utf-8")
                own = [
                    replace(one, span=replace(one.span, file=mistake.page.name))
                    for one in check_file(path, scope, vocabulary)
                ]
            yield Verdict(mistake, tuple(sorted(dict.fromkeys(own), key=lambda one: one.sort_key)))


#: Codes of what is noticed while a file is read by itself: it does not depend on other files, but may blind them.
_ALONE = re.compile(r"[TS]\d+|A403|A407|A408|A410|R513|R516|R517|R523|R532")


#: Kinds of file that rest on no rule, reading or pathway: a mistake in one is looked for without those, for speed.
_GROUND = {"group", "actions", "purposes", "events", "details", "impossible", "source", "ledger", "topic"}
#: Kinds of file on which others rest: a mistake in one may change what is said of another.
_SHARED = _GROUND - {"topic"} | {"definition", "score"}


def _company(mistake: Mistake) -> str:
    """With which others a mistake may be tried: none of them must hide it, and it must hide none of them."""
    if mistake.page.name.startswith("tests/"):
        return "anything"
    if mistake.codes == {"N301"}:
        return "renamed"
    by_itself = all(_ALONE.fullmatch(code) for code in mistake.codes)
    return f"{mistake.page.kind if mistake.page.kind in _SHARED else 'any'} {by_itself}"


def batches(mistakes: Iterable[Mistake]) -> Iterator[list[Mistake]]:
    """The mistakes in groups of different files that do not disturb each other."""
    waiting: dict[str, list[Mistake]] = {}
    for mistake in mistakes:
        waiting.setdefault(_company(mistake), []).append(mistake)
    for rest in waiting.values():
        while rest:
            chosen = {mistake.page.name: mistake for mistake in reversed(rest)}
            batch = list(chosen.values())[:_AT_ONCE]
            yield batch
            rest = [mistake for mistake in rest if mistake not in batch]
