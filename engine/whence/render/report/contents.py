"""What the report of one patient says, as plain text in reading order; how it is set on paper is not known here.

The words are those of the pages of `whence assess` and `whence compare`; nothing is worded a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.assessment.action_sets import ActionSets
from whence.assessment.assessment import Assessment
from whence.compare.comparison import Comparison, Outcome
from whence.explain.report import Finding, Report
from whence.language.base import KnowledgeBase
from whence.render.assessment_page import finding_entries
from whence.render.comparison_page import outcome_entries, source_rows
from whence.render.phrases import counted, listed
from whence.render.prose_kinds import answers
from whence.render.prose_proof import said
from whence.render.statement import STATEMENT, version
from whence.values.struct import Struct


class Line(Struct, frozen=True):
    """A piece of text with its label ('' for none)."""

    label: str
    text: str


class Item(Struct, frozen=True):
    """One recommendation or one difference: its headline, how it is to be shown, and the lines below it."""

    headline: str
    style: str
    lines: tuple[Line, ...]


class Section(Struct, frozen=True):
    """Recommendations under one title; `note` says how the title is meant."""

    title: str
    note: str
    items: tuple[Item, ...]


class Document(Struct, frozen=True):
    """One source with what it is."""

    name: str
    publisher: str
    title: str
    edition: str
    trust: str
    speaks: int


class Question(Struct, frozen=True):
    """One thing to find out: the rules that it settles alone, and how many it bears on beside others."""

    ask: str
    answers: str
    settles: str
    bears_on: str


class Meeting(Struct, frozen=True):
    """One topic with the sources side by side: rows of (source, verdict, what it says, passage), then the gravest
    difference of each two sources.
    """

    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    differences: tuple[Item, ...]


class Sets(Struct, frozen=True):
    """Actions by name: recommended whatever the open answers turn out to be, or under some of them only."""

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    certain_against: tuple[str, ...]
    possible_against: tuple[str, ...]


class Contents(Struct, frozen=True):
    """The whole report but its charts."""

    who: str
    title: str
    day: str
    counts: str
    facts: tuple[Line, ...]
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    sets: Sets
    questions: tuple[Question, ...]
    meetings: tuple[Meeting, ...]
    other_topics: str
    closing: tuple[str, ...]
    statement: str
    knowledge: str
    made_by: str


_SECTIONS = (
    ("Recommended", "recommended", "Strongest and most urgent first; a detail follows the rule that it belongs to."),
    ("Already done", "done", "Recommended, and done by what is known."),
    ("Held back", "held_back", "The source advises against, because a condition that it names is not met."),
    ("Withdrawn", "withdrawn", "The source takes its advice back for a person like this."),
)


def contents(
    assessment: Assessment,
    report: Report,
    compared: Sequence[Comparison],
    sets: ActionSets,
    base: KnowledgeBase,
) -> Contents:
    """The report. `compared` are the topics to be looked at."""
    patient = assessment.patient
    speaking = (*report.recommended, *report.done)
    differing = [one for one in compared if _differing(one)]
    agreeing = [one.topic.title for one in compared if one.standing == "several speak" and one not in differing]
    return Contents(
        who=patient.name,
        title=patient.title or "",
        day=assessment.as_of.isoformat(),
        counts=f"{counted(len(assessment.results), 'rule')} in force: {len(speaking)} in effect, "
        f"{len(report.open)} open, {len(report.does_not_apply)} not for this person",
        facts=tuple(Line(base.vocabulary.facts[name].ask, said(given)) for name, given in patient.facts.items()),
        documents=tuple(_documents(speaking, base)),
        sections=tuple(
            Section(title, note, tuple(_item(each, base) for each in getattr(report, name)))
            for title, name, note in _SECTIONS
            if getattr(report, name) or name == "recommended"
        ),
        sets=_sets(sets, base),
        questions=tuple(_questions(report, base)),
        meetings=tuple(_meeting(one, base) for one in differing),
        other_topics=listed(agreeing, "and"),
        closing=tuple(_closing(assessment, report)),
        statement=STATEMENT,
        knowledge=base.digest,
        made_by=f"whence {version()}",
    )


def _item(finding: Finding, base: KnowledgeBase) -> Item:
    first, *rest = finding_entries(finding, base)
    return Item(first.text, first.style, tuple(Line(each.label, each.text) for each in rest))


def _documents(speaking: Sequence[Finding], base: KnowledgeBase) -> Iterator[Document]:
    for source in base.sources.values():
        number = sum(1 for finding in speaking if finding.rule.folder == source.folder)
        yield Document(source.folder, source.publisher, source.title, source.edition, source.trust, number)


def _sets(sets: ActionSets, base: KnowledgeBase) -> Sets:
    def names(actions: Sequence[str]) -> tuple[str, ...]:
        return tuple(base.vocabulary.actions[action].name for action in actions)

    return Sets(names(sets.certain), names(sets.possible), names(sets.certain_against), names(sets.possible_against))


def _questions(report: Report, base: KnowledgeBase) -> Iterator[Question]:
    for each in report.questions:
        fact = base.vocabulary.facts[each.fact]
        bears_on = counted(len(each.bears_on), "rule") if each.bears_on else ""
        yield Question(fact.ask, answers(fact.answer), listed(each.settles, "and"), bears_on)


def _differing(one: Comparison) -> list[Outcome]:
    """The gravest difference of each two sources that is live."""
    live = [each for each in one.outcomes if each.sure == "live" and each.kind != "agree"]
    pairs = dict.fromkeys(frozenset(each.between) for each in live)
    gravest = (one.worst(pair, "live") for pair in pairs)
    return [each for each in gravest if each is not None]


def _meeting(one: Comparison, base: KnowledgeBase) -> Meeting:
    differences = []
    for outcome in _differing(one):
        first, *rest = outcome_entries(outcome, base)
        lines = [Line(each.label, each.text) for each in rest if each.label]
        values = "; ".join(each.text for each in rest if not each.label)
        differences.append(Item(first.text, outcome.kind, (*lines, *([Line("printed", values)] if values else []))))
    rows = (row for source in one.sources for row, _ in source_rows(source, base, whole=False))
    return Meeting(one.topic.title, tuple(rows), tuple(differences))


def _closing(assessment: Assessment, report: Report) -> Iterator[str]:
    stuck = [finding.rule.id for finding in report.open if not finding.result.find_out]
    if stuck:
        yield f"Open, and nothing to ask, because the source leaves it open: {listed(stuck, 'and')}."
    if assessment.not_in_force:
        left = len(assessment.not_in_force)
        yield f"{counted(left, 'rule is', 'rules are')} not in force on {assessment.as_of}."
