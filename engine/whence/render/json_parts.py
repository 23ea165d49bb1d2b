"""The parts of the language as JSON: conditions, quantities, advice with its details, citations, what a patient says.

A condition is written as in the files of the knowledge. Fields that the source does not print are left out.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.patient import Given
from whence.language.recommendation import Advice, Details, Do, Dose, Figure, Joint, Schedule, Taper
from whence.language.rule import Rule
from whence.language.source import Citation
from whence.render.json_output import Json
from whence.render.phrases import figure
from whence.render.prose import advice, what
from whence.render.prose_advice import not_stated, word_of
from whence.text.position import Span
from whence.values.quantity import Quantity
from whence.values.struct import names

if TYPE_CHECKING:
    from whence.assessment.action_sets import ActionSets

#: Names that Python keeps for itself, as the language writes them.
_WRITTEN = {"while_": "while", "with_": "with", "for_": "for", "starting": "from"}


def alignments_json(tested: Collection[str], base: KnowledgeBase) -> list[Json]:
    """The alignments that test one of the names (schemas/outputs/common.schema.json, alignments)."""
    return [
        {
            "name": one.name,
            "term": condition_json(one.term),
            "is": one.relation,
            "other": condition_json(one.other),
            "basis": "judged" if one.judged else "proved",
            "because": one.because,
            "citations": [citation_json(cited, base) for cited in one.source],
        }
        for one in base.vocabulary.alignments
        if not one.tested.isdisjoint(tested)
    ]


def condition_json(tree: Condition) -> Json:
    """The condition as an editor writes it."""
    match tree:
        case Is(name=name, answers=answers):
            return {name: answers[0] if len(answers) == 1 else list(answers)}
        case Within(name=name, bounds=bounds):
            return {name: {bound.op.value: str(bound.quantity) for bound in bounds}}
        case Not(part=part):
            return {"not": condition_json(part)}
        case All(parts=parts):
            return {"all": [condition_json(part) for part in parts]}
        case Any(parts=parts):
            return {"any": [condition_json(part) for part in parts]}
        case _:
            assert_never(tree)


def place_json(span: Span | None) -> Json:
    """Where something stands in a file; None where it came from no file."""
    return None if span is None else {"file": span.file, "line": span.line, "column": span.column}


def given_json(given: Given) -> Json:
    """What a patient file says of one fact."""
    said: dict[str, Json] = {}
    if given.answer is not None:
        said["answer"] = given.answer
    for bound in given.bounds:
        said[bound.op.value] = str(bound.quantity)
    for op, day in given.day_bounds:
        said[op] = day.isoformat()
    if given.one_of:
        said["one_of"] = list(given.one_of)
    if given.none_of:
        said["none_of"] = list(given.none_of)
    return {"fact": given.fact, "given": said, "place": place_json(given.span)}


def advice_json(rule: Rule, base: KnowledgeBase) -> Json:
    """What the rule recommends: the word of strength with its meaning, the actions, every printed detail."""
    word, then = word_of(rule, base), rule.then
    return {
        "says": advice(rule, base),
        "what": what(rule, base),
        "word": word.word,
        "direction": word.direction,
        "force": word.force,
        "hedge": word.hedge,
        "actions": None if then.advice is None else _actions(then.advice),
        "topic": then.topic,
        "details": details_json(then.details),
        "rather_than": then.rather_than,
        "not_stated": list(not_stated(rule)),
    }


def _actions(given: Advice) -> Json:
    match given:
        case Do(action=action, details=details):
            own = details_json(details)
            return {"action": action, "details": own} if own else {"action": action}
        case Joint(kind=kind, parts=parts):
            return {kind: [_actions(part) for part in parts]}


def details_json(details: Details) -> dict[str, Json]:
    """The printed details by their names in the language."""
    return _printed(details)


def _printed(value: Details | Dose | Schedule | Taper) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name in names(value):
        detail = getattr(value, name)
        if detail is not None and detail != () and detail is not False:
            found[_WRITTEN.get(name, name)] = _detail(detail)
    return found


def _detail(value: object) -> Json:
    match value:
        case str() | bool():
            return value
        case int() | Decimal() | Quantity():
            return str(value)
        case Figure():
            return figure(value)
        case Is() | Within() | Not() | All() | Any():
            return condition_json(value)
        case tuple():
            return [_detail(each) for each in value]
        case Dose() | Schedule() | Taper():
            return _printed(value)
        case _:
            raise TypeError(f"no JSON for {type(value).__name__}")


def citation_json(cited: Citation, base: KnowledgeBase) -> Json:
    """A passage with all that identifies it: edition, place, word ranges, digest."""
    source, ledger = base.sources.get(cited.source), base.ledgers.get(cited.source)
    passage = ledger.passages.get(cited.passage) if ledger is not None else None
    place = cited.passage.rpartition(".")[0]
    return {
        "source": cited.source,
        "passage": cited.passage,
        "publisher": source.publisher if source else None,
        "title": source.title if source else None,
        "edition": source.edition if source else None,
        "place": source.places[place].title if source and place in source.places else place,
        "role": passage.role if passage else None,
        "words": [list(each) for each in passage.words] if passage else [],
        "digest": passage.digest if passage else None,
    }


def sets_json(sets: ActionSets) -> dict[str, Json]:
    """The sets, by name."""
    return {
        "certain": list(sets.certain),
        "possible": list(sets.possible),
        "excluded": list(sets.excluded),
        "choice": list(sets.choice),
        "certain_against": list(sets.certain_against),
        "possible_against": list(sets.possible_against),
        "contradicted": list(sets.contradicted),
    }
