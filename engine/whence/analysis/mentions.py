"""Words that stand for something said elsewhere: each must be found there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.analysis.scope import Scope, error
from whence.language.source import Source
from whence.reader.findings import Mention
from whence.reader.vocabulary import DETAIL_KINDS
from whence.text.diagnostic import Diagnostic
from whence.values.answers import Count, Day, Duration, Number, Words


def check_mentions(mentions: Iterable[Mention], scope: Scope, source: Source | None = None) -> list[Diagnostic]:
    """The mentions that are found nowhere. `source` is the one whose rule or definition mentions them, if any."""
    found = []
    for mention in mentions:
        if (finding := _check(mention, scope, source)) is not None:
            found.append(finding)
    return found


def _check(mention: Mention, scope: Scope, source: Source | None) -> Diagnostic | None:
    kind = mention.kind
    match kind:
        case "action":
            return _in(mention, scope.actions, "N306", "is not an action", "action" in scope.blind)
        case "action or event":
            both = {**scope.actions, **scope.events}
            blind = bool(scope.blind & {"action", "event"})
            return _in(mention, both, "N306", "is neither an action nor an event", blind)
        case "action or definition":
            decided = {**scope.actions, **scope.definitions}
            blind = bool(scope.blind & {"action", "definition"})
            return _in(mention, decided, "N306", "is neither an action nor a definition", blind)
        case "purpose":
            return _in(mention, scope.purposes, "N307", "is not a purpose", "purpose" in scope.blind)
        case "event":
            return _in(mention, scope.events, "N307", "is not an event", "event" in scope.blind)
        case "rule":
            return _in(mention, scope.rules, "N309", "is not a rule", False)
        case "pathway":
            return _in(mention, scope.pathways, "P609", "is not a pathway", False)
        case "definition":
            return _in(mention, scope.definitions, "N305", "is not a definition", "definition" in scope.blind)
        case "score":
            return _in(mention, scope.scores, "N305", "is not a score", "definition" in scope.blind)
        case "source":
            return _in(mention, scope.sources, "N310", "is not a source", False)
        case "fact" | "given fact":
            return _in(mention, scope.facts, "N305", "is not a fact", "fact" in scope.blind)
        case "date":
            return _date(mention, scope)
        case "urgency" if source is not None:
            said = f"is not a word of haste of {source.id}"
            return _in(mention, dict.fromkeys(source.urgency), "R505", said, False)
        case detail if detail in DETAIL_KINDS:
            return _detail(mention, scope)
        case answer if answer.startswith("answer of "):
            return _answer(mention, answer.removeprefix("answer of "), scope)
    return None


def _in(mention: Mention, known: Mapping[str, object], code: str, said: str, blind: bool) -> Diagnostic | None:
    if blind or mention.word in known:
        return None
    return error(code, f"'{mention.word}' {said}", mention.span, tuple(known), mention.word)


def _detail(mention: Mention, scope: Scope) -> Diagnostic | None:
    if "detail" in scope.blind:
        return None
    words = scope.details.get(mention.kind, ())
    said = f"is not among the words that '{mention.kind}' may use"
    return _in(mention, dict.fromkeys(words), "N308", said, False)


def _date(mention: Mention, scope: Scope) -> Diagnostic | None:
    if mention.word not in scope.facts:
        days = tuple(name for name, fact in scope.facts.items() if fact is not None and isinstance(fact.answer, Day))
        blind = "fact" in scope.blind
        return None if blind else error("N305", f"'{mention.word}' is not a fact", mention.span, days, mention.word)
    fact = scope.facts[mention.word]
    if fact is None or isinstance(fact.answer, Day):
        return None
    return error("A412", f"'{mention.word}' is not answered with a day", mention.span)


def _answer(mention: Mention, name: str, scope: Scope) -> Diagnostic | None:
    """An answer of a fact or definition, in a diamond or a score."""
    if name in scope.unsure:
        return None
    answers: tuple[str, ...]
    definition = scope.definitions.get(name)
    score = scope.scores.get(name)
    fact = scope.facts.get(name)
    if definition is not None:
        answers = definition.answers
    elif score is not None:
        answers = tuple(score.bands)
    elif fact is not None and isinstance(fact.answer, Words):
        answers = fact.answer.answers
    else:
        assert fact is None or isinstance(fact.answer, Count | Number | Duration | Day)
        return None
    if mention.word in answers:
        return None
    return error("A401", f"'{mention.word}' is not an answer to {name}", mention.span, answers, mention.word)
