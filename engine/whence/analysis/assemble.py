"""From names and files to one checked knowledge base: every check that needs no proof, in one pass."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from typing import TypeVar

from whence.analysis.circles import circle_findings
from whence.analysis.citations import check_citations, check_ledger, check_places, no_passage, uncited
from whence.analysis.conditions import ConditionCheck
from whence.analysis.definitions import check_definition, check_score, unused
from whence.analysis.gather import gather
from whence.analysis.mentions import check_mentions
from whence.analysis.pathways import check_pathway, unapplied
from whence.analysis.readings import check_alternatives, check_reading
from whence.analysis.rules import check_links, check_rule
from whence.analysis.scope import Scope, error
from whence.analysis.topics import check_missing, check_topic
from whence.analysis.vignettes import check_patient
from whence.language.alignment import Alignment
from whence.language.base import Guideline, KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.pathway import Pathway
from whence.language.patient import Patient
from whence.language.rule import Rule
from whence.language.source import Ledger, Source
from whence.language.topic import Topic
from whence.language.vocabulary import Vocabulary
from whence.reader import ReadFile
from whence.reader.reading import ReadReading
from whence.text.diagnostic import Diagnostic
from whence.text.document import Mapping
from whence.text.position import Span
from whence.values.struct import replace

T = TypeVar("T")

#: What is wrong with the completeness of a base, not with its meaning: it can still be used.
BEARABLE = ("C804", "C808", "P608", "S214")

_LINKS = ("refines", "instead_of", "replaces")

Files = Sequence[tuple[str, tuple[str, ...], ReadFile]]


def assemble(files: Files, digest: str) -> tuple[KnowledgeBase | None, Scope, list[Diagnostic]]:
    """The base (None where an error forbids it), the names in it, and every finding in order."""
    scope, found = gather(files)
    found += [one for _, _, file in files for one in file.diagnostics]
    circle_found, _ = circle_findings(scope, _link_places(files))
    found += circle_found
    guidelines: dict[str, Guideline] = {}
    patients: list[Diagnostic] = []
    clean = {path: not file.diagnostics for path, _, file in files}
    vocabulary = _vocabulary(scope, files, found)
    for path, _, file in files:
        match file.value:
            case Rule() as rule if scope.rules.get(rule.id) is rule:
                scope.rules[rule.id], more = check_rule(rule, file.mentions, scope)
                own = scope.folders.get(rule.folder)
                more += check_citations(rule.source, scope, own=own.id if own else None)
                more += check_citations(rule.evidence, scope, evidence=True, own=own.id if own else None)
                found += more
            case Definition() as definition if scope.definitions.get(definition.name) is definition:
                scope.definitions[definition.name], more = check_definition(definition, file.mentions, scope)
                found += more
            case Score() as score if scope.scores.get(score.name) is score:
                scope.scores[score.name], more = check_score(score, file.mentions, scope)
                found += more
            case Pathway() as pathway if scope.pathways.get(pathway.name) is pathway:
                checked, more = check_pathway(pathway, file.mentions, scope, whole=clean[path])
                scope.pathways[pathway.name] = checked
                found += more
            case Guideline() as guideline:
                check = ConditionCheck(scope, None, found)
                groups = tuple(replace(group, among=check.resolve(group.among)) for group in guideline.groups)
                guidelines[guideline.name] = replace(guideline, groups=groups)
                found += check_mentions(file.mentions, scope)
            case Ledger() as ledger if scope.ledgers.get(ledger.source) is ledger:
                found += check_mentions(file.mentions, scope)
                if clean[path]:
                    found += check_ledger(ledger, scope.sources.get(ledger.source))
            case Source() as source if scope.sources.get(source.id) is source:
                found += _source(source, file, scope)
            case Topic() as topic:
                checked_topic, more = check_topic(topic, file.mentions, scope)
                if scope.topics.get(topic.name) is topic:
                    scope.topics[topic.name] = checked_topic
                found += more
            case Patient() as patient:
                patients += [*file.diagnostics, *check_patient(patient, file.mentions, scope, vocabulary)]
            case _ if file.kind in ("group", "actions", "events", "alignment", "reading"):
                found += check_mentions(file.mentions, scope)
    found += _between_files(files, scope)
    found += _readings(files, scope)
    if not any(one.severity == "error" and one.code[0] in "TSNC" for one in found):
        found += unapplied(scope)
        found += unused(scope)
        cited = _cited(files)
        for name, one in scope.ledgers.items():
            if one is not None:
                found += uncited(one, cited.get(name, set()))
    everything = list(dict.fromkeys([*found, *patients]))
    forbidding = [one for one in found if one.severity == "error" and one.code not in BEARABLE and one not in patients]
    base = None if forbidding else _base(scope, vocabulary, guidelines, digest)
    if base is not None and (unfit := check_alternatives(base)):
        everything += unfit
        base = None
    return base, scope, sorted(everything, key=lambda one: one.sort_key)


def _vocabulary(scope: Scope, files: Files, found: list[Diagnostic]) -> Vocabulary:
    facts_only = Scope(facts=scope.facts, blind=scope.blind)
    check = ConditionCheck(facts_only, None, found)
    impossible = []
    for line in scope.impossible:
        before = len(found)
        condition = check.resolve(line.condition)
        if condition is not None and not any(one.severity == "error" for one in found[before:]):
            impossible.append(replace(line, condition=condition))
    everywhere = ConditionCheck(scope, None, found)
    for id_, action in scope.actions.items():
        if action is not None and action.done_when is not None:
            scope.actions[id_] = replace(action, done_when=everywhere.resolve(action.done_when))
    return Vocabulary(
        facts={name: fact for name, fact in scope.facts.items() if fact is not None},
        actions=_named(scope.actions),
        purposes=_named(scope.purposes),
        events=_named(scope.events),
        details=_named(scope.details),
        impossible=tuple(sorted(impossible, key=lambda line: line.name)),
        alignments=_alignments(scope, everywhere),
    )


def _alignments(scope: Scope, check: ConditionCheck) -> tuple[Alignment, ...]:
    """The alignments with their terms in final form, those with a mistake left out."""
    kept = []
    for one in scope.alignments:
        before = len(check.found)
        resolved = replace(one, term=check.resolve(one.term) or one.term, other=check.resolve(one.other) or one.other)
        check.found += check_places(one.source, scope)
        if not any(each.severity == "error" for each in check.found[before:]):
            kept.append(resolved)
    return tuple(kept)


def _source(source: Source, file: ReadFile, scope: Scope) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    check = ConditionCheck(scope, source.folder, found)
    scope.sources[source.id] = replace(source, population=check.resolve(source.population))
    ledger = scope.ledgers.get(source.id)
    if source.id not in scope.ledgers:
        found.append(error("C809", f"there is no ledger of the passages of {source.id}", source.span))
    for other in scope.sources.values():
        if other is not None and other.folder == source.folder and other.id < source.id:
            said = f"the folder '{source.folder}' belongs to {other.id} already"
            found.append(error("N302", said, source.span))
    found += check_missing(file.mentions, scope)
    for mention in file.mentions:
        if mention.kind == "passage" and ledger is not None and mention.word not in ledger.passages:
            found.append(no_passage(mention.word, mention.span, ledger))
    return found


def _link_places(files: Files) -> dict[str, dict[str, Span]]:
    """For each way in which rules name another rule: where each of them does so."""
    places: dict[str, dict[str, Span]] = {key: {} for key in _LINKS}
    for _, _, file in files:
        if isinstance(file.value, Rule) and isinstance(file.node, Mapping):
            for key in _LINKS:
                if (node := file.node.get(key)) is not None:
                    places[key].setdefault(file.value.id, node.span)
    return places


def _between_files(files: Files, scope: Scope) -> list[Diagnostic]:
    found = []
    for _, _, file in files:
        if isinstance(file.value, Rule) and (rule := scope.rules.get(file.value.id)) is not None:
            nodes = {key: file.node.get(key) for key in _LINKS} if isinstance(file.node, Mapping) else {}
            found += check_links(rule, {key: node.span for key, node in nodes.items() if node is not None}, scope)
    return found


def _readings(files: Files, scope: Scope) -> list[Diagnostic]:
    """After the rules and definitions, because a reading changes them in their final form."""
    found: list[Diagnostic] = []
    for _, _, file in files:
        if isinstance(file.value, ReadReading):
            name = file.value.reading.name
            if scope.readings.get(name) is file.value.reading:
                scope.readings[name], more = check_reading(file.value, scope)
                found += more
    return found


def _cited(files: Files) -> dict[str, set[str]]:
    """Passages cited by rules, definitions, scores and pathways, by source."""
    cited: dict[str, set[str]] = {}
    for _, _, file in files:
        match file.value:
            case Rule() | Definition() | Score() | Pathway():
                for citation in file.value.source:
                    cited.setdefault(citation.source, set()).add(citation.passage)
    return cited


def _named(mapping: MappingOf[str, T | None]) -> dict[str, T]:
    return {name: value for name in sorted(mapping) if (value := mapping[name]) is not None}


def _base(scope: Scope, vocabulary: Vocabulary, guidelines: dict[str, Guideline], digest: str) -> KnowledgeBase:
    return KnowledgeBase(
        vocabulary=vocabulary,
        sources=_named(scope.sources),
        ledgers=_named(scope.ledgers),
        guidelines=_named(guidelines),
        definitions=_named(scope.definitions),
        scores=_named(scope.scores),
        rules=_named(scope.rules),
        pathways=_named(scope.pathways),
        digest=digest,
        readings=_named(scope.readings),
        topics=_named(scope.topics),
    )
