"""The lint: every claim of what cites a passage looked for in print, and what print says that nothing carries.

A rule is held against its own passages; its conditions also against those of the rules it refines and against the
titles of the places it stands in, since what only the layout says counts as said. What the document as a whole is about
(`population`) is carried by the document. A claim that `added_by_us` names is excused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from whence.fidelity.claim import Claim
from whence.fidelity.claims import definition_claims, rule_claims, score_claims
from whence.fidelity.held import carried
from whence.fidelity.left import Left, left_over
from whence.fidelity.passages import Print
from whence.language.base import KnowledgeBase
from whence.language.condition import names
from whence.language.rule import Rule
from whence.language.source import Citation
from whence.values.struct import Struct

#: Claims of a recommendation that stand at the beginning of its sentence, perhaps a passage earlier.
_SPOKEN = ("strength", "urgency")


class Unfounded(Struct, frozen=True):
    """A claim that no cited passage carries. `kind` is 'rule', 'definition' or 'score'."""

    kind: str
    name: str
    claim: Claim
    passages: tuple[Citation, ...]


class Fidelity(Struct, frozen=True):
    """What the lint found. `claims` counts what was looked for, `passages` the passages read.

    `excused` are claims that `added_by_us` names, with its reason; `absent` the sources of which there is no text, and
    `moved` the cited passages that were not found in the text.
    """

    unfounded: tuple[Unfounded, ...]
    left: tuple[Left, ...]
    excused: tuple[tuple[Unfounded, str], ...]
    claims: int
    passages: int
    absent: tuple[str, ...] = ()
    moved: tuple[Citation, ...] = ()


def fidelity(base: KnowledgeBase, print_: Print, only: Collection[str] | None = None) -> Fidelity:
    """Hold the base, or of it the rules, definitions and scores named in `only`, against print."""
    unfounded: list[Unfounded] = []
    excused: list[tuple[Unfounded, str]] = []
    cited: dict[Citation, None] = {}
    count = 0
    for kind, name, citations, claims in _things(base, only):
        cited.update(dict.fromkeys(citations))
        if not print_.all_of(citations):
            continue
        rule = base.rules[name] if kind == "rule" else None
        for claim in claims:
            count += 1
            if founded(claim, rule, citations, base, print_):
                continue
            found = Unfounded(kind, name, claim, citations)
            because = _excuse(claim, rule)
            if because is None:
                unfounded.append(found)
            else:
                excused.append((found, because))
    return Fidelity(
        unfounded=tuple(unfounded),
        left=tuple(left_over(base, print_.of, None if only is None else frozenset(cited))),
        excused=tuple(excused),
        claims=count,
        passages=sum(print_.of(citation) is not None for citation in cited),
        absent=tuple(source for source in base.sources if source not in print_.sources),
        moved=tuple(c for c in cited if c.source in print_.sources and print_.of(c) is None),
    )


def _things(
    base: KnowledgeBase, only: Collection[str] | None
) -> Iterator[tuple[str, str, tuple[Citation, ...], Iterator[Claim]]]:
    """Whatever cites passages: its kind, name, passages and claims."""
    for rule in base.rules.values():
        if only is None or rule.id in only:
            yield "rule", rule.id, rule.source, rule_claims(rule, base)
    for definition in base.definitions.values():
        if definition.source and (only is None or definition.name in only):
            yield "definition", definition.name, definition.source, definition_claims(definition, base)
    for score in base.scores.values():
        if only is None or score.name in only:
            yield "score", score.name, score.source, score_claims(score)


def founded(claim: Claim, rule: Rule | None, citations: Sequence[Citation], base: KnowledgeBase, print_: Print) -> bool:
    """Whether print, or the document as a whole, carries the claim."""
    if claim.kind in ("condition", "denial") and _population(claim, citations, base):
        return True
    own = print_.all_of(citations)
    if claim.kind in _SPOKEN:
        own += print_.begun(citations)
    around = [*print_.all_of(_inherited(rule, base)), *print_.titles(citations), *print_.begun(citations)]
    if rule is not None and claim.kind in ("action", "detail"):
        around += print_.all_of(rule.evidence)
    return carried(claim, own, around)


def _inherited(rule: Rule | None, base: KnowledgeBase) -> list[Citation]:
    """The passages of the rules that a rule refines or stands in for."""
    found: list[Citation] = []
    seen: set[str] = set()
    waiting = [] if rule is None else [rule.refines, rule.instead_of]
    while waiting:
        name = waiting.pop()
        if name is None or name in seen:
            continue
        seen.add(name)
        parent = base.rules[name]
        found += parent.source
        waiting += [parent.refines, parent.instead_of]
    return found


def _population(claim: Claim, citations: Sequence[Citation], base: KnowledgeBase) -> bool:
    about = (base.sources[citation.source].population for citation in citations)
    return any(name in names(condition) for condition in about if condition is not None for name in claim.names)


def _excuse(claim: Claim, rule: Rule | None) -> str | None:
    """Why the rule says more than its passages, where `added_by_us` names the claim."""
    for added in () if rule is None else rule.added_by_us:
        if any(name and name in added.what for name in (claim.said, *claim.names)):
            return added.because
    return None
