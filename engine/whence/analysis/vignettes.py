"""Patients and vignettes against the base: facts and answers exist, expectations are possible, changes change."""

from __future__ import annotations

from pathlib import PurePosixPath

from whence.analysis.answers import known_facts
from whence.analysis.conditions import ConditionCheck
from whence.analysis.mentions import check_mentions
from whence.analysis.rules import check_then
from whence.analysis.scope import Scope, error
from whence.language.expectation import VERDICTS
from whence.language.patient import FLIPS, OUTCOMES, Case, Given, Patient, Vignettes
from whence.language.recommendation import Recommendation
from whence.language.source import Source
from whence.language.vocabulary import Vocabulary
from whence.reader.findings import Mention
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.text.suggest import nearest
from whence.values.quantity import parse_quantity
from whence.values.struct import replace

_SETTLED_LATER = ("open", "applies unless")


def check_patient(
    patient: Patient, mentions: tuple[Mention, ...], scope: Scope, vocabulary: Vocabulary
) -> list[Diagnostic]:
    """What is wrong with a patient file."""
    return check_mentions(mentions, scope) + _answers(patient, scope, vocabulary)


def _answers(patient: Patient, scope: Scope, vocabulary: Vocabulary) -> list[Diagnostic]:
    derived = {**scope.definitions, **scope.scores}
    found = []
    for name, given in patient.facts.items():
        if name in derived:
            said = f"'{name}' follows from other answers: a patient does not state it"
            found.append(error("V712", said, given.name_span or given.span))
    asked = {
        name: given for name, given in patient.facts.items()
        if name not in derived and (name in vocabulary.facts or name not in scope.facts)
    }  # fmt: skip
    if "fact" in scope.blind:
        asked = {name: given for name, given in asked.items() if name in vocabulary.facts}
    return found + known_facts(replace(patient, facts=asked), vocabulary, patient.as_of)[1]


def check_vignettes(
    vignettes: Vignettes, mentions: tuple[Mention, ...], path: str, scope: Scope, vocabulary: Vocabulary
) -> tuple[Vignettes, list[Diagnostic]]:
    """The vignettes with what they say in final form, and what is wrong with them; `path` is where they stand."""
    kind = _kind_of(vignettes.about, path, scope)
    source = scope.folders.get(vignettes.about.partition("/")[0]) if kind == "rule" else None
    found = check_mentions(mentions, scope, source)
    if vignettes.says is not None and kind is not None:
        vignettes = replace(vignettes, says=_says(vignettes.says, vignettes.about, source, mentions, scope, found))
    if kind is None:
        everything = (
            *scope.rules, *scope.definitions, *scope.scores, *scope.pathways, *sorted(scope.topics), *scope.readings,
        )  # fmt: skip
        said = f"'{vignettes.about}' is no rule, definition, score, pathway, topic or reading"
        found.append(error("V704", said, vignettes.span, everything, vignettes.about))
    elif (misplaced := _misplaced(vignettes.about, kind, path, scope)) is not None:
        found.append(error("V705", misplaced, vignettes.span))
    found += _answers(vignettes.base, scope, vocabulary)
    expected = [mention for mention in mentions if mention.kind == "expectation"]
    for mention in expected:
        found += _expectation(mention, kind, vignettes.about, scope)
    for case in vignettes.cases:
        found += _case(case, vignettes, kind, scope, vocabulary, mentions)
    read = [case for case in vignettes.cases if case.whole]
    plain = [case for case in read if not case.but and not case.without and case.as_of is None]
    first: dict[tuple[object, ...], str] = {}
    for case in plain:
        asked = (case.under, case.between, case.how_sure) if kind == "topic" else (case.under,)
        before = first.setdefault((*asked, case.expect if kind == "topic" else None), case.name)
        if before != case.name:
            said = f"this case changes nothing, as '{before}' does not either"
            found.append(error("V708", said, case.span))
    unique = {(one.code, one.message, one.span): one for one in found}
    return vignettes, list(unique.values())


def _says(
    says: Recommendation, about: str, source: Source | None, mentions: tuple[Mention, ...], scope: Scope,
    found: list[Diagnostic],
) -> Recommendation:  # fmt: skip
    """What a rule is expected to say, checked as what stands after `then` is."""
    if about not in scope.rules:
        found.append(error("V717", f"'{about}' is no rule: only a rule says what is recommended", says.span))
        return says
    folder = None if about in scope.excused else about.partition("/")[0]
    return check_then(says, ConditionCheck(scope, folder, found), source, mentions, scope, found)


def _kind_of(about: str, path: str, scope: Scope) -> str | None:
    parts = PurePosixPath(path).parts
    if about in scope.readings and ("readings" in parts or about not in scope.pathways):
        return "reading"
    if about in scope.rules:
        return "rule"
    if about in scope.pathways and "definitions" not in parts:
        return "pathway"
    if about in scope.definitions:
        return "definition"
    if about in scope.scores:
        return "score"
    if about in scope.topics:
        return "topic"
    return None


def _misplaced(about: str, kind: str, path: str, scope: Scope) -> str | None:
    """Vignettes mirror the file they are about; asked only of files below a folder called vignettes."""
    pure = PurePosixPath(path)
    if "vignettes" not in pure.parts:
        return None
    definition, score = scope.definitions.get(about), scope.scores.get(about)
    folder = definition.folder if definition is not None else score.folder if score is not None else None
    if kind in ("definition", "score"):
        if folder is None:
            return None
        tail = f"definitions/{folder}/{about}.yaml"
    else:
        tail = f"{kind}s/{about}.yaml"
    return None if str(pure).endswith("/" + tail) else f"vignettes about '{about}' stand in a file ending in {tail}"


def _expectation(mention: Mention, kind: str | None, about: str, scope: Scope) -> list[Diagnostic]:
    allowed: tuple[str, ...] = ()
    match kind:
        case "rule":
            allowed = VERDICTS
        case "definition" if (definition := scope.definitions[about]) is not None:
            allowed = (*definition.answers, "open")
        case "score" if (score := scope.scores[about]) is not None:
            low, _, high = mention.word.partition(" to ")
            if parse_quantity(low) is not None and (not high or parse_quantity(high) is not None):
                return []
            allowed = tuple(score.bands)
        case "reading":
            allowed = FLIPS
        case "topic":
            allowed = OUTCOMES
        case "pathway" if (pathway := scope.pathways[about]) is not None:
            allowed = tuple(pathway.steps)
    if not allowed or mention.word in allowed:
        return []
    said = f"'{mention.word}' cannot be expected of '{about}'"
    return [error("V706", said, mention.span, allowed, mention.word)]


def _case(
    case: Case, vignettes: Vignettes, kind: str | None, scope: Scope, vocabulary: Vocabulary,
    mentions: tuple[Mention, ...],
) -> list[Diagnostic]:  # fmt: skip
    found = [*_under(case, vignettes.about, kind, scope, mentions), *_between(case, kind)]
    base = vignettes.base
    settled = case.expect not in _SETTLED_LATER and nearest(case.expect, VERDICTS) not in _SETTLED_LATER
    if case.find_out is not None and kind in ("rule", "definition", "reading") and settled and case.whole:
        said = f"'find_out' belongs to 'open' and 'applies unless', not to '{case.expect}'"
        found.append(error("V707", said, case.span))
    for name, given in case.but.items():
        if _same(given, base.facts.get(name)):
            said = f"'{name}' is answered so already: the change changes nothing"
            found.append(error("V708", said, given.name_span or given.span))
    for name in case.without:
        if (name not in base.facts and name in scope.facts) or name in case.but:
            said = f"'{name}' is not answered by the patient and cannot be taken away"
            found.append(error("V709", said, _place(name, mentions, case.span)))
    facts = {name: given for name, given in base.facts.items() if name not in case.without} | dict(case.but)
    person = Patient(base.name, facts, case.as_of or base.as_of, span=case.span)
    return found + _answers(person, scope, vocabulary)


def _under(
    case: Case, about: str, kind: str | None, scope: Scope, mentions: tuple[Mention, ...]
) -> list[Diagnostic]:  # fmt: skip
    """Vignettes about a reading say which other reading is run, and no others do."""
    if kind is None or (case.under is None) == (kind != "reading"):
        reading = scope.readings.get(about) if kind == "reading" else None
        names = tuple(other.name for other in reading.otherwise) if reading is not None else ()
        if reading is None or case.under in names:
            return []
        place = _mentioned("other reading", case.under or "", mentions, case.span)
        return [error("V714", f"'{case.under}' is no other reading of '{about}'", place, names, case.under)]
    if case.under is None:
        return [error("V714", "the case does not say under which other reading: 'under' is missing", case.span)]
    place = _mentioned("other reading", case.under, mentions, case.span)
    return [error("V714", f"'under' is for vignettes about a reading, and these are about a {kind}", place)]


def _between(case: Case, kind: str | None) -> list[Diagnostic]:
    """Only vignettes about a topic say between whom, in what and how surely; what they expect says what they need."""
    words = {"between": case.between, "in": case.ways, "how_sure": case.how_sure}
    said = [name for name, given in words.items() if given]
    if kind is None:
        return []
    if kind != "topic":
        found = f"'{said[0]}' is for vignettes about a topic, and these are about a {kind}" if said else None
    elif case.expect == "not available here":
        found = None if len(case.between) == 1 else "'not available here' needs one source in 'between'"
    else:
        found = "'in' belongs to 'differs'" if case.ways and case.expect != "differs" else None
    return [error("V715", found, case.span)] if found is not None else []


def _same(given: Given, before: Given | None) -> bool:
    return before is not None and given == before


def _place(name: str, mentions: tuple[Mention, ...], within: Span | None) -> Span | None:
    """Where the name is taken away: the first such mention from the case's own place on."""
    return _mentioned("given fact", name, mentions, within)


def _mentioned(kind: str, word: str, mentions: tuple[Mention, ...], within: Span | None) -> Span | None:
    later = [m.span for m in mentions if m.kind == kind and m.word == word and (within is None or m.span >= within)]
    return min(later) if later else within
