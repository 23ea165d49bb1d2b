"""A chart as data, before anybody decides on paper, fonts or file formats.

Texts are whole sentences, not yet broken into lines; states say where a patient stands, colours are chosen elsewhere.
"""

from __future__ import annotations

from enum import Enum

from whence.values.struct import Struct


class State(Enum):
    """How a step or arrow stands to one patient; PLAIN where the chart is drawn for nobody."""

    PLAIN = "plain"
    PASSED = "passed"
    FRONTIER = "find out"
    OFF = "not reached"


class Entry(Struct, frozen=True):
    """One rule in a box.

    `word` is its word of strength with spaces, `direction` and `force` as the source lists them; `particulars` are
    dose, route, deadline and the like; `needs` says what the rule needs beyond what the way to the box settles;
    `verdict` is the word of the verdict and `find_out` what would settle it, both empty where no patient is given.
    """

    rule: str
    word: str
    direction: str
    force: str
    title: str
    particulars: str = ""
    needs: tuple[str, ...] = ()
    verdict: str = ""
    find_out: str = ""


class Box(Struct, frozen=True):
    """One step of the chart; `kind` is 'enter' or a kind of `graph.algorithm`.

    `text` is the question, or what is written on the step; `entries` are the rules of an *apply* step, and `needs` what
    all of them need; `find_out` is what to find out where the patient's walk stops here; `columns` are the columns it
    stands in, outermost first.
    """

    id: str
    kind: str
    text: str = ""
    entries: tuple[Entry, ...] = ()
    state: State = State.PLAIN
    find_out: str = ""
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


class Arrow(Struct, frozen=True):
    """From one step to another; `label` is the answers that lead along it."""

    tail: str
    head: str
    label: str = ""
    state: State = State.PLAIN


class Chart(Struct, frozen=True):
    """One flowchart. `lit_for` says whose path is lit, '' for nobody's; `foot` is where the content comes from."""

    pathway: str
    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    foot: tuple[str, ...]
    lit_for: str = ""

    def box(self, name: str) -> Box:
        """The step of that name. Raises KeyError where there is none."""
        for box in self.boxes:
            if box.id == name:
                return box
        raise KeyError(name)
