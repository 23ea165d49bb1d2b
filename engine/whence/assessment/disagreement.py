"""When two engines decide one node differently: the report, and how to run it again.

There is no answer then. The report is plain JSON and holds all that is needed to see the same difference elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any as Json
from typing import assert_never

from whence.program.program import Program
from whence.program.reach import users
from whence.values.known import Between, Elapsed, Known, OneOf
from whence.values.truth import Truth

Report = dict[str, Json]


class Disagreement(RuntimeError):
    """The rule engine and the compiled program differ. `report` is JSON; `replay` (assess.py) runs it again."""

    def __init__(self, report: Report) -> None:
        self.report = report
        first = report["differences"][0]
        concerned = ", ".join(first["concerns"]) or "nothing by name"
        super().__init__(
            f"two engines disagree, so there is no answer: node {first['node']} is {first['engine']} for the rule "
            f"engine and {first['compiled']} for the compiled program (concerned: {concerned})"
        )


def differences(program: Program, engine: Sequence[Truth], compiled: Sequence[Truth]) -> list[Report]:
    """Every node the two decide differently, with what it tests and whom it concerns; empty where they agree."""
    if tuple(engine) == tuple(compiled):
        return []
    return [
        {
            "node": node,
            "what": _what(program, node),
            "engine": ours.word,
            "compiled": theirs.word,
            "concerns": list(users(program, node)),
        }
        for node, (ours, theirs) in enumerate(zip(engine, compiled, strict=True))
        if ours is not theirs
    ]


def report(digest: str, known: Mapping[str, Known], found: list[Report]) -> Report:
    """The whole report: which knowledge, which facts, which differences."""
    return {
        "knowledge_digest": digest,
        "facts": {name: write_known(known[name]) for name in sorted(known)},
        "differences": found,
    }


def write_known(known: Known) -> Json:
    """What is known of one fact, in JSON. Numbers and durations are in the base unit of their family."""
    match known:
        case OneOf(answers=answers):
            return {"one_of": sorted(answers)}
        case Between(low=low, high=high, low_open=low_open, high_open=high_open):
            return {
                "low": None if low is None else format(low, "f"),
                "high": None if high is None else format(high, "f"),
                "low_open": low_open,
                "high_open": high_open,
            }
        case Elapsed(first=first, last=last):
            return {"first": [day.isoformat() for day in first], "last": [day.isoformat() for day in last]}
        case _:
            assert_never(known)


def read_known(written: Json) -> Known:
    """The inverse of `write_known`."""
    match written:
        case {"one_of": answers}:
            return OneOf(frozenset(answers))
        case {"first": [first0, first1], "last": [last0, last1]}:
            day = date.fromisoformat
            return Elapsed((day(first0), day(first1)), (day(last0), day(last1)))
        case {"low": low, "high": high, "low_open": low_open, "high_open": high_open}:
            ends = [None if end is None else Decimal(end) for end in (low, high)]
            return Between(ends[0], ends[1], low_open, high_open)
        case _:
            raise ValueError(f"no known answer: {written}")


def _what(program: Program, node: int) -> str:
    if node == 0:
        return "true"
    if node <= len(program.leaves):
        return repr(program.leaves[node - 1])
    parts = program.ands[node - 1 - len(program.leaves)]
    return "all of " + ", ".join(f"{'not ' if part & 1 else ''}{part >> 1}" for part in parts)
