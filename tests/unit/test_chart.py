"""What a chart says before it is drawn: notes under rules, a patient's path, and the chart in words."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from unit import chart_tiny as tiny
from whence.assessment.assess import assess
from whence.graph.algorithm import algorithm_graph, columns, pathway_graph
from whence.graph.walk import walk
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Is, Not
from whence.language.definition import Definition
from whence.language.pathway import Apply, Ask, End, Step
from whence.language.patient import Given, Patient
from whence.language.rule import InForce
from whence.render.chart import style
from whence.render.chart.flowchart import ENTER, draw
from whence.render.chart.mermaid import mermaid
from whence.render.chart.metrics import balanced, width, wrap
from whence.render.chart.outline import outline
from whence.render.chart.picture import Chart, Entry, State
from whence.values.known import OneOf

SMOKES = Is("smoker", ("past", "current"))


def boxed(rule: object, *asks: Ask, enter: object = None, definitions: tuple[Definition, ...] = ()) -> Entry:
    steps: dict[str, Step] = {ask.id: ask for ask in asks}
    steps |= {"box": Apply("box", (rule.id,), "over"), "over": End("over", "done")}  # type: ignore[attr-defined]
    start = asks[0].id if asks else "box"
    base = tiny.base(steps, (rule,), start, enter, definitions)  # type: ignore[arg-type]
    return draw(base, None, "cough-path").box("box").entries[0]


def test_what_the_way_settles_is_not_asked_again() -> None:
    asked = Ask("asked", "cough", {"present": "box", "absent": "over"})
    assert boxed(tiny.rule("r", tiny.COUGH), asked).needs == ()
    assert boxed(tiny.rule("r", All((tiny.COUGH, tiny.FEVER))), asked).needs == ("if also: fever",)


def test_what_only_one_of_two_ways_settles_is_asked() -> None:
    first = Ask("first", "cough", {"present": "box", "absent": "second"})
    second = Ask("second", "fever", {"present": "box", "absent": "over"})
    assert boxed(tiny.rule("r", tiny.FEVER), first, second).needs == ("if also: fever",)
    assert boxed(tiny.rule("r", Any((tiny.COUGH, tiny.FEVER))), first, second).needs == ()


def test_a_choice_that_the_way_rules_out_is_not_named() -> None:
    asked = Ask("asked", "cough", {"absent": "box", "present": "over"})
    rule = tiny.rule("r", Any((tiny.COUGH, SMOKES)), unless=Any((tiny.COUGH, tiny.FEVER)))
    assert boxed(rule, asked).needs == ("if also: smoker: past/current", "unless: fever")


def test_an_exception_that_the_way_rules_out_is_not_named() -> None:
    asked = Ask("asked", "cough", {"absent": "box", "present": "over"})
    assert boxed(tiny.rule("r", tiny.FEVER, unless=tiny.COUGH), asked).needs == ("if also: fever",)
    assert boxed(tiny.rule("r", tiny.FEVER, unless=tiny.COUGH)).needs == ("if also: fever", "unless: cough")


def test_the_entrance_and_definitions_settle_too() -> None:
    hot = Definition("hot", "leaflet", 1, "Hot?", {"present": All((tiny.FEVER, SMOKES))}, "absent", (), InForce(), "d")
    rule = tiny.rule("r", All((tiny.FEVER, SMOKES, tiny.COUGH)))
    assert boxed(rule, enter=Is("hot", ("present",)), definitions=(hot,)).needs == ("if also: cough",)
    cold = tiny.rule("r", All((Not(Is("hot", ("present",))), tiny.COUGH)))
    asked = Ask("asked", "hot", {"absent": "box", "present": "over"})
    assert boxed(cold, asked, definitions=(hot,)).needs == ("if also: cough",)


def test_notes_are_true_of_everybody_on_the_way() -> None:
    """Whoever comes to the box meets the note exactly when they meet the rule's condition."""
    base = tiny.columns()
    everybody = product(("present", "absent"), ("present", "absent"), ("never", "past", "current"))
    chart = draw(base, None, "cough-path")
    came = 0
    for cough, fever, smoker in everybody:
        known = {"cough": OneOf(frozenset((cough,))), "fever": OneOf(frozenset((fever,)))}
        known["smoker"] = OneOf(frozenset((smoker,)))
        passed = walk(base, base.pathways["cough-path"], known).passed
        needed = {"resting": cough == "present", "talking": smoker == "current", "after": fever == "present"}
        for step, fact in needed.items():
            if step in passed:
                came += 1
                noted = chart.box(step).entries[0].needs == ("if also: fever",)
                assert fact or noted
    assert came > 12
    assert chart.box("after").entries[0].needs == ("if also: fever",)
    assert chart.box("resting").entries[0].needs == ()


def test_a_detail_names_its_rule_instead_of_repeating_it() -> None:
    parent = tiny.rule("parent", tiny.COUGH, unless=tiny.FEVER)
    child = tiny.rule("child", SMOKES, refines="leaflet/parent")
    steps: dict[str, Step] = {"box": Apply("box", (parent.id, child.id), "over"), "over": End("over", "done")}
    box = draw(tiny.base(steps, (parent, child), "box"), None, "cough-path").box("box")
    assert box.entries[1].needs == ("as far as this holds: Title of parent", "if also: smoker: past/current")


def test_what_all_rules_of_a_box_need_is_said_once() -> None:
    rules = (tiny.rule("one", tiny.COUGH), tiny.rule("two", tiny.COUGH, unless=tiny.FEVER))
    steps: dict[str, Step] = {"box": Apply("box", tuple(r.id for r in rules), "over"), "over": End("over", "done")}
    box = draw(tiny.base(steps, rules, "box"), None, "cough-path").box("box")
    assert box.needs == ("all of these if also: cough",)
    assert [entry.needs for entry in box.entries] == [(), ("unless: fever",)]


def patient(**facts: str) -> Patient:
    return Patient("somebody", {name: Given(name, answer) for name, answer in facts.items()}, date(2026, 11, 20))


def lit(base: KnowledgeBase, **facts: str) -> Chart:
    return draw(base, None, "cough-path", assess(base, patient(**facts)))


def test_the_path_is_lit_with_its_verdicts() -> None:
    chart = lit(tiny.simple(), cough="absent", fever="present")
    states = {box.id: box.state for box in chart.boxes}
    assert states["bedded"] is states["asked"] is states[ENTER] is State.PASSED
    assert states["resting"] is State.OFF
    verdicts = {entry.rule: entry.verdict for box in chart.boxes for entry in box.entries}
    assert verdicts == {"leaflet/bed": "applies", "leaflet/talk": "applies", "leaflet/rest": ""}
    assert {(a.tail, a.head): a.state for a in chart.arrows}[("asked", "bedded")] is State.PASSED
    assert chart.lit_for == "Path of somebody, 2026-11-20"


def test_an_unanswered_question_is_the_frontier() -> None:
    chart = lit(tiny.simple(), fever="present")
    assert chart.box("asked").state is State.FRONTIER
    assert {box.state for box in chart.boxes if box.kind in ("apply", "end")} == {State.OFF}


def test_an_open_rule_on_the_path_says_what_to_find_out() -> None:
    entry = lit(tiny.simple(), cough="absent").box("bedded").entries[0]
    assert (entry.verdict, entry.find_out) == ("open", "fever")


def test_columns_are_all_lit_and_the_meet_waits_for_every_one() -> None:
    chart = lit(tiny.columns(), cough="present")
    assert chart.box("resting").state is State.PASSED
    assert chart.box("right").state is State.FRONTIER
    assert chart.box("join").state is chart.box("after").state is State.OFF
    done = lit(tiny.columns(), cough="present", smoker="never", fever="absent")
    assert done.box("join").state is done.box("after").state is State.PASSED
    assert done.box("after").entries[0].verdict == "does not apply"


@pytest.mark.parametrize(("answer", "state"), [("absent", State.OFF), (None, State.FRONTIER)])
def test_who_does_not_enter_walks_nowhere(answer: str | None, state: State) -> None:
    steps = tiny.simple().pathways["cough-path"].steps
    base = tiny.base(steps, tuple(tiny.simple().rules.values()), "asked", enter=tiny.FEVER)
    chart = lit(base, cough="present", **({"fever": answer} if answer else {}))
    assert chart.box(ENTER).state is state
    assert chart.box("asked").state is State.OFF
    assert chart.box(ENTER).find_out == ("" if answer else "fever")


def test_nobody_is_lit_without_a_patient() -> None:
    chart = draw(tiny.columns(), None, "cough-path")
    assert {box.state for box in chart.boxes} == {State.PLAIN}
    assert chart.lit_for == ""


def test_columns_hold_their_own_steps_only() -> None:
    stands = columns(tiny.columns().pathways["cough-path"])
    assert stands["resting"] == ("left",) and stands["talking"] == ("right",)
    assert stands["join"] == stands["after"] == stands["split"] == ()


def test_the_algorithm_graph_joins_charts() -> None:
    graph = algorithm_graph(tiny.columns())
    assert graph.has_edge(("cough-path", "onward"), ("cough-path", "split"))
    one = pathway_graph(tiny.simple().pathways["cough-path"])
    assert one.nodes["asked"]["kind"] == "ask" and one.edges["asked", "resting"]["answers"] == ("present",)


@pytest.mark.parametrize("base", [tiny.simple(), tiny.columns()], ids=["simple", "columns"])
def test_the_text_equivalent_says_everything(base: KnowledgeBase) -> None:
    chart = draw(base, None, "cough-path")
    text = outline(chart)
    for box in chart.boxes:
        assert box.text in text
        for entry in box.entries:
            assert f"{entry.word.upper()} {entry.title}" in text and f"({entry.rule})" in text
    numbers = {box.id: number for number, box in enumerate(chart.boxes)}
    assert all(f"{arrow.label} -> {numbers[arrow.head]}" in text for arrow in chart.arrows if arrow.label)
    assert text.count("unknown -> find out") == sum(box.kind == "ask" for box in chart.boxes)
    assert text.endswith("For audit and teaching only, not for treating patients.\n")


def test_the_text_equivalent_of_a_path_says_where_it_stops() -> None:
    text = outline(lit(tiny.columns(), cough="present"))
    assert "QUESTION [find out]: Does the person smoke?" in text
    assert "OFFER Title of rest [applies]" in text


def test_mermaid_has_every_step_and_arrow_and_no_loose_quote() -> None:
    chart = draw(tiny.columns(), None, "cough-path")
    lines = mermaid(chart).splitlines()
    assert sum("-->" in line for line in lines) == len(chart.arrows)
    assert sum(line.count(":::") for line in lines) == len(chart.boxes)
    base = tiny.base({"over": End("over", "done")}, (), "over", title='A "quoted" #title')
    assert all(line.count('"') % 2 == 0 for line in mermaid(draw(base, None, "cough-path")).splitlines()[4:])


def test_advice_against_is_marked_in_words() -> None:
    assert "× AVOID Title of talk" in outline(draw(tiny.simple(), None, "cough-path"))


@pytest.mark.parametrize("most", [20.0, 60.0, 150.0])
def test_lines_keep_every_letter_and_stay_within_their_width(most: float) -> None:
    text = "breast/renal/melanoma and an-unreasonably-long-word-that-fits-no-line, at least 3 months"
    for lines in (wrap(text, 8, most), balanced(text, 8, most)):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(width(line, 8) <= most for line in lines)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


INKS = [style.INK, style.GREY, style.PATH, style.ASKING, style.FOR_COLOUR, style.AGAINST_COLOUR, style.NEUTRAL_COLOUR]


@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_every_paper(ink: str) -> None:
    papers = [fill for kind, fill in style.FILLS.items() if kind != "enter"] + [style.COLUMN, style.PAPER]
    for paper in papers:
        light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)  # WCAG 2.2, success criterion 1.4.3
