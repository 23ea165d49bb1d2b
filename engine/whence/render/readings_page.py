"""Readings as pages: each ambiguity with the reading chosen and the others; and what flips for a patient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.analysis.variant import under
from whence.assessment.assessment import Assessment
from whence.assessment.flips import Flip, Tried
from whence.assessment.verdict import Verdict
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.reading import (
    Adds,
    Alternative,
    Change,
    DefinitionChange,
    Reading,
    RuleChange,
    ScoreChange,
    Without,
)
from whence.render.page import BLANK, Entry
from whence.render.phrases import bounded, counted, listed
from whence.render.prose import citations, outline, rule_sentence
from whence.render.prose_advice import advice


def readings_page(found: Sequence[Reading], base: KnowledgeBase) -> Iterator[Entry]:
    """Each reading with its passages, the reading chosen and why, and what the others would change."""
    for reading in found:
        yield Entry(reading.name, style="strong")
        yield Entry(reading.question, depth=1)
        for place in citations(reading.passages, base):
            yield Entry(place, "passage", 1, style="muted")
        yield Entry(reading.chosen, "chosen", 1)
        yield Entry(reading.because, "because", 1)
        by, on = reading.decided
        yield Entry(f"{by}, {on}", "decided", 1, style="muted")
        for alternative in reading.otherwise:
            yield Entry(alternative.name, "otherwise", 1, label_style="ask")
            yield from _changes(alternative, base)
        if not reading.otherwise:
            yield Entry("no other reading can be run", depth=1, style="muted")
        if reading.excuses:
            yield Entry(listed(reading.excuses, "and"), "excuses", 1, style="muted")
    yield BLANK
    others = sum(len(reading.otherwise) for reading in found)
    yield Entry(f"{counted(len(found), 'reading')}, {counted(others, 'other')} that can be run.", style="muted")


def _changes(alternative: Alternative, base: KnowledgeBase) -> Iterator[Entry]:
    other = under(base, alternative)
    for change in alternative.changes:
        yield from _change(change, other)


def _change(change: Change, other: KnowledgeBase) -> Iterator[Entry]:
    match change:
        case RuleChange(rule=name, then=then):
            for word, part in (("when", change.when), ("unless", change.unless), ("only if", change.only_if)):
                if part is not None:
                    yield from _condition(f"{name} {word}:", part, other)
            if then is not None and name in other.rules:
                yield Entry(f"{name} says: {advice(other.rules[name], other)}", depth=2)
        case DefinitionChange(definition=name):
            for answer, case in (change.cases or {}).items():
                yield from _condition(f"{name} is {answer} when:", case, other)
            if change.otherwise is not None and "present" not in (change.cases or {}):
                yield Entry(f"{name} is {change.otherwise} when none of its cases is so", depth=2)
        case ScoreChange(score=name):
            yield from _score(name, change)
        case Without(rule=name):
            yield Entry(f"{name} is not there, nor what refines it", depth=2)
        case Adds(rule=rule):
            yield Entry(f"{rule.id} is there too: {rule_sentence(rule, other)}", depth=2)


def _score(name: str, change: ScoreChange) -> Iterator[Entry]:
    for component in change.components:
        points = [f"{low} to {high}" if low != high else str(low) for low, high in component.points.values()]
        given = listed([f"{answer} {worth}" for answer, worth in zip(component.points, points, strict=True)], "and")
        yield Entry(f"{name}, points for {component.fact}: {given}", depth=2)
    if change.range is not None:
        yield Entry(f"{name} runs from {bounded(change.range)}", depth=2)
    for band, bounds in (change.bands or {}).items():
        yield Entry(f"{name} is {band} with {bounded(bounds)}", depth=2)


def _condition(label: str, condition: Condition, other: KnowledgeBase) -> Iterator[Entry]:
    yield Entry(label, depth=2)
    for depth, text in outline(condition, other):
        yield Entry(f"- {text}", depth=3 + depth, style="muted")


def flips_page(assessment: Assessment, tried: Sequence[Tried], base: KnowledgeBase) -> Iterator[Entry]:
    """The other readings under which something ends otherwise for the patient; the rest is only counted."""
    patient = assessment.patient
    yield Entry(f"{patient.title or patient.name}, on {assessment.as_of}", style="heading")
    name = None
    for one in tried:
        if not one.flips:
            continue
        if one.reading.name != name:
            name = one.reading.name
            yield BLANK
            yield Entry(name, style="strong")
            yield Entry(one.reading.question, depth=1)
            yield Entry(one.reading.chosen, "chosen", 1)
        yield Entry(one.alternative.name, "if instead", 1, label_style="ask")
        other = under(base, one.alternative)
        for flip in one.flips:
            yield from _flip(flip, base, other)
    yield BLANK
    told = sum(1 for one in tried if one.flips)
    rules = len({flip.rule for one in tried for flip in one.flips})
    if not told:
        yield Entry(f"None of {counted(len(tried), 'other reading')} changes anything for this patient.")
        return
    many = "changes" if told == 1 else "change"
    yield Entry(f"{told} of {counted(len(tried), 'other reading')} {many} the outcome of {counted(rules, 'rule')}.")


def _flip(flip: Flip, base: KnowledgeBase, other: KnowledgeBase) -> Iterator[Entry]:
    before, after = _ends(flip.before), _ends(flip.after)
    turned = f"{before}, and would end as: {after}" if before != after else before
    style = "plain" if _speaks(flip.before) == _speaks(flip.after) else "strong" if _speaks(flip.after) else "against"
    yield Entry(f"{flip.rule}: {turned}", depth=2, style=style)
    rule = other.rules.get(flip.rule) or base.rules[flip.rule]
    yield Entry(advice(rule, other if flip.rule in other.rules else base), depth=3, style="muted")
    if flip.other_advice:
        yield Entry(f"in place of: {advice(base.rules[flip.rule], base)}", depth=3, style="muted")


def _ends(verdict: Verdict | None) -> str:
    return "not there" if verdict is None else verdict.value


def _speaks(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.speaks
