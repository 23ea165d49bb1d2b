"""What an editor's program offers while somebody types in the real files: only what may stand there, and explained.

What is expected comes from the knowledge itself, as the reader has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest

from keyboard.language_server import LanguageServer
from keyboard.typing_in import ROOT, typing
from whence.language.base import KnowledgeBase
from whence.language.expectation import VERDICTS
from whence.reader.details import DETAILS
from whence.store.load import read_patient
from whence.values.answers import Day

RULE = "knowledge/mscc/rules/nice/urgent-radiotherapy.yaml"
OTHER = "knowledge/mscc/rules/uptodate/8-gy-still-useful.yaml"
SINS = "knowledge/mscc/definitions/uptodate/sins.yaml"
READING = "knowledge/mscc/readings/nice-paralysis-and-pain.yaml"
PATHWAY = "knowledge/mscc/pathways/nice-metastases-treatment.yaml"
PATIENT = "knowledge/mscc/patients/back-pain-and-weak-legs.yaml"
CASES = "tests/vignettes/mscc/rules/nice/urgent-radiotherapy.yaml"
Expected = Callable[[KnowledgeBase], Iterable[str]]


def askable(base: KnowledgeBase) -> set[str]:
    return {name for name, fact in base.vocabulary.facts.items() if not isinstance(fact.answer, Day)}


def condition(base: KnowledgeBase, *folders: str) -> set[str]:
    """What may begin a condition in a file of these folders."""
    defined = {name for name, one in base.defined.items() if one.folder in (*folders, "shared")}
    return {"all", "any", "not"} | askable(base) | defined


def given(base: KnowledgeBase) -> set[str]:
    """What the patient of the file has answered besides the fact that is being typed."""
    patient, found = read_patient(ROOT / PATIENT, base)
    assert patient is not None, found
    return set(patient.facts) - {"primary_tumour"}


def answers(base: KnowledgeBase, name: str) -> tuple[str, ...]:
    return getattr(base.vocabulary.facts[name].answer, "answers")  # noqa: B009 (only words have answers)


def cited(base: KnowledgeBase, source: str, *roles: str) -> set[str]:
    return {passage.id for passage in base.ledgers[source].passages.values() if passage.role in roles}


OFFERED: Mapping[str, tuple[str, str, str, Expected]] = {
    "facts and own definitions in a rule": (
        RULE, "    - mscc: confirmed\n", "    - m|\n", lambda base: condition(base, "nice"),
    ),
    "facts and own definitions of another source": (
        OTHER, "    - uptodate_escc: present\n", "    - u|\n", lambda base: condition(base, "uptodate"),
    ),
    "answers of a fact": (RULE, "mscc: confirmed", "mscc: |", lambda base: answers(base, "mscc")),
    "answers in a list": (
        RULE, "[paraplegia, tetraplegia]", "[paraplegia, |]", lambda base: answers(base, "complete_paralysis"),
    ),
    "answers of a definition": (OTHER, "uptodate_escc: present", "uptodate_escc: |", lambda _: ("present", "absent")),
    "bounds of a duration": (
        RULE, "{at_least: 2 weeks}", "{at|}", lambda _: ("at_least", "more_than", "at_most", "less_than"),
    ),
    "actions": (RULE, "offer: radiotherapy", "offer: r|", lambda base: base.vocabulary.actions),
    "words of haste of the source": (
        RULE, "urgency: as soon as possible", "urgency: |", lambda base: base.sources["nice-ng234"].urgency,
    ),
    "words of a detail": (RULE, "label: urgent", "label: |", lambda base: base.vocabulary.details["label"]),
    "purposes": (OTHER, "purpose: palliate-symptoms", "purpose: |", lambda base: base.vocabulary.purposes),
    "events": (RULE, "within: 24 hours", "from: |", lambda base: base.vocabulary.events),
    "sources": (RULE, "  - nice-ng234: mscc-treatment.21", "  - |", lambda _: ("nice-ng234",)),
    "passages": (
        RULE, "mscc-treatment.21", "|",
        lambda base: cited(base, "nice-ng234", "recommendation", "definition", "criterion", "duplicate"),
    ),
    "passages of evidence": (
        OTHER, "in_force:", "evidence:\n  - uptodate-2820: |\nin_force:",
        lambda base: cited(base, "uptodate-2820", "evidence"),
    ),
    "rules of the same source": (
        RULE, "when:\n", "refines: |\nwhen:\n", lambda base: [name for name in base.rules if name.startswith("nice/")],
    ),
    "statuses": (RULE, "status: draft", "status: |", lambda _: ("draft", "reviewed", "retired")),
    "points of each answer": (
        SINS, "{fact: sins_pain, mechanical: 3, not mechanical: 1, none: 0}", "{fact: sins_pain, m|}",
        lambda base: answers(base, "sins_pain"),
    ),
    "words of the source whose rule a reading changes": (
        READING, "decided:", "  - name: another\n    rule: nice/urgent-radiotherapy\n    then:\n      o|\ndecided:",
        lambda base: base.sources["nice-ng234"].words,
    ),
    "arrows of a diamond": (
        PATHWAY, "{absent: asymptomatic, present: join}", "{a|}",
        lambda base: answers(base, "spinal_metastases_symptoms"),
    ),
    "what a diamond asks": (
        PATHWAY, "ask: spinal_metastases_symptoms", "ask: s|",
        lambda base: {*base.vocabulary.facts, *base.definitions},
    ),
    "facts of a patient": (PATIENT, "  primary_tumour: breast\n", "  p|\n",
        lambda base: set(base.vocabulary.facts) - given(base),
    ),
    "answers a patient gives": (
        PATIENT, "primary_tumour: breast", "primary_tumour: |", lambda base: answers(base, "primary_tumour"),
    ),
    "answers that remain": (
        PATIENT, "primary_tumour: breast", "primary_tumour: {one_of: [|]}",
        lambda base: answers(base, "primary_tumour"),
    ),
    "verdicts": (CASES, "find_out: [mscc]}", "find_out: [mscc]}\n  - name: one\n    expect: |", lambda _: VERDICTS),
    "what a topic decides": (
        "knowledge/mscc/topics/what-first.yaml", "[surgery, radiotherapy, tissue-diagnosis]", "[s|]",
        lambda base: {*base.vocabulary.actions, *base.definitions},
    ),
    "wider actions": (
        "knowledge/vocabulary/actions.yaml", "kind_of: external-spinal-support", "kind_of: |",
        lambda base: base.vocabulary.actions,
    ),
    "dates a duration runs between": (
        "knowledge/vocabulary/facts/earlier-treatment.yaml", "[first_radiotherapy_on, symptoms_recurred_on]", "[f|]",
        lambda base: {name for name, fact in base.vocabulary.facts.items() if isinstance(fact.answer, Day)},
    ),
    "topics a source is silent on": (
        "knowledge/sources/uptodate-2820.yaml", "topics: [imaging]", "topics: [i|]", lambda base: base.topics,
    ),
    "passages of the ledger itself": (
        "knowledge/sources/uptodate-2820.passages.yaml", "of: introduction.2,", "of: |,",
        lambda base: base.ledgers["uptodate-2820"].passages,
    ),
    "sources of a guideline": (
        "knowledge/mscc/guideline.yaml", "[nice-ng234, uptodate-2820,", "[n|,", lambda base: base.sources,
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", OFFERED)
def test_what_may_stand_there_is_offered(place: str, server: LanguageServer, base: KnowledgeBase) -> None:
    path, old, new, expected = OFFERED[place]
    offered = set(typing(path, old, new).completions(server))
    wanted = set(expected(base))
    assert wanted <= offered
    assert offered - wanted <= BESIDE.get(place, set())


#: What may stand at a place in a form of its own, beside the names.
BESIDE = {
    "points of each answer": {"fact"},
    "words of the source whose rule a reading changes": {*DETAILS, "rather_than"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "source", "line"),
    [
        (RULE, "nice-ng234", "  offer: radiotherapy\n"),
        (OTHER, "uptodate-2820", "  can-still-be-useful: single-fraction-cebrt\n"),
    ],
)
def test_strengths_are_those_of_the_source_and_say_what_they_mean(
    path: str, source: str, line: str, server: LanguageServer, base: KnowledgeBase
) -> None:
    offered = typing(path, line, "  o|\n").completions(server)
    others = {word for one in base.sources.values() if one.id != source for word in one.words}
    own = base.sources[source].words
    assert set(own) <= set(offered)
    assert not (others - set(own)) & set(offered)
    for name, word in own.items():
        assert word.direction in offered[name].lower() and word.force in offered[name], name


def test_what_is_offered_is_explained_in_the_words_of_the_vocabulary(
    server: LanguageServer, base: KnowledgeBase
) -> None:
    facts = typing(RULE, "    - mscc: confirmed\n", "    - m|\n").completions(server)
    assert all(facts[name].startswith(base.vocabulary.facts[name].ask) for name in askable(base))
    actions = typing(RULE, "offer: radiotherapy", "offer: r|").completions(server)
    assert all(actions[name].startswith(action.name) for name, action in base.vocabulary.actions.items())
    purposes = typing(OTHER, "purpose: palliate-symptoms", "purpose: |").completions(server)
    assert purposes == dict(base.vocabulary.purposes)
    passages = typing(RULE, "mscc-treatment.21", "|").completions(server)
    places = base.sources["nice-ng234"].places
    assert all(said.startswith(places[name.rpartition(".")[0]].title) for name, said in passages.items())
