"""The order in which the entries of a file stand, by kind: what it is, for whom, what then, from where, since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_RULE = (
    "rule", "version", "title", "replaces", "refines", "instead_of", "when", "unless", "only_if", "even_if", "then",
    "source", "evidence", "added_by_us", "derived_from", "in_force", "status", "reviews", "note",
)  # fmt: skip
_FACT = ("ask", "answer", "also", "between", "judged", "note", "codes")
_CASE = ("name", "but", "without", "as_of", "under", "expect", "find_out", "between", "in", "how_sure")
_PATIENT = ("patient", "title", "as_of", "facts", "expect", "actions", "note")
_ORDERS: dict[str, dict[tuple[str, ...], Sequence[str]]] = {
    "rule": {(): _RULE},
    "definition": {
        (): (
            "definition", "version", "asks", "because", "list", "cases", "present", "otherwise", "source", "in_force",
            "status", "reviews", "note",
        )
    },
    "score": {
        (): (
            "score", "version", "asks", "because", "range", "points", "bands", "source", "in_force", "status",
            "reviews", "note",
        )
    },
    "pathway": {(): ("pathway", "title", "source", "enter", "start", "steps", "note")},
    "topic": {(): ("topic", "title", "decides", "past", "compare", "excludes", "note", "alternatives")},
    "reading": {
        (): (
            "reading", "passage", "question", "chosen", "because", "otherwise", "excuses", "decided", "status", "note",
        )
    },
    "ledger": {(): ("ledger", "text", "passages")},
    "guideline": {(): ("guideline", "title", "sources", "intended_use", "known_limits", "groups")},
    "patient": {(): _PATIENT},
    "vignettes": {(): ("vignettes", "says", "patient", "cases"), ("patient",): _PATIENT, ("cases", "-"): _CASE},
    "group": {(): ("group", "facts"), ("facts", "*"): _FACT},
    "actions": {("actions", "*"): ("name", "also", "kind_of", "done_when")},
    "source": {
        (): (
            "source", "folder", "title", "publisher", "edition", "dates", "trust", "rights", "population", "places",
            "words", "urgency", "missing", "note",
        )
    },
}  # fmt: skip


def order_of(kind: str) -> Callable[[tuple[str, ...]], Sequence[str]]:
    """For the path of a map in a file of this kind (names, `-` for an item): its entries in order; the rest follow."""
    orders = _ORDERS.get(kind, {})

    def entries(path: tuple[str, ...]) -> Sequence[str]:
        return orders.get(path) or orders.get((*path[:-1], "*"), ())

    return entries
