from __future__ import annotations

from collections.abc import Iterator

import pytest

import whence
from unit.tiny import write_tiny
from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.explain.proof import Step, deciding, deciding_leaves
from whence.explain.reasons import of_role, reasons
from whence.explain.report import Report, report
from whence.explain.why import Prover, why
from whence.language.base import KnowledgeBase
from whence.language.evaluate import evaluate
from whence.language.tally import tally
from whence.program.build import build
from whence.program.program import Program
from whence.resources import knowledge_root
from whence.values.truth import Truth

FACTS = {"fever": "present", "cough": "dry", "frail": "absent", "fever_lasted": "3 days"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return whence.load(write_tiny(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="module")
def program(base: KnowledgeBase) -> Program:
    return build(base)


def assessed(base: KnowledgeBase, facts: dict[str, object]) -> Assessment:
    patient = whence.read_patient({"patient": "somebody", "as_of": "2026-11-20", "facts": facts}, base)
    return whence.assess(base, patient)


def reported(base: KnowledgeBase, program: Program, **facts: object) -> Report:
    return report(base, program, assessed(base, facts))


def steps(step: Step) -> Iterator[Step]:
    yield step
    for child in step.children:
        yield from steps(child)


def test_a_proof_goes_down_to_what_the_patient_file_says(base: KnowledgeBase, program: Program) -> None:
    proof = why(base, program, assessed(base, FACTS), "leaflet/rest-in-bed")
    assert proof.refines == ("leaflet/rest",)
    assert [(part.role, part.rule, part.truth) for part in proof.parts] == [
        ("when", "leaflet/rest", Truth.TRUE),
        ("unless", "leaflet/rest", Truth.FALSE),
        ("when", "leaflet/rest-in-bed", Truth.TRUE),
    ]
    definition = proof.parts[0].step
    assert (definition.definition, definition.answer, definition.truth) == ("leaflet_ill", "present", Truth.TRUE)
    leaves = [(leaf.fact, leaf.given[0].answer) for leaf in deciding_leaves(definition)]
    assert leaves == [("fever", "present"), ("cough", "dry")]


def test_a_duration_between_days_is_proved_by_the_days(base: KnowledgeBase, program: Program) -> None:
    days = {"fever": "present", "fever_began_on": "2026-11-01", "fever_ended_on": "2026-11-10"}
    proof = why(base, program, assessed(base, days), "leaflet/rest-in-bed")
    (leaf,) = deciding_leaves(proof.parts[-1].step)
    assert leaf.truth is Truth.TRUE
    assert [given.answer for given in leaf.given] == ["2026-11-01", "2026-11-10"]


def test_a_rule_that_is_not_in_force_has_no_proof(base: KnowledgeBase, program: Program) -> None:
    with pytest.raises(KeyError):
        why(base, program, assessed(base, FACTS), "leaflet/old")


def test_only_what_decides_is_a_reason(base: KnowledgeBase, program: Program) -> None:
    found = reasons(why(base, program, assessed(base, {**FACTS, "bed": "present"}), "leaflet/rest"))
    assert [(each.role, each.truth) for each in found] == [
        ("when", Truth.TRUE),
        ("unless", Truth.FALSE),
        ("unless", Truth.FALSE),
    ]
    unknown = reasons(why(base, program, assessed(base, {"cough": "dry"}), "leaflet/honey"))
    assert [(each.role, each.truth) for each in unknown] == [("when", Truth.UNKNOWN)]
    assert of_role(unknown, "unless") == ()


def test_a_class_that_does_not_fit_is_refuted_by_the_class_that_does(base: KnowledgeBase, program: Program) -> None:
    proof = why(base, program, assessed(base, {"cough": "wet"}), "leaflet/tea-or-honey")
    step = proof.parts[0].step
    assert (step.truth, step.answer) == (Truth.FALSE, "rattling")
    assert [(child.case, child.truth) for child in deciding(step)] == [("barking", Truth.FALSE)]


@pytest.mark.parametrize(
    ("facts", "group", "rule"),
    [
        (FACTS, "recommended", "leaflet/rest"),
        ({"cough": "dry", "tea": "helps", "bed": "present"}, "done", "leaflet/honey"),
        (FACTS, "withdrawn", "leaflet/syrup"),
        (FACTS, "held_back", "leaflet/xray"),
        (FACTS, "open", "leaflet/later"),
        (FACTS, "does_not_apply", "leaflet/no-tea"),
    ],
)
def test_every_verdict_has_its_place(
    base: KnowledgeBase, program: Program, facts: dict[str, object], group: str, rule: str
) -> None:
    found = reported(base, program, **facts)
    assert rule in [finding.rule.id for finding in getattr(found, group)]
    everything = [
        *(found.recommended + found.done + found.withdrawn),
        *(found.held_back + found.open + found.does_not_apply),
    ]
    assert len(everything) == len({finding.rule.id for finding in everything}) == 8


def test_the_strong_and_urgent_come_first_and_a_detail_follows_its_rule(base: KnowledgeBase, program: Program) -> None:
    found = reported(base, program, **FACTS, old_scars="present")
    assert [finding.rule.id for finding in found.recommended] == [
        "leaflet/rest",
        "leaflet/rest-in-bed",
        "leaflet/later",
        "leaflet/tea-or-honey",
    ]


def test_questions_that_settle_most_come_first(base: KnowledgeBase, program: Program) -> None:
    found = reported(base, program, cough="dry", fever="present")
    asked = [(question.fact, question.settles, question.bears_on) for question in found.questions]
    assert asked == [
        ("fever_lasted", ("leaflet/xray",), ("leaflet/rest-in-bed",)),
        ("old_scars", ("leaflet/later",), ()),
        ("bed", (), ("leaflet/honey", "leaflet/rest", "leaflet/rest-in-bed")),
        ("frail", (), ("leaflet/rest", "leaflet/rest-in-bed")),
        ("tea", (), ("leaflet/honey",)),
    ]


def test_every_proof_over_the_shipped_knowledge_is_closed_and_true() -> None:
    shipped = whence.load()
    program = build(shipped)
    for path in sorted(knowledge_root().glob("*/patients/*.yaml")):
        patient = whence.read_patient(path, shipped)
        assessment = whence.assess(shipped, patient)
        prover = Prover(shipped, program, assessment)
        for rule, result in assessment.results.items():
            proof = prover.proof(rule)
            for part in proof.parts:
                for step in steps(part.step):
                    assert step.truth is evaluate(step.condition, assessment.known, shipped.defined)
                for leaf in deciding_leaves(part.step):
                    if leaf.score is None:
                        assert bool(leaf.given) is (leaf.truth is not Truth.UNKNOWN)
                    else:
                        assert leaf.total == tally(shipped.scores[leaf.score], assessment.known)
                        assert sum(part.low for part in leaf.worth) == leaf.total.low
                    assert all(given.span is not None and given.span.file for given in leaf.given)
            assert all(shipped.ledgers[cited.source].passages[cited.passage] for cited in shipped.rules[rule].source)
            leaves = [leaf for part in proof.parts for leaf in deciding_leaves(part.step)]
            unsettled = {leaf.fact for leaf in leaves if not leaf.given}
            unsettled |= {part.fact for leaf in leaves for part in leaf.worth if part.low != part.high}
            if result.verdict is Verdict.OPEN:
                assert set(result.find_out) <= unsettled
