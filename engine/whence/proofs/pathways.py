"""The breaches of the laws of pathways as findings for the editor of the pathway, each with a patient who shows it."""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.pathway import Pathway
from whence.proofs.everybody import Everybody, Somebody
from whence.proofs.laws import Breach, breaches
from whence.proofs.words import in_words
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span


def pathway_findings(everybody: Everybody) -> list[Diagnostic]:
    """Every breach of the two laws in any pathway of the base.

    P621: the answers on a way to a box rule out a rule of that box. P622: a patient to whom a rule applies walks past
    it. P623, a warning: that could not be decided.
    """
    base = everybody.base
    pathways = base.pathways.values()
    found = [_finding(base, pathway, breach) for pathway in pathways for breach in breaches(everybody, pathway)]
    return sorted(found, key=lambda finding: finding.sort_key)


def _finding(base: KnowledgeBase, pathway: Pathway, breach: Breach) -> Diagnostic:
    rule = base.rules[breach.rule]
    step = pathway.steps[breach.step]
    notes = () if rule.span is None else (Note("the rule", rule.span),)
    span = step.span or pathway.span or Span(f"pathway {pathway.name}", 1, 1, 1, 1)
    match breach.law:
        case "refuted":
            way = ", ".join(f"{name}: {' or '.join(answers)}" for name, answers in breach.route)
            by = f" by {way}" if way else ""
            said = f"nobody who comes to '{step.id}'{by} can have the rule '{rule.id}' apply"
            return Diagnostic("P621", said, span, notes=notes)
        case "missed":
            who = in_words(base, breach.witness or Somebody({}))
            said = f"the rule '{rule.id}' applies to a patient who enters and walks past its box: {who}"
            return Diagnostic("P622", said, span, notes=notes)
        case _:
            said = f"whether everybody who needs the rule '{rule.id}' comes to it is not proved: {breach.why}"
            return Diagnostic("P623", said, span, notes=notes, severity="warning")
