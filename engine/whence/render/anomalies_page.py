"""Anomalies as a page: each kind with what it means, each anomaly with its address and the patient who shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.anomalies.anomaly import KINDS, Anomaly
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.prose_condition import condition


def anomalies_page(found: Sequence[Anomaly], base: KnowledgeBase) -> Iterator[Entry]:
    """The page; what a reading or a topic deals with already stands muted among the others."""
    kind = None
    for one in found:
        if one.kind != kind:
            kind = one.kind
            yield Entry(f"{kind.upper()}: {KINDS[kind]}", style="heading")
            yield BLANK
        yield from _anomaly(one, base)
        yield BLANK
    yield summary(found)


def _anomaly(one: Anomaly, base: KnowledgeBase) -> Iterator[Entry]:
    place = "" if one.span is None else f"{one.span}: "
    also = "" if one.code is None else f" (check: {one.code})"
    yield Entry(f"{place}{one.said}{also}", style="muted" if one.known else "ask")
    for part in one.parts:
        yield Entry(condition(part, base), "where", 1)
    if one.witness is not None:
        yield Entry(given(one.witness) or "nothing known", "patient", 1)
        ends = ", ".join(f"{rule} {verdict.value}" for rule, verdict in one.ends)
        yield Entry(f"{ends} (on {one.day})", "ends", 1, style="muted")
    for each in one.known:
        yield Entry(each, "known", 1, style="good")


def given(patient: Patient) -> str:
    """The patient's answers in one line, as a file would say them."""
    return ", ".join(f"{name}: {each.answer}" for name, each in patient.facts.items())


def summary(found: Sequence[Anomaly]) -> Entry:
    """One line that counts them."""
    if not found:
        return Entry("Nothing looks wrong.", style="good")
    known = sum(1 for one in found if one.known)
    shown = sum(1 for one in found if one.witness is not None)
    parts = [counted(len(found), "anomaly", "anomalies")]
    parts += [f"{known} of them known"] if known else []
    replayed = f" {counted(shown, 'patient')} shown, each replayed by the engine." if shown else ""
    return Entry(f"{', '.join(parts)}.{replayed}", style="ask" if known < len(found) else "good")
