"""The drawn charts: they fit a page, cut no word, say who they are, and are the same chart whichever engine draws."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from shipped import shipped_base
from unit import chart_tiny as tiny
from unit import drawn
from whence.language.base import KnowledgeBase
from whence.render.chart.dot import dot
from whence.render.chart.engine import CannotDraw, draw_bytes, draw_svg, program
from whence.render.chart.files import COMPARED, generate
from whence.render.chart.flowchart import ENTER, draw
from whence.render.chart.measure import A3, EDGE
from whence.render.chart.picture import Chart

ROOT = Path(__file__).parents[2]
PATHWAYS = sorted(path.stem for path in ROOT.glob("knowledge/*/pathways/*.yaml"))
WASM = {"WHENCE_DOT": "no-such-program"}
ENGINES = {"wasm": WASM, **({"dot": {}} if shutil.which("dot") else {})}
READABLE = 8.0  # points on paper


@cache
def shipped() -> KnowledgeBase:
    return shipped_base()


@cache
def svg_of(pathway: str, engine: str) -> str:
    return draw_svg(draw(shipped(), None, pathway), ENGINES[engine])


every_drawing = pytest.mark.parametrize(
    ("pathway", "engine"), [(pathway, engine) for pathway in PATHWAYS for engine in ENGINES]
)


def test_there_are_charts_to_look_at() -> None:
    assert len(PATHWAYS) >= 4


@every_drawing
def test_the_least_text_is_readable_on_a3_at_most(pathway: str, engine: str) -> None:
    drawing = drawn.read(svg_of(pathway, engine))
    short, long = (side - 2 * EDGE for side in A3)
    pages = [(short, long), (long, short)]
    scale = max(min(wide / drawing.wide, high / drawing.high) for wide, high in pages)
    assert min(drawing.sizes) * min(scale, 1.0) >= READABLE - 0.005, (drawing.wide, drawing.high)


@every_drawing
def test_no_word_is_cut(pathway: str, engine: str) -> None:
    drawing = drawn.read(svg_of(pathway, engine))
    for name, step in drawing.steps.items():
        for text in step.texts:
            assert step.left <= text.left and text.right <= step.right, (name, text)
            assert step.top + text.size * 0.7 <= text.baseline <= step.bottom, (name, text)


@every_drawing
def test_no_two_steps_overlap(pathway: str, engine: str) -> None:
    steps = list(drawn.read(svg_of(pathway, engine)).steps.items())
    for number, (name, one) in enumerate(steps):
        for other_name, other in steps[number + 1 :]:
            apart = one.right <= other.left or other.right <= one.left
            assert apart or one.bottom <= other.top or other.bottom <= one.top, (name, other_name)


@every_drawing
def test_every_word_of_the_chart_is_drawn(pathway: str, engine: str) -> None:
    chart = draw(shipped(), None, pathway)
    drawing = drawn.read(svg_of(pathway, engine))
    for box in chart.boxes:
        seen = squeezed("".join(text.content for text in drawing.steps[box.id].texts))
        for entry in box.entries:
            for said in (entry.word.upper(), entry.title, entry.particulars, *entry.needs):
                assert squeezed(said) in seen, (box.id, said)
        assert all(squeezed(said) in seen for said in (box.text, *box.needs)), box.id


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@every_drawing
def test_the_drawing_is_of_this_chart(pathway: str, engine: str) -> None:
    same_chart(draw(shipped(), None, pathway), svg_of(pathway, engine))


def same_chart(chart: Chart, svg: str) -> None:
    drawing = drawn.read(svg)
    assert set(drawing.steps) == {box.id for box in chart.boxes}
    wanted = {f"{arrow.tail}->{arrow.head}" for arrow in chart.arrows}
    wanted |= {f"{box.id}:e->{box.id}:e" for box in chart.boxes if box.kind == "ask"}
    assert drawing.arrows == wanted
    for box in chart.boxes:
        for entry in box.entries:
            assert any(entry.rule in tip for tip in drawing.steps[box.id].tips)


@every_drawing
def test_a_screen_reader_is_told_what_it_is(pathway: str, engine: str) -> None:
    chart = draw(shipped(), None, pathway)
    root = drawn.read(svg_of(pathway, engine)).root
    assert root.get("role") == "img"
    told = {part.get("id"): part.text for part in root if part.get("id") in (root.get("aria-labelledby") or "").split()}
    assert told == {"chart-title": chart.title, "chart-desc": chart.description}
    assert [part.tag for part in root][:2] == [f"{drawn.SVG}title", f"{drawn.SVG}desc"]


@every_drawing
def test_title_and_foot_stand_on_the_drawing(pathway: str, engine: str) -> None:
    root = drawn.read(svg_of(pathway, engine)).root
    seen = squeezed("".join("".join(part.itertext()) for part in root.iter(f"{drawn.SVG}text")))
    chart = draw(shipped(), None, pathway)
    for said in (chart.title, chart.description, *chart.foot, "For audit and teaching only"):
        assert squeezed(said) in seen
    for citation in shipped().pathways[pathway].source:
        assert shipped().ledgers[citation.source].text_digest.removeprefix("sha256:")[:12] in seen


def test_dot_and_wasm_are_given_boxes_of_the_same_size() -> None:
    if "dot" not in ENGINES:
        pytest.skip("no `dot` here")
    for pathway in PATHWAYS:
        by_dot, by_wasm = (drawn.read(svg_of(pathway, engine)).steps for engine in ("dot", "wasm"))
        for name, step in by_dot.items():
            other = by_wasm[name]
            assert abs((step.right - step.left) - (other.right - other.left)) <= 4, (pathway, name)
            assert abs((step.bottom - step.top) - (other.bottom - other.top)) <= 4, (pathway, name)


def test_the_committed_diagrams_are_fresh() -> None:
    made = generate(shipped())
    kept = {path.name for path in (ROOT / "diagrams").iterdir() if path.suffix in (".dot", ".svg")}
    assert kept == set(made)
    for name, content in made.items():
        if name.endswith(COMPARED):
            assert (ROOT / "diagrams" / name).read_bytes() == content, f"{name} is stale: whence generate"
        elif Path(name).stem in shipped().pathways:
            same_chart(draw(shipped(), None, Path(name).stem), (ROOT / "diagrams" / name).read_text("utf-8"))
        else:
            topic = shipped().topics[Path(name).stem.removeprefix("topic-")]
            assert squeezed(topic.title) in squeezed(
                "".join(drawn.read((ROOT / "diagrams" / name).read_text("utf-8")).root.itertext())
            )


@pytest.mark.parametrize("environment", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize("made", [tiny.simple, tiny.columns])
def test_charts_of_other_knowledge_are_drawn(made: Callable[[], KnowledgeBase], environment: dict[str, str]) -> None:
    chart = draw(made(), None, "cough-path")
    same_chart(chart, draw_svg(chart, environment))


@pytest.mark.parametrize("environment", ENGINES.values(), ids=ENGINES)
def test_a_title_of_odd_letters_stays_text(environment: dict[str, str]) -> None:
    odd = 'Fever & <script>alert("x")</script> \\n \\l ]]> \x07 naïve ≥ 38 °C — 発熱'
    simple = tiny.simple()
    base = tiny.base(simple.pathways["cough-path"].steps, tuple(simple.rules.values()), "asked", title=odd)
    root = drawn.read(draw_svg(draw(base, None, "cough-path"), environment)).root
    assert root.find(f"{drawn.SVG}title").text == odd.replace("\x07", " ")  # type: ignore[union-attr]
    assert not list(root.iter(f"{drawn.SVG}script"))
    drawn_text = squeezed("".join("".join(part.itertext()) for part in root.iter(f"{drawn.SVG}text")))
    assert squeezed('Fever & <script>alert("x")</script>') in drawn_text
    assert "発熱" in drawn_text


def test_the_same_chart_gives_the_same_dot() -> None:
    first, second = (dot(draw(shipped(), None, PATHWAYS[0])) for _ in range(2))
    assert first == second
    assert first.startswith("// generated by whence; do not edit")


def test_png_and_pdf_without_dot_name_the_cures() -> None:
    chart = draw(tiny.simple(), None, "cough-path")
    for form in ("png", "pdf"):
        with pytest.raises(CannotDraw, match=r"needs the `dot` program.*apt-get install graphviz"):
            draw_bytes(chart, form, WASM)


@pytest.mark.skipif("dot" not in ENGINES, reason="no `dot` here")
def test_png_and_pdf_are_drawn_by_dot() -> None:
    chart = draw(tiny.simple(), None, "cough-path")
    assert draw_bytes(chart, "png", {}).startswith(b"\x89PNG")
    assert draw_bytes(chart, "pdf", {}).startswith(b"%PDF")


def test_whence_dot_goes_before_the_path(tmp_path: Path) -> None:
    own = tmp_path / "my-dot"
    own.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    own.chmod(0o755)
    assert program({"WHENCE_DOT": str(own), "PATH": "/usr/bin"}) == str(own)
    with pytest.raises(CannotDraw, match="could not draw svg: broken"):
        draw_svg(draw(tiny.simple(), None, "cough-path"), {"WHENCE_DOT": str(own)})


def test_the_entrance_can_be_no_step_of_a_pathway() -> None:
    assert "_" in ENTER
