"""Rules against their source and each other: strengths, actions, exceptions, dates, what they refine or replace."""

from __future__ import annotations

from whence.analysis.conditions import ConditionCheck
from whence.analysis.mentions import check_mentions
from whence.analysis.scope import SHARED, Scope, error
from whence.language.recommendation import Advice, Details, Do, Joint, Recommendation
from whence.language.rule import Rule
from whence.language.source import Source
from whence.reader.findings import Mention
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span
from whence.values.struct import replace

_NOWHERE = Span("", 1, 1, 1, 1)


def check_rule(rule: Rule, mentions: tuple[Mention, ...], scope: Scope) -> tuple[Rule, list[Diagnostic]]:
    """The rule with its conditions in final form, and what is wrong with it by itself."""
    source = scope.folders.get(rule.folder)
    found: list[Diagnostic] = []
    if source is None and rule.folder != SHARED and not _source_is_broken(scope):
        folders = tuple(scope.folders)
        said = f"no source has the folder '{rule.folder}'"
        found.append(error("N310", said, rule.span, folders, rule.folder))
    check = ConditionCheck(scope, None if rule.id in scope.excused else rule.folder, found)
    then = check_then(rule.then, check, source, mentions, scope, found)
    found += check_mentions(mentions, scope, source)
    found += check_exceptions(rule)
    resolved = replace(
        rule,
        when=check.resolve(rule.when),
        unless=check.resolve(rule.unless),
        only_if=check.resolve(rule.only_if),
        even_if=check.resolve(rule.even_if),
        then=then,
    )
    return resolved, found


def _source_is_broken(scope: Scope) -> bool:
    return any(source is None for source in scope.sources.values())


def check_then(
    then: Recommendation, check: ConditionCheck, source: Source | None, mentions: tuple[Mention, ...], scope: Scope,
    found: list[Diagnostic],
) -> Recommendation:  # fmt: skip
    """The recommendation with its conditions in final form; what is wrong with it is added to `found`.

    `source` is the one whose words of strength count, None where it is not known.
    """
    then = replace(then, details=_resolve_details(then.details, check), advice=_resolve_advice(then.advice, check))
    if source is not None and then.word:
        then = _check_strength(then, source, mentions, scope, found)
    return then


def _resolve_advice(advice: Advice | None, check: ConditionCheck) -> Advice | None:
    match advice:
        case Do():
            return replace(advice, details=_resolve_details(advice.details, check))
        case Joint(parts=parts):
            return replace(advice, parts=tuple(_resolve_advice(part, check) or part for part in parts))
        case None:
            return None


def _resolve_details(details: Details, check: ConditionCheck) -> Details:
    if details.while_ is None and details.until is None:
        return details
    return replace(details, while_=check.resolve(details.while_), until=check.resolve(details.until))


def _check_strength(
    then: Recommendation, source: Source, mentions: tuple[Mention, ...], scope: Scope, found: list[Diagnostic]
) -> Recommendation:
    word = source.words.get(then.word)
    if word is None:
        said = f"'{then.word}' is not a word of strength of {source.id}"
        found.append(error("R502", said, then.span, tuple(source.words), then.word))
        found += _unknown_actions(then.advice, scope)
        return then
    for mention in mentions:
        if mention.kind == "grade" and mention.word not in word.grades:
            said = f"'{mention.word}' is not a grade of '{then.word}' in {source.id}"
            found.append(error("R504", said, mention.span, word.grades, mention.word))
    if word.force == "unavailable":
        if not isinstance(then.advice, Do):
            found.append(error("R525", f"'{then.word}' stands before a topic, not before joined actions", then.span))
            return then
        if scope.topics and then.advice.action not in scope.topics:
            said = f"'{then.advice.action}' is not a topic"
            found.append(error("N311", said, then.advice.span, tuple(sorted(scope.topics)), then.advice.action))
        return replace(then, advice=None, topic=then.advice.action)
    if word.direction == "against" and isinstance(then.advice, Joint) and then.advice.kind != "any_of":
        said = f"after '{then.word}', which is against, stands one action or 'any_of', meaning each of them"
        found.append(error("R507", said, then.advice.span, ("any_of",)))
    found += _unknown_actions(then.advice, scope)
    return then


def _unknown_actions(advice: Advice | None, scope: Scope) -> list[Diagnostic]:
    match advice:
        case Do(action=action, span=span):
            if action in scope.actions or "action" in scope.blind:
                return []
            return [error("N306", f"'{action}' is not an action", span, tuple(scope.actions), action)]
        case Joint(parts=parts):
            return [one for part in parts for one in _unknown_actions(part, scope)]
        case None:
            return []


def check_exceptions(rule: Rule) -> list[Diagnostic]:
    """Whether the exception of the rule can be one to what it recommends."""
    advice = rule.then.advice
    if rule.only_if is not None and isinstance(advice, Joint) and advice.kind in ("together", "in_order"):
        said = f"a rule with 'only_if' recommends one action, 'either' or 'any_of', not '{advice.kind}'"
        return [error("R521", said, advice.span, ("either", "any_of"))]
    return []


def check_links(rule: Rule, spans: dict[str, Span], scope: Scope) -> list[Diagnostic]:
    """What is wrong between a rule and the rules it refines, stands in for or replaces.

    `spans` gives the place of each of those names in the file.
    """
    return [
        *_refines(rule, spans.get("refines"), scope),
        *_instead_of(rule, spans.get("instead_of"), scope),
        *_replaces(rule, spans.get("replaces"), scope),
    ]


def _refines(rule: Rule, span: Span | None, scope: Scope) -> list[Diagnostic]:
    parent = scope.rules.get(rule.refines or "")
    if parent is None:
        return []
    if parent.folder != rule.folder:
        said = f"'{parent.id}' belongs to another source: a rule refines a rule of its own source"
        return [error("R508", said, span)]
    if rule.only_if is not None and any(ancestor.unless is not None for ancestor in _ancestors(rule, scope)):
        said = f"a rule that refines '{parent.id}', which has 'unless', cannot have 'only_if'"
        return [error("R510", said, span)]
    return []


def _ancestors(rule: Rule, scope: Scope) -> list[Rule]:
    chain: list[Rule] = []
    current: Rule | None = rule
    while current is not None and current.refines is not None:
        current = scope.rules.get(current.refines)
        if current is None or current in chain or current.id == rule.id:
            break
        chain.append(current)
    return chain


def _instead_of(rule: Rule, span: Span | None, scope: Scope) -> list[Diagnostic]:
    other = scope.rules.get(rule.instead_of or "")
    if other is None:
        return []
    if other.id == rule.id:
        return [error("R512", "a rule cannot stand in for itself", span)]
    if other.folder != rule.folder:
        said = f"'{other.id}' belongs to another source: a rule stands in for a rule of its own source"
        return [error("R512", said, span)]
    if other.unless is None and not any(ancestor.unless is not None for ancestor in _ancestors(other, scope)):
        said = f"'{other.id}' is never withdrawn, because it has no 'unless': nothing can stand in for it"
        return [error("R512", said, span)]
    return []


def _replaces(rule: Rule, span: Span | None, scope: Scope) -> list[Diagnostic]:
    old = scope.rules.get(rule.replaces or "")
    if old is None or old.id == rule.id:
        return []
    if old.in_force.until is None or old.in_force.until != rule.in_force.start:
        ended = "does not end" if old.in_force.until is None else f"ends on {old.in_force.until}"
        said = f"'{old.id}' {ended}, and this rule starts on {rule.in_force.start or 'no printed day'}"
        notes = (Note("the replaced rule stands here", old.span or _NOWHERE),)
        return [Diagnostic("R514", said, span or _NOWHERE, notes=notes)]
    return []
