"""What a recommendation claims of print: its strength, actions, doses, routes, deadlines and other details."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from whence.fidelity.claim import Claim, bound_claims, content, number_claim, unit_of
from whence.fidelity.cues import DEADLINE, INTERVAL, PER_DAY
from whence.language.advice import narrower
from whence.language.base import KnowledgeBase
from whence.language.recommendation import Advice, Details, Do, Dose, Figure, Joint, Recommendation, Schedule, Taper
from whence.language.source import Word
from whence.text.position import Span

_WORD = re.compile(r"[a-z0-9]+")


def recommendation_claims(then: Recommendation, words: Mapping[str, Word], base: KnowledgeBase) -> Iterator[Claim]:
    """The claims of one recommendation; `words` are the words of strength of its source."""
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
    return Claim("action", action, span, cues=content(words))


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
        yield number_claim(details.within, span)
        said = f"within: {details.within}"
        yield Claim("time limit", said, span, details.within.amount, unit_of(details.within), beside=DEADLINE)
    if details.grade is not None:
        yield Claim("grade", details.grade, span, phrases=(tuple(_WORD.findall(f"grade {details.grade}".lower())),))
    if details.urgency is not None:
        yield Claim("urgency", details.urgency, span, phrases=(tuple(_WORD.findall(details.urgency)),))
    yield from (Claim("detail", word, span, cues=content(said)) for word, said in _words(details, base))


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
        if event is None:
            continue
        if event in vocabulary.events:
            known = vocabulary.events[event]
            yield event, " ".join((event.replace("-", " "), known.name, *known.also))
        elif event in vocabulary.actions:
            action = vocabulary.actions[event]
            yield event, " ".join((event.replace("-", " "), action.name, *action.also))


def _dose(dose: Dose, span: Span | None) -> Iterator[Claim]:
    yield from _figure(dose.dose, span)
    if dose.every is not None:
        yield number_claim(dose.every, span)
        yield Claim("interval", f"every: {dose.every}", span, dose.every.amount, unit_of(dose.every), beside=INTERVAL)
    if dose.per is not None:
        yield Claim("detail", f"per: {dose.per}", span, cues=PER_DAY)
    if dose.times is not None:
        yield Claim("number", dose.times, span, Decimal(dose.times.split()[0]))
    most = None if dose.dose is None else dose.dose.high
    for route in dose.route:
        amount, unit = (None, "") if most is None else (most.amount, unit_of(most))
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
            yield Claim("schedule", said, span, whole.high.amount, unit_of(whole.high), partner=parts.amount)
    if schedule.length is not None:
        yield Claim("detail", schedule.length, span, cues=content(schedule.length))


def _taper(taper: Taper, span: Span | None) -> Iterator[Claim]:
    yield from _figure(taper.over, span)
    if taper.every is not None:
        yield number_claim(taper.every, span)
        said = f"every: {taper.every}"
        yield Claim("interval", said, span, taper.every.amount, unit_of(taper.every), beside=INTERVAL)
    for word in (taper.halve, taper.how):
        if word is not None:
            halved = ("halve", "half", "halving") if word is taper.halve else ()
            yield Claim("detail", word, span, cues=(*content(word), *halved))


def _figure(figure: Figure | None, span: Span | None) -> Iterator[Claim]:
    if figure is None:
        return
    if figure.bound is not None:
        yield from bound_claims((figure.bound,), span, "")
    for quantity in dict.fromkeys(each for each in (figure.low, figure.high) if each is not None):
        yield number_claim(quantity, span)
