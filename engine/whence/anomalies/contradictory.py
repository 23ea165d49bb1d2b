"""Two rules of one source that apply to one person and cannot both be followed.

For and against one action, and held back against recommended, count as `compare` counts them (language reference,
section 10): equal purposes or one not stated, and not the general beside the specific. A pair that a topic says
excludes each other counts where the source speaks strongly and without a hedge for both; who is told to consider the
one and to consider the other is left the choice. What excludes each other as first step counts only where both rules
print the order: otherwise nothing is said against the one after the other.

Both must *apply* (or be held back): one that applies *unless* something is known to be so may yet be taken back, and a
clash that is over once that is known is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from whence.anomalies.anomaly import CONTRADICTION, Anomaly
from whence.anomalies.ground import Ground
from whence.anomalies.suspect import Suspect
from whence.assessment.verdict import Verdict
from whence.compare.between import CONTRADICTS, Standing, between
from whence.compare.compare import one_of_a_kind
from whence.compare.kinship import Kinship, kinship
from whence.compare.voice import Choir, Voice
from whence.language.recommendation import Joint
from whence.language.topic import Topic
from whence.values.struct import replace


def contradictory(ground: Ground) -> Iterator[Suspect]:
    """Every such pair, once. Raises NotProved."""
    base = ground.base
    kin = kinship(base.vocabulary.actions)
    found: dict[tuple[str, str], Suspect] = {}
    anything = Topic("anything", "", tuple(base.vocabulary.actions), ("purpose",))
    for topic in (anything, *base.topics.values()):
        bare = replace(topic, compare=("purpose",))  # other details make differences, never a contradiction
        for first, second in _pairs(ground, topic, kin):
            key = (first.rule.id, second.rule.id)
            standing = None if key in found else between(bare, first, second, kin)
            if standing is not None and standing.kind == CONTRADICTS and _both(ground, first, second):
                found[key] = _suspect(topic, first, second, standing)
    yield from (found[key] for key in sorted(found))


def _pairs(ground: Ground, topic: Topic, kin: Kinship) -> Iterator[tuple[Voice, Voice]]:
    """The pairs of one source that may contradict each other at a topic, each in the order of names."""
    choir = Choir(ground.base, topic, kin)
    held: Mapping[str, Verdict] = {
        name: Verdict.HELD_BACK for name, rule in ground.base.rules.items() if rule.only_if is not None
    }
    voices = [*choir.voices(dict.fromkeys(ground.base.rules, Verdict.APPLIES)), *choir.voices(held)]
    by_source: dict[str, list[Voice]] = {}
    for voice in sorted(voices, key=lambda each: (each.rule.id, each.verdict.value)):
        if not voice.beside and (not topic.excludes or voice.stance == "against" or _firm(topic, voice)):
            by_source.setdefault(voice.source, []).append(voice)
    for heard in by_source.values():
        for first, second in combinations(heard, 2):
            if not topic.excludes and "against" not in (first.stance, second.stance):
                continue
            if first.rule.id != second.rule.id and not one_of_a_kind(topic, first, second):
                yield first, second


def _firm(topic: Topic, voice: Voice) -> bool:
    """Whether what it is for leaves no room for what the topic says is excluded by it."""
    advice = voice.rule.then.advice
    ordered = isinstance(advice, Joint) and advice.kind == "in_order"
    return voice.force == "strong" and voice.hedge is None and (topic.exclude_as == "any" or ordered)


def _both(ground: Ground, first: Voice, second: Voice) -> bool:
    if ground.day(first.rule.id, second.rule.id) is None:
        return False
    return ground.can(*(ground.end(voice.rule.id, voice.verdict) for voice in (first, second)))


def _suspect(topic: Topic, first: Voice, second: Voice, standing: Standing) -> Suspect:
    reason, one, other = standing.because
    ids = (first.rule.id, second.rule.id)
    if reason == "excludes":
        step = " as first step" if topic.exclude_as == "first_step" else ""
        said = f"'{ids[0]}' and '{ids[1]}' speak to one person, and {one} and {other} exclude each other{step}"
    else:
        speaker, opponent = (first, second) if first.stance == "for" else (second, first)
        whom = "it" if one == other else other
        held = " (held back)" if opponent.verdict is Verdict.HELD_BACK else ""
        said = f"'{speaker.rule.id}' is for {one} and '{opponent.rule.id}'{held} against {whom}, to one person"
    wanted = {voice.rule.id: (voice.verdict,) for voice in (first, second)}
    return Suspect(Anomaly(CONTRADICTION, ids, said, first.rule.span), wanted)
