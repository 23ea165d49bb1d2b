"""Things that lead back to themselves, and names that are taken twice or belong to another file."""

from __future__ import annotations

import random
from collections.abc import Sequence

from seeded.grammar import role_of
from seeded.mistake import Mistake, changed
from seeded.spots import Page


def circle(page: Page, pages: Sequence[Page], dice: random.Random) -> Mistake | None:
    """A rule that refines what refines it, an action under a narrower one, a definition on itself, a way back."""
    match page.kind:
        case "rule":
            return _refined(page, pages, dice)
        case "actions":
            return _wider(page, dice)
        case "definition":
            return _own(page, dice)
        case "pathway":
            return _back(page, dice)
    return None


def _refined(page: Page, pages: Sequence[Page], dice: random.Random) -> Mistake | None:
    own, title = page.at(("rule",)), page.at(("title",))
    children = [one.at(("rule",)) for one in pages if own and getattr(one.at(("refines",)), "text", None) == own.text]
    if not own or not title or not children or page.at(("refines",)) is not None:
        return None
    child = dice.choice([one for one in children if one is not None])
    at = page.text.index("\n", title.end) + 1
    line = f"refines: {child.text}\n"
    return changed("circle", page, at, at, line, "R509", at=(at + len("refines: "),), how="refines")


def _wider(page: Page, dice: random.Random) -> Mistake | None:
    under = [spot for spot in page.spots if spot.shape == "word" and spot.last == "kind_of"]
    spot = dice.choice(under)
    narrower = [str(one.path[1]) for one in under if one.text == spot.path[1]] or [str(spot.path[1])]
    return changed(
        "circle", page, spot.start, spot.end, dice.choice(narrower), "N313", how="kind_of"
    )


def _own(page: Page, dice: random.Random) -> Mistake | None:
    own = page.at(("definition",))
    tested = [spot for spot in page.spots if (role := role_of(spot, page)) is not None and role.name == "tested"]
    if own is None or not tested or page.at(("present",)) is None:
        return None
    spot = dice.choice(tested)
    value = page.at(spot.path)
    if value is None:
        return None
    new = f"{own.text}: present"
    return changed("circle", page, spot.start, value.end, new, "R511", at=(own.start, spot.start), how="definition")


def _back(page: Page, dice: random.Random) -> Mistake | None:
    start = page.at(("start",))
    arrows = [
        spot for spot in page.spots
        if (role := role_of(spot, page)) is not None and role.name == "step" and len(spot.path) in (3, 4)
        and ("next" in spot.path or "answers" in spot.path) and start is not None and spot.path[1] != start.text
    ]  # fmt: skip
    if not arrows or start is None:
        return None
    spot = dice.choice(arrows)
    step = page.at(spot.path[:2], "key")
    if step is None:
        return None
    asked = page.at((*step.path, "ask"))  # a diamond stands where its question stands
    at = (spot.start, step.start, asked.start if asked is not None else step.start)
    return changed("circle", page, spot.start, spot.end, start.text, "P605", at=at, how="pathway")


def taken(page: Page, pages: Sequence[Page], dice: random.Random) -> Mistake | None:
    """A name that stands for something else already, or the name of the file from which this one was copied."""
    if page.kind in ("rule", "definition", "topic", "pathway"):
        own = page.at((page.kind,))
        home = page.name.rpartition("/")[0]
        others = [one.at((one.kind,)) for one in pages if one.kind == page.kind and one.name.rpartition("/")[0] == home]
        names = [one.text for one in others if one is not None and own is not None and one.text != own.text]
        if not names or own is None:
            return None
        return changed("taken name", page, own.start, own.end, dice.choice(names), "N301", how="copied file")
    facts = [one for one in pages if one.kind == "group" and one.name < page.name]
    if page.kind == "group" and facts and page.text.endswith("\n"):
        name = dice.choice(dice.choice(facts).entries(("facts",))).text
        line = f"  {name}: {{ask: Is it so?, answer: presence}}\n"
    elif page.kind == "actions":
        topic = dice.choice([one for one in pages if one.kind == "topic"]).at(("topic",))
        if topic is None:
            return None
        line = f"  {topic.text}: {{name: Something else}}\n"
    else:
        return None
    end = len(page.text)
    return changed("taken name", page, end, end, line, "N302", at=(end + 2,), how="one name for two things")
