"""The program: one graph, shared and numbered by name, with nothing simplified that three values forbid."""

from __future__ import annotations

from decimal import Decimal

import pytest

from laws.strategies import CITED, SCORE, base_of
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.definition import Definition
from whence.language.pathway import Pathway
from whence.language.recommendation import Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.program.build import DefinitionCircle, build
from whence.program.program import FALSE, TRUE
from whence.program.reach import users
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity
from whence.values.struct import replace

FEVER, COUGH = Is("fever", ("present",)), Is("cough", ("present",))
RED = Is("colour", ("red",))


def rule(name: str, when: Condition | None, **more: object) -> Rule:
    made = Rule(f"book/{name}", 1, name, Recommendation("offer", Do("rest")), CITED, InForce(), "draft", when)
    return replace(made, **more)  # type: ignore[arg-type]


def definition(name: str, cases: dict[str, Condition], otherwise: str | None = None) -> Definition:
    return Definition(name, "book", 1, "Which?", cases, otherwise, CITED, InForce(), "draft")


def within(name: str, op: Op, amount: str, unit: str) -> Within:
    return Within(name, (Bound(op, Quantity(Decimal(amount), unit)),))


def when_of(*conditions: Condition) -> list[int]:
    program = build(base_of([], [rule(f"r-{index}", condition) for index, condition in enumerate(conditions)]))
    return [program.rules[f"book/r-{index}"].when for index in range(len(conditions))]


def test_the_order_of_answers_and_of_parts_makes_no_second_node() -> None:
    first = All((FEVER, Is("colour", ("red", "blue"))))
    second = All((Is("colour", ("blue", "red", "red")), FEVER, FEVER))
    assert len(set(when_of(first, second))) == 1


def test_two_weeks_are_fourteen_days_and_a_year_twelve_months() -> None:
    spans = [("2", "weeks"), ("14.0", "days"), ("336", "hours")]
    weeks, days, hours = (within("lasting", Op.AT_LEAST, amount, unit) for amount, unit in spans)
    assert len(set(when_of(weeks, days, hours))) == 1
    year, months = within("outlook", Op.MORE_THAN, "1", "years"), within("outlook", Op.MORE_THAN, "12", "months")
    assert len(set(when_of(year, months))) == 1


def test_bounds_come_in_two_kinds_and_their_opposites() -> None:
    at_least, less, more, at_most = when_of(
        *(within("weight", op, "50", "kg") for op in (Op.AT_LEAST, Op.LESS_THAN, Op.MORE_THAN, Op.AT_MOST))
    )
    assert less == at_least ^ 1 and at_most == more ^ 1 and at_least >> 1 != more >> 1


def test_any_is_the_complement_of_all_complements() -> None:
    any_of, none = when_of(Any((FEVER, COUGH)), All((Not(FEVER), Not(COUGH))))
    assert any_of == none ^ 1


def test_x_and_not_x_stays_because_it_may_be_unknown() -> None:
    contradiction, tautology = when_of(All((FEVER, Not(FEVER))), Any((FEVER, Not(FEVER))))
    assert contradiction not in (TRUE, FALSE) and tautology == contradiction ^ 1


def test_a_list_of_all_answers_is_no_constant() -> None:
    (whole,) = when_of(Is("fever", ("present", "absent")))
    assert whole not in (TRUE, FALSE)


def test_a_definition_is_the_same_nodes_as_its_text() -> None:
    finding = definition("finding", {"present": Any((FEVER, RED))}, "absent")
    present, absent = Is("finding", ("present",)), Is("finding", ("absent",))
    roots = build(base_of([finding], [rule("a", present), rule("b", Any((FEVER, RED))), rule("c", absent)])).rules
    assert roots["book/a"].when == roots["book/b"].when == roots["book/c"].when ^ 1


def test_a_definition_built_on_others_comes_after_them_whatever_its_name() -> None:
    first = definition("a", {"present": Is("z", ("present",))}, "absent")
    last = definition("z", {"present": Is("m", ("present",))}, "absent")
    middle = definition("m", {"present": FEVER}, "absent")
    program = build(base_of([first, middle, last], [rule("r", Is("a", ("absent",)))]))
    assert program.leaves == (FEVER,) and program.rules["book/r"].when == 3


@pytest.mark.parametrize("negate", [False, True])
def test_definitions_in_a_circle_are_named(negate: bool) -> None:
    of = lambda name: Not(Is(name, ("present",))) if negate else Is(name, ("present",))  # noqa: E731
    circle = [definition(name, {"present": of(used)}) for name, used in (("a", "b"), ("b", "c"), ("c", "a"))]
    beside = definition("beside", {"present": FEVER})
    with pytest.raises(DefinitionCircle, match="circle") as refused:
        build(base_of([beside, *circle], []))
    named = refused.value.names
    start = named.index("a")
    assert (*named[start:], *named[:start]) == ("a", "b", "c")


def test_a_tested_score_is_a_leaf_and_comes_with_its_points() -> None:
    tested = build(base_of([], [rule("r", Is(SCORE.name, ("heavy",)))]))
    assert tested.leaves == (Is(SCORE.name, ("heavy",)),)
    assert tested.scores == {SCORE.name: SCORE}
    assert build(base_of([], [rule("r", FEVER)])).scores == {}


def test_a_detail_has_its_parent_s_condition_and_exception() -> None:
    parent = rule("parent", FEVER, unless=COUGH)
    child = rule("child", RED, refines="book/parent")
    grown, whole = (
        build(base_of([], rules)).rules
        for rules in ([parent, child], [parent, rule("child", All((FEVER, RED)), unless=COUGH)])
    )
    assert grown == whole


def test_strata_count_complements_of_nodes_not_of_leaves() -> None:
    program = build(base_of([], [rule("r", All((Not(FEVER), Not(All((COUGH, Not(All((RED, FEVER)))))))))]))
    assert sorted(program.strata[len(program.leaves) + 1 :]) == [0, 1, 2]


def test_children_have_smaller_numbers_than_their_node() -> None:
    program = build(base_of([], [rule("r", Any((All((FEVER, RED)), All((COUGH, Not(Any((RED, COUGH))))))))]))
    for node, parts in enumerate(program.ands, 1 + len(program.leaves)):
        assert all(part >> 1 < node for part in parts)


def test_everybody_stands_on_a_pathway_without_enter() -> None:
    open_to_all = Pathway("walk", "Walk", CITED, "start", {})
    program = build(replace(base_of([], [rule("r", FEVER)]), pathways={"walk": open_to_all}))
    assert program.pathways == {"walk": TRUE}


def test_a_node_names_what_stands_on_it() -> None:
    finding = definition("finding", {"present": COUGH}, "absent")
    program = build(base_of([finding], [rule("a", FEVER), rule("b", All((FEVER, Is("finding", ("present",)))))]))
    node_of = {leaf: node for node, leaf in enumerate(program.leaves, 1)}
    assert users(program, node_of[FEVER]) == ("book/a", "book/b")
    assert users(program, node_of[COUGH]) == ("book/b", "finding")
