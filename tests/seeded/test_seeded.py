"""Mistakes as people make them, in the real files: each ends in the right place, with the right word beside it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from seeded.judging import Checker, Verdict
from seeded.measure import table
from seeded.misspelling import WAYS
from seeded.mistake import Mistake
from seeded.sowing import KINDS, ROOT, SHARES, pages, sow
from whence.store.check import check
from whence.text.codes import CODES

PAGES = pages()
PLACED, SUGGESTED, OF_EACH_CLASS = 0.98, 0.90, 0.90


def _judge(count: int, seed: int, room: Path) -> list[Verdict]:
    found = list(Checker(ROOT, room).judge(sow(count, seed, PAGES)))
    assert len(found) >= count * 0.95
    return found


def _hold_the_bars(found: list[Verdict]) -> None:
    report = "\n".join(table(found))
    words = [one for one in found if one.mistake.right is not None]
    assert sum(one.hit for one in found) >= PLACED * len(found), report
    assert sum(one.suggested for one in words) >= SUGGESTED * len(words), report
    for group in SHARES:
        some = [one for one in found if one.mistake.group == group]
        assert some and sum(one.hit for one in some) >= OF_EACH_CLASS * len(some), report
    said = [each for one in found for each in one.found]
    assert {each.code for each in said} <= CODES.keys()
    assert not [each for each in said if "\n" in each.message or "does not have the shape" in each.message]


def test_five_hundred_mistakes_end_in_the_right_place_with_the_right_word(tmp_path: Path) -> None:
    _hold_the_bars(_judge(520, 2026, tmp_path))


@pytest.mark.long
@pytest.mark.parametrize("seed", [11, 12])
def test_thousands_of_mistakes_end_in_the_right_place_with_the_right_word(seed: int, tmp_path: Path) -> None:
    _hold_the_bars(_judge(3000, seed, tmp_path))


def test_the_mistakes_are_of_every_class_kind_of_file_and_way() -> None:
    mistakes = sow(520, 2026, PAGES)
    assert {one.group for one in mistakes} == SHARES.keys() and len(SHARES) >= 12
    assert {one.page.kind for one in mistakes} >= set(KINDS) - {"guideline"}
    ways = Counter(one.how.rpartition(", ")[2] for one in mistakes if one.right is not None)
    assert all(ways[way] >= 10 for way in WAYS), ways
    assert len({(one.page.name, one.text) for one in mistakes}) == len(mistakes)


def test_each_mistake_changes_its_file_where_it_is_expected() -> None:
    for mistake in sow(520, 2026, PAGES):
        assert mistake.text != mistake.page.text and mistake.places and mistake.codes
        lines = mistake.text.split("\n")
        for line, column in mistake.places:
            assert 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
        assert mistake.codes <= CODES.keys()
        if mistake.right is not None:
            at = next(iter(mistake.places))
            assert not lines[at[0] - 1][at[1] - 1 :].startswith(f"{mistake.right}:")


def test_the_same_seed_gives_the_same_mistakes_and_another_gives_others() -> None:
    assert sow(60, 1, PAGES) == sow(60, 1, PAGES)
    assert {one.text for one in sow(60, 1, PAGES)} != {one.text for one in sow(60, 2, PAGES)}


def test_a_finding_elsewhere_or_of_another_code_or_none_is_no_hit(tmp_path: Path) -> None:
    judged = next(one for one in _judge(40, 3, tmp_path) if one.suggested)
    mistake, told = judged.mistake, judged.found
    places = frozenset((line + 1, column) for line, column in mistake.places)
    moved = Mistake(mistake.group, mistake.page, mistake.text, places, mistake.codes, mistake.right)
    coded = Mistake(mistake.group, mistake.page, mistake.text, mistake.places, frozenset({"T101"}), mistake.right)
    meant = Mistake(mistake.group, mistake.page, mistake.text, mistake.places, mistake.codes, "elephant")
    assert judged.hit and not Verdict(mistake, ()).hit
    assert not Verdict(moved, told).hit and not Verdict(coded, told).hit and not Verdict(meant, told).suggested


def test_the_real_files_have_no_mistake() -> None:
    assert check([ROOT / "tests" / "vignettes"], ROOT / "knowledge") == []
