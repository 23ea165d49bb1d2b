"""Misspelt words: entries, facts, answers, actions, strengths, citations, names and the words of closed lists."""

from __future__ import annotations

import random
from collections.abc import Container, Mapping

from seeded.grammar import Role, role_of
from seeded.misspelling import misspelt
from seeded.mistake import Mistake, changed
from seeded.spots import Page, Spot

#: For each role: the class of the mistake, and the codes under which it may be told.
CODES: Mapping[str, tuple[str, str]] = {
    "kind": ("misspelt entry", "S201"),
    "entry": ("misspelt entry", "S202"),
    "detail": ("misspelt entry", "S202"),
    "joining": ("misspelt entry", "S202"),
    "joint": ("misspelt entry", "S202"),
    "bound": ("misspelt entry", "A403 S202"),
    "tested": ("misspelt fact", "N305"),
    "given fact": ("misspelt fact", "N305"),
    "fact": ("misspelt fact", "N305"),
    "date fact": ("misspelt fact", "N305"),
    "asked": ("misspelt fact", "N305"),
    "definition": ("misspelt fact", "N305"),
    "answer": ("misspelt answer", "A401"),
    "answer kind": ("misspelt answer", "A410"),
    "action": ("misspelt action", "N306"),
    "decided": ("misspelt action", "N306"),
    "action or event": ("misspelt action", "N306"),
    "strength": ("misspelt strength or detail", "R502"),
    "grade": ("misspelt strength or detail", "R504"),
    "urgency": ("misspelt strength or detail", "R505"),
    "purpose": ("misspelt strength or detail", "N307"),
    "event": ("misspelt strength or detail", "N307"),
    "detail word": ("misspelt strength or detail", "N308"),
    "source": ("misspelt citation", "N310"),
    "passage": ("misspelt citation", "C801"),
    "own passage": ("misspelt citation", "C801"),
    "original": ("misspelt citation", "C805"),
    "rule": ("misspelt name", "N309"),
    "pathway": ("misspelt name", "P609"),
    "step": ("misspelt name", "P601"),
    "topic": ("misspelt name", "N311"),
    "name": ("misspelt name", "N301"),
    "about": ("misspelt name", "V704"),
    "other reading": ("misspelt name", "V714"),
    "closed": ("misspelt word of a list", "S209"),
    "expectation": ("misspelt word of a list", "V706"),
    "compared": ("misspelt word of a list", "R532"),
}


def misspelling(page: Page, spot: Spot, dice: random.Random, taken: Container[str]) -> Mistake | None:
    """The word of a spot misspelt; None where it cannot be, or where no list says how it is spelt."""
    role = role_of(spot, page)
    if role is None or role.name not in CODES or not spot.plain or not _listed(role, spot):
        return None
    found = misspelt(spot.text, dice, taken)
    if found is None:
        return None
    wrong, way = found
    group, codes = CODES[role.name]
    if role.name == "closed" and spot.last == "in" and page.kind == "vignettes":
        codes = "S209"
    return changed(
        group, page, spot.start, spot.end, wrong, codes, right=spot.text, how=f"{role.name}, {way}"
    )


def _listed(role: Role, spot: Spot) -> bool:
    """Whether the spelling is laid down: a number is none, and the first answer of a day or duration neither."""
    if role.name in ("answer", "expectation"):
        return spot.text[:1].isalpha() and (role.of != "" or role.name == "expectation")
    return True
