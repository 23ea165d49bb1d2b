"""The topics as a list, and for each disagreement the smallest patient who shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whence.assessment.verdict import Verdict
from whence.compare.compare import Comparer
from whence.compare.witness import Unseen, Witness
from whence.language.base import KnowledgeBase
from whence.language.topic import Topic
from whence.render.alignment_entries import alignment_entries
from whence.render.comparison_page import outcome_entries
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted
from whence.render.prose_condition import condition


def topics_page(topics: Sequence[Topic], base: KnowledgeBase, comparer: Comparer) -> Iterator[Entry]:
    """Each topic with what is decided there and how many rules each source has on it."""
    everything = dict.fromkeys(base.rules, Verdict.APPLIES)
    for topic in topics:
        yield Entry(f"{topic.name}: {topic.title}", style="strong")
        yield Entry(", ".join(topic.decides), "decides", 1)
        yield Entry(", ".join(topic.compare), "compares", 1, style="muted")
        if topic.past is not None:
            yield Entry(condition(topic.past, base), "past it", 1, style="muted")
        yield from alignment_entries(topic.decides, base)
        heard = [voice.source for voice in comparer.choir(topic).voices(everything)]
        counts = [f"{base.sources[source].folder} {heard.count(source)}" for source in base.sources if source in heard]
        yield Entry(", ".join(counts) or "none", "rules", 1, style="muted")
    yield BLANK
    yield Entry(f"{counted(len(topics), 'topic')}.", style="muted")


def witnesses_page(found: Iterable[Witness | Unseen], base: KnowledgeBase) -> Iterator[Entry]:
    """Each disagreement with its patient, topic by topic; at the end how many pairs are never seen to disagree."""
    topic, seen, unseen = "", 0, dict[str, int]()
    for one in found:
        if isinstance(one, Unseen):
            unseen[one.why] = unseen.get(one.why, 0) + 1
            continue
        seen += 1
        if one.topic != topic:
            topic = one.topic
            yield Entry(f"{base.topics[topic].title.upper()} ({topic})", style="heading")
        yield from outcome_entries(one.outcome, base)
        facts = ", ".join(f"{name}: {given.answer}" for name, given in one.patient.facts.items())
        yield Entry(facts or "nothing known", "patient", 1)
    yield BLANK
    rest = "; ".join(f"{counted(number, 'pair')} of rules: {why}" for why, number in sorted(unseen.items()))
    yield Entry(f"{counted(seen, 'disagreement')} shown, each replayed by the engine.", style="good")
    if rest:
        yield Entry(f"Never seen to disagree: {rest}.", style="muted")
