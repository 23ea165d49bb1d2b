"""What a passage says that nothing which cites it carries: its numbers, and its denials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from whence.fidelity.claim import Claim, negative
from whence.fidelity.claims import definition_claims, rule_claims, score_claims
from whence.fidelity.cues import SURELY_DENYING, SURELY_EXCEPTING, SURELY_LIMITING
from whence.fidelity.printed import Printed
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within
from whence.language.definition import Definition, Score
from whence.language.rule import Rule
from whence.language.source import Citation
from whence.ledger.links import citing, family
from whence.values.struct import Struct

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
#: Roles of passages that advise or define; headings and evidence carry numbers that no rule needs.
_ROLES = ("recommendation", "definition", "criterion")

Thing = Rule | Definition | Score


class Left(Struct, frozen=True):
    """Something in a passage that nothing carries; `said` is the number, or how many words there are.

    `kind` is 'number', 'denial', 'exception' (an *unless*) or 'limit' (an *only*).

    `cited_by` names what cites the passage.
    """

    passage: Citation
    kind: str
    said: str
    cited_by: tuple[str, ...]


def left_over(
    base: KnowledgeBase, print_of: Callable[[Citation], Printed | None], among: frozenset[Citation] | None = None
) -> Iterator[Left]:
    """What is left over of every cited passage at hand (and `among` those given), in the order of the ledgers."""
    links = citing(base)
    for ledger in base.ledgers.values():
        for passage in ledger.passages.values():
            citation = Citation(ledger.source, passage.id)
            if passage.role not in _ROLES or (among is not None and citation not in among):
                continue
            text = print_of(citation)
            if text is None:
                continue
            cites = [
                link
                for one in family(ledger, passage)
                for link in links.get(Citation(ledger.source, one.id), ())
                if link.kind != "pathway"
            ]
            if cites:
                cited_by = tuple(dict.fromkeys(link.name for link in cites))
                yield from _left(citation, text, [_thing(name, base) for name in cited_by], cited_by, base)


def _left(
    citation: Citation, text: Printed, things: Sequence[Thing], cited_by: tuple[str, ...], base: KnowledgeBase
) -> Iterator[Left]:
    carried = {number for thing in things for number in numbers(thing, base)}
    for number in dict.fromkeys((each.value, each.unit) for each in text.numbers if not each.spelled or each.unit):
        if number[0] not in carried:
            yield Left(citation, "number", f"{number[0]} {number[1]}".strip(), cited_by)
    for kind, words, carries in (
        ("exception", SURELY_EXCEPTING, _excepts), ("limit", SURELY_LIMITING, _limits),
    ):  # fmt: skip
        if text.count(words) and not any(carries(thing, base) for thing in things):
            yield Left(citation, kind, str(text.count(words)), cited_by)
    if text.count(SURELY_DENYING) and not any(denies(thing, base) for thing in things):
        yield Left(citation, "denial", str(text.count(SURELY_DENYING)), cited_by)


def numbers(thing: Thing, base: KnowledgeBase) -> frozenset[Decimal]:
    """Every number that a rule, definition or score carries, those inside its answers and grades included."""
    found: set[Decimal] = set()
    waiting, seen = [thing], {_name(thing)}
    while waiting:
        now = waiting.pop()
        below = {now.refines} if isinstance(now, Rule) and now.refines is not None else set()
        for claim in _claims(now, base):
            if claim.number is not None:
                found.add(claim.number)
            found.update(Decimal(digits) for digits in _DIGITS.findall(claim.said))
            below.update(name for name in claim.names if name in base.defined)
        waiting += [_thing(name, base) for name in sorted(below - seen)]
        seen |= below
    return frozenset(found)


def denies(thing: Thing, base: KnowledgeBase) -> bool:
    """Whether the thing denies, takes back or advises against something."""
    match thing:
        case Rule():
            word = base.source_of(thing.folder).words[thing.then.word]
            if thing.unless is not None or thing.only_if is not None or word.direction == "against":
                return True
            if thing.then.rather_than is not None or thing.instead_of is not None:
                return True
            parts = [part for part in (thing.when, thing.even_if) if part is not None]
            return any(_denies(part) for part in parts)
        case Definition():
            return any(_denies(part) for part in thing.cases.values())
        case Score():
            return any(negative(answer) for part in thing.components for answer in part.points)


def _excepts(thing: Thing, base: KnowledgeBase) -> bool:
    """Whether the thing has an exception, or stands in for one that has."""
    return isinstance(thing, Rule) and (
        thing.unless is not None
        or thing.only_if is not None
        or thing.instead_of is not None
        or thing.then.details.until is not None
    )


def _limits(thing: Thing, base: KnowledgeBase) -> bool:
    return isinstance(thing, Rule) and thing.only_if is not None


def _denies(condition: Condition) -> bool:
    match condition:
        case Not():
            return True
        case Is(answers=answers):
            return any(negative(answer) for answer in answers)
        case All(parts=parts) | Any(parts=parts):
            return any(_denies(part) for part in parts)
        case Within():
            return False


def _claims(thing: Thing, base: KnowledgeBase) -> Iterator[Claim]:
    match thing:
        case Rule():
            yield from rule_claims(thing, base)
        case Definition():
            yield from definition_claims(thing, base)
        case Score():
            yield from score_claims(thing)


def _name(thing: Thing) -> str:
    return thing.id if isinstance(thing, Rule) else thing.name


def _thing(name: str, base: KnowledgeBase) -> Thing:
    return base.rules[name] if name in base.rules else base.defined[name]
