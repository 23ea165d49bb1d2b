"""One mistake made in a real file, and what an editor should be told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seeded.spots import Page, place


@dataclass(frozen=True, slots=True)
class Mistake:
    """`text` is the file with the mistake; `places` (line, column) and `codes` are those that would be right.

    `right` is the word that a misspelling should lead back to, None for mistakes that are no misspellings.
    """

    group: str
    page: Page
    text: str
    places: frozenset[tuple[int, int]]
    codes: frozenset[str]
    right: str | None = None
    how: str = ""

    def told(self) -> str:
        """The mistake in one line, for whoever reads the report."""
        at = ", ".join(f"{line}:{column}" for line, column in sorted(self.places))
        return f"{self.page.name}:{at} {self.group} ({self.how}) {'/'.join(sorted(self.codes))}"


def changed(
    group: str, page: Page, start: int, end: int, new: str, codes: str | Iterable[str], *, right: str | None = None,
    how: str = "", at: Iterable[int] = (),
) -> Mistake:  # fmt: skip
    """The mistake of writing `new` for what stands from `start` to `end`.

    It is expected where the change begins, or at any of the offsets `at` of the changed text.
    """
    text = page.text[:start] + new + page.text[end:]
    offsets = tuple(at) or (start,)
    wanted = frozenset(codes.split() if isinstance(codes, str) else codes)
    return Mistake(group, page, text, frozenset(place(text, each) for each in offsets), wanted, right, how)
