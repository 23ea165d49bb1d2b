"""What a patient file says, as what is known of each answer: checked, in base units, durations from dates.

Numbers keep their unit, durations come in minutes or months. It decides nothing about rules.
"""

from __future__ import annotations

from datetime import date

from whence.analysis.days import compute, days_of
from whence.analysis.quantities import bounds_faults, example_of, quantity_faults
from whence.analysis.scope import error
from whence.language.condition import Condition, names
from whence.language.evaluate import evaluate
from whence.language.patient import Given, Patient
from whence.language.vocabulary import Fact, Vocabulary
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span
from whence.values.answers import Count, Day, Duration, Number, Words
from whence.values.known import Bound, Known, OneOf, Op
from whence.values.quantity import parse_quantity
from whence.values.ranges import range_of
from whence.values.truth import Truth

_NOWHERE = Span("", 1, 1, 1, 1)


def known_facts(
    patient: Patient, vocabulary: Vocabulary, as_of: date | None
) -> tuple[dict[str, Known], list[Diagnostic]]:
    """What is known of each fact, in the order of the vocabulary, and what is wrong with the file.

    A fact with a mistake is left out, so that it counts as unknown. Days themselves are not in the result; the
    durations computed from them are. `as_of` None (a file checked without a day) leaves out those that end on it.
    """
    known: dict[str, Known] = {}
    days: dict[str, tuple[date, date]] = {}
    found: list[Diagnostic] = []
    for name, given in patient.facts.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            said = f"'{name}' is not a fact"
            found.append(error("N305", said, given.name_span or given.span, tuple(vocabulary.facts), name))
        elif isinstance(fact.answer, Day):
            if (span_of_days := days_of(given, fact, found)) is not None:
                days[name] = span_of_days
        elif (value := _value(given, fact, found)) is not None:
            known[name] = value
    for fact in vocabulary.facts.values():
        if fact.between:
            compute(fact, patient, known, days, as_of, found)
    ordered = {name: known[name] for name in vocabulary.facts if name in known}
    if not found:
        found += _broken_lines(patient, vocabulary, ordered)
    return ordered, sorted(found, key=lambda one: one.sort_key)


def _value(given: Given, fact: Fact, found: list[Diagnostic]) -> Known | None:
    match fact.answer:
        case Words(answers=answers):
            return _words(given, fact, answers, found)
        case Count() | Number() | Duration():
            return _number(given, fact, fact.answer, found)
        case Day():
            return None


def _words(given: Given, fact: Fact, answers: tuple[str, ...], found: list[Diagnostic]) -> Known | None:
    if given.bounds or given.day_bounds:
        said = f"'{fact.name}' is answered with words, not with a number"
        found.append(error("A404", said, given.spans[0] if given.spans else given.span, answers))
        return None
    words = (given.answer,) if given.answer is not None else given.one_of or given.none_of
    wrong = False
    for word, span in zip(words, given.spans or (given.span,) * len(words), strict=True):
        if word not in answers:
            wrong = True
            found.append(error("A401", f"'{word}' is not an answer to {fact.name}", span, answers, word))
    if wrong:
        return None
    remaining = frozenset(answers) - frozenset(words) if given.none_of else frozenset(words)
    if not remaining:
        found.append(error("A411", f"no answer to {fact.name} is left", given.span, answers))
        return None
    return OneOf(remaining)


def _number(given: Given, fact: Fact, kind: Count | Number | Duration, found: list[Diagnostic]) -> Known | None:
    example = example_of(kind)
    if given.one_of or given.none_of or given.day_bounds:
        said = f"'{fact.name}' is answered with a number such as '{example}', or with bounds"
        found.append(error("A411", said, given.span))
        return None
    bounds = given.bounds
    if given.answer is not None:
        quantity = parse_quantity(given.answer)
        if quantity is None:
            said = f"'{given.answer}' is not an answer to {fact.name}: write a number such as '{example}'"
            found.append(error("A408", said, given.span))
            return None
        bounds = (Bound(Op.AT_LEAST, quantity), Bound(Op.AT_MOST, quantity))
    faults = []
    for index, bound in enumerate(bounds if given.answer is None else bounds[:1]):
        span = given.spans[index] if index < len(given.spans) else given.span
        for code, said, units in quantity_faults(bound.quantity, kind, fact.name, computed=False):
            faults.append(error(code, said, span, units, bound.quantity.unit or None))
    faults += [error("A407", said, span or given.span) for said, span in bounds_faults(bounds, given.spans, kind)]
    found += faults
    return None if faults else range_of(bounds)


def _broken_lines(patient: Patient, vocabulary: Vocabulary, known: dict[str, Known]) -> list[Diagnostic]:
    """The lines of what cannot be true together that this patient breaks, each with the answers that break it."""
    found = []
    for line in vocabulary.impossible:
        if evaluate(line.condition, known, {}) is not Truth.TRUE:
            continue
        places = sorted(_places(patient, line.condition, vocabulary))
        said = f"this cannot be: {line.name}, because {line.because}"
        notes = tuple(Note("and this is answered here", place) for place in places[:-1])
        found.append(Diagnostic("V703", said, places[-1] if places else patient.span or _NOWHERE, notes=notes))
    return found


def _places(patient: Patient, condition: Condition, vocabulary: Vocabulary) -> set[Span]:
    """Where the facts of a condition are answered, or the days from which they follow."""
    places = set()
    for name in names(condition):
        fact = vocabulary.facts.get(name)
        for asked in (name, *(fact.between if fact is not None else ())):
            given = patient.facts.get(asked)
            if given is not None and given.name_span is not None:
                places.add(given.name_span)
    return places
