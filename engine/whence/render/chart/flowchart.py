"""From a pathway of the base to its chart, lit along one patient's path where an assessment is given."""

from __future__ import annotations

from whence.assessment.assessment import Assessment
from whence.graph.algorithm import columns, pathway_graph
from whence.language.base import KnowledgeBase
from whence.language.condition import Is
from whence.language.pathway import Apply, Ask, End, Fork, GoTo, Meet, Pathway, Step
from whence.program.program import Program
from whence.render.chart import entries
from whence.render.chart.light import Light
from whence.render.chart.picture import Arrow, Box, Chart
from whence.render.chart.words import phrase, question
from whence.render.phrases import counted

ENTER = "_enter"  # no step is called so: names of steps are kebab-case


def draw(
    base: KnowledgeBase, program: Program | None, pathway_name: str, assessment: Assessment | None = None
) -> Chart:
    """The chart of a pathway.

    With an assessment the patient's path is lit: passed steps and arrows, the verdicts of the rules on the path, and
    the questions at which the walk stops. Raises KeyError where the base has no such pathway.
    """
    pathway = base.pathways[pathway_name]
    light = Light(base, pathway, assessment)
    graph = pathway_graph(pathway)
    stands = columns(pathway)
    entrance = _entrance(pathway, base)
    boxes = [Box(ENTER, "enter", entrance, state=light.entrance, find_out=light.missing_at_entrance)]
    arrows = [Arrow(ENTER, pathway.start, state=light.way_in)]
    needed = entries.Needs(base, pathway)
    for name, attributes in graph.nodes(data=True):
        step: Step = attributes["step"]
        inside, needs = needed.box(step, light) if isinstance(step, Apply) else ((), ())
        state, find_out = light.step(name), light.find_out(step)
        kind, text = attributes["kind"], _text(step, base)
        boxes.append(Box(name, kind, text, inside, state, find_out, needs, stands[name]))
    for tail, head, attributes in graph.edges(data=True):
        arrows.append(Arrow(tail, head, " or ".join(attributes["answers"]), light.arrow(tail, head)))
    return Chart(
        pathway=pathway.name,
        title=pathway.title,
        description=_description(pathway, base),
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        foot=foot(pathway, base, lit=assessment is not None),
        lit_for=light.caption,
    )


def _entrance(pathway: Pathway, base: KnowledgeBase) -> str:
    match pathway.enter:
        case None:
            return "Everybody"
        case Is(name=name, answers=answers):
            return f"{question(name, base)} {' or '.join(answers)}"
        case other:
            return f"If {phrase(other, base)}"


def _text(step: Step, base: KnowledgeBase) -> str:
    match step:
        case Ask(name=name):
            return question(name, base)
        case Apply():
            return ""
        case Fork(columns=ways):
            return f"each of these {len(ways)} columns"
        case Meet():
            return "when every column is done"
        case GoTo(pathway=other):
            return f"go on at the chart: {base.pathways[other].title if other in base.pathways else other}"
        case End(how=how):
            return "end of this chart" if how == "done" else "this source says nothing here"


def _description(pathway: Pathway, base: KnowledgeBase) -> str:
    questions = sum(isinstance(step, Ask) for step in pathway.steps.values())
    rules = {rule for step in pathway.steps.values() if isinstance(step, Apply) for rule in step.rules}
    publishers = sorted({base.sources[citation.source].publisher for citation in pathway.source})
    said = f"{counted(len(rules), 'recommendation')} behind {counted(questions, 'question')}"
    return f"{', '.join(publishers)}: {said}. What a recommendation needs besides the way to its box stands under it."


def foot(pathway: Pathway, base: KnowledgeBase, *, lit: bool = False) -> tuple[str, ...]:
    """Where the content comes from: each source with its edition and the digest of its text.

    A lit chart also names the state of the knowledge, because it shows an answer; a plain one does not, so that it
    changes only where the chart itself does.
    """
    lines = []
    for name in dict.fromkeys(citation.source for citation in pathway.source):
        source = base.sources[name]
        text = base.ledgers[name].text_digest.removeprefix("sha256:")[:12] if name in base.ledgers else ""
        digest = f" Text sha256 {text}." if text else " Text not held."
        lines.append(f"Source: {source.publisher}, {source.title}, edition: {source.edition}.{digest}")
    release = f"release {base.release}, " if base.release is not None else ""
    knowledge = f" from {release}the knowledge sha256 {base.digest[:12]}" if lit else ""
    return (*lines, f"Drawn by whence{knowledge}, pathway {pathway.name}.")
