"""A proof as a page: the verdict, each condition with its truth, down to the patient file's lines and the print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from whence.assessment.verdict import Verdict
from whence.explain.proof import Part, Proof, Step, deciding
from whence.explain.reasons import reasons
from whence.explain.report import Finding
from whence.explain.why import parents
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Not, names
from whence.language.rule import Rule
from whence.ledger.trace import trace
from whence.render.assessment_page import finding_entries
from whence.render.page import BLANK, Entry
from whence.render.phrases import knowledge_named, named
from whence.render.prose import advice, citations, in_force
from whence.render.prose_condition import condition
from whence.render.prose_proof import UNKNOWN, points, reason, said, total_of
from whence.render.statement import STATEMENT
from whence.values.truth import Truth

_MEANS = {
    Verdict.APPLIES: "Its conditions are met and nothing takes it back.",
    Verdict.APPLIES_UNLESS: "Its conditions are met; whether something takes it back is not known.",
    Verdict.HELD_BACK: "Its conditions are met, but not the one without which the source advises against it.",
    Verdict.WITHDRAWN: "Its conditions are met, but so is its exception: the offer is taken back.",
    Verdict.OPEN: "What is known does not settle its conditions.",
    Verdict.DOES_NOT_APPLY: "Its conditions are not met.",
}
_ROLES = {"when": "when", "unless": "unless", "only_if": "only if"}
_STYLES = {Truth.TRUE: "good", Truth.FALSE: "error", Truth.UNKNOWN: "ask"}


def proof_page(proof: Proof, base: KnowledgeBase, asked_why: bool) -> Iterator[Entry]:
    """The page. `asked_why` says which of why and why not was asked: where the verdict is the other, it says so first.

    Where the rule applies everything is shown; otherwise only what decides, the way down.
    """
    rule, result = base.rules[proof.rule], proof.result
    if asked_why is not result.verdict.speaks:
        yield Entry(f"{rule.id} {_ends(result.verdict)}, so here is why{'' if result.verdict.speaks else ' not'}.")
        yield BLANK
    yield Entry(f"{rule.id} {_ends(result.verdict)}", style="heading")
    yield Entry(advice(rule, base), depth=1, style="strong" if result.verdict.speaks else "plain")
    yield Entry(_MEANS[result.verdict], depth=1)
    yield BLANK
    for part in proof.parts:
        yield from _part(part, proof, base)
    yield from _find_out(proof, base)
    yield from printed(rule, base)
    for parent in proof.refines:
        yield from printed(base.rules[parent], base, "refines ")
    yield BLANK
    if base.release is not None:
        yield Entry(knowledge_named(base.digest, base.release), style="muted")
    yield Entry(STATEMENT, style="muted")


def short_page(proof: Proof, base: KnowledgeBase, asked_why: bool) -> Iterator[Entry]:
    """The verdict with what decided it and the place in print; `proof_page` shows every step."""
    rule, result = base.rules[proof.rule], proof.result
    if asked_why is not result.verdict.speaks:
        yield Entry(f"{rule.id} {_ends(result.verdict)}, so here is why{'' if result.verdict.speaks else ' not'}.")
        yield BLANK
    yield Entry(f"{rule.id} {_ends(result.verdict)}", style="heading")
    yield Entry(_MEANS[result.verdict], depth=1)
    yield BLANK
    found = reasons(proof)
    yield from finding_entries(Finding(rule, result, found), base)
    if not result.verdict.speaks:
        for each in found:
            if each.truth is not Truth.TRUE or each.role == "unless":
                yield Entry(f"{reason(each.step, base)}", f"{_ROLES[each.role]}: {each.truth.word}", 1)
    yield from _find_out(proof, base)
    if base.release is not None:
        yield Entry(knowledge_named(base.digest, base.release), style="muted")
    yield Entry("--proof shows every step.", style="muted")
    yield Entry(STATEMENT, style="muted")


def _ends(verdict: Verdict) -> str:
    return {
        Verdict.HELD_BACK: "is held back",
        Verdict.WITHDRAWN: "is withdrawn",
        Verdict.OPEN: "is open",
    }.get(verdict, verdict.value)


def _part(part: Part, proof: Proof, base: KnowledgeBase) -> Iterator[Entry]:
    of = f" (of {part.rule}, which this rule refines)" if part.rule != proof.rule else ""
    yield Entry(f"{_ROLES[part.role]}{of}: {part.truth.word}", style="heading")
    yield from steps(part.step, base, 1, everything=proof.result.verdict.speaks)
    yield BLANK


def steps(step: Step, base: KnowledgeBase, depth: int, everything: bool) -> Iterator[Entry]:
    """One condition and what it rests on; without `everything` only what decides it."""
    shown = step.children if everything and step.definition is None else deciding(step)
    if step.fact is not None:
        yield _entry(f"{condition(step.condition, base)}", step, depth)
        yield from _facts(step, base, depth + 1)
        return
    if step.score is not None:
        yield _entry(f"{condition(step.condition, base)} ({total_of(step)})", step, depth)
        yield from _score(step, base, depth + 1)
        return
    if step.definition is not None:
        yield _entry(condition(step.condition, base), step, depth)
        yield from _definition(step, base, depth + 1)
    elif isinstance(step.condition, Not):
        yield _entry("not:", step, depth)
    elif isinstance(step.condition, All | Any):
        word = "all of:" if isinstance(step.condition, All) else "any of:"
        left = len(step.children) - len(shown)
        yield _entry(word + (f" ({left} more not shown: they decide nothing)" if left else ""), step, depth)
    for child in shown:
        if step.definition is not None and child.case is not None and len(step.children) > 1:
            yield Entry(f"case {child.case}:", depth=depth + 1)
        yield from steps(child, base, depth + 1, everything)


def _entry(text: str, step: Step, depth: int) -> Entry:
    return Entry(text, step.truth.word, depth, label_style=_STYLES[step.truth])


def _facts(step: Step, base: KnowledgeBase, depth: int) -> Iterator[Entry]:
    if not step.given:
        fact = base.vocabulary.facts.get(step.fact or "")
        yield Entry(f"{UNKNOWN}: {fact.ask if fact else step.fact}", "ask", depth, label_style="ask")
    for given in step.given:
        place = f" ({given.span})" if given.span is not None else ""
        yield Entry(f"{named(given.fact, base)}: {said(given)}{place}", "given", depth, style="muted")


def _score(step: Step, base: KnowledgeBase, depth: int) -> Iterator[Entry]:
    score = base.scores[step.score or ""]
    yield Entry(f"{score.asks} {total_of(step).removeprefix('total ')}", "scored", depth, style="muted")
    for place in citations(score.source, base):
        yield Entry(place, "source", depth, style="muted")
    for part in step.worth:
        known = " to ".join(said(given) for given in part.given) or UNKNOWN
        places = "".join(f" ({given.span})" for given in part.given if given.span is not None)
        worth = points(part.low, part.high)
        yield Entry(f"{named(part.fact, base)}: {known}{places}", f"+ {worth}", depth, style="muted")


def _definition(step: Step, base: KnowledgeBase, depth: int) -> Iterator[Entry]:
    definition = base.definitions[step.definition or ""]
    yield Entry(f"{definition.asks} {step.answer or 'open'}", "defined", depth, style="muted")
    for place in citations(definition.source, base):
        yield Entry(place, "source", depth, style="muted")
    if definition.because is not None:
        yield Entry(definition.because, "because", depth, style="muted")


def _find_out(proof: Proof, base: KnowledgeBase) -> Iterator[Entry]:
    if not proof.result.find_out:
        return
    yield Entry("to find out", style="heading")
    for fact in proof.result.find_out:
        yield Entry(f"{base.vocabulary.facts[fact].ask} ({fact})", "ASK", 1, label_style="ask")
    yield BLANK


def printed(rule: Rule, base: KnowledgeBase, prefix: str = "") -> Iterator[Entry]:
    """Where the rule stands in print."""
    yield Entry(f"{prefix}{rule.id}, version {rule.version}, {rule.status}: {rule.title}")
    for place in citations(rule.source, base):
        yield Entry(place, "source", 1)
    for added in rule.added_by_us:
        yield Entry(f"{added.what}: {added.because}", "ours", 1)
    for name in trace(base, rule).readings:
        yield Entry(f"{name}: {base.readings[name].chosen}", "reading", 1, style="muted")


def not_in_force_page(rule: Rule, day: date, base: KnowledgeBase) -> Iterator[Entry]:
    """The page for a rule that is not in force on the day: a rule falls with the rule or definition it stands on."""
    yield Entry(f"{rule.id} is not in force on {day}", style="heading")
    yield Entry(advice(rule, base), depth=1)
    yield Entry(f"It is {in_force(rule.in_force)}.", depth=1)
    for parent in parents(base, rule):
        yield Entry(f"It refines {parent}, which is {in_force(base.rules[parent].in_force)}.", depth=1)
    used = {name for part in (rule.when, rule.unless, rule.only_if) if part is not None for name in names(part)}
    for name in sorted(used & set(base.definitions)):
        yield Entry(f"It uses {name}, which is {in_force(base.definitions[name].in_force)}.", depth=1)
    yield from printed(rule, base)
    yield BLANK
    yield Entry(STATEMENT, style="muted")
