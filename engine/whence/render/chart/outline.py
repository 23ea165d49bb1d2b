"""A chart as plain text: the same words as the drawing, numbered, for readers who cannot see it or have no screen.

It is Markdown that reads well unrendered.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.render.chart.panel import clean
from whence.render.chart.picture import Arrow, Box, Chart, Entry, State
from whence.render.chart.style import AGAINST_MARK
from whence.render.chart.surround import PURPOSE

KIND = {"ask": "QUESTION", "apply": "DO", "fork": "COLUMNS", "meet": "MEET", "goto": "GO ON", "end": "END"}


def outline(chart: Chart) -> str:
    """The whole chart as text, ending with a newline."""
    return "\n".join(clean(line).rstrip() for line in _lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    numbers = {box.id: number for number, box in enumerate(chart.boxes)}
    onward: dict[str, list[Arrow]] = {}
    for arrow in chart.arrows:
        onward.setdefault(arrow.tail, []).append(arrow)
    yield from (f"# {chart.title}", "", chart.description)
    if chart.lit_for:
        yield from ("", f"**{chart.lit_for}**")
    yield ""
    for box in chart.boxes:
        yield from _step(box, numbers, onward.get(box.id, []))
    yield ""
    yield from (*chart.foot, PURPOSE)


def _step(box: Box, numbers: dict[str, int], arrows: list[Arrow]) -> Iterator[str]:
    state = "" if box.state is State.PLAIN else f" [{box.state.value}]"
    if box.kind == "enter":
        wanted = f" Find out: {box.find_out}." if box.find_out else ""
        yield f"ENTER{state}: {box.text}{wanted} Begin at {numbers[arrows[0].head]}."
        return
    said = ". ".join(part for part in (box.text.rstrip("."), _where(box, numbers, arrows)) if part)
    yield f"{numbers[box.id]}. {KIND[box.kind]}{state}: {said}"
    for need in box.needs:
        yield f"   ({need})"
    for entry in box.entries:
        yield f"   - {_entry(entry)}"
    if box.kind == "ask":
        for arrow in arrows:
            yield f"   - {arrow.label} -> {numbers[arrow.head]}"
        yield f"   - unknown -> find out{f': {box.find_out}' if box.find_out else ''}"


def _where(box: Box, numbers: dict[str, int], arrows: list[Arrow]) -> str:
    if box.kind == "ask" or not arrows:
        return ""
    return f"go to {' and '.join(str(numbers[arrow.head]) for arrow in arrows)}"


def _entry(entry: Entry) -> str:
    mark = AGAINST_MARK if entry.direction == "against" else ""
    said = f"{mark}{entry.word.upper()} {entry.title}"
    said += f": {entry.particulars}" if entry.particulars else ""
    said += "".join(f"; {need}" for need in entry.needs)
    if entry.verdict:
        found = f": find out {entry.find_out}" if entry.find_out else ""
        said += f" [{entry.verdict}{found}]"
    return f"{said} ({entry.rule})"
