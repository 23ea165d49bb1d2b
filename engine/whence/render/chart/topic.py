"""From a topic to its picture: the sources side by side, what each says, and below where they can part.

With an assessed patient each rule carries its verdict, and below stands only what the comparison of that patient gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.compare.between import AGREE, between
from whence.compare.compare import Comparer
from whence.compare.comparison import Outcome
from whence.compare.voice import Voice
from whence.language.base import KnowledgeBase
from whence.language.topic import Topic
from whence.render.chart.picture import Arrow, Box, Chart, Entry
from whence.render.chart.words import particulars, phrase
from whence.render.phrases import counted
from whence.render.prose_comparison import differing, headline, named_source, reason

ENTER, BELOW = "_enter", "_below"
MANY = 8  # rules of one source from which their conditions are left to `whence show`
MOST = 14  # differences shown below
GRAVITY = {"contradicts": 0, "differs": 1}


def draw_topic(base: KnowledgeBase, topic_name: str, assessment: Assessment | None = None) -> Chart:
    """The picture of a topic. Raises KeyError where the base has no such topic."""
    topic = base.topics[topic_name]
    comparer = Comparer(base)
    if assessment is None:
        heard = comparer.choir(topic).voices(dict.fromkeys(base.rules, Verdict.APPLIES))
        outcomes = _could_be(topic, heard, comparer)
    else:
        verdicts = {rule: result.verdict for rule, result in assessment.results.items()}
        heard = comparer.choir(topic).voices(verdicts)
        outcomes = [one for one in comparer.compare(assessment, topic).outcomes if one.sure == "live"]
    boxes = [Box(ENTER, "enter", topic.title)]
    arrows = []
    for source in base.sources:
        own = [voice for voice in heard if voice.source == source]
        head = f"{source}-head"
        arrows.append(Arrow(ENTER, head))
        boxes += [Box(head, "goto", _source(source, base), columns=(source,))]
        arrows.append(Arrow(head, source))
        if own:
            entries = tuple(_entry(voice, base, len(own), assessment) for voice in own)
            boxes.append(Box(source, "apply", entries=entries, columns=(source,)))
        else:
            boxes.append(Box(source, "end", _silence(source, topic, base), columns=(source,)))
        if outcomes and own:
            arrows.append(Arrow(source, BELOW))
    if outcomes:
        parting = [one for one in outcomes if one.kind != AGREE] or outcomes
        boxes.append(Box(BELOW, "apply", entries=tuple(_parting(one, base) for one in parting[:MOST])))
    said = ""
    if outcomes:
        said = f" Below, {'in which ways they could part' if assessment is None else 'how they stand to each other'}."
    return Chart(
        pathway=f"topic-{topic.name}",
        title=topic.title,
        description=f"{counted(len(heard), 'rule')} of {counted(len(base.sources), 'source')} side by side.{said}",
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        foot=_foot(topic, base, assessment),
        lit_for="" if assessment is None else f"For {assessment.patient.name} on {assessment.as_of}",
    )


def _could_be(topic: Topic, heard: Sequence[Voice], comparer: Comparer) -> list[Outcome]:
    """In which ways two sources could part at this topic: for each way the first two rules that show it."""
    found: dict[tuple[str, str, str, tuple[str, ...]], Outcome] = {}
    for first, second in combinations([voice for voice in heard if not voice.beside], 2):
        if first.source == second.source:
            continue
        standing = between(topic, first, second, comparer.kin)
        if standing is None or standing.kind == AGREE or standing.because[0] == "other action":
            continue
        if first.copied and second.copied and first.origin == second.origin:
            continue
        pair = (first.source, second.source)
        rules = (first.rule.id, second.rule.id)
        outcome = Outcome(pair, rules, standing, "possible", first.origin == second.origin)
        found.setdefault((*pair, standing.kind, standing.ways), outcome)
    return sorted(found.values(), key=lambda one: (GRAVITY[one.kind], one.between, one.standing.ways))


def _source(source: str, base: KnowledgeBase) -> str:
    one = base.sources[source]
    return f"{one.publisher} ({one.trust})"


def _silence(source: str, topic: Topic, base: KnowledgeBase) -> str:
    """Why no rule of the source stands there: it only has terms, it breaks off, or it says nothing."""
    terms = [base.definitions[name] for name in topic.decides if name in base.definitions]
    own = [one.asks for one in terms if any(cited.source == source for cited in one.source)]
    if own:
        return f"its terms: {' '.join(own)}"
    for missing in base.sources[source].missing:
        if topic.name in missing.topics:
            return f"not available here: {missing.what}, {missing.because}"
    if any(rule.then.topic == topic.name and base.source_of(rule.folder).id == source for rule in base.rules.values()):
        return "not available here: the text breaks off"
    return "this source says nothing here"


def _entry(voice: Voice, base: KnowledgeBase, many: int, assessment: Assessment | None) -> Entry:
    rule = voice.rule
    word = base.source_of(rule.folder).words[rule.then.word]
    needs: list[str] = []
    if many <= MANY:
        own = base.expanded(rule)
        parts = (("if: ", own.when), ("unless: ", own.unless), ("only if: ", own.only_if))
        needs = [f"{before}{phrase(part, base)}" for before, part in parts if part is not None]
    if voice.later:
        needs.append("for people past this decision")
    if rule.derived_from is not None:
        needs.append(f"copied from {rule.derived_from.rule or rule.derived_from.document}")
    result = None if assessment is None else assessment.results[rule.id]
    return Entry(
        rule=rule.id,
        word=word.word.replace("-", " "),
        direction=word.direction,
        force=word.force,
        title=rule.title,
        particulars=particulars(rule.then, base),
        needs=tuple(needs),
        verdict="" if result is None else result.verdict.value,
    )


def _parting(outcome: Outcome, base: KnowledgeBase) -> Entry:
    kind = outcome.kind if outcome.kind != "differs" else f"differ in {' and '.join(outcome.standing.ways)}"
    word = {"contradicts": "contradict each other", "agree": "agree"}.get(kind, kind)
    who = " and ".join(named_source(source, base) for source in outcome.between)
    if outcome.rules[1] is None:
        who = headline(outcome, base)
    details = [said for said in differing(outcome, base) if said.endswith("differs)")]
    said = "; ".join(part for part in (reason(outcome, base), *details) if part)
    rules = " | ".join(rule for rule in outcome.rules if rule is not None)
    return Entry(rules, word, "none", "how sources stand to each other", who, said, (rules,))


def _foot(topic: Topic, base: KnowledgeBase, assessment: Assessment | None) -> tuple[str, ...]:
    lines = []
    for name, source in base.sources.items():
        text = base.ledgers[name].text_digest.removeprefix("sha256:")[:12] if name in base.ledgers else ""
        digest = f" Text sha256 {text}." if text else " Text not held."
        lines.append(f"{source.publisher}, {source.title}, edition: {source.edition}.{digest}")
    release = f"release {base.release}, " if base.release is not None else ""
    knowledge = f" from {release}the knowledge sha256 {base.digest[:12]}" if assessment is not None else ""
    return (*lines, f"Drawn by whence{knowledge}, topic {topic.name}.")
