"""Wrong values: a list for words and words for a list, units, numbers, days, citations that do not hold."""

from __future__ import annotations

import random
from collections.abc import Mapping

from seeded.grammar import role_of
from seeded.misspelling import misspelt
from seeded.mistake import Mistake, changed
from seeded.spots import Page, Spot

_UNITS = ("minutes", "hours", "days", "weeks", "months", "years")
_OTHER = {"days": "3 months", "hours": "3 months", "weeks": "2 years", "months": "40 days", "years": "90 days"}
_NO_DAYS = ("2023-02-30", "2023-13-01", "06/09/2023", "6 September 2023", "20230906", "2023-9-6")
#: Maps whose place an editor may by mistake fill with a word, and what that is called.
_MAPS = {"then": "S204", "words": "S204", "steps": "S204", "facts": "S204", "decided": "S204", "places": "S204"}


def another_type(page: Page, spot: Spot, dice: random.Random) -> Mistake | None:
    """A list where words belong, words where a list or map belongs, a list of conditions without a word above it."""
    role = role_of(spot, page)
    group = "another type"
    if spot.shape == "word" and role is not None and role.name == "prose" and spot.plain and not _also_list(spot):
        new = dice.choice([f"[{spot.text.split()[0]}]", "{about: this}"])
        if any(sign in spot.text for sign in ",[]{}:'\""):
            return None
        return changed(group, page, spot.start, spot.end, new, "S204", how="words, list or map")
    if spot.shape == "word" and role is not None and role.name == "whole number" and spot.plain:
        new = dice.choice(["one", "1.5", "-1", "'first'"])
        return changed(group, page, spot.start, spot.end, new, "S210", how="no whole number")
    if spot.shape == "list" and spot.flow and spot.last in ("decides", "compare", "sources", "fork", "between"):
        return changed(group, page, spot.start, spot.end, "some", "S204 N305", how="words for a list")
    if spot.shape == "map" and spot.flow and spot.last in _MAPS and spot.path[-1] == spot.last:
        return changed(group, page, spot.start, spot.end, "some", _MAPS[spot.last], how="words for a map")
    if spot.shape == "key" and spot.text in ("all", "any") and role is not None and role.name == "joining":
        value = page.at(spot.path)
        if value is None or value.shape != "list" or not value.flow:
            return None
        at = (value.start, spot.start)
        return changed(group, page, value.start, value.end, "some", "S208", at=at, how="no list after all")
    return None


def _also_list(spot: Spot) -> bool:
    return spot.last in ("label", "known_limits", "also", "figures", "references")


def wrong_unit(page: Page, spot: Spot, dice: random.Random) -> Mistake | None:
    """A unit left out, misspelt, or of the other calendar; an amount in words; a range that runs backwards."""
    role = role_of(spot, page)
    if role is None or not spot.plain or spot.shape != "word":
        return None
    number, _, unit = spot.text.partition(" ")
    if not number.isdigit() or not unit:
        return None
    group = "wrong unit or number"
    if role.name in ("quantity", "time") or (role.name == "answer" and unit in _UNITS):
        code = {"time": "R517"}.get(role.name, "A405")
        way = dice.choice(["no unit", "misspelt unit", "other calendar", "in words"])
        if way == "no unit":
            return changed(group, page, spot.start, spot.end, number, code, how=way)
        if way == "misspelt unit" and (wrong := misspelt(unit, dice, (*_UNITS, *(u[:-1] for u in _UNITS)))):
            new = f"{number} {wrong[0]}"
            return changed(group, page, spot.start, spot.end, new, code, right=unit, how=f"{way}, {wrong[1]}")
        if way == "other calendar" and role.name != "time":
            other = _OTHER[unit if unit in _OTHER else unit + "s"]
            return changed(group, page, spot.start, spot.end, other, "A406", how=way)
        word = {"time": "R517"}.get(role.name, "A408")
        return changed(group, page, spot.start, spot.end, f"two {unit}", word, how="in words")
    if role.name == "figure":
        low, joined, high = spot.text.partition(" to ")
        if joined and dice.random() < 0.5:
            amount, _, unit = high.partition(" ")
            new = f"{amount} to {low} {unit}"
            return changed(group, page, spot.start, spot.end, new, "A407", how="range backwards")
        new = dice.choice([spot.text.rpartition(" ")[0], "some"])
        return changed(group, page, spot.start, spot.end, new, "R516", how="figure without unit or number")
    return None


def wrong_day(page: Page, spot: Spot, dice: random.Random) -> Mistake | None:
    """A day that is none, or that is written otherwise; an end before the start."""
    role = role_of(spot, page)
    if role is None or role.name != "day" or not spot.plain:
        return None
    group = "wrong day"
    starts = page.kind == "rule" and spot.path == ("in_force", "from") and spot.flow and spot.text[:1].isdigit()
    if starts and dice.random() < 0.25:
        new = f"{spot.text}, until: 2001-01-01"
        at = spot.start + len(new) - len("2001-01-01")
        return changed(group, page, spot.start, spot.end, new, "R513", at=(at,), how="ends before it starts")
    return changed(group, page, spot.start, spot.end, dice.choice(_NO_DAYS), "S211", how="no day")


def wrong_citation(
    page: Page, spot: Spot, dice: random.Random, roles: Mapping[str, Mapping[str, str]]
) -> Mistake | None:
    """A passage beyond the last of its place, of another source, of a role that cannot be cited, or cited twice.

    `roles` gives the role of each passage of each source.
    """
    role = role_of(spot, page)
    if role is None or role.name != "passage" or not spot.plain or page.kind not in ("rule", "definition", "score"):
        return None
    group, source = "wrong citation", role.of
    way = dice.choice(["beyond the last", "another source", "role", "twice"])
    place = spot.text.rpartition(".")[0]
    match way:
        case "beyond the last":
            return changed(group, page, spot.start, spot.end, f"{place}.999", "C801", how=way)
        case "another source":
            other = dice.choice([one for one in sorted(roles) if one != source])
            key = page.at(spot.path, "key")
            if key is None:
                return None
            new = f"{other}: {dice.choice(sorted(roles[other]))}"
            at = (key.start, key.start + len(other) + 2)
            return changed(group, page, key.start, spot.end, new, "C810", at=at, how=way)
        case "role":
            wrong = [one for one, what in sorted(roles[source].items()) if what in ("background", "boilerplate")]
            if not wrong or spot.path[0] == "passage":
                return None
            return changed(group, page, spot.start, spot.end, dice.choice(wrong), "C802", how=way)
    key = page.at(spot.path, "key")
    start = page.text.rfind("\n", 0, spot.start) + 1
    end = page.text.find("\n", spot.end)
    line = page.text[start : end + 1]
    if key is None or (spot.flow and "{" in line) or not line.lstrip().startswith("- ") or end < 0:
        return None
    at = end + 1 + spot.start - start
    return changed(group, page, end + 1, end + 1, line, "S213", at=(at,), how=way)
