"""What other answers would change, as a page: rules that appear, disappear or change, and actions that move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.assessment.assessment import Assessment
from whence.explain.report import Finding, Report
from whence.explain.what_if import Moved, Turn
from whence.language.base import KnowledgeBase
from whence.language.patient import Given
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.prose import advice, citations
from whence.render.prose_proof import UNKNOWN, reason, said
from whence.render.statement import STATEMENT

_HEADINGS = {"appears": "WOULD BE SAID", "disappears": "WOULD NO LONGER BE SAID", "changes": "WOULD END OTHERWISE"}


def what_if_page(
    answers: Mapping[str, Given | None], before: Assessment, turns: Sequence[Turn], moves: Sequence[Moved],
    after: Report, base: KnowledgeBase,
) -> Iterator[Entry]:  # fmt: skip
    """The page; `after` is the report of the second assessment, out of which the reasons come."""
    patient = before.patient
    yield Entry(f"{patient.name} on {before.as_of}, if", style="heading")
    for name, given in answers.items():
        was = said(patient.facts[name]) if name in patient.facts else UNKNOWN
        now = UNKNOWN if given is None else said(given)
        yield Entry(f"{name}: {now} (now {was})", depth=1)
    yield BLANK
    found = {finding.rule.id: finding for finding in findings(after)}
    for way, heading in _HEADINGS.items():
        of_way = [turn for turn in turns if turn.way == way]
        if of_way:
            yield Entry(heading, style="heading")
            yield BLANK
        for turn in of_way:
            yield from _turn(turn, found.get(turn.rule), base)
            yield BLANK
    if moves:
        yield Entry("ACTIONS: certain, possible, or recommended by nobody (excluded)", style="heading")
        for moved in moves:
            name = base.vocabulary.actions[moved.action].name
            sense = "" if moved.sense == "for" else "against "
            yield Entry(f"{sense}{name}: {moved.before} -> {moved.after}", depth=1)
        yield BLANK
    changed = f"{counted(len(turns), 'rule ends', 'rules end')} otherwise"
    yield Entry(f"{changed}, {counted(len(moves), 'action moves', 'actions move')}.", style="muted")
    yield Entry(STATEMENT, style="muted")


def findings(report: Report) -> Iterator[Finding]:
    """Every finding of a report, in whichever part it stands."""
    for part in (
        report.recommended, report.done, report.withdrawn, report.held_back, report.open, report.does_not_apply
    ):  # fmt: skip
        yield from part


def _turn(turn: Turn, finding: Finding | None, base: KnowledgeBase) -> Iterator[Entry]:
    rule = base.rules[turn.rule]
    yield Entry(advice(rule, base), style="strong" if turn.way == "appears" else "plain")
    yield Entry(f"{turn.rule}: {turn.before.verdict.value} -> {turn.after.verdict.value}", "rule", 1)
    told = [] if finding is None else [reason(each.step, base) for each in finding.reasons]
    if told:
        yield Entry("; ".join(told), "because", 1)
    for place in citations(rule.source, base):
        yield Entry(place, "source", 1, style="muted")
