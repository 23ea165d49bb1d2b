"""The sources side by side for one patient: a table for each topic, then how each stands to each. Nobody wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.compare.comparison import Comparison, OneSource, Outcome, Part
from whence.compare.voice import Voice
from whence.language.base import KnowledgeBase
from whence.render.page import BLANK, Entry
from whence.render.phrases import counted, knowledge_named, listed
from whence.render.prose_advice import advice
from whence.render.prose_comparison import differing, headline, named_source, reason
from whence.render.statement import STATEMENT
from whence.render.table import table

_STYLES = {"contradicts": "against", "differs": "ask", "agree": "good"}
_HEAD = ("source", "verdict", "what it says", "passage")


def comparison_page(
    found: Sequence[Comparison], assessment: Assessment, base: KnowledgeBase, width: int, *, whole: bool
) -> Iterator[Entry]:
    """The page. `whole` shows topics at which nobody speaks, and every possible outcome, as well."""
    patient = assessment.patient
    title = f": {patient.title}" if patient.title else ""
    yield Entry(f"{patient.name} on {assessment.as_of}{title}", style="heading")
    spoken = [one for one in found if one.standing != "silent" or whole]
    shown = f"{counted(len(found), 'topic')}, {len(spoken)} shown. There is no winner: read the passages."
    yield Entry(shown, style="muted")
    if assessment.release is not None:
        yield Entry(knowledge_named(assessment.knowledge_digest, assessment.release), style="muted")
    yield BLANK
    for one in spoken:
        yield from topic_entries(one, base, width, whole=whole)
    if len(spoken) < len(found):
        rest = [one.topic.name for one in found if one not in spoken]
        yield Entry(listed(rest, "and"), "nobody speaks at", label_style="muted")
        yield BLANK
    yield Entry(STATEMENT, style="muted")


def topic_entries(one: Comparison, base: KnowledgeBase, width: int, *, whole: bool) -> Iterator[Entry]:
    """One topic."""
    yield Entry(f"{one.topic.title.upper()} ({one.topic.name}): {one.standing}", style="heading")
    rows = [row for source in one.sources for row in source_rows(source, base, whole=whole)]
    yield from table(_HEAD, rows, width)
    for term in one.terms:
        asks = base.definitions[term.definition].asks
        yield Entry(f"{asks} {term.answer or 'open'} ({term.definition})", named_source(term.source, base), 1)
    for steps in one.steps:
        words = [base.rules[rule].then.word.replace("-", " ") for rule in steps.rules]
        action = base.vocabulary.actions[steps.action].name
        said = f"{action}, {', then '.join(words)} ({', '.join(steps.rules)})"
        yield Entry(said, f"{named_source(steps.source, base)}, strongest first", 1)
    shown = [outcome for outcome in one.outcomes if outcome.sure == "live" or whole]
    for outcome in shown:
        yield from outcome_entries(outcome, base)
    if rest := len(one.outcomes) - len(shown):
        said = f"{counted(rest, 'outcome is', 'outcomes are')} possible while answers are open (--all)."
        yield Entry(said, style="muted")
    yield BLANK


def outcome_entries(outcome: Outcome, base: KnowledgeBase) -> Iterator[Entry]:
    """One outcome with the rules behind it and both values."""
    sure = "" if outcome.sure == "live" else "POSSIBLE: "
    copy = " (a copy beside the text of the same publisher)" if outcome.copy else ""
    yield Entry(f"{sure}{headline(outcome, base)}{copy}", style=_STYLES[outcome.kind])
    yield Entry(" | ".join(rule for rule in outcome.rules if rule is not None), "rules", 1, style="muted")
    if why := reason(outcome, base):
        yield Entry(why, "because", 1)
    if outcome.kind != "agree" or outcome.standing.details:
        for said in differing(outcome, base):
            yield Entry(said, depth=1)


def source_rows(
    source: OneSource, base: KnowledgeBase, *, whole: bool
) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    """One source at a topic: (source, verdict, what it says, passage) of each voice, with the style it is shown in."""
    name = named_source(source.source, base)
    shown = [voice for voice in source.voices if _is_shown(voice) or whole]
    if source.part is Part.NOT_AVAILABLE or not shown:
        number = len(source.voices)
        said = source.because or (f"{counted(number, 'rule')}, none in effect" if number else "no rule on this")
        yield (name, source.part.value, said, ""), "muted"
    for voice in shown:
        yield (name, voice.verdict.value, _said(voice, base), _places(voice)), _style(voice)


def _is_shown(voice: Voice) -> bool:
    return voice.verdict not in (Verdict.DOES_NOT_APPLY, Verdict.OPEN)


def _said(voice: Voice, base: KnowledgeBase) -> str:
    said = advice(voice.rule, base)
    if voice.verdict is Verdict.HELD_BACK:
        said = f"ADVISED AGAINST: {said}"
    notes = [f"copied from {_copied(voice)}"] if voice.copied else []
    notes += ["for people past this decision" if voice.later else "a finding, no advice"] if voice.beside else []
    return f"{said} [{'; '.join((voice.rule.id, *notes))}]"


def _copied(voice: Voice) -> str:
    source = voice.rule.derived_from
    return (source.rule or source.document or "elsewhere") if source is not None else ""


def _places(voice: Voice) -> str:
    """The passages, those of one place together: `page.1 .4, back.2`."""
    places: dict[str, list[str]] = {}
    for citation in voice.rule.source:
        place, _, number = citation.passage.rpartition(".")
        places.setdefault(place, []).append(number)
    return ", ".join(f"{place}.{' .'.join(dict.fromkeys(numbers))}" for place, numbers in places.items())


def _style(voice: Voice) -> str:
    if voice.beside or not (voice.speaks or voice.open):
        return "muted"
    if voice.open:
        return "ask"
    return "against" if voice.stance == "against" else "strong" if voice.force == "strong" else "weak"
