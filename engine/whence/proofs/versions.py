"""Whether versions rise where the meaning changes, and only there: one state of the knowledge held against an earlier.

The meaning of a rule is how it ends for anybody, what it advises and when it holds; of a definition how it answers; of
a score its points and bands. What a rule rests on (passages, origin, what it stands in for), and ending it, may change
with a new version or without. Titles, notes, statuses and reviews are wording. Nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing

from whence.analysis.scope import error
from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.rule import InForce, Rule
from whence.proofs.everybody import EFFORT, NotProved
from whence.proofs.meanings import Difference, Meanings
from whence.proofs.words import in_words
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.struct import Struct, replace

Thing = Rule | Definition | Score
#: Where 'version' and 'status' of a rule, definition or score stand, by its name.
Entries = Mapping[str, Mapping[str, Span]]


class _Change(Struct, frozen=True):
    """What became of one thing: the sentences that say what it means now, and whether it may have a new version."""

    meaning: tuple[str, ...] = ()
    may_rise: bool = False


def version_findings(
    base: KnowledgeBase, old: KnowledgeBase, named: str, entries: Entries, effort: int = EFFORT
) -> list[Diagnostic]:
    """What is wrong with the versions in `base`, given that it came from `old`, which is called `named`."""
    found: list[Diagnostic] = []
    with closing(Meanings(base, old, effort)) as meanings:
        for name, thing in _things(base).items():
            places = entries.get(name, {})
            before = _things(old).get(name)
            if before is None or type(before) is not type(thing):
                found += _new(thing, named, places)
            elif before != thing:
                found += _changed(name, before, thing, meanings, named, places)
    return found


def deleted(rules: Collection[str], old: KnowledgeBase, named: str) -> list[Diagnostic]:
    """The rules of `old`, called `named`, that are not among the rules of today, each where it stood."""
    return [
        error("R563", f"'{name}' is in {named} and not here: a rule is ended by 'until', not deleted", rule.span)
        for name, rule in old.rules.items()
        if name not in rules
    ]


def _things(base: KnowledgeBase) -> dict[str, Thing]:
    return {**base.rules, **base.definitions, **base.scores}


def _new(thing: Thing, named: str, places: Mapping[str, Span]) -> Iterator[Diagnostic]:
    if thing.version != 1:
        said = f"it is new since {named}, and what is new has version 1, not {thing.version}"
        yield error("R564", said, places.get("version", thing.span), ("1",))


def _changed(
    name: str, before: Thing, thing: Thing, meanings: Meanings, named: str, places: Mapping[str, Span]
) -> Iterator[Diagnostic]:
    at, was, now = places.get("version", thing.span), before.version, thing.version
    try:
        change = _change(name, before, thing, meanings)
    except NotProved as why:
        said = f"whether '{name}' means something else than in {named} is not proved: {why}"
        yield replace(error("R543", said, thing.span), severity="warning")
        return
    if change.meaning and now == was:
        said = f"version {was} meant something else in {named}: {'; '.join(change.meaning)}"
        yield error("R561", said, at, (str(was + 1),))
    elif now == was + 1 and not change.meaning and not change.may_rise:
        yield error("R562", f"it means what version {was} in {named} meant: no new version is needed", at, (str(was),))
    elif now not in (was, was + 1):
        said = f"it is version {was} in {named}, and {now} does not follow"
        yield error("R565", said, at, (str(was + 1 if change.meaning else was),))
    if change.meaning and thing.status == "reviewed" and thing.reviews == before.reviews:
        said = f"it is 'reviewed', and every review is of what it meant in {named}"
        yield error("R566", said, places.get("status", thing.span), ("draft",))


def _change(name: str, before: Thing, thing: Thing, meanings: Meanings) -> _Change:
    meaning, may_rise = _days(before.in_force, thing.in_force)
    match before, thing:
        case Rule(), Rule():
            if before.then != thing.then:
                meaning.append("it advises something else")
            may_rise = may_rise or _rests_on(before) != _rests_on(thing)
            ends, touched = _rule_ends(name, before, thing, meanings)
        case Definition(), Definition():
            may_rise = may_rise or (before.source, before.because) != (thing.source, thing.because)
            ends, touched = _definition_ends(name, before, thing, meanings)
        case Score(), Score():
            may_rise = may_rise or before.source != thing.source
            ends, touched = (Difference(), True) if _counts(before) != _counts(thing) else (None, False)
        case _:
            ends, touched = Difference(), True
    if ends is not None:
        meaning.append(_told(ends, meanings.base))
    return _Change(tuple(meaning), may_rise or touched)


def _days(before: InForce, now: InForce) -> tuple[list[str], bool]:
    """What it means that the days in force are others, and whether they are: an end set for the first time is free."""
    ended = replace(before, until=now.until) == now and before.until is None
    return ([] if before == now or ended else ["it is in force on other days"]), before != now


def _rests_on(rule: Rule) -> tuple[object, ...]:
    return (
        rule.source, rule.evidence, rule.derived_from, rule.added_by_us, rule.refines, rule.instead_of, rule.replaces,
        rule.even_if,
    )  # fmt: skip


def _rule_ends(name: str, before: Rule, thing: Rule, meanings: Meanings) -> tuple[Difference | None, bool]:
    """Where the rule itself makes it end otherwise; and whether it ends otherwise for any reason, or is read anew.

    What changes because a definition or a refined rule did is theirs to say.
    """
    parts = [(one.when, one.unless, one.only_if, one.refines) for one in (before, thing)]
    own = parts[0] != parts[1]
    whole = meanings.rule(name)
    if whole is None or not own:
        return None, whole is not None
    rules = {**meanings.old.rules, **meanings.base.rules, name: before}
    mixed = replace(
        meanings.base, rules=rules,
        definitions={**meanings.old.definitions, **meanings.base.definitions},
        scores={**meanings.old.scores, **meanings.base.scores},
    )  # fmt: skip
    return (whole if meanings.rule(name, mixed) is not None else None), True


def _definition_ends(
    name: str, before: Definition, thing: Definition, meanings: Meanings
) -> tuple[Difference | None, bool]:
    own = (dict(before.cases), before.otherwise) != (dict(thing.cases), thing.otherwise)
    whole = meanings.definition(name)
    if whole is None or not own:
        return None, whole is not None
    mixed = replace(
        meanings.base,
        definitions={**meanings.old.definitions, **meanings.base.definitions, name: before},
        scores={**meanings.old.scores, **meanings.base.scores},
    )
    return (whole if meanings.definition(name, mixed) is not None else None), True


def _counts(score: Score) -> tuple[object, ...]:
    points = {one.fact: dict(one.points) for one in score.components}
    return (points, sorted(map(repr, score.range)), {name: sorted(map(repr, b)) for name, b in score.bands.items()})


def _told(ends: Difference, base: KnowledgeBase) -> str:
    if ends.person is None:
        return "somebody gets another answer"
    return f"with {in_words(base, ends.person)} it was '{ends.before}' and is now '{ends.now}'"
