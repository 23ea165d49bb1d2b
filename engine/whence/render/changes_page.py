"""The difference of two states as a page: what was changed, in words, and who gets another answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from whence.changes.altered import Altered
from whence.changes.cohort import Affected
from whence.changes.region import Region
from whence.changes.report import Difference
from whence.language.patient import Patient
from whence.language.rule import InForce
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.prose import advice, citations, in_force
from whence.render.prose_changes import headline, rule_of, turned, was_and_is
from whence.render.prose_proof import said

_EVER = (InForce(),)


def changes_page(found: Difference) -> Iterator[Entry]:
    """The page."""
    if found.altered:
        yield Entry("WHAT CHANGED", style="heading")
        for one in found.altered:
            yield from _altered(one, found)
        yield BLANK
    if found.regions or found.refused:
        yield Entry("WHO GETS ANOTHER ANSWER", style="heading")
        yield from _regions(found)
        for refused in found.refused:
            state = "the new state" if refused.by == "new" else "the old state"
            yield Entry(f"only {state} refuses a patient, by the line '{refused.line}'", style="ask")
            yield Entry(_told(refused.witness), "patient", 1)
        yield BLANK
    for pair in found.undecided:
        yield Entry(f"{pair.name}: not decided, the solver gave up", style="error")
    if found.cohort is not None:
        yield from _cohort(found.cohort)
    yield summary(found)


def _altered(one: Altered, found: Difference) -> Iterator[Entry]:
    yield Entry(headline(one), style="strong")
    for part in one.parts:
        was, now = was_and_is(part, one, found.old, found.new)
        name = part.entry.replace("_", " ")
        if was == now:
            yield Entry(f"{name} is otherwise", depth=1, style="muted")
            continue
        yield Entry(f"{name}: {was}" if name else was, "was", 1, style="muted")
        yield Entry(f"{name}: {now}" if name else now, "is", 1)
    if one.kind in ("rule", "definition", "score") and not found.of(one) and not found.undecided:
        yield Entry("no patient is affected", depth=1, style="good")


def _regions(found: Difference) -> Iterator[Entry]:
    name = None
    for region in found.regions:
        rule, base = rule_of(region.turn, found.old, found.new)
        if rule.id != name:
            name = rule.id
            yield Entry(name, style="strong")
            yield Entry(advice(rule, base), "says", 1)
            pair = region.turn.pair
            if region.turn.advice and pair.before is not None:
                yield Entry(advice(found.old.rules[pair.before], found.old), "said", 1, style="muted")
            for place in citations(rule.source, base):
                yield Entry(place, "passage", 1, style="muted")
            because = ", ".join(f"{kind} {each}" for kind, each in region.because)
            yield Entry(because, "changed", 1, style="muted")
        yield from _region(region)


def _region(region: Region) -> Iterator[Entry]:
    yield Entry(turned(region.turn), "ends", 1, label_style="ask")
    yield Entry(_told(region.witness), "patient", 2)
    if region.days != _EVER and region.turn.pair.before != region.turn.pair.after:
        days = ", ".join(in_force(span) for span in region.days)
        yield Entry(days, "days", 2, style="muted")


def _cohort(cohort: tuple[Affected, ...]) -> Iterator[Entry]:
    yield Entry("THE COHORT", style="heading")
    counts = Counter(turn for one in cohort for turn in one.turns)
    for turn, number in counts.items():
        yield Entry(f"{turn.pair.name}: {turned(turn)}", counted(number, "patient"), 1)
    for one in cohort:
        if one.unusable is not None:
            yield Entry(f"{one.name}: {one.unusable}", depth=1, style="error")
    affected = [one.name for one in cohort if one.turns]
    yield Entry(", ".join(affected) or "nobody", "affected", 1)
    yield Entry(f"{len(affected)} of {counted(len(cohort), 'patient')} would get another answer.", style="ask")
    yield BLANK


def _told(patient: Patient) -> str:
    """The patient's answers in one line."""
    return ", ".join(f"{name}: {said(given)}" for name, given in patient.facts.items()) or "nothing known"


def summary(found: Difference) -> Entry:
    """One line: how much was changed, and whether anybody is affected."""
    if not found.altered:
        return Entry("Nothing is changed.", style="good")
    things = counted(len(found.altered), "thing")
    when = "on any day" if found.as_of is None else f"on {found.as_of}"
    if not found.matters:
        proof = f"proved for every rule and every patient there can be, {when}"
        return Entry(f"{things} changed; no patient is affected: {proof}.", style="good")
    regions = counted(len(found.regions) + len(found.refused), "region")
    open_ = f" {counted(len(found.undecided), 'rule')} not decided." if found.undecided else ""
    shown = "each shown by a patient replayed in both states"
    return Entry(f"{things} changed; {regions} of patients with another answer, {shown}.{open_}", style="ask")
