"""One assessment as a page for people: what to do and why, what is taken back, what to ask, what it is not for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.explain.reasons import of_role
from whence.explain.report import Finding, Question, Report
from whence.language.base import KnowledgeBase
from whence.render.actions_page import sets_page
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, knowledge_named, listed
from whence.render.prose import citations, standing
from whence.render.prose_advice import head, what, word_of
from whence.render.prose_kinds import answers
from whence.render.prose_proof import reason
from whence.render.statement import STATEMENT
from whence.values.truth import Truth

if TYPE_CHECKING:
    from whence.assessment.action_sets import ActionSets


def assessment_page(
    assessment: Assessment, report: Report, base: KnowledgeBase, sets: ActionSets | None = None
) -> Iterator[Entry]:
    """The page; with `sets`, how the actions stand. Equal assessments make equal pages."""
    yield from _opening(assessment, report)
    yield from _section("RECOMMENDED", report.recommended, base)
    if not report.recommended:
        yield Entry("Nothing is recommended on what is known.")
        yield BLANK
    yield from _section("ALREADY DONE", report.done, base)
    yield from _section("HELD BACK: the source advises against", report.held_back, base)
    yield from _section("WITHDRAWN: the source takes its offer back", report.withdrawn, base)
    yield from _questions(report, base)
    yield from _stuck(report)
    if sets is not None:
        yield from sets_page(sets, base)
    yield from _closing(assessment, report)


def _opening(assessment: Assessment, report: Report) -> Iterator[Entry]:
    patient = assessment.patient
    title = f": {patient.title}" if patient.title else ""
    yield Entry(f"{patient.name} on {assessment.as_of}{title}", style="heading")
    spoken = len(report.recommended) + len(report.done)
    knowledge = knowledge_named(assessment.knowledge_digest, assessment.release)
    yield Entry(
        f"{counted(len(assessment.results), 'rule')} in force: {spoken} "
        f"{'speaks' if spoken == 1 else 'speak'}, {len(report.open)} open; "
        f"{counted(len(patient.facts), 'fact')} given; {knowledge}",
        style="muted",
    )
    yield BLANK


def _section(title: str, found: Sequence[Finding], base: KnowledgeBase) -> Iterator[Entry]:
    if found:
        yield Entry(title, style="heading")
        yield BLANK
    for finding in found:
        yield from finding_entries(finding, base)
        yield BLANK


def finding_entries(finding: Finding, base: KnowledgeBase) -> Iterator[Entry]:
    """One rule with its verdict: the advice, the rule, the reasons, the place in print."""
    rule, result = finding.rule, finding.result
    yield _advice(finding, base)
    detail = f"; detail of {rule.refines}" if rule.refines is not None else ""
    yield Entry(f"{rule.id}, version {rule.version}, {standing(rule.status, rule.reviews)}{detail}", "rule", 1)
    for label, role, truth in (
        ("because", "when", Truth.TRUE),
        ("because", "only_if", Truth.TRUE),
        ("and not", "unless", Truth.FALSE),
        ("but", "unless", Truth.TRUE),
        ("but not", "only_if", Truth.FALSE),
    ):
        told = [reason(each.step, base) for each in of_role(finding.reasons, role) if each.truth is truth]
        if told:
            yield Entry("; ".join(told), label, 1)
    if result.verdict is Verdict.APPLIES_UNLESS:
        told = [reason(each.step, base) for each in of_role(finding.reasons, "unless")]
        asks = [base.vocabulary.facts[fact].ask for fact in result.find_out]
        yield Entry("; or ".join(told), "unless", 1, label_style="ask")
        yield Entry(" ".join(asks), "find out", 1, label_style="ask")
    for place in citations(rule.source, base):
        yield Entry(place, "source", 1, style="muted")
    trust = base.source_of(rule.folder).trust
    if trust != "guideline":
        yield Entry(trust, "trust", 1, style="muted")


def _advice(finding: Finding, base: KnowledgeBase) -> Entry:
    word = word_of(finding.rule, base)
    said = f"{head(finding.rule)} {what(finding.rule, base)}"
    match finding.result.verdict:
        case Verdict.HELD_BACK:
            return Entry(f"ADVISED AGAINST: {said} only under a condition that is not met", style="against")
        case Verdict.WITHDRAWN:
            return Entry(f"NO LONGER: {said}", style="muted")
        case _ if word.direction == "against":
            return Entry(said, style="against")
        case _:
            return Entry(said, style="strong" if word.force == "strong" else "weak")


def _questions(report: Report, base: KnowledgeBase) -> Iterator[Entry]:
    if not report.questions:
        return
    yield Entry(f"TO FIND OUT: {counted(len(report.questions), 'question')}", style="heading")
    yield BLANK
    for question in report.questions:
        yield from _question(question, base)
    yield BLANK


def _stuck(report: Report) -> Iterator[Entry]:
    """Rules that stay open whatever is found out, because an answer given is worth a range of points."""
    stuck = [finding.rule.id for finding in report.open if not finding.result.find_out]
    if stuck:
        yield Entry("OPEN, AND NOTHING TO ASK: the source leaves it open", style="heading")
        yield BLANK
        yield Entry(f"{listed(stuck, 'and')} (`whence why-not` shows where)", "rules", 1)
        yield BLANK


def _question(question: Question, base: KnowledgeBase) -> Iterator[Entry]:
    fact = base.vocabulary.facts[question.fact]
    yield Entry(f"ASK {fact.ask}", style="ask")
    yield Entry(f"{fact.name}: {answers(fact.answer)}", "fact", 1, style="muted")
    if question.settles:
        yield Entry(listed(question.settles, "and"), "settles", 1)
    if question.bears_on:
        yield Entry(listed(question.bears_on, "and"), "bears on", 1)


def _closing(assessment: Assessment, report: Report) -> Iterator[Entry]:
    rest = len(report.does_not_apply)
    yield Entry(f"{counted(rest, 'rule does', 'rules do')} not apply (`whence why-not` says why).", style="muted")
    if assessment.not_in_force:
        left = len(assessment.not_in_force)
        yield Entry(f"{counted(left, 'rule is', 'rules are')} not in force on {assessment.as_of}.", style="muted")
    yield Entry(STATEMENT, style="muted")
