"""A voice: one rule at one decision point, with what it says there and whose word it is.

A copy is not its own voice: its `origin` is the source, or the document not held here, that it was taken from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.assessment.verdict import Verdict
from whence.compare.kinship import Kinship
from whence.compare.past import comes_later
from whence.language.advice import advised, choices
from whence.language.base import KnowledgeBase
from whence.language.recommendation import NO_DETAILS, Advice, Details, Do, Joint, actions
from whence.language.rule import Rule
from whence.language.topic import Topic
from whence.values.struct import Struct, names, replace

FORCES = {"strong": 3, "weak": 2, "option": 1}  # the three that are ranked against each other
_TURNED = {"for": "against", "against": "for"}


class Voice(Struct, frozen=True):
    """What one rule says at a topic.

    `stance` is its direction, turned where it is held back. `beside`: a finding without advice, or (`later`) advice
    to people who are past this decision; shown and never compared. `actions` are those named here, `advised` what
    whoever follows it has taken for certain, `offered` what stands open as part of a choice;
    `forbidden` is what an advice against strikes (all within the topic). `parts` are the details of each action named
    here, with those of the whole.
    """

    rule: Rule
    source: str
    verdict: Verdict
    stance: str
    force: str
    hedge: str | None
    beside: bool
    actions: tuple[str, ...]
    advised: frozenset[str]
    offered: frozenset[str]
    forbidden: frozenset[str]
    parts: tuple[Details, ...]
    origin: str
    later: bool = False

    @property
    def speaks(self) -> bool:
        """Whether its advice is in effect, or turned into advice against."""
        return not self.beside and (self.verdict.speaks or self.verdict is Verdict.HELD_BACK)

    @property
    def open(self) -> bool:
        """Whether it may yet speak."""
        return not self.beside and self.verdict is Verdict.OPEN

    @property
    def copied(self) -> bool:
        """Whether it was taken from elsewhere."""
        return self.rule.derived_from is not None

    @property
    def purposes(self) -> frozenset[str]:
        """Everything it is said to be for."""
        return frozenset(purpose for part in self.parts for purpose in part.purpose)


class Choir:
    """The voices at one topic, whatever their verdicts."""

    def __init__(self, base: KnowledgeBase, topic: Topic, kin: Kinship) -> None:
        """Every rule of the base that bears on the topic. What stands before a topic is no voice."""
        decided = kin.below(topic.decides)
        voices = (_voice(base, base.rules[name], kin, decided, topic, False) for name in sorted(base.rules))
        self._worded = {voice.rule.id: voice for voice in voices if voice is not None}
        self._turned = {
            name: turned for name, voice in self._worded.items() if voice.rule.only_if is not None
            and (turned := _voice(base, voice.rule, kin, decided, topic, True)) is not None
        }  # fmt: skip
        self._said: dict[tuple[str, Verdict], Voice] = {}

    def voices(self, verdicts: Mapping[str, Verdict]) -> tuple[Voice, ...]:
        """The voices of the rules among `verdicts`, in id order."""
        return tuple(self._voice(name, verdicts[name]) for name in self._worded if name in verdicts)

    def _voice(self, name: str, verdict: Verdict) -> Voice:
        """The voice of a rule with a verdict, made once."""
        if verdict is Verdict.HELD_BACK and name in self._turned:
            return self._turned[name]
        key = (name, verdict)
        if key not in self._said:
            self._said[key] = replace(self._worded[name], verdict=verdict)
        return self._said[key]


def _voice(
    base: KnowledgeBase, rule: Rule, kin: Kinship, decided: frozenset[str], topic: Topic, held_back: bool
) -> Voice | None:
    source = base.source_of(rule.folder)
    word, advice = source.words[rule.then.word], rule.then.advice
    if advice is None:
        return None
    stance = _TURNED.get(word.direction, "none") if held_back else word.direction
    named = tuple(dict.fromkeys(actions(advice)))
    struck = kin.below(named) & decided
    against = word.direction == "against"
    here = tuple(action for action in named if action in decided or (against and kin.narrower[action] & decided))
    if not here:
        return None
    later = comes_later(rule, topic.past, base)
    return Voice(
        rule=rule,
        source=source.id,
        verdict=Verdict.HELD_BACK if held_back else Verdict.APPLIES,
        stance=stance,
        force=word.force,
        hedge=word.hedge,
        beside=word.force in ("evidence", "unavailable") or word.direction == "none" or later,
        actions=here,
        advised=advised(advice, base.vocabulary.actions) & decided,
        offered=choices(advice, base.vocabulary.actions) & decided,
        forbidden=struck if stance == "against" else frozenset(),
        parts=tuple(_parts(advice, rule.then.details, frozenset(here))),
        origin=origin(rule, base),
        later=later,
    )


def _parts(advice: Advice, whole: Details, here: frozenset[str]) -> Iterator[Details]:
    match advice:
        case Do(action=action, details=own):
            if action in here:
                yield joined(own, whole)
        case Joint(parts=parts):
            for part in parts:
                yield from _parts(part, whole, here)


def joined(own: Details, whole: Details) -> Details:
    """The details of a part: its own, and for the rest those of the whole."""
    if own == NO_DETAILS:
        return whole
    given = {name: getattr(own, name) for name in names(Details) if getattr(own, name) != getattr(NO_DETAILS, name)}
    return replace(whole, **given)


def origin(rule: Rule, base: KnowledgeBase) -> str:
    """Whose word the rule is: its source's id, that of the source it was copied from, or the document's name.

    A document that begins with a publisher's name is that publisher's word, whichever edition it is.
    """
    seen: set[str] = set()
    while (source := rule.derived_from) is not None and source.rule is not None and rule.id not in seen:
        seen.add(rule.id)
        rule = base.rules[source.rule]
    if rule.derived_from is not None and (document := rule.derived_from.document) is not None:
        for one in base.sources.values():
            if document == one.publisher or document.startswith(f"{one.publisher} "):
                return one.id
        return document
    return base.source_of(rule.folder).id
