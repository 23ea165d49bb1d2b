"""Broken text: indentation, tabs, colons, quotes and brackets, lines that stand twice, entries that are gone."""

from __future__ import annotations

import random
import re

from seeded.grammar import role_of
from seeded.mistake import Mistake, changed
from seeded.spots import Page, Spot

_LINE = re.compile(r"^( *)(- )?([\w-]+): \S.*$")

#: Entries that a thing cannot be without, by the kind of file and the number of names above them.
NEEDED = {
    "rule": {("title",), ("then",), ("source",), ("in_force",), ("status",), ("version",)},
    "definition": {("asks",), ("in_force",), ("status",), ("version",)},
    "pathway": {("title",), ("source",), ("start",)},
    "topic": {("title",), ("decides",), ("compare",)},
    "reading": {("question",), ("chosen",), ("because",), ("decided",)},
    "source": {("publisher",), ("edition",), ("trust",)},
    "vignettes": {("patient", "as_of"), ("cases", "*", "expect")},
    "ledger": {("passages", "*", "digest"), ("passages", "*", "role")},
    "group": {("facts", "*", "answer")},
    "guideline": {("title",), ("sources",)},
}  # fmt: skip


def _lines(page: Page) -> list[tuple[int, str]]:
    """(offset, line without its end)."""
    found, offset = [], 0
    for line in page.text.splitlines(keepends=True):
        found.append((offset, line.rstrip("\n")))
        offset += len(line)
    return found


def _blocks(page: Page) -> list[tuple[int, re.Match[str]]]:
    """Lines `name: value` that follow such a line of the same depth, complete in themselves."""
    lines = _lines(page)
    found = []
    for (_, before), (offset, line), (_, after) in zip(lines, lines[1:], [*lines[2:], (0, "")], strict=False):
        one, two = _LINE.match(before), _LINE.match(line)
        if one is None or two is None or before.count("{") != before.count("}") or before.rstrip().endswith(">-"):
            continue
        depth = len(one[1]) + len(one[2] or "")
        whole = line.count("{") == line.count("}") and line.count("[") == line.count("]") and not line.endswith(">-")
        if depth != len(two[1]) or two[2] or before.count("[") != before.count("]") or not whole:
            continue
        if after.strip() and len(after) - len(after.lstrip()) > len(two[1]):
            continue
        found.append((offset, two))
    return found


def wrong_indentation(page: Page, dice: random.Random) -> Mistake | None:
    """A line moved to the right or left of those it belongs to, or indented with a tab."""
    found = _blocks(page)
    if not found:
        return None
    offset, match = dice.choice(found)
    indent, name = len(match[1]), match[3]
    ways = ["right", "right"] + (["left", "tab", "a level out"] if indent >= 2 else [])
    way = dice.choice(ways)
    group = "wrong indentation"
    if way == "tab":
        return changed(group, page, offset, offset + indent, "\t", "T106", how=way)
    if way == "a level out" and (page.kind not in ("rule", "reading") or indent > 2 or not _is_last(page, offset)):
        return None
    if way == "a level out":  # it is then an entry of what is around it, and misplaced there
        return changed(group, page, offset, offset + indent, "", "S202 S207 T107 T108", how=way)
    by = dice.choice([1, 2]) if way == "right" else -1
    word = offset + indent + by
    at = (word, word + len(name))
    return changed(group, page, offset, offset + indent, " " * (indent + by), "T107", at=at, how=way)


def _is_last(page: Page, offset: int) -> bool:
    """Whether the line after this one is less indented."""
    here, _, after = page.text[offset:].partition("\n")
    return len(after) - len(after.lstrip(" ")) < len(here) - len(here.lstrip(" "))


def wrong_sign(page: Page, dice: random.Random) -> Mistake | None:
    """A colon, the blank after it, a quotation mark, a bracket or a dash that is missing."""
    group = "missing sign"
    way = dice.choice(["colon", "blank", "blank in a map", "bracket", "quote", "dash"])
    if way == "blank in a map":
        tests = [spot for spot in page.spots if spot.shape == "key" and spot.flow and spot.plain]
        tests = [spot for spot in tests if (value := page.at(spot.path)) is not None and value.shape == "word"]
        if not tests:
            return None
        spot = dice.choice(tests)
        if page.text[spot.end : spot.end + 2] != ": ":
            return None
        return changed(group, page, spot.end + 1, spot.end + 2, "", "T107", at=(spot.start,), how=way)
    if way in ("colon", "blank"):
        found = [(offset, match) for offset, match in _blocks(page) if not match[0].rstrip().endswith(("|", ">"))]
        if not found:
            return None
        offset, match = dice.choice(found)
        start = offset + len(match[1])
        colon = start + len(match[3])
        gone = colon if way == "colon" else colon + 1
        return changed(group, page, gone, gone + 1, "", "T107 S204", at=(start,), how=way)
    if way == "bracket":
        lists = [spot for spot in page.spots if spot.shape in ("list", "map") and page.text[spot.start] in "[{"]
        if not lists:
            return None
        spot = dice.choice(lists)
        at = [one.start for one in lists if one.start <= spot.start and one.end >= spot.end]  # those around it as well
        return changed(group, page, spot.end - 1, spot.end, "", "T107", at=at, how=way)
    if way == "quote":
        quoted = [spot for spot in page.spots if page.text[spot.start] in "'\"" and spot.shape == "word"]
        if not quoted:
            return None
        spot = dice.choice(quoted)
        return changed(group, page, spot.end - 1, spot.end, "", "T107", at=(spot.start,), how=way)
    lists = [spot for spot in page.spots if spot.shape == "map" and spot.path[:1] == ("when",) and not spot.flow]
    items = [spot for spot in lists if isinstance(spot.path[-1], int) and spot.path[-1] >= 1]
    if not items:
        return None
    start = dice.choice(items).start - 2
    if page.text[start : start + 2] != "- ":
        return None
    return changed(group, page, start, start + 2, "  ", "T107 S207 T108", at=(start + 2,), how=way)


def duplicate(page: Page, dice: random.Random) -> Mistake | None:
    """An entry that stands twice, a word twice in a list, two cases of one name."""
    group = "duplicate"
    way = dice.choice(["entry", "word", "case"])
    if way == "case":
        names = [spot for spot in page.spots if spot.shape == "word" and spot.plain and len(spot.path) == 3]
        names = [spot for spot in names if spot.path[0] == "cases" and spot.last == "name"]
        if page.kind != "vignettes" or len(names) < 2:
            return None
        one, two = names[0], dice.choice(names[1:])
        return changed(group, page, two.start, two.end, one.text, "V713", how=way)
    if way == "word":
        lists: dict[tuple[object, ...], list[Spot]] = {}
        for spot in page.spots:
            listed = spot.shape == "word" and spot.plain and isinstance(spot.path[-1], int)
            if listed and role_of(spot, page) is not None:
                lists.setdefault(spot.path[:-1], []).append(spot)
        several = [spots for spots in lists.values() if len(spots) > 1 and spots[0].last not in ("words", "pairs")]
        if not several:
            return None
        one, two = dice.sample(dice.choice(several), 2)
        one, two = sorted((one, two), key=lambda spot: spot.start)
        return changed(group, page, two.start, two.end, one.text, "S213", how=way)
    found = _blocks(page)
    if not found:
        return None
    offset, match = dice.choice(found)
    line = match[0] + "\n"
    end = offset + len(line)
    if page.text[offset:end] != line:
        return None
    return changed(group, page, end, end, line, "T108", at=(end + len(match[1]),), how=way)


def missing_entry(page: Page, dice: random.Random) -> Mistake | None:
    """An entry that is needed is left out; it is expected where the thing begins that lacks it."""
    wanted = NEEDED.get(page.kind, set())
    found = []
    for spot in page.spots:
        if spot.shape != "key":
            continue
        named = {1} if spot.path[0] in ("passages", "facts") else set()  # what stands below has names of its own
        shape = tuple("*" if at in named or isinstance(step, int) else step for at, step in enumerate(spot.path))
        if shape in wanted and page.entries(spot.path[:-1])[0].start != spot.start:
            found.append(spot)
    if not found:
        return None
    spot = dice.choice(found)
    first = page.entries(spot.path[:-1])[0].start
    value = page.at(spot.path)
    if value is None:
        return None
    start, end = spot.start, value.end
    if spot.flow:
        start = page.text.rindex(",", 0, start)
        if not page.text[start + 1 : spot.start].isspace():
            return None
    else:
        start = page.text.rindex("\n", 0, start) + 1
        following = [one.start for one in page.spots if one.shape == "key" and one.start > value.start
                     and len(one.path) <= len(spot.path)]  # fmt: skip
        end = page.text.rfind("\n", 0, min(following)) + 1 if following else len(page.text)
    return changed("missing entry", page, start, end, "", "S203", at=(first,), how=spot.last)
