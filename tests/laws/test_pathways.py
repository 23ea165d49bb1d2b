"""The two laws of charts: the shipped base keeps them; the search that decides them agrees with brute force."""

from __future__ import annotations

import random
from contextlib import closing
from decimal import Decimal
from itertools import islice, product

import pytest

from laws.random_people import people
from shipped import shipped_base
from unit import chart_tiny as tiny
from whence.graph.routes import routes
from whence.graph.walk import walk
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Is, Not, Within
from whence.language.definition import Definition, Points, Score
from whence.language.evaluate import evaluate
from whence.language.pathway import Apply, Ask, End, Fork, Meet, Step
from whence.language.rule import InForce
from whence.language.vocabulary import Impossible
from whence.program.build import build
from whence.proofs.everybody import Everybody
from whence.proofs.laws import breaches
from whence.proofs.pathways import pathway_findings
from whence.text.diagnostic import Diagnostic
from whence.values.answers import Words
from whence.values.known import Bound, Known, OneOf, Op
from whence.values.quantity import Quantity
from whence.values.struct import replace
from whence.values.truth import Truth


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return shipped_base()


def laws_broken(base: KnowledgeBase) -> set[tuple[str, str]]:
    with closing(Everybody(base)) as everybody:
        every = [breach for path in base.pathways.values() for breach in breaches(everybody, path)]
    return {(breach.law, breach.rule) for breach in every}


def findings(base: KnowledgeBase) -> list[Diagnostic]:
    with closing(Everybody(base)) as everybody:
        return pathway_findings(everybody)


def test_no_shipped_pathway_breaks_a_law(shipped: KnowledgeBase) -> None:
    assert shipped.pathways
    assert [str(finding) for finding in findings(shipped)] == []


def test_random_people_to_whom_a_rule_applies_pass_it_or_stop_before_it(shipped: KnowledgeBase) -> None:
    entered = 0
    for known in islice(people(shipped, build(shipped), 7), 1500):
        lines = (evaluate(line.condition, known, shipped.definitions) for line in shipped.vocabulary.impossible)
        if any(truth is Truth.TRUE for truth in lines):
            continue
        for pathway in shipped.pathways.values():
            if pathway.enter is not None and evaluate(pathway.enter, known, shipped.definitions) is not Truth.TRUE:
                continue
            entered += 1
            walked = walk(shipped, pathway, known)
            boxes = {name: step for name, step in pathway.steps.items() if isinstance(step, Apply)}
            for rule_id in {rule for step in boxes.values() for rule in step.rules}:
                own = {name for name, step in boxes.items() if rule_id in step.rules}
                if applies(shipped, rule_id, known) and not own & set(walked.passed):
                    assert any(own & onward(pathway.steps, stop) for stop in walked.frontier), (rule_id, known)
    assert entered > 20


def applies(base: KnowledgeBase, rule_id: str, known: dict[str, Known]) -> bool:
    parts = base.expanded(base.rules[rule_id])
    truth = evaluate(parts.when, known, base.definitions)
    if parts.unless is not None:
        truth = truth & ~evaluate(parts.unless, known, base.definitions)
    if parts.only_if is not None:
        truth = truth & evaluate(parts.only_if, known, base.definitions)
    return truth is Truth.TRUE


def onward(steps: dict[str, Step], start: str) -> set[str]:
    found, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            match steps[name]:
                case Ask(answers=answers):
                    waiting += answers.values()
                case Apply(next=following):
                    waiting.append(following)
                case Fork(columns=columns, next=following):
                    waiting += [*columns, following]
                case Meet(fork=fork):
                    waiting.append(steps[fork].next)  # type: ignore[union-attr]
                case _:
                    pass
    return found


def test_a_sound_chart_breaks_nothing() -> None:
    assert laws_broken(tiny.simple()) == set()


def test_columns_that_may_all_hold_break_nothing() -> None:
    assert laws_broken(tiny.columns()) == set()


def test_a_box_behind_the_wrong_answer_refutes_its_rule_and_misses_its_patients() -> None:
    steps: dict[str, Step] = {
        "asked": Ask("asked", "cough", {"present": "over", "absent": "resting"}),
        "resting": Apply("resting", (tiny.REST.id,), "over"),
        "over": End("over", "done"),
    }
    base = tiny.base(steps, (tiny.REST,), "asked")
    assert laws_broken(base) == {("refuted", "leaflet/rest"), ("missed", "leaflet/rest")}
    codes = {finding.code: finding.message for finding in findings(base)}
    assert codes["P621"] == "nobody who comes to 'resting' by cough: absent can have the rule 'leaflet/rest' apply"
    assert codes["P622"].endswith("walks past its box: cough: present")


def test_an_exception_that_holds_for_everybody_on_the_way_refutes() -> None:
    bed = tiny.rule("bed", tiny.FEVER, unless=tiny.COUGH)
    steps: dict[str, Step] = {
        "asked": Ask("asked", "cough", {"present": "box", "absent": "box2"}),
        "box": Apply("box", (bed.id,), "over"),
        "box2": Apply("box2", (bed.id,), "over"),
        "over": End("over", "done"),
    }
    assert laws_broken(tiny.base(steps, (bed,), "asked")) == {("refuted", "leaflet/bed")}


def test_answers_of_two_columns_together_refute_a_rule_behind_the_meet() -> None:
    both = tiny.rule("both", Any((tiny.COUGH, Is("smoker", ("current",)))))
    steps: dict[str, Step] = {
        "split": Fork("split", ("left", "right"), "after"),
        "left": Ask("left", "cough", {"present": "quiet", "absent": "join"}),
        "quiet": Apply("quiet", (tiny.REST.id,), "join"),
        "right": Ask("right", "smoker", {"never": "join", "past": "join", "current": "quiet-too"}),
        "quiet-too": Apply("quiet-too", (tiny.TALK.id,), "join"),
        "join": Meet("join", "split"),
        "after": Apply("after", (both.id,), "over"),
        "over": End("over", "done"),
    }
    assert laws_broken(tiny.base(steps, (tiny.REST, tiny.TALK, both), "split")) == {("refuted", "leaflet/both")}


def test_a_way_that_nobody_can_walk_refutes_nothing() -> None:
    steps: dict[str, Step] = {
        "asked": Ask("asked", "cough", {"present": "resting", "absent": "fevered"}),
        "fevered": Ask("fevered", "fever", {"present": "resting", "absent": "over"}),
        "resting": Apply("resting", (tiny.REST.id,), "over"),
        "over": End("over", "done"),
    }
    rules = (tiny.REST,)
    assert ("refuted", "leaflet/rest") in laws_broken(tiny.base(steps, rules, "asked"))
    never = Impossible("fever without cough", All((tiny.NO_COUGH, tiny.FEVER)), "for the sake of the test")
    assert laws_broken(tiny.base(steps, rules, "asked", impossible=(never,))) == set()


def test_bounds_are_tried_on_both_sides() -> None:
    long = Within("cough_for", (Bound(Op.AT_LEAST, Quantity(14, "days")),))
    lasting = Definition("lasting", "leaflet", 1, "Does it last?", {"present": long}, "absent", (), InForce(), "draft")
    wait = tiny.rule("wait", Not(long))
    steps: dict[str, Step] = {
        "asked": Ask("asked", "lasting", {"present": "box", "absent": "over"}),
        "box": Apply("box", (wait.id,), "over"),
        "over": End("over", "done"),
    }
    broken = laws_broken(tiny.base(steps, (wait,), "asked", definitions=(lasting,)))
    assert broken == {("refuted", "leaflet/wait"), ("missed", "leaflet/wait")}


def scored(least: int) -> KnowledgeBase:
    """A chart that asks whether a total is 2 or more, and a rule for a total of `least` or more."""
    worth = (
        Points("cough", {"present": (1, 2), "absent": (0, 0)}),
        Points("fever", {"present": (1, 1), "absent": (0, 0)}),
    )
    ends = Bound(Op.AT_LEAST, Quantity(Decimal(0))), Bound(Op.AT_MOST, Quantity(Decimal(3)))
    load = Score("load", "leaflet", 1, "Load?", worth, ends, {"any": ends}, tiny.CITED, InForce(), "draft")

    def of(total: int) -> Within:
        return Within("load", (Bound(Op.AT_LEAST, Quantity(Decimal(total))),))

    heavy = Definition("heavy", "leaflet", 1, "Heavy?", {"present": of(2)}, "absent", (), InForce(), "draft")
    loaded = tiny.rule("loaded", of(least))
    steps: dict[str, Step] = {
        "asked": Ask("asked", "heavy", {"present": "box", "absent": "over"}),
        "box": Apply("box", (loaded.id,), "over"),
        "over": End("over", "done"),
    }
    return replace(tiny.base(steps, (loaded,), "asked", definitions=(heavy,)), scores={"load": load})


def test_a_total_that_stays_open_stops_the_walk_and_breaks_nothing() -> None:
    assert laws_broken(scored(2)) == set()


def test_a_patient_with_too_small_a_total_for_the_chart_is_found() -> None:
    (found,) = findings(scored(1))
    assert found.code == "P622" and found.message.endswith("walks past its box: cough: absent, fever: present")


def test_ways_too_many_to_try_are_said_and_are_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.proofs.laws.ROUTES", 0)
    found = findings(tiny.simple())
    assert found and {(one.code, one.severity) for one in found} == {("P623", "warning")}


@pytest.mark.parametrize("seed", range(40))
def test_the_search_agrees_with_brute_force(seed: int) -> None:
    base = random_chart(random.Random(seed))
    (pathway,) = base.pathways.values()
    facts = [name for name in base.vocabulary.facts if name != "cough_for"]
    everybody = [
        {name: OneOf(frozenset((answer,))) for name, answer in zip(facts, answers, strict=True)}
        for answers in product(*(words(base, name) for name in facts))
    ]
    expected = set()
    for name, step in pathway.steps.items():
        for rule_id in step.rules if isinstance(step, Apply) else ():
            standing = base.expanded(base.rules[rule_id])
            for way in routes(pathway, set(facts)).get(name, ()):
                there = [p for p in everybody if all(p[fact].answers <= set(given) for fact, given in way)]
                if there and not any(stands(base, standing, known) for known in there):
                    expected.add(("refuted", rule_id))
    for rule_id in base.rules:
        own = {name for name, step in pathway.steps.items() if isinstance(step, Apply) and rule_id in step.rules}
        for known in everybody:
            if applies(base, rule_id, known) and not own & set(walk(base, pathway, known).passed):
                expected.add(("missed", rule_id))
    assert laws_broken(base) == expected


def stands(base: KnowledgeBase, parts: object, known: dict[str, Known]) -> bool:
    when = evaluate(parts.when, known, {})  # type: ignore[attr-defined]
    unless = evaluate(parts.unless, known, {}) if parts.unless is not None else Truth.FALSE  # type: ignore[attr-defined]
    return when is Truth.TRUE and unless is not Truth.TRUE


def words(base: KnowledgeBase, fact: str) -> tuple[str, ...]:
    kind = base.vocabulary.facts[fact].answer
    assert isinstance(kind, Words)
    return kind.answers


def random_chart(chance: random.Random) -> KnowledgeBase:
    """Two columns of one question and one box each, a question and a box behind the meet."""

    def test() -> Is:
        name = chance.choice(["cough", "fever", "smoker"])
        answers = ("present", "absent") if name != "smoker" else ("never", "past", "current")
        return Is(name, (chance.choice(answers),))

    def ask(step: str, yes: str, no: str) -> Ask:
        one = test()
        answers = ("present", "absent") if one.name != "smoker" else ("never", "past", "current")
        return Ask(step, one.name, {answer: yes if answer in one.answers else no for answer in answers})

    whens = [chance.choice([test(), Any((test(), test())), All((test(), test()))]) for _ in range(3)]
    rules = tuple(tiny.rule(f"r{n}", when, chance.choice([None, test()])) for n, when in enumerate(whens))
    steps: dict[str, Step] = {
        "split": Fork("split", ("left", "right"), "later"),
        "left": ask("left", "box0", "join"),
        "box0": Apply("box0", (rules[0].id,), "join"),
        "right": ask("right", "box1", "join"),
        "box1": Apply("box1", (rules[1].id,), "join"),
        "join": Meet("join", "split"),
        "later": ask("later", "box2", "over"),
        "box2": Apply("box2", (rules[2].id,), "over"),
        "over": End("over", "done"),
    }
    return tiny.base(steps, rules, "split")
