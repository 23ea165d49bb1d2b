"""What must hold for every patient, tried on every way the facts can be answered where those are few.

Where they are many the question is left open here, without a word: a solver answers it, not a guess.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.analysis.completions import completions, facts_of
from whence.analysis.scope import error
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Not, both
from whence.language.definition import Definition
from whence.language.evaluate import evaluate
from whence.language.recommendation import Advice, Details, Do, Joint
from whence.language.rule import Rule
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.known import Between, Known, OneOf
from whence.values.truth import Truth


def prove(base: KnowledgeBase) -> list[Diagnostic]:
    """Every small proof that fails, each with a person who shows it."""
    found = [one for definition in base.definitions.values() for one in _definition(definition, base)]
    found += [one for rule in base.rules.values() for one in _rule(rule, base)]
    return sorted(found, key=lambda one: one.sort_key)


def _definition(definition: Definition, base: KnowledgeBase) -> Iterator[Diagnostic]:
    people = completions(definition.cases.values(), base.vocabulary, base.definitions)
    if people is None:
        return
    hole = overlap = reached = False
    for known in people:
        answers = [
            answer for answer, case in definition.cases.items()
            if evaluate(case, known, base.definitions) is Truth.TRUE
        ]  # fmt: skip
        if len(answers) > 1 and not overlap:
            overlap = True
            said = f"'{answers[0]}' and '{answers[1]}' are both true of somebody: {_person(known)}"
            yield error("R528", said, _place(definition.cases[answers[1]]) or definition.span)
        if not answers and definition.otherwise is None and not hole:
            hole = True
            said = f"no case is true of somebody, and 'otherwise' is missing: {_person(known)}"
            yield error("R530", said, definition.span)
        reached = reached or not answers
    if definition.otherwise is not None and not reached:
        said = f"nobody can have the answer '{definition.otherwise}': some case is always true"
        yield error("R529", said, definition.span)


def _rule(rule: Rule, base: KnowledgeBase) -> Iterator[Diagnostic]:
    expanded = base.expanded(rule)
    when = expanded.when
    if not _someone(when, base):
        yield error("R531", "nobody can meet this condition", _place(rule.when or when) or rule.span)
        return
    if expanded.unless is not None and not _someone(both(when, Not(expanded.unless)), base):
        yield error("R531", "the exception takes the rule back for everybody", _place(expanded.unless) or rule.span)
    yield from _even_if(rule, base)
    for details in _details(rule):
        if details.until is not None and (known := _witness(both(when, details.until), base)) is not None:
            said = f"'until' and 'when' are both true of somebody: {_person(known)}"
            yield error("R526", said, _place(details.until) or rule.span)
        if details.while_ is not None and (known := _witness(both(when, Not(details.while_)), base)) is not None:
            said = f"'when' is true of somebody of whom 'while' is not: {_person(known)}"
            yield error("R527", said, _place(details.while_) or rule.span)
    if rule.instead_of is not None:
        yield from _instead_of(rule, base.rules[rule.instead_of], base)


def _even_if(rule: Rule, base: KnowledgeBase) -> Iterator[Diagnostic]:
    """The verdict must be the same whatever the facts of `even_if`, all else being equal."""
    if rule.even_if is None:
        return
    expanded = base.expanded(rule)
    conditions = (expanded.when, expanded.unless, expanded.only_if)
    free = set(facts_of((rule.even_if,), base.definitions)) & set(facts_of(conditions, base.definitions))
    people = completions((*conditions, rule.even_if), base.vocabulary, base.definitions) if free else None
    verdicts: dict[tuple[tuple[str, Known], ...], tuple[Truth | None, ...]] = {}
    for known in people or ():
        rest = tuple((name, answer) for name, answer in known.items() if name not in free)
        verdict = tuple(None if c is None else evaluate(c, known, base.definitions) for c in conditions)
        if verdicts.setdefault(rest, verdict) != verdict:
            said = f"'even_if' says that {', '.join(sorted(free))} does not matter, and it does: {_person(known)}"
            yield error("R522", said, _place(rule.even_if) or rule.span)
            return


def _instead_of(rule: Rule, other: Rule, base: KnowledgeBase) -> Iterator[Diagnostic]:
    ours, theirs = base.expanded(rule), base.expanded(other)
    applies = both(ours.when, None if ours.unless is None else Not(ours.unless))
    withdrawn = both(theirs.when, theirs.unless)
    if withdrawn is None or theirs.unless is None:
        return
    if (known := _witness(both(applies, Not(withdrawn)), base)) is not None:
        said = f"it applies to somebody for whom '{other.id}' is not withdrawn: {_person(known)}"
        yield error("R518", said, rule.span)


def _details(rule: Rule) -> Iterator[Details]:
    yield rule.then.details
    yield from _parts(rule.then.advice)


def _parts(advice: Advice | None) -> Iterator[Details]:
    match advice:
        case Do(details=details):
            yield details
        case Joint(parts=parts):
            for part in parts:
                yield from _parts(part)
        case None:
            return


def _someone(condition: Condition | None, base: KnowledgeBase) -> bool:
    """False only where it is certain that nobody meets the condition."""
    people = completions((condition,), base.vocabulary, base.definitions)
    return people is None or condition is None or any(_meets(known, condition, base) for known in people)


def _witness(condition: Condition | None, base: KnowledgeBase) -> dict[str, Known] | None:
    """Somebody who meets the condition; None where nobody does or too many would have to be tried."""
    people = completions((condition,), base.vocabulary, base.definitions)
    if people is None or condition is None:
        return None
    return next((known for known in people if _meets(known, condition, base)), None)


def _meets(known: dict[str, Known], condition: Condition, base: KnowledgeBase) -> bool:
    return evaluate(condition, known, base.definitions) is Truth.TRUE


def _person(known: dict[str, Known]) -> str:
    return ", ".join(f"{name}: {_answer(answer)}" for name, answer in known.items())


def _answer(known: Known) -> str:
    match known:
        case OneOf(answers=answers):
            return " or ".join(sorted(answers))
        case Between(low=low):
            return format(low.normalize(), "f") if low is not None else "unknown"
    return "unknown"


def _place(condition: Condition) -> Span | None:
    return condition.span
