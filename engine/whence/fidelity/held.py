"""One claim held against the passages that are to carry it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.fidelity.claim import Claim
from whence.fidelity.printed import Number, Printed, alike


def carried(claim: Claim, own: Sequence[Printed], context: Sequence[Printed]) -> bool:
    """Whether print carries the claim: its own passages, for conditions also those around them (`context`)."""
    match claim.kind:
        case "number":
            return bool(_numbers(claim, own))
        case "bound":
            return any(claim.op in number.ops for number in _numbers(claim, own))
        case "time limit" | "interval":
            return any(_beside(number, claim.beside) for number in _numbers(claim, own))
        case "schedule":
            return any(_paired(claim, text.numbers) for text in own)
        case "route" if claim.number is not None:
            return any(_routed(claim, text) for text in own)
        case "strength" | "grade" | "urgency" | "route":
            return any(text.has(phrase) for text in own for phrase in claim.phrases)
        case "denial":
            return _sense(claim, own) if _stands(claim, own) else _sense(claim, context)
        case "exception":
            return any(cue in text.tokens for text in (*own, *context) for cue in claim.cues)
        case _:
            return not claim.cues or any(_speaks(text, claim.cues) for text in (*own, *context))


def _numbers(claim: Claim, texts: Sequence[Printed]) -> list[Number]:
    return [
        number
        for text in texts
        for number in text.numbers
        if number.value == claim.number and (number.unit == claim.unit or (not claim.unit and number.spelled))
    ]


def _beside(number: Number, words: Sequence[str]) -> bool:
    said = f" {' '.join(number.before)} "
    return any(f" {word} " in said for word in words)


def _speaks(text: Printed, cues: Sequence[str]) -> bool:
    return any(True for cue in cues for _ in text.places(cue))


def _paired(claim: Claim, numbers: Sequence[Number]) -> bool:
    """Whether the two numbers follow each other in print, in either order."""
    for first, second in pairwise(numbers):
        for whole, parts in ((first, second), (second, first)):
            if (whole.value, whole.unit, parts.value) == (claim.number, claim.unit, claim.partner) and not parts.unit:
                return True
    return False


def _routed(claim: Claim, text: Printed) -> bool:
    """Whether the route stands behind the dose, before the next one; an *equivalent* dose has a route of its own."""
    doses = [number for number in text.numbers if number.unit == claim.unit]
    for place, dose in enumerate(doses):
        if dose.value != claim.number:
            continue
        end = doses[place + 1].place if place + 1 < len(doses) else len(text.tokens)
        span = text.tokens[dose.place : end]
        for at, token in enumerate(span):
            if alike(token, claim.phrases[0][0]) and "equivalent" not in span[max(0, at - 2) : at]:
                return True
    return False


def _stands(claim: Claim, texts: Sequence[Printed]) -> bool:
    return any(True for text in texts for cue in claim.cues for _ in text.places(cue))


def _sense(claim: Claim, texts: Sequence[Printed]) -> bool:
    """Whether what is tested stands somewhere in the sense of the claim, or nowhere at all.

    Of its words the first that stands in print is looked at: it tells most.
    """
    for cue in claim.cues:
        senses = [denied for text in texts for _, denied in text.places(cue)]
        if senses:
            return claim.denied in senses
    return True
