"""Two voices at one topic: do they agree, differ, or contradict each other? The table of the language, section 10.

Only the two are looked at: what else their sources say is the business of `compare`.
"""

from __future__ import annotations

from whence.compare.details import Compared, compare_detail
from whence.compare.figures import Likeness
from whence.compare.kinship import Kinship
from whence.compare.steps import excluded_pair
from whence.compare.voice import Voice
from whence.language.topic import Topic
from whence.values.struct import Struct

AGREE, DIFFERS, CONTRADICTS = "agree", "differs", "contradicts"


class Standing(Struct, frozen=True):
    """How two voices stand: `kind`, in which `ways` they differ, every detail compared, and why in terms of actions.

    `because` is (reason, action, action): 'excludes', 'against', 'rather than', 'narrower', 'other action' or ''.
    """

    kind: str
    ways: tuple[str, ...] = ()
    details: tuple[Compared, ...] = ()
    because: tuple[str, str, str] = ("", "", "")


def between(topic: Topic, first: Voice, second: Voice, kin: Kinship) -> Standing | None:
    """How the two stand to each other if both speak; None where neither bears on what the other says."""
    match first.stance, second.stance:
        case "for", "for":
            return _both_for(topic, first, second, kin)
        case "against", "against":
            if not first.forbidden & second.forbidden:
                return None
            return _by_details(topic, first, second, kin, [])
        case "for", "against":
            return _for_and_against(first, second, kin)
        case "against", "for":
            return _for_and_against(second, first, kin)
    return None


def _both_for(topic: Topic, first: Voice, second: Voice, kin: Kinship) -> Standing | None:
    pair = excluded_pair(topic, first, second, kin)
    if pair is not None:
        return Standing(CONTRADICTS, (), _details(topic, first, second, kin), ("excludes", *pair))
    lowered = _lowered(first, second, kin) or _lowered(second, first, kin)
    if kin.any_related(first.actions, second.actions):
        return _by_details(topic, first, second, kin, ["modality"] if lowered else [], lowered)
    because = lowered or ("other action", first.actions[0], second.actions[0])
    return Standing(DIFFERS, ("modality",), (), because)


def _by_details(
    topic: Topic, first: Voice, second: Voice, kin: Kinship, ways: list[str],
    because: tuple[str, str, str] | None = None,
) -> Standing:  # fmt: skip
    details = _details(topic, first, second, kin)
    ways += [each.kind for each in details if each.likeness is Likeness.DIFFERS]
    if _opposite_times(first, second, kin):
        ways.append("timing")
    if not ways:
        return Standing(AGREE, (), details)
    return Standing(DIFFERS, tuple(dict.fromkeys(ways)), details, because or ("", "", ""))


def _details(topic: Topic, first: Voice, second: Voice, kin: Kinship) -> tuple[Compared, ...]:
    paths = (path for path in topic.compare if path != "definitions")
    return tuple(compare_detail(path, first, second, kin) for path in paths)


def _for_and_against(speaker: Voice, opponent: Voice, kin: Kinship) -> Standing | None:
    struck = sorted(speaker.advised & opponent.forbidden)
    if struck:
        because = ("against", struck[0], _striking(opponent, struck[0], kin))
        if speaker.purposes and opponent.purposes and not speaker.purposes & opponent.purposes:
            return Standing(DIFFERS, ("purpose",), (), because)
        if (speaker.hedge == "most") is not (opponent.hedge == "most"):
            return Standing(DIFFERS, ("general against specific",), (), because)
        return Standing(CONTRADICTS, (), (), because)
    offered = sorted(speaker.offered & opponent.forbidden)
    below = sorted(kin.below(speaker.actions) & opponent.forbidden)
    if offered or below:
        narrow = (offered or below)[0]
        wide = next((action for action in speaker.actions if kin.related(action, narrow)), speaker.actions[0])
        return Standing(DIFFERS, ("modality",), (), ("narrower", wide, _striking(opponent, narrow, kin)))
    return None


def _striking(opponent: Voice, action: str, kin: Kinship) -> str:
    """The action named by the advice against, under which `action` stands."""
    return next((one for one in opponent.actions if one in kin.wider[action]), opponent.actions[0])


def _lowered(first: Voice, second: Voice, kin: Kinship) -> tuple[str, str, str] | None:
    """What the second does and the first puts below its own advice."""
    low = first.rule.then.rather_than
    if low is None:
        return None
    done = sorted(frozenset(second.actions) & kin.narrower.get(low, frozenset()))
    return ("rather than", first.actions[0], done[0]) if done else None


def _opposite_times(first: Voice, second: Voice, kin: Kinship) -> bool:
    """Whether one comes before and the other after the same thing."""
    for one in first.parts:
        for other in second.parts:
            for early, late in ((one.before, other.after), (other.before, one.after)):
                if early is not None and late is not None and (early == late or kin.related(early, late)):
                    return True
    return False
