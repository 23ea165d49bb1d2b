"""Whom a source speaks of at all: every rule of it stays inside that population, or a reading excuses the rule."""

from __future__ import annotations

from collections.abc import Iterator

from whence.analysis.scope import SHARED, error
from whence.analysis.variant import under
from whence.language.base import KnowledgeBase
from whence.language.condition import Not, names
from whence.language.reading import Reading
from whence.language.rule import Rule
from whence.language.source import Source
from whence.proofs.everybody import Everybody, NotProved, Somebody
from whence.proofs.words import in_words
from whence.text.diagnostic import Diagnostic
from whence.values.struct import replace


def population_findings(everybody: Everybody) -> list[Diagnostic]:
    """Rules that leave their source's population unexcused, and excuses that excuse nothing."""
    base = everybody.base
    excused = {rule: reading for reading in base.readings.values() for rule in reading.excuses}
    found: list[Diagnostic] = []
    for source in base.sources.values():
        for rule in base.rules.values():
            if rule.folder == source.folder:
                found += _rule(rule, source, excused.get(rule.id), everybody)
    return found


def _rule(rule: Rule, source: Source, excuse: Reading | None, everybody: Everybody) -> Iterator[Diagnostic]:
    if excuse is not None and _borrows(rule, everybody.base):
        return
    try:
        person = outsider(rule, source, everybody)
        needless = excuse is not None and person is None and not _leaves_otherwise(rule, source, excuse, everybody)
    except NotProved as why:
        said = f"whether {source.id} speaks of everybody whom '{rule.id}' is for is not proved: {why}"
        yield replace(error("R543", said, rule.span), severity="warning")
        return
    if excuse is None and person is not None:
        who = in_words(everybody.base, person)
        yield error("R542", f"{source.id} does not speak of somebody whom this rule is for: {who}", rule.span)
    if needless and excuse is not None:
        said = f"'{rule.id}' needs no excuse: it stays with the people of its source and uses its terms only"
        yield replace(error("L904", said, excuse.span), severity="warning")


def _leaves_otherwise(rule: Rule, source: Source, excuse: Reading, everybody: Everybody) -> bool:
    """Whether the rule needs the excuse under another reading of the same ambiguity."""
    for alternative in excuse.otherwise:
        other = under(everybody.base, alternative)
        changed = other.rules.get(rule.id)
        if changed is None:
            continue
        if _borrows(changed, other) or outsider(changed, source, everybody.under(other)) is not None:
            return True
    return False


def outsider(rule: Rule, source: Source, everybody: Everybody) -> Somebody | None:
    """Somebody whom the rule is for and who is outside the population of its source; None where nobody is.

    Raises NotProved.
    """
    if source.population is None:
        return None
    return everybody.someone(everybody.base.expanded(rule).when, Not(source.population))


def _borrows(rule: Rule, base: KnowledgeBase) -> bool:
    """Whether the rule itself tests a definition or score of another source."""
    tested = {name for part in (rule.when, rule.unless, rule.only_if, rule.even_if) if part for name in names(part)}
    terms = [base.definitions.get(name) or base.scores.get(name) for name in tested]
    return any(term is not None and term.folder not in (rule.folder, SHARED) for term in terms)
