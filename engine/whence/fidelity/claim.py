"""A claim: one thing that a rule, a definition or a score says and that must be found in its passages.

Here are claims of conditions and of numbers. Where a claim is looked for is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from whence.fidelity.cues import COMMON
from whence.fidelity.printed import singular, stem
from whence.graph.leaves import facts_below
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.text.position import Span
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity
from whence.values.struct import Struct

KINDS = ("number", "bound", "time limit", "interval", "schedule", "strength", "grade", "urgency", "route", "detail",
         "action", "condition", "denial", "exception")  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_NEGATIVE = frozenset(("absent", "none", "never", "neither", "silent"))


class Claim(Struct, frozen=True):
    """One thing to be found. `said` is how an editor would write it, and what `added_by_us` names to excuse it.

    `number` with `unit` is looked for as a number, with one of `beside`, a phrase of `op`, a route (`phrases`) or
    another number (`partner`) next to it where given. One of `phrases` must stand as it is, one of `cues` in any form;
    `denied` says in which sense.
    """

    kind: str
    said: str
    span: Span | None = None
    number: Decimal | None = None
    unit: str = ""
    op: Op | None = None
    beside: tuple[str, ...] = ()
    partner: Decimal | None = None
    phrases: tuple[tuple[str, ...], ...] = ()
    cues: tuple[str, ...] = ()
    denied: bool | None = None
    names: tuple[str, ...] = ()


def condition_claims(condition: Condition, base: KnowledgeBase, flipped: bool = False) -> Iterator[Claim]:
    """What each test of a condition claims; under `not` in the opposite sense."""
    match condition:
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from condition_claims(part, base, flipped)
        case Not(part=part):
            yield from condition_claims(part, base, not flipped)
        case Is(name=name, answers=answers):
            senses = {negative(answer) for answer in answers}
            turned = flipped != bool({"no", "not"} & set(name.split("_")))
            denied = (senses.pop() != turned) if len(senses) == 1 else None
            said = f"{name}: {answers[0]}" if len(answers) == 1 else f"{name}: [{', '.join(answers)}]"
            cues = _cues(condition, base)
            yield Claim("condition", said, condition.span, cues=cues, names=(name,))
            if denied is not None:
                yield Claim("denial", said, condition.span, cues=telling(condition, base), denied=denied, names=(name,))
        case Within(name=name, bounds=bounds):
            yield Claim("condition", name, condition.span, cues=_cues(condition, base), names=(name,))
            yield from bound_claims(bounds, condition.span, name)


def negative(answer: str) -> bool:
    """Whether an answer denies what its fact asks.

    >>> negative("not suitable"), negative("absent"), negative("poor")
    (True, True, False)
    """
    words = answer.split()
    return answer in _NEGATIVE or words[0] in ("no", "non", "without") or "not" in words


def bound_claims(bounds: tuple[Bound, ...], span: Span | None, name: str) -> Iterator[Claim]:
    """The numbers of bounds, and the bounds themselves; two that fix one number claim that number alone."""
    amounts = {bound.quantity for bound in bounds}
    for bound in bounds:
        yield number_claim(bound.quantity, span, name)
        if len(bounds) == 1 or len(amounts) == len(bounds) == 1:
            said = f"{bound.op.value}: {bound.quantity}"
            yield Claim("bound", said, span, bound.quantity.amount, unit_of(bound.quantity), bound.op, names=(name,))
        if len(amounts) == 1:
            break


def number_claim(quantity: Quantity, span: Span | None, *names: str) -> Claim:
    """The claim that a number stands in print with its unit."""
    return Claim("number", str(quantity), span, quantity.amount, unit_of(quantity), names=names)


def unit_of(quantity: Quantity) -> str:
    """The unit as print is read: singular, lower case."""
    return singular(quantity.unit)


def _cues(test: Is | Within, base: KnowledgeBase) -> tuple[str, ...]:
    """The words by which print may speak of a test: of its name, question and answers, and of what it is made of."""
    facts = base.vocabulary.facts
    below = sorted(facts_below(test, base))
    asked = [base.defined[test.name].asks] if test.name in base.defined else []
    words = (" ".join((name, facts[name].ask, *facts[name].also)) for name in below)
    said = " ".join([test.name, *asked, *words]).replace("_", " ")
    answers = " ".join(test.answers) if isinstance(test, Is) else ""
    return content(f"{said} {answers}")


def telling(test: Is, base: KnowledgeBase) -> tuple[str, ...]:
    """The words that are denied or not: those of the answers first, then those of the name, the rarest name first."""
    vocabulary = base.vocabulary.facts
    below = facts_below(test, base)
    also = [word for name in sorted(below) for word in vocabulary[name].also] if len(below) == 1 else []
    answers = content(" ".join(answer for answer in test.answers if answer not in ("present", *_NEGATIVE)))
    named = content(" ".join((*also, test.name)).replace("_", " "))
    often = Counter(stem(word) for name in (*vocabulary, *base.defined) for word in name.split("_"))
    return (*answers, *sorted(named, key=lambda word: often[stem(word)]))


def content(text: str) -> tuple[str, ...]:
    """The words of a text that tell something, each once whatever its ending."""
    words = (word for word in _WORD.findall(text.lower()) if word not in COMMON and not word.isdigit())
    return tuple({stem(word): word for word in words if len(word) > 1}.values())
