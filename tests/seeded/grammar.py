"""What each word of a knowledge file is there for, written down from the language reference and not from the reader.

A role says what a misspelling of the word should be called: the name of an entry, a fact, an answer, an action, ...
"""

from __future__ import annotations

from dataclasses import dataclass

from seeded.spots import Page, Path, Spot

JOININGS = ("all", "any", "not")
BOUNDS = ("at_least", "more_than", "at_most", "less_than")
JOINTS = ("together", "in_order", "either", "any_of")
DOSES = ("loading", "maintenance", "dose")
DETAILS = (
    *DOSES, "grade", "schedule", "schedules", "fractions", "length", "label", "taper", "example", "examples", "urgency",
    "within", "from", "before", "after", "while", "until", "purpose", "extent", "where", "with", "for", "about",
    "scores", "rather_than",
)  # fmt: skip
_DETAIL_WORDS = ("route", "with", "for", "where", "about", "extent", "length", "label")
_CONDITIONS = ("when", "unless", "only_if", "even_if", "present", "enter", "population", "while", "until", "among")
_CLOSED = (
    "status", "direction", "force", "hedge", "trust", "role", "end", "as", "judged", "example", "exclusive", "in",
    "how_sure", "list", "per",
)  # fmt: skip
_PROSE = (
    "title", "note", "ask", "asks", "because", "question", "chosen", "says", "label", "what", "publisher", "edition",
    "intended_use", "known_limits", "system", "by", "name",
)  # fmt: skip
_DAYS = ("on", "checked", "as_of", "from", "until")


@dataclass(frozen=True, slots=True)
class Role:
    """What a spot is; `of` names the fact of an answer or the source of a passage."""

    name: str
    of: str = ""


def role_of(spot: Spot, page: Page) -> Role | None:
    """The role of a name or word; None for lists, maps, and words that no list holds (names being given, prose)."""
    if spot.shape not in ("key", "word"):
        return None
    key = spot.shape == "key"
    match page.kind, spot.path:
        case kind, (str() as first,) if first == kind:
            return Role("kind") if key else Role("about" if kind == "vignettes" else "name")
        case "rule", path:
            return _rule(path, key)
        case ("definition" | "score"), path:
            return _definition(path, key, page)
        case "pathway", path:
            return _pathway(path, key, page)
        case "reading", ("otherwise", int(), *inside):
            return _change(tuple(inside), key, page, spot.path[:2])
        case "impossible", ("impossible", int(), str() as first, *rest) if first in JOININGS:
            return _condition((first, *rest), key)
        case "vignettes", ("patient", "facts", *inside):
            return _given(tuple(inside), key)
        case "vignettes", ("cases", int(), "but", *inside) if inside:
            return _given(tuple(inside), key)
        case "patient", ("facts", *inside) if inside:
            return _given(tuple(inside), key)
        case "actions", ("actions", str(), "done_when", *inside) if inside:
            return _condition(tuple(inside), key)
        case "source", ("population", *inside) if inside:
            return _condition(tuple(inside), key)
    return _other(spot, key, page)


def _condition(path: Path, key: bool) -> Role | None:
    while path and path[0] in JOININGS:
        if len(path) == 1:
            return Role("joining") if key else None
        path = path[1:] if path[0] == "not" else path[2:]
    match path:
        case (str() as name,):
            return Role("tested") if key else Role("answer", name)
        case (str() as name, int()):
            return Role("answer", name)
        case (str() as name, str() as bound) if bound in BOUNDS:
            return Role("bound") if key else Role("quantity", name)
    return None


def _given(path: Path, key: bool) -> Role | None:
    match path:
        case (str() as name,):
            return Role("given fact") if key else Role("answer", name)
        case (str() as name, str() as part):
            return Role("entry") if key else Role("quantity", name) if part in BOUNDS else Role("answer", name)
        case (str() as name, str(), int()):
            return Role("answer", name)
    return Role("entry") if key and not path else None


def _rule(path: Path, key: bool) -> Role | None:
    match path:
        case (str() as first, *rest) if first in _CONDITIONS and rest:
            return _condition(tuple(rest), key)
        case ("then", *rest) if rest:
            return _then(tuple(rest), key)
        case ("source" | "evidence" | "passage", int(), str() as source):
            return Role("source") if key else Role("passage", source)
        case ("refines" | "instead_of" | "replaces",):
            return Role("entry") if key else Role("rule")
        case ("derived_from" | "added_by_us", *rest) if rest:
            return Role("entry") if key else None
    return _plain(path, key)


def _then(path: Path, key: bool) -> Role | None:
    """Below `then`, or below an action with details of its own."""
    match path:
        case (str() as first, *rest) if first in DETAILS:
            return _detail(first, tuple(rest), key)
        case (str(),) if key:
            return Role("strength")
        case (str(), *rest):
            return _advice(tuple(rest), key)
    return None


def _advice(path: Path, key: bool) -> Role | None:
    match path:
        case ():
            return Role("action")
        case (str() as joint,) if key:
            return Role("joint") if joint in JOINTS else Role("action")
        case (str() as joint, int(), *rest) if joint in JOINTS:
            return _advice(tuple(rest), key)
        case (str(), str() as detail, *rest):
            return _detail(detail, tuple(rest), key)
    return None


def _detail(name: str, rest: Path, key: bool) -> Role | None:
    if not rest and key:
        return Role("detail")
    if name in ("while", "until"):
        return _condition(rest, key)
    if name in DOSES or name in ("schedule", "schedules", "taper"):
        inner = tuple(step for step in rest if isinstance(step, str))
        if key:
            return Role("detail") if len(inner) == 1 else Role("bound") if inner[-1:][0] in BOUNDS else None
        last = inner[-1] if inner else ""
        if last in ("dose", "total", "per_fraction"):
            return Role("figure")
        return Role("detail word" if last in _DETAIL_WORDS else {"every": "time", "per": "closed"}.get(last, "other"))
    if key:
        return Role("bound") if rest[-1] in BOUNDS else None
    if name in _DETAIL_WORDS:
        return Role("detail word", name)
    known = {
        "urgency": "urgency", "grade": "grade", "purpose": "purpose", "from": "event", "before": "action or event",
        "after": "action or event", "rather_than": "action", "within": "time", "example": "closed",
    }  # fmt: skip
    return Role(known[name]) if name in known else None


def _definition(path: Path, key: bool, page: Page) -> Role | None:
    match path:
        case ("present", *rest) if rest:
            return _condition(tuple(rest), key)
        case ("cases", str(), *rest) if rest:
            return _condition(tuple(rest), key)
        case ("source", int(), str() as source):
            return Role("source") if key else Role("passage", source)
        case ("points", int(), "fact"):
            return Role("entry") if key else Role("fact")
        case ("points", int() as line, str()) if key:
            fact = page.at(("points", line, "fact"))
            return Role("answer", fact.text if fact else "")
        case ("points", *_) | ("cases", _) | ("otherwise",) if not key or (path[0] in ("points", "cases") and path[1:]):
            return None
        case ("bands" | "range", *rest) if rest:
            return Role("bound") if key and rest[-1] in BOUNDS else None
    return _plain(path, key)


def _pathway(path: Path, key: bool, page: Page) -> Role | None:
    match path:
        case ("enter", *rest) if rest:
            return _condition(tuple(rest), key)
        case ("source", int(), str() as source):
            return Role("source") if key else Role("passage", source)
        case ("start",) if not key:
            return Role("step")
        case ("steps", str()):
            return None
        case ("steps", str() as step, "answers", str()):
            asked = page.at(("steps", step, "ask"))
            return Role("answer", asked.text if asked else "") if key else Role("step")
        case ("steps", str(), str() as entry, *_):
            if key:
                return Role("entry")
            known = {"ask": "asked", "apply": "rule", "go_to": "pathway", "end": "closed"}
            return Role(known.get(entry, "step"))
    return _plain(path, key)


def _change(path: Path, key: bool, page: Page, home: Path) -> Role | None:
    """One change of an other reading."""
    match path:
        case (str() as first, *rest) if first in _CONDITIONS and rest:
            return _condition(tuple(rest), key)
        case ("cases", str(), *rest) if rest:
            return _condition(tuple(rest), key)
        case ("then", *rest) if rest:
            return _then(tuple(rest), key)
        case ("adds", *rest) if rest:
            return None if rest in (["rule"], ["version"], ["title"]) else _rule(tuple(rest), key)
        case ("also", int() as number, *rest):
            return _change(tuple(rest), key, page, (*home, "also", number))
        case ("points", int() as line, str() as name) if key and name != "fact":
            fact = page.at((*home, "points", line, "fact"))
            return Role("answer", fact.text if fact else "")
        case (str(),) if key:
            return Role("entry")
        case ("rule" | "without",):
            return Role("rule")
        case ("definition" | "score",):
            return Role("definition")
    return None


def _other(spot: Spot, key: bool, page: Page) -> Role | None:
    match page.kind, spot.path:
        case "topic", ("decides", int()):
            return Role("decided")
        case "topic", ("compare", int()):
            return Role("compared")
        case "topic", ("excludes", "pairs", int(), int()):
            return Role("action")
        case "topic", ("alternatives", int(), int()):
            return Role("rule")
        case "reading", ("passage", int(), str() as source):
            return Role("source") if key else Role("passage", source)
        case "reading", ("excuses", int()):
            return Role("rule")
        case "source", ("places" | "words" | "dates", str()) | ("urgency", *_):
            return Role("entry") if key and len(spot.path) == 1 else None
        case "source", ("missing", int(), "after") if not key:
            return Role("own passage")
        case "source", ("missing", int(), "topics", int()):
            return Role("topic")
        case "ledger", ("passages", str()):
            return None
        case "ledger", ("passages", str(), "of") if not key:
            return Role("original")
        case "ledger", ("passages", str(), "words", *rest) if rest:
            return None
        case "guideline", ("sources", int()):
            return Role("source")
        case ("group" | "actions" | "events"), (_, str()):
            return None
        case "purposes", ("purposes", _):
            return None
        case "group", ("facts", str(), "answer") if not key:
            return Role("answer kind")
        case "group", ("facts", str(), "answer" | "codes", int()):
            return None
        case "group", ("facts", str(), "between", int()):
            return Role("date fact")
        case "group", ("facts", str() as fact, "codes", int(), "for") if not key:
            return Role("answer", fact)
        case "actions", ("actions", str(), "kind_of") if not key:
            return Role("action")
        case "events", ("events", str(), "date") if not key:
            return Role("date fact")
        case "vignettes", ("cases", int(), "without", int()):
            return Role("given fact")
        case "vignettes", ("cases", int(), "find_out", int()):
            return Role("fact")
        case "vignettes", ("cases", int(), "expect") if not key:
            return Role("expectation")
        case "vignettes", ("cases", int(), "between", int()):
            return Role("source")
        case "vignettes", ("cases", int(), "under") if not key:
            return Role("other reading")
        case "details", ("details", str(), int()):
            return None
    return _plain(spot.path, key)


def _plain(path: Path, key: bool) -> Role | None:
    last = next((step for step in reversed(path) if isinstance(step, str)), "")
    if key:
        return Role("entry")
    if last in _CLOSED:
        return Role("closed")
    if last in _DAYS:
        return Role("day")
    if last in ("version", "words"):
        return Role("whole number")
    return Role("prose") if last in _PROSE else None
