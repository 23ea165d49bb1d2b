"""The knowledge as JSON: lists of facts, rules and sources, and one thing by itself (`schemas/outputs/`)."""

from __future__ import annotations

from collections.abc import Iterable

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.definition import Definition
from whence.language.pathway import Apply, Ask, End, Fork, GoTo, Meet, Pathway, Step, successors
from whence.language.rule import InForce, Rule
from whence.language.source import Source
from whence.language.vocabulary import Action, Fact
from whence.render.json_output import Json, headed
from whence.render.json_parts import advice_json, alignments_json, citation_json, condition_json
from whence.render.prose import rule_sentence
from whence.render.prose_kinds import answers, kind_word
from whence.render.show_page import Shown
from whence.render.uses import Uses
from whence.values.answers import Duration, Number, Words


def facts_json(found: Iterable[Fact], base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence facts`."""
    return headed("facts", base.digest or None, {"facts": [fact_json(fact) for fact in found]})


def rules_json(found: Iterable[Rule], base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence rules`."""
    return headed("rules", base.digest or None, {"rules": [rule_json(rule, base) for rule in found]})


def sources_json(found: Iterable[Source], base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence sources`."""
    return headed("sources", base.digest or None, {"sources": [source_json(source, base) for source in found]})


def shown_json(shown: Shown, base: KnowledgeBase, uses: Uses) -> dict[str, Json]:
    """The output of `whence show`: the `kind` of the thing, itself, and what uses it."""
    match shown:
        case Rule():
            kind, value = "rule", rule_json(shown, base)
        case Definition():
            kind, value = "definition", definition_json(shown, base)
        case Fact():
            kind, value = "fact", fact_json(shown)
        case Action():
            kind, value = "action", action_json(shown)
        case Pathway():
            kind, value = "pathway", pathway_json(shown, base)
        case Source():
            kind, value = "source", source_json(shown, base)
    aligned = alignments_json((shown.name,), base) if isinstance(shown, Fact | Definition) else []
    used: dict[str, Json] = {
        "rules": list(uses.rules),
        "definitions": list(uses.definitions),
        "pathways": list(uses.pathways),
    }
    body: dict[str, Json] = {"kind": kind, "shown": value, "used_by": used, "alignments": aligned}
    return headed("show", base.digest or None, body)


def fact_json(fact: Fact) -> Json:
    """One fact."""
    kind = fact.answer
    return {
        "fact": fact.name,
        "group": fact.group,
        "ask": fact.ask,
        "kind": kind_word(kind),
        "answers": list(kind.answers) if isinstance(kind, Words) else None,
        "unit": kind.unit if isinstance(kind, Number) else kind.family if isinstance(kind, Duration) else None,
        "says": answers(kind),
        "note": fact.note,
        "judged": fact.judged,
        "between": list(fact.between),
        "codes": [
            {
                "system": code.system,
                "code": code.code,
                "label": code.label,
                "checked": code.checked,
                "for": code.answer,
                "status": code.status,
            }
            for code in fact.codes
        ],
    }


def rule_json(rule: Rule, base: KnowledgeBase) -> Json:
    """One rule as written, with its sentence; conditions are before `refines` is expanded."""
    return {
        "rule": rule.id,
        "version": rule.version,
        "title": rule.title,
        "sentence": rule_sentence(rule, base),
        "source": base.source_of(rule.folder).id,
        "when": _condition(rule.when),
        "unless": _condition(rule.unless),
        "only_if": _condition(rule.only_if),
        "even_if": _condition(rule.even_if),
        "refines": rule.refines,
        "instead_of": rule.instead_of,
        "replaces": rule.replaces,
        "advice": advice_json(rule, base),
        "citations": [citation_json(cited, base) for cited in rule.source],
        "evidence": [citation_json(cited, base) for cited in rule.evidence],
        "added_by_us": [{"what": added.what, "because": added.because} for added in rule.added_by_us],
        "in_force": _in_force(rule.in_force),
        "status": rule.status,
    }


def definition_json(definition: Definition, base: KnowledgeBase) -> Json:
    """One definition."""
    return {
        "definition": definition.name,
        "version": definition.version,
        "asks": definition.asks,
        "answers": list(definition.answers),
        "cases": {answer: condition_json(case) for answer, case in definition.cases.items()},
        "otherwise": definition.otherwise,
        "list_open": definition.open_list,
        "because": definition.because,
        "citations": [citation_json(cited, base) for cited in definition.source],
        "in_force": _in_force(definition.in_force),
        "status": definition.status,
    }


def action_json(action: Action) -> Json:
    """One action."""
    return {
        "action": action.id,
        "name": action.name,
        "kind_of": action.kind_of,
        "also": list(action.also),
        "done_when": _condition(action.done_when),
    }


def pathway_json(pathway: Pathway, base: KnowledgeBase) -> Json:
    """One pathway with its steps in the order written."""
    return {
        "pathway": pathway.name,
        "title": pathway.title,
        "enter": _condition(pathway.enter),
        "start": pathway.start,
        "steps": [_step(step, pathway) for step in pathway.steps.values()],
        "citations": [citation_json(cited, base) for cited in pathway.source],
    }


def _step(step: Step, pathway: Pathway) -> Json:
    written: dict[str, Json] = {"step": step.id, "next": list(successors(step, pathway))}
    match step:
        case Ask(name=name, answers=arrows):
            return {**written, "ask": name, "answers": dict(arrows)}
        case Apply(rules=rules):
            return {**written, "apply": list(rules)}
        case Fork(columns=columns):
            return {**written, "fork": list(columns)}
        case Meet(fork=fork):
            return {**written, "meet": fork}
        case GoTo(pathway=other):
            return {**written, "go_to": other}
        case End(how=how):
            return {**written, "end": how}


def source_json(source: Source, base: KnowledgeBase) -> Json:
    """One source with its words of strength and what its ledger counts."""
    ledger = base.ledgers.get(source.id)
    return {
        "source": source.id,
        "folder": source.folder,
        "title": source.title,
        "publisher": source.publisher,
        "edition": source.edition,
        "dates": dict(source.dates),
        "trust": source.trust,
        "rights": source.rights,
        "places": {place.id: {"title": place.title, "kind": place.kind} for place in source.places.values()},
        "words": {
            word.word: {
                "direction": word.direction,
                "force": word.force,
                "hedge": word.hedge,
                "grades": list(word.grades),
            }
            for word in source.words.values()
        },
        "urgency": list(source.urgency),
        "missing": [
            {"what": each.what, "because": each.because, "after": each.after, "topics": list(each.topics)}
            for each in source.missing
        ],
        "text": {"words": ledger.text_words, "digest": ledger.text_digest} if ledger is not None else None,
        "passages": len(ledger.passages) if ledger is not None else 0,
        "rules": sum(1 for rule in base.rules.values() if rule.folder == source.folder),
    }


def _condition(condition: Condition | None) -> Json:
    return None if condition is None else condition_json(condition)


def _in_force(given: InForce) -> Json:
    return {
        "from": given.start.isoformat() if given.start is not None else None,
        "until": given.until.isoformat() if given.until is not None else None,
    }
