"""A topic and a patient's verdicts to the comparison of the sources. There is no winner, and nothing is resolved.

Verdicts come from an assessment; no condition is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.compare.between import AGREE, DIFFERS, Standing, between
from whence.compare.comparison import Comparison, OneSource, Outcome, Part, Steps, Term, gravest_first
from whence.compare.kinship import Kinship, kinship
from whence.compare.voice import FORCES, Choir, Voice
from whence.language.base import KnowledgeBase
from whence.language.source import TRUST
from whence.language.topic import Topic

_INDICATION = Standing(DIFFERS, ("indication",))
_NEVER_HERE = (Verdict.DOES_NOT_APPLY, Verdict.WITHDRAWN)
_SPOKEN = (Verdict.APPLIES, Verdict.APPLIES_UNLESS, Verdict.HELD_BACK, Verdict.OPEN, Verdict.WITHDRAWN)


class Comparer:
    """Compares the sources of one base for any number of patients."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self.kin: Kinship = kinship(base.vocabulary.actions)
        self._choirs: dict[str, Choir] = {}
        self._order = sorted(base.sources, key=lambda name: (TRUST.index(base.sources[name].trust), name))

    def choir(self, topic: Topic) -> Choir:
        """The voices of a topic of the base."""
        if topic.name not in self._choirs:
            self._choirs[topic.name] = Choir(self._base, topic, self.kin)
        return self._choirs[topic.name]

    def compare(self, assessment: Assessment, topic: Topic, only: frozenset[str] | None = None) -> Comparison:
        """The topic for an assessed patient. Outcomes are ordered by gravity, then by source.

        With `only`, no other outcomes than those between these rules are reckoned.
        """
        verdicts = {rule: result.verdict for rule, result in assessment.results.items()}
        return self.of(verdicts, assessment.definitions, topic, only)

    def of(
        self,
        verdicts: Mapping[str, Verdict],
        definitions: Mapping[str, str | None],
        topic: Topic,
        only: frozenset[str] | None = None,
    ) -> Comparison:
        """The same for the verdict of each rule in force and the answer of each definition.

        With `only`, no other outcomes than those between these rules are reckoned.
        """
        heard = self.choir(topic).voices(verdicts)
        speaking = [voice for voice in heard if voice.speaks]
        origins = {voice.origin for voice in speaking}
        sources = tuple(self._one(source, heard, topic, verdicts) for source in self._order)
        outcomes = [*self._pairs(topic, heard, only), *self._indications(heard, only)]
        outcomes.sort(key=gravest_first)
        return Comparison(
            topic=topic,
            standing="silent" if not origins else "only one speaks" if len(origins) == 1 else "several speak",
            sources=sources,
            outcomes=tuple(outcomes),
            steps=tuple(self._steps(topic, speaking)),
            terms=tuple(self._terms(topic, definitions)),
        )

    def _one(self, source: str, heard: Sequence[Voice], topic: Topic, all_verdicts: Mapping[str, Verdict]) -> OneSource:
        own = sorted((voice for voice in heard if voice.source == source), key=reading_order)
        live = [voice for voice in own if not voice.beside]
        verdicts = {voice.verdict for voice in live}
        if any(voice.speaks for voice in live):
            return OneSource(source, Part.SPEAKS, tuple(own))
        if (because := self._not_available(source, topic, all_verdicts)) is not None:
            return OneSource(source, Part.NOT_AVAILABLE, tuple(own), because)
        for verdict, part in ((Verdict.OPEN, Part.OPEN), (Verdict.WITHDRAWN, Part.WITHDRAWN)):
            if verdict in verdicts:
                return OneSource(source, part, tuple(own))
        if shown := [voice for voice in own if voice.beside and voice.verdict.speaks]:
            later = all(voice.later for voice in shown)
            return OneSource(source, Part.LATER if later else Part.BESIDE, tuple(own))
        able = any(not voice.beside or voice.later for voice in own)
        return OneSource(source, Part.DOES_NOT_APPLY if able else Part.NO_RULE, tuple(own))

    def _not_available(self, source: str, topic: Topic, verdicts: Mapping[str, Verdict]) -> str | None:
        """Why the source cannot speak here although it may have something to say."""
        for missing in self._base.sources[source].missing:
            if topic.name in missing.topics:
                return f"{missing.what}: {missing.because}"
        for name, verdict in verdicts.items():
            rule = self._base.rules[name]
            if rule.then.topic == topic.name and verdict.speaks and self._base.source_of(rule.folder).id == source:
                return "the text breaks off here"
        return None

    def _pairs(self, topic: Topic, heard: Sequence[Voice], only: frozenset[str] | None) -> Iterator[Outcome]:
        able = [voice for voice in heard if voice.speaks or voice.open]
        echoes = {voice.rule.id for voice in able if _echo(voice, able)}
        chosen = [voice for voice in able if only is None or voice.rule.id in only]
        for first, second in combinations(sorted(chosen, key=lambda voice: self._order.index(voice.source)), 2):
            if first.open and second.open:
                continue
            within = first.source == second.source
            if not within and first.origin != second.origin and {first.rule.id, second.rule.id} & echoes:
                continue
            if one_of_a_kind(topic, first, second):
                continue
            standing = between(topic, first, second, self.kin)
            if standing is not None:
                standing = self._fitting(standing, first, second, able)
            if standing is not None:
                sure = "possible" if first.open or second.open else "live"
                copy = not within and first.origin == second.origin
                rules = (first.rule.id, second.rule.id)
                yield Outcome((first.source, second.source), rules, standing, sure, copy)

    def _fitting(self, standing: Standing, first: Voice, second: Voice, able: Sequence[Voice]) -> Standing | None:
        """The standing of two rules as one of their sources: what another rule of theirs takes back is left out."""
        within = first.source == second.source
        if standing.because[0] == "other action" and (within or self._shared(first, second, able)):
            return None
        ways = list(standing.ways)
        if "strength" in ways and (within or _outdone(first, able) or _outdone(second, able)):
            ways.remove("strength")
            standing = Standing(standing.kind if ways else AGREE, tuple(ways), standing.details, standing.because)
        if standing.kind == AGREE and (within or first.origin == second.origin):
            return None  # one voice does not agree with itself
        return standing

    def _shared(self, first: Voice, second: Voice, able: Sequence[Voice]) -> bool:
        """Whether the other source also speaks for what one of the two advises, so that they do not part there."""
        return any(
            voice.source == other.source
            and voice.stance == "for"
            and (not voice.open or one.open or other.open)
            and self.kin.any_related(one.actions, voice.actions)
            for one, other in ((first, second), (second, first))
            for voice in able
        )

    def _indications(self, heard: Sequence[Voice], only: frozenset[str] | None) -> Iterator[Outcome]:
        able = [voice for voice in heard if (voice.speaks or voice.open) and voice.stance == "for"]
        for voice in able:
            if _echo(voice, able) or (only is not None and voice.rule.id not in only):
                continue
            for source in self._order:
                others = [
                    other for other in heard
                    if other.source == source != voice.source
                    and not other.beside
                    and self.kin.any_related(voice.actions, other.actions)
                ]  # fmt: skip
                if others and all(other.verdict in _NEVER_HERE for other in others):
                    sure = "possible" if voice.open else "live"
                    copy = all(other.origin == voice.origin for other in others)
                    yield Outcome((voice.source, source), (voice.rule.id, None), _INDICATION, sure, copy)

    def _steps(self, topic: Topic, speaking: Sequence[Voice]) -> Iterator[Steps]:
        for source in self._order:
            own = [v for v in speaking if v.source == source and v.stance == "for" and v.force in FORCES]
            for action in dict.fromkeys(action for voice in own for action in voice.actions):
                ladder = sorted((v for v in own if action in v.actions), key=lambda v: (-FORCES[v.force], v.rule.id))
                offered = any({voice.rule.id for voice in ladder} <= {*group} for group in topic.alternatives)
                if len({voice.force for voice in ladder}) > 1 and not offered:
                    yield Steps(source, action, tuple(voice.rule.id for voice in ladder))

    def _terms(self, topic: Topic, answers: Mapping[str, str | None]) -> Iterator[Term]:
        for name in topic.decides:
            if name in answers:
                definition = self._base.definitions[name]
                sources = dict.fromkeys(citation.source for citation in definition.source)
                yield Term(name, next(iter(sources), ""), answers[name])


def _echo(voice: Voice, able: Sequence[Voice]) -> bool:
    """Whether it is a copy of a rule that is itself heard."""
    source = voice.rule.derived_from
    return source is not None and any(other.rule.id == source.rule for other in able)


def one_of_a_kind(topic: Topic, first: Voice, second: Voice) -> bool:
    """Whether two rules belong together: one a detail of the other, in its place, or both offered side by side."""
    ours, theirs = first.rule, second.rule
    if ours.id in (theirs.refines, theirs.instead_of) or theirs.id in (ours.refines, ours.instead_of):
        return True
    return any({ours.id, theirs.id} <= {*group} for group in topic.alternatives)


def _outdone(voice: Voice, able: Sequence[Voice]) -> bool:
    """Whether its source speaks more firmly for the same action by another rule."""
    return any(
        other.source == voice.source
        and other.stance == voice.stance
        and not (other.open and not voice.open)
        and FORCES.get(other.force, 0) > FORCES.get(voice.force, 0) > 0
        and set(other.actions) & set(voice.actions)
        for other in able
    )


def reading_order(voice: Voice) -> tuple[int, int, str]:
    """Those who speak first, the firmest first."""
    rank = _SPOKEN.index(voice.verdict) if voice.verdict in _SPOKEN else len(_SPOKEN)
    return rank + (10 if voice.beside else 0), -FORCES.get(voice.force, 0), voice.rule.id
