"""The pictures of topics: readable on A3 across, no word cut, no box over another, no word run into the next."""

from __future__ import annotations

import re
from functools import cache
from math import ceil
from pathlib import Path

import pytest

from unit import drawn
from whence.render.chart.measure import A3, EDGE, SMALL
from whence.render.chart.metrics import width
from whence.render.chart.spacing import spaced

DIAGRAMS = Path(__file__).parents[2] / "diagrams"
PICTURES = sorted(path.stem for path in DIAGRAMS.glob("topic-*.svg"))
HIGH, WIDE = (side - 2 * EDGE for side in A3)  # the page lies across
MOST = 4  # sheets under each other that the longest may take
NEXT = r'(?=<text [^>]*?x="([\d.-]+)" y="\2")'
TEXT = re.compile(r'<text [^>]*?x="([\d.-]+)" y="([\d.-]+)"([^>]*)>([^<]*)</text>\s*' + NEXT)

every_picture = pytest.mark.parametrize("picture", PICTURES)


@cache
def drawing(picture: str) -> drawn.Drawing:
    return drawn.read((DIAGRAMS / f"{picture}.svg").read_text("utf-8"))


def sheets(picture: str) -> int:
    return ceil(drawing(picture).high * min(WIDE / drawing(picture).wide, 1.0) / HIGH)


def test_every_topic_has_its_picture() -> None:
    topics = DIAGRAMS.parent.glob("knowledge/*/topics/*.yaml")
    assert sorted(f"topic-{path.stem}" for path in topics) == PICTURES


@every_picture
def test_the_least_text_is_readable_on_a3_across(picture: str) -> None:
    scale = min(WIDE / drawing(picture).wide, 1.0)
    assert min(drawing(picture).sizes) * scale >= SMALL - 0.005, drawing(picture).wide
    assert sheets(picture) <= MOST, drawing(picture).high


def test_most_pictures_fit_one_sheet() -> None:
    assert sum(sheets(picture) == 1 for picture in PICTURES) >= len(PICTURES) * 2 / 3


@every_picture
def test_no_word_is_cut_and_no_two_boxes_overlap(picture: str) -> None:
    steps = list(drawing(picture).steps.items())
    for number, (name, one) in enumerate(steps):
        for text in one.texts:
            assert one.left <= text.left and text.right <= one.right, (name, text)
            assert one.top + text.size * 0.7 <= text.baseline <= one.bottom, (name, text)
        for other_name, other in steps[number + 1 :]:
            apart = one.right <= other.left or other.right <= one.left
            assert apart or one.bottom <= other.top or other.bottom <= one.top, (name, other_name)


@every_picture
def test_no_word_runs_into_the_next(picture: str) -> None:
    svg = (DIAGRAMS / f"{picture}.svg").read_text("utf-8")
    for left, _, look, said, right in TEXT.findall(svg):
        size = float(re.findall(r'font-size="([\d.]+)"', look)[0])
        assert float(left) + width(said, size, "bold" in look) <= float(right) + 0.01, said


def test_a_long_word_moves_what_follows_and_nothing_else() -> None:
    bold = '<text x="10" y="5" font-weight="bold" font-size="8.00">GENERALLY REQUIRE </text>'
    after = '<text x="{}" y="{}" font-size="8.00">more of it</text>'
    assert spaced(f"<g>{bold}\n{after.format(107, 5)}</g>") == f"<g>{bold}\n{after.format('110.69', 5)}</g>"
    for untouched in (f"<g>{bold}\n{after.format(120, 5)}</g>", f"<g>{bold}\n{after.format(12, 15)}</g>"):
        assert spaced(untouched) == untouched
    third = f"{bold}\n{after.format(107, 5)}\n{after.format(150, 5)}"
    begins = [float(x) for x in re.findall(r'x="([\d.]+)"', spaced(third))]
    assert begins[2] > begins[1] + 40
