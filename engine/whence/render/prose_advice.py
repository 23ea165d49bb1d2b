"""What stands after *then*, as English: the word of strength, the actions, and every detail that is printed.

What the source does not print is not said here; `not_stated` names the gaps that a reader would look for.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.base import KnowledgeBase
from whence.language.recommendation import Advice, Details, Do, Dose, Figure, Joint, Schedule, Taper
from whence.language.rule import Rule
from whence.language.source import Word
from whence.render.phrases import action_name, figure, listed, lowered
from whence.render.prose_condition import condition

HEDGES = {"most": "usually", "selected": "in selected people", "rarely": "occasionally"}


def word_of(rule: Rule, base: KnowledgeBase) -> Word:
    """The word of strength with its direction, force and hedge. Raises KeyError where the source lacks it."""
    return base.source_of(rule.folder).words[rule.then.word]


def head(rule: Rule) -> str:
    """The word of strength as it is shown: `OFFER`, `TREAT AS`."""
    return rule.then.word.replace("-", " ").upper()


def advice(rule: Rule, base: KnowledgeBase) -> str:
    """The recommendation in one line: `OFFER rest, today, within 24 hours`."""
    return f"{head(rule)} {what(rule, base)}"


def what(rule: Rule, base: KnowledgeBase) -> str:
    """The recommendation without its word of strength."""
    then = rule.then
    subject = (then.topic or "").replace("-", " ") if then.advice is None else actions(then.advice, base)
    hedge = HEDGES.get(word_of(rule, base).hedge or "")
    parts = [subject, *([hedge] if hedge else []), *details(then.details, base)]
    if then.rather_than is not None:
        parts.append(f"rather than {action_name(then.rather_than, base)}")
    return ", ".join(part for part in parts if part)


def actions(given: Advice, base: KnowledgeBase) -> str:
    """The actions: `a`, `a and b together`, `a, then b`, `either a or b`, `one or more of a, b and c`."""
    match given:
        case Do(action=action, details=own):
            said = ", ".join(details(own, base))
            return f"{action_name(action, base)} ({said})" if said else action_name(action, base)
        case Joint(kind=kind, parts=parts):
            words = [actions(part, base) for part in parts]
            words = [f"({w})" if isinstance(p, Joint) else w for w, p in zip(words, parts, strict=True)]
            match kind:
                case "together":
                    return f"{listed(words, 'and')} together"
                case "in_order":
                    return ", then ".join(words)
                case "either":
                    return f"either {listed(words, 'or')}"
                case _:
                    return f"one or more of {listed(words, 'and')}"


def details(given: Details, base: KnowledgeBase) -> list[str]:
    """Each printed detail as a phrase, in a fixed order: how much, how soon, on whom and where, why."""
    return list(_how_much(given)) + list(_how_soon(given, base)) + list(_where_and_why(given, base))


def _how_much(given: Details) -> Iterator[str]:
    if given.label is not None:
        yield given.label
    for name, each in (("first dose", given.loading), ("continuing at", given.maintenance), ("", given.dose)):
        if each is not None:
            yield f"{name} {dose(each)}".strip()
    if given.schedules:
        yield listed([schedule(one) for one in given.schedules], "or")
    if given.fractions is not None:
        yield f"in {_fractions(given.fractions)}"
    if given.length is not None:
        yield given.length
    if given.taper is not None:
        yield taper(given.taper)
    if given.example:
        yield "figures given as an example"


def _how_soon(given: Details, base: KnowledgeBase) -> Iterator[str]:
    if given.urgency is not None:
        yield given.urgency
    if given.within is not None:
        yield f"within {given.within}"
    if given.starting is not None:
        yield f"counted from {action_name(given.starting, base)}"
    if given.before is not None:
        yield f"before {action_name(given.before, base)}"
    if given.after is not None:
        yield f"after {action_name(given.after, base)}"
    if given.while_ is not None:
        yield f"while {condition(given.while_, base)}"
    if given.until is not None:
        yield f"until {condition(given.until, base)}"


def _where_and_why(given: Details, base: KnowledgeBase) -> Iterator[str]:
    if given.extent:
        yield f"extent: {listed(given.extent, 'and')}"
    if given.where:
        yield f"where: {listed(given.where, 'or')}"
    if given.with_:
        yield f"with {listed(given.with_, 'and')}"
    if given.for_:
        yield f"for {listed(given.for_, 'and')}"
    if given.about:
        yield f"about {listed(given.about, 'and')}"
    if given.purpose:
        labels = [lowered(base.vocabulary.purposes.get(one, one.replace("-", " "))) for one in given.purpose]
        yield f"to {listed(labels, 'and')}"
    if given.scores:
        yield f"scores: {listed(given.scores, 'and')}"
    if given.examples:
        yield f"for example {listed(given.examples, 'or')}"
    if given.grade is not None:
        yield f"grade {given.grade}"


def dose(given: Dose) -> str:
    """`16 mg per day oral, or equivalent parenteral`."""
    parts = [figure(given.dose)] if given.dose is not None else []
    if given.per is not None:
        parts.append(f"per {given.per}")
    if given.every is not None:
        parts.append(f"every {given.every}")
    if given.times is not None:
        parts.append(given.times.replace(" per ", " times per ", 1))
    if given.divided:
        parts.append("in divided doses")
    if given.route:
        parts.append(listed(given.route, "or"))
    if given.or_equivalent is not None:
        parts.append(f"or equivalent {given.or_equivalent}")
    if given.titrated is not None:
        parts.append(f"titrated {given.titrated}")
    if given.temporary:
        parts.append("temporarily")
    if given.lasting is not None:
        parts.append(f"for {figure(given.lasting)}")
    return " ".join(parts) + (f" ({given.label})" if given.label is not None else "")


def schedule(given: Schedule) -> str:
    """`8 Gy in 1 fraction`, `30 Gy in 10 fractions of 3 Gy`."""
    parts = [figure(given.total) if given.total is not None else ""]
    if given.fractions is not None:
        parts.append(f"in {_fractions(given.fractions)}")
    if given.per_fraction is not None:
        parts.append(("of " if given.fractions is not None else "") + f"{figure(given.per_fraction)} per fraction")
    if given.length is not None:
        parts.append(given.length)
    return " ".join(part for part in parts if part)


def _fractions(given: Figure) -> str:
    number = figure(given)
    return f"{number} fraction" if number == "1" else f"{number} fractions"


def taper(given: Taper) -> str:
    """`halving the daily dose every 3 days`, `reduced gradually over 2 weeks to nothing`."""
    parts = [f"halving the {given.halve}" if given.halve is not None else "reduced"]
    if given.how is not None:
        parts.append(given.how)
    if given.every is not None:
        parts.append(f"every {given.every}")
    if given.over is not None:
        parts.append(f"over {figure(given.over)}")
    if given.to is not None:
        parts.append(f"to {given.to}")
    return " ".join(parts)


def not_stated(rule: Rule) -> tuple[str, ...]:
    """What a reader would look for beside this advice and the source does not print."""
    given = rule.then.details
    gaps: list[str] = []
    doses = [each for each in (given.loading, given.maintenance, given.dose) if each is not None]
    if any(not each.route for each in doses):
        gaps.append("route")
    if any(each.dose is None for each in doses):
        gaps.append("amount")
    if given.within is not None and given.starting is None:
        gaps.append(f"from when the {given.within} count")
    return tuple(gaps)
