"""What fails of one definition or rule, or a warning where that could not be decided."""

from __future__ import annotations

from collections.abc import Iterator

from whence.analysis.scope import error
from whence.language.definition import Definition
from whence.language.rule import Rule
from whence.proofs.definitions import definition_findings
from whence.proofs.everybody import Everybody, NotProved
from whence.proofs.rules import rule_findings
from whence.text.diagnostic import Diagnostic
from whence.values.struct import replace


def thing_findings(thing: Definition | Rule, everybody: Everybody) -> Iterator[Diagnostic]:
    """The findings of `definitions` and of `rules`; R543 where the solver gave up."""
    try:
        match thing:
            case Definition():
                yield from definition_findings(thing, everybody)
            case Rule():
                yield from rule_findings(thing, everybody)
    except NotProved as why:
        name = thing.name if isinstance(thing, Definition) else thing.id
        yield replace(error("R543", f"not everything about '{name}' is proved: {why}", thing.span), severity="warning")
