"""What a rule, a definition or a score claims of print: each number, bound, strength, denial, route and condition.

A claim says what must be found in the cited passages; where it is looked for is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from whence.fidelity.cues import COMMON, DEADLINE, EXCEPTING, INTERVAL, LIMITING, PER_DAY
from whence.fidelity.printed import singular, stem
from whence.graph.leaves import facts_below
from whence.language.advice import narrower
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.definition import Definition, Score
from whence.language.recommendation import Advice, Details, Do, Dose, Figure, Joint, Recommendation, Schedule, Taper
from whence.language.rule import Rule
from whence.language.source import Word
from whence.text.position import Span
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity

KINDS = ("number", "bound", "time limit", "interval", "schedule", "strength", "grade", "urgency", "route", "detail",
         "action", "condition", "denial", "exception")  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_NEGATIVE = frozenset(("absent", "none", "never", "neither", "silent"))


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing to be found. `said` is how an editor would write it, and what `added_by_us` names to excuse it.

    `number` with `unit` is looked for as a number, with one of `beside`, a phrase of `op`, a route (`phrases`) or
    another number (`partner`) next to it where given. One of `phrases` must stand as it is, one of `cues` in any form;
    `denied` says in which sense.
    """

    kind: str
    said: str
    span: Span | None = None
    number: Decimal | None = None
    unit: str = ""
    op: Op | None = None
    beside: tuple[str, ...] = ()
    partner: Decimal | None = None
    phrases: tuple[tuple[str, ...], ...] = ()
    cues: tuple[str, ...] = ()
    denied: bool | None = None
    names: tuple[str, ...] = ()


def rule_claims(rule: Rule, base: KnowledgeBase) -> Iterator[Claim]:
    """Everything a rule claims, in reading order. What `even_if` says is proved elsewhere: it must not matter."""
    for condition in (rule.when, rule.only_if):
        if condition is not None:
            yield from condition_claims(condition, base)
    if rule.unless is not None:  # print denies what it excepts, so there the sense of a test tells nothing
        yield from (claim for claim in condition_claims(rule.unless, base) if claim.kind != "denial")
    if rule.unless is not None and rule.unless.span is not None:
        yield Claim("exception", "unless", rule.unless.span, cues=EXCEPTING)
    if rule.only_if is not None:
        yield Claim("exception", "only_if", rule.only_if.span, cues=LIMITING)
    yield from _recommendation(rule.then, base.source_of(rule.folder).words, base)


def definition_claims(definition: Definition, base: KnowledgeBase) -> Iterator[Claim]:
    """Everything the cases of a definition claim."""
    for condition in definition.cases.values():
        yield from condition_claims(condition, base)


def score_claims(score: Score) -> Iterator[Claim]:
    """The points, the range and the bands of a score, as numbers."""
    values = {value for part in score.components for points in part.points.values() for value in points}
    bounds = [*score.range, *(bound for band in score.bands.values() for bound in band)]
    for number in sorted({Decimal(value) for value in values} | {bound.quantity.amount for bound in bounds}):
        yield Claim("number", f"{number}", score.span, number=number)


def condition_claims(condition: Condition, base: KnowledgeBase, flipped: bool = False) -> Iterator[Claim]:
    """What each test of a condition claims; under `not` in the opposite sense."""
    match condition:
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from condition_claims(part, base, flipped)
        case Not(part=part):
            yield from condition_claims(part, base, not flipped)
        case Is(name=name, answers=answers):
            senses = {negative(answer) for answer in answers}
            turned = flipped != bool({"no", "not"} & set(name.split("_")))
            denied = (senses.pop() != turned) if len(senses) == 1 else None
            said = f"{name}: {answers[0]}" if len(answers) == 1 else f"{name}: [{', '.join(answers)}]"
            cues = _cues(condition, base)
            yield Claim("condition", said, condition.span, cues=cues, names=(name,))
            if denied is not None:
                yield Claim("denial", said, condition.span, cues=telling(condition, base), denied=denied, names=(name,))
        case Within(name=name, bounds=bounds):
            yield Claim("condition", name, condition.span, cues=_cues(condition, base), names=(name,))
            yield from _bounds(bounds, condition.span, name)


def negative(answer: str) -> bool:
    """Whether an answer denies what its fact asks.

    >>> negative("not suitable"), negative("absent"), negative("poor")
    (True, True, False)
    """
    words = answer.split()
    return answer in _NEGATIVE or words[0] in ("no", "non", "without") or "not" in words


def _bounds(bounds: tuple[Bound, ...], span: Span | None, name: str) -> Iterator[Claim]:
    amounts = {bound.quantity for bound in bounds}
    for bound in bounds:
        yield _number(bound.quantity, span, name)
        if len(bounds) == 1 or len(amounts) == len(bounds) == 1:
            said = f"{bound.op.value}: {bound.quantity}"
            yield Claim("bound", said, span, bound.quantity.amount, _unit(bound.quantity), bound.op, names=(name,))
        if len(amounts) == 1:
            break


def _number(quantity: Quantity, span: Span | None, *names: str) -> Claim:
    return Claim("number", str(quantity), span, quantity.amount, _unit(quantity), names=names)


def _unit(quantity: Quantity) -> str:
    return singular(quantity.unit)


def _recommendation(then: Recommendation, words: Mapping[str, Word], base: KnowledgeBase) -> Iterator[Claim]:
    if words[then.word].force != "unavailable":
        yield Claim("strength", then.word, then.span, phrases=_phrases(words[then.word]))
    yield from _advice(then.advice, base)
    yield from _details(then.details, then.span, base)
    if then.rather_than is not None:
        yield _action(then.rather_than, then.span, base)


def _phrases(word: Word) -> tuple[tuple[str, ...], ...]:
    """The ways in which print says a word of strength: those listed, else the name of the word."""
    return tuple(tuple(_WORD.findall(each.lower())) for each in word.printed or (word.word,))


def _advice(advice: Advice | None, base: KnowledgeBase) -> Iterator[Claim]:
    match advice:
        case Do(action=action, details=details, span=span):
            yield _action(action, span, base)
            yield from _details(details, span, base)
        case Joint(parts=parts):
            for part in parts:
                yield from _advice(part, base)
        case None:
            return


def _action(action: str, span: Span | None, base: KnowledgeBase) -> Claim:
    known = base.vocabulary.actions[action]
    kinds = (base.vocabulary.actions[name] for name in narrower(action, base.vocabulary.actions))
    words = " ".join(word for one in (known, *kinds) for word in (one.id.replace("-", " "), one.name, *one.also))
    return Claim("action", action, span, cues=_content(words))


def _details(details: Details, span: Span | None, base: KnowledgeBase) -> Iterator[Claim]:
    for dose in (details.loading, details.maintenance, details.dose):
        if dose is not None:
            yield from _dose(dose, span)
    for schedule in details.schedules:
        yield from _schedule(schedule, span)
    yield from _figure(details.fractions, span)
    if details.taper is not None:
        yield from _taper(details.taper, span)
    if details.within is not None:
        yield _number(details.within, span)
        said = f"within: {details.within}"
        yield Claim("time limit", said, span, details.within.amount, _unit(details.within), beside=DEADLINE)
    if details.grade is not None:
        yield Claim("grade", details.grade, span, phrases=(tuple(_WORD.findall(f"grade {details.grade}".lower())),))
    if details.urgency is not None:
        yield Claim("urgency", details.urgency, span, phrases=(tuple(_WORD.findall(details.urgency)),))
    yield from (Claim("detail", word, span, cues=_content(said)) for word, said in _words(details, base))


def _words(details: Details, base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Each detail that is a word, with the words by which print may say it."""
    vocabulary = base.vocabulary
    single = (details.length, details.label)
    many = (*details.extent, *details.where, *details.with_, *details.for_, *details.about, *details.scores)
    for word in (*(each for each in single if each is not None), *many, *details.examples):
        yield word, word.replace("-", " ")
    for purpose in details.purpose:
        yield purpose, f"{purpose.replace('-', ' ')} {vocabulary.purposes.get(purpose, '')}"
    for event in (details.before, details.after, details.starting):
        if event in vocabulary.events:
            known = vocabulary.events[event]
            yield event, " ".join((event.replace("-", " "), known.name, *known.also))
        elif event in vocabulary.actions:
            action = vocabulary.actions[event]
            yield event, " ".join((event.replace("-", " "), action.name, *action.also))


def _dose(dose: Dose, span: Span | None) -> Iterator[Claim]:
    yield from _figure(dose.dose, span)
    if dose.every is not None:
        yield _number(dose.every, span)
        yield Claim("interval", f"every: {dose.every}", span, dose.every.amount, _unit(dose.every), beside=INTERVAL)
    if dose.per is not None:
        yield Claim("detail", f"per: {dose.per}", span, cues=PER_DAY)
    if dose.times is not None:
        yield Claim("number", dose.times, span, Decimal(dose.times.split()[0]))
    most = dose.dose.high
    for route in dose.route:
        amount, unit = (None, "") if most is None else (most.amount, _unit(most))
        yield Claim("route", route, span, amount, unit, phrases=((route,),))
    if dose.or_equivalent is not None:
        yield Claim("route", dose.or_equivalent, span, phrases=(("equivalent", dose.or_equivalent),))
    yield from _figure(dose.lasting, span)


def _schedule(schedule: Schedule, span: Span | None) -> Iterator[Claim]:
    for figure in (schedule.total, schedule.per_fraction, schedule.fractions):
        yield from _figure(figure, span)
    whole = schedule.total or schedule.per_fraction
    if whole is not None and schedule.fractions is not None and whole.high is not None:
        for parts in (schedule.fractions.low,) if schedule.fractions.low is not None else ():
            said = f"{whole.high} in {parts}"
            yield Claim("schedule", said, span, whole.high.amount, _unit(whole.high), partner=parts.amount)
    if schedule.length is not None:
        yield Claim("detail", schedule.length, span, cues=_content(schedule.length))


def _taper(taper: Taper, span: Span | None) -> Iterator[Claim]:
    yield from _figure(taper.over, span)
    if taper.every is not None:
        yield _number(taper.every, span)
        yield Claim("interval", f"every: {taper.every}", span, taper.every.amount, _unit(taper.every), beside=INTERVAL)
    for word in (taper.halve, taper.how):
        if word is not None:
            yield Claim("detail", word, span, cues=(*_content(word), *(("halv", "half") if word is taper.halve else ())))


def _figure(figure: Figure | None, span: Span | None) -> Iterator[Claim]:
    if figure is None:
        return
    if figure.bound is not None:
        yield from _bounds((figure.bound,), span, "")
    for quantity in dict.fromkeys(each for each in (figure.low, figure.high) if each is not None):
        yield _number(quantity, span)


def _cues(test: Is | Within, base: KnowledgeBase) -> tuple[str, ...]:
    """The words by which print may speak of a test: those of its name, question and answers, and of what it is made of."""
    facts = base.vocabulary.facts
    below = sorted(facts_below(test, base))
    asked = [base.defined[test.name].asks] if test.name in base.defined else []
    words = (" ".join((name, facts[name].ask, *facts[name].also)) for name in below)
    said = " ".join([test.name, *asked, *words]).replace("_", " ")
    answers = " ".join(test.answers) if isinstance(test, Is) else ""
    return _content(f"{said} {answers}")


def telling(test: Is, base: KnowledgeBase) -> tuple[str, ...]:
    """The words that are denied or not: those of the answers first, then those of the name, the rarest name first."""
    vocabulary = base.vocabulary.facts
    below = facts_below(test, base)
    also = [word for name in sorted(below) for word in vocabulary[name].also] if len(below) == 1 else []
    answers = _content(" ".join(answer for answer in test.answers if answer not in ("present", *_NEGATIVE)))
    named = _content(" ".join((*also, test.name)).replace("_", " "))
    often = Counter(stem(word) for name in (*vocabulary, *base.defined) for word in name.split("_"))
    return (*answers, *sorted(named, key=lambda word: often[stem(word)]))


def _content(text: str) -> tuple[str, ...]:
    words = (word for word in _WORD.findall(text.lower()) if word not in COMMON and not word.isdigit() and len(word) > 1)
    return tuple({stem(word): word for word in words}.values())
