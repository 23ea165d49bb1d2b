"""What is written on each step: the question, the rules of a box with their bars, the words on the other steps."""

from __future__ import annotations

from whence.render.chart.measure import Measure
from whence.render.chart.metrics import balanced, pieces, width, wrap
from whence.render.chart.panel import BAR, INDENT, Panel, Row, Run, Strip, row_width
from whence.render.chart.picture import Box, Entry, State
from whence.render.chart.style import AGAINST_MARK, ASKING, GREY, MARK, PAPER, TITLE, Bar, bar, look
from whence.values.struct import replace


def panel(box: Box, measure: Measure) -> Panel:
    """What is written on a step."""
    ink = look(box.state).text
    room = measure.width if box.columns else measure.wide  # a column is no wider than its boxes
    match box.kind:
        case "apply":
            return rules(box, measure)
        case "ask":
            mark = (Run("?", TITLE, True, ink if box.state is State.OFF else MARK), Run(" ", measure.normal))
            return Panel((Strip(words(box, room - row_width(mark), measure, ink)),), mark=mark)
        case "enter":
            return Panel((Strip(words(box, measure.wide, measure, PAPER)),), centred=True)
        case _:
            return Panel((Strip(words(box, room, measure, ink)),), centred=True)


def words(box: Box, most: float, measure: Measure, ink: str) -> tuple[Row, ...]:
    """The words on a step; on the frontier also what to find out."""
    bold = box.kind == "ask"
    size = measure.normal if box.kind in ("ask", "enter") else measure.small
    rows: list[Row] = [(Run(line, size, bold, ink),) for line in balanced(box.text, size, most, bold)]
    if box.state is State.FRONTIER:
        text = f"find out: {box.find_out}" if box.find_out else "find out"
        colour = ASKING if bold else ink
        rows += [(Run(line, measure.small, True, colour),) for line in balanced(text, measure.small, most, True)]
    return tuple(rows)


def rules(box: Box, measure: Measure) -> Panel:
    """A box of rules, each with its bar; above them what all of them need."""
    most, small = measure.width if box.columns else measure.outside, measure.small
    shared = [tuple((Run(line, small, False, GREY),) for line in wrap(need, small, most)) for need in box.needs]
    strips = [Strip(rows) for rows in shared]
    for entry in box.entries:
        style = bar(entry.direction, entry.force)
        if box.state is State.OFF:
            style = Bar(look(State.OFF).colour, style.filled, style.legend)
        texts = entry_rows(entry, most - BAR - INDENT, measure, box.state)
        rows = tuple((Run(" ", measure.small), *row) for row in texts)
        strips.append(Strip(rows, style, entry.rule))
    return Panel(tuple(strips), least=most)


def entry_rows(entry: Entry, most: float, measure: Measure, state: State) -> list[Row]:
    """The texts of one rule, broken into rows of at most `most` points."""
    small = measure.small
    quiet = state is State.OFF
    word_colour = GREY if quiet else bar(entry.direction, entry.force).colour
    rows = heading(entry, most, measure.normal, word_colour, look(state).text)
    texts: list[tuple[str, bool, str]] = []
    if entry.verdict:
        found = f": find out {entry.find_out}" if entry.find_out else ""
        texts.append((f"[{entry.verdict}{found}]", True, _verdict_colour(entry.verdict)))
    if entry.particulars:
        texts.append((entry.particulars, False, look(state).text))
    texts += [(need, False, GREY) for need in entry.needs]
    for text, bold, colour in texts:
        rows += [(Run(line, small, bold, GREY if quiet else colour),) for line in wrap(text, small, most, bold)]
    return rows


def heading(entry: Entry, most: float, size: float, word_colour: str, ink: str) -> list[Row]:
    """The word of strength in bold capitals, then the title."""
    mark = AGAINST_MARK if entry.direction == "against" else ""
    parts = ((f"{mark}{entry.word.upper()} ", True, word_colour), (entry.title, False, ink))
    rows: list[list[Run]] = [[]]
    room = most
    for text, bold, colour in parts:
        for piece in pieces(text):
            if width(piece.rstrip(), size, bold) > room and rows[-1]:
                rows.append([])
                room = most
            room -= width(piece, size, bold)
            last = rows[-1].pop() if rows[-1] and rows[-1][-1].bold is bold else Run("", size, bold, colour)
            rows[-1].append(replace(last, text=last.text + piece))
    return [tuple(row) for row in rows]


def _verdict_colour(verdict: str) -> str:
    if verdict in ("applies", "applies unless"):
        return look(State.PASSED).colour
    return ASKING if verdict == "open" else GREY
