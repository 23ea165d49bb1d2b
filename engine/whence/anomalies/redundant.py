"""Rules that tell nobody anything: wherever they speak, another of the same source says it too.

A rule *subsumes* another where both say the same with the same strength, and of every patient, however little of them
is known: where the other applies it applies, where the other applies unless something it speaks too, where the other is
held back it is held back. So who is told by the one has been told by the other, and as surely. It *shadows* the other
where it says it more firmly, or puts the other's action below its own (`rather_than`).

`b: {any: [x, not x]}` beside `a` without it shows why the partly known count: of everybody of whom all is known the two
end alike, and while x is unknown only the one without it speaks. There `a` is not subsumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from whence.analysis.touched import lineage
from whence.anomalies.advice import FIRMER, SAME, says_as_much
from whence.anomalies.anomaly import SHADOWED, SUBSUMED, Anomaly
from whence.anomalies.days import always_beside
from whence.anomalies.ground import Ground
from whence.anomalies.suspect import Suspect
from whence.assessment.verdict import Verdict
from whence.compare.kinship import Kinship, kinship
from whence.language.recommendation import actions
from whence.language.rule import Rule
from whence.language.source import Source

_HOW = {SAME: (SUBSUMED, "says all it says with the same strength"), FIRMER: (SHADOWED, "says it more firmly")}


def redundant(ground: Ground) -> Iterator[Suspect]:
    """Every rule that another of its source subsumes or shadows; of two that are equal, the later one by name.

    A rule and one that refines it are no such pair: the one is there to carry the other. Raises NotProved.
    """
    kin = kinship(ground.base.vocabulary.actions)
    for folder, rules in ground.of_one_source().items():
        source = ground.base.source_of(folder)
        for rule, other in permutations(rules, 2):
            how = _how(other, rule, source, kin)
            if how is None or other.id in lineage(ground.base, rule.id) or rule.id in lineage(ground.base, other.id):
                continue
            if not ground.ever(rule.id) or not _always(other.id, rule.id, ground):
                continue
            kind, phrase = how
            back = _how(rule, other, source, kin)
            equal = kind == SUBSUMED and back == how and _always(rule.id, other.id, ground)
            if equal and rule.id < other.id:
                continue
            alike = ", and the two are for the same people" if equal else ""
            said = f"wherever '{rule.id}' speaks, '{other.id}' {phrase}{alike}"
            both = {rule.id: (Verdict.APPLIES,), other.id: (Verdict.APPLIES,)}
            yield Suspect(Anomaly(kind, (rule.id, other.id), said, rule.span), both)


def _how(other: Rule, rule: Rule, source: Source, kin: Kinship) -> tuple[str, str] | None:
    """What `other` would do to `rule` if it always spoke beside it: the kind of anomaly, and how to say it."""
    words = (source.words[other.then.word], source.words[rule.then.word])
    as_much = says_as_much(other.then, rule.then, words, kin)
    if as_much is not None:
        return _HOW[as_much]
    low = other.then.rather_than
    if low is None or rule.then.advice is None or any(word.direction != "for" for word in words):
        return None
    below = all(action in kin.narrower[low] for action in actions(rule.then.advice))
    return (SHADOWED, f"puts {low} below its own advice") if below else None


def _always(other: str, rule: str, ground: Ground) -> bool:
    return always_beside(ground.base, rule, other) and covers(other, rule, ground)


def covers(other: str, rule: str, ground: Ground) -> bool:
    """Whether of every patient, the partly known included, `other` speaks as surely as `rule` does."""
    applies, unless, held = Verdict.APPLIES, Verdict.APPLIES_UNLESS, Verdict.HELD_BACK
    end, gates = ground.partly_end, ground.gates
    silent = gates.all_of((-end(other, applies), -end(other, unless)))
    lost = gates.any_of(
        (
            gates.all_of((end(rule, applies), -end(other, applies))),
            gates.all_of((end(rule, unless), silent)),
            gates.all_of((end(rule, held), -end(other, held))),
        )
    )
    # asked first of those of whom everything is known: most pairs come apart there, and somebody met before shows it
    if ground.can(ground.end(rule, applies), -ground.end(other, applies)):
        return False
    return not ground.can(lost)
