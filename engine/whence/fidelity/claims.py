"""What a whole rule, definition or score claims of print."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from whence.fidelity.advice_claims import recommendation_claims
from whence.fidelity.claim import Claim, condition_claims
from whence.fidelity.cues import EXCEPTING, LIMITING
from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.rule import Rule


def rule_claims(rule: Rule, base: KnowledgeBase) -> Iterator[Claim]:
    """Everything a rule claims, in reading order. What `even_if` says is proved elsewhere: it must not matter."""
    for condition in (rule.when, rule.only_if):
        if condition is not None:
            yield from condition_claims(condition, base)
    if rule.unless is not None:  # print denies what it excepts, so there the sense of a test tells nothing
        yield from (claim for claim in condition_claims(rule.unless, base) if claim.kind != "denial")
    if rule.unless is not None and rule.unless.span is not None:
        yield Claim("exception", "unless", rule.unless.span, cues=EXCEPTING)
    if rule.only_if is not None:
        yield Claim("exception", "only_if", rule.only_if.span, cues=LIMITING)
    yield from recommendation_claims(rule.then, base.source_of(rule.folder).words, base)


def definition_claims(definition: Definition, base: KnowledgeBase) -> Iterator[Claim]:
    """Everything the cases of a definition claim."""
    for condition in definition.cases.values():
        yield from condition_claims(condition, base)


def score_claims(score: Score) -> Iterator[Claim]:
    """The points, the range and the bands of a score, as numbers."""
    values = {value for part in score.components for points in part.points.values() for value in points}
    bounds = [*score.range, *(bound for band in score.bands.values() for bound in band)]
    for number in sorted({Decimal(value) for value in values} | {bound.quantity.amount for bound in bounds}):
        yield Claim("number", f"{number}", score.span, number=number)
