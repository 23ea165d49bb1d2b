"""The mistakes: drawn by a seed from every kind of real file, so many of each class."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from seeded import of_names, of_text, of_values, of_words
from seeded.grammar import role_of
from seeded.mistake import Mistake
from seeded.spots import Page, Spot, page_of

ROOT = Path(__file__).parents[2]
KINDS = (
    "vignettes", "rule", "definition", "score", "pathway", "topic", "reading", "ledger", "guideline", "patient",
    "group", "actions", "purposes", "events", "details", "impossible", "alignment", "source",
)  # fmt: skip
#: So many of every hundred mistakes are of each class.
SHARES: Mapping[str, int] = {
    "misspelt entry": 16, "misspelt fact": 10, "misspelt answer": 10, "misspelt action": 5,
    "misspelt strength or detail": 7, "misspelt citation": 6, "misspelt name": 6, "misspelt word of a list": 6,
    "another type": 5, "wrong unit or number": 4, "wrong day": 4, "wrong citation": 5, "wrong indentation": 4,
    "missing sign": 4, "duplicate": 4, "missing entry": 4, "circle": 3, "taken name": 3,
}  # fmt: skip


def pages() -> tuple[Page, ...]:
    """Every file of the shipped knowledge and of its vignettes."""
    found = []
    for home in ("knowledge", "tests/vignettes"):
        for path in sorted((ROOT / home).rglob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            tops = set(re.findall(r"^(\w+):", text, re.MULTILINE))
            kind = next(kind for kind in KINDS if kind in tops)
            found.append(page_of(path.relative_to(ROOT).as_posix(), kind, text))
    return tuple(found)


def sow(count: int, seed: int, all_pages: Sequence[Page]) -> list[Mistake]:
    """About `count` mistakes, the same ones for the same seed and files; not many of them in any one file."""
    dice = random.Random(f"whence {seed}")
    spread = _spread(all_pages)
    taken = frozenset(spot.text for page in all_pages for spot in page.spots)
    roles = _roles(all_pages)
    mistakes: list[Mistake] = []
    most, crowd = max(6, count // 100), Counter[str]()
    for group, share in SHARES.items():
        wanted = max(1, round(count * share / 100))
        made: dict[tuple[str, str], Mistake] = {}
        for attempt in _attempts(group, spread, all_pages, dice, taken, roles):
            if attempt is None or attempt.text == attempt.page.text or crowd[attempt.page.name] >= most:
                continue
            if (attempt.page.name, attempt.text) not in made:
                made[attempt.page.name, attempt.text] = attempt
                crowd[attempt.page.name] += 1
            if len(made) >= wanted:
                break
        mistakes += made.values()
    return mistakes


Spread = Mapping[tuple[str, str], list[tuple[Page, Spot]]]


def _spread(all_pages: Sequence[Page]) -> Spread:
    """Spots by role and kind of file, so that what is rare is tried as often as what is common."""
    found: dict[tuple[str, str], list[tuple[Page, Spot]]] = {}
    for page in all_pages:
        for spot in page.spots:
            role = role_of(spot, page)
            name = role.name if role is not None else spot.shape
            found.setdefault((name, page.kind), []).append((page, spot))
    return dict(sorted(found.items()))


def _roles(all_pages: Sequence[Page]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for page in all_pages:
        if page.kind == "ledger" and (own := page.at(("ledger",))) is not None:
            roles = found.setdefault(own.text, {})
            for spot in page.spots:
                if spot.shape == "word" and len(spot.path) == 3 and spot.last == "role":
                    roles[str(spot.path[1])] = spot.text
    return found


def _attempts(
    group: str, spread: Spread, all_pages: Sequence[Page], dice: random.Random, taken: frozenset[str],
    roles: Mapping[str, Mapping[str, str]],
) -> Iterator[Mistake | None]:  # fmt: skip
    """Endless tries at mistakes of one class; gives up where there are none to be had."""
    whole: Mapping[str, Callable[[Page, random.Random], Mistake | None]] = {
        "wrong indentation": of_text.wrong_indentation,
        "missing sign": of_text.wrong_sign,
        "duplicate": of_text.duplicate,
        "missing entry": of_text.missing_entry,
        "circle": lambda page, dice: of_names.circle(page, all_pages, dice),
        "taken name": lambda page, dice: of_names.taken(page, all_pages, dice),
    }
    spots: Mapping[str, Callable[[Page, Spot, random.Random], Mistake | None]] = {
        "another type": of_values.another_type,
        "wrong unit or number": of_values.wrong_unit,
        "wrong day": of_values.wrong_day,
        "wrong citation": partial(of_values.wrong_citation, roles=roles),
    }
    by_kind: dict[str, list[Page]] = {}
    for page in all_pages:
        by_kind.setdefault(page.kind, []).append(page)
    kinds = sorted(by_kind)
    of_group = {role for role, (name, _) in of_words.CODES.items() if name == group}
    keys = [key for key in spread if not of_group or key[0] in of_group]
    for _ in range(20_000):
        if group in whole:
            yield whole[group](dice.choice(by_kind[dice.choice(kinds)]), dice)
        elif group in spots:
            yield spots[group](*dice.choice(spread[dice.choice(keys)]), dice)
        else:
            yield of_words.misspelling(*dice.choice(spread[dice.choice(keys)]), dice, taken)
