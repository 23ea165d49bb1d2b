"""The reference: every root's truth by walking the syntax tree as written. Slow on purpose, for tests and replays."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.evaluate import case_holds, evaluate
from whence.values.known import Known
from whence.values.struct import Struct
from whence.values.truth import Truth


class RootTruths(Struct, frozen=True):
    """The truths of everything that has a root in a program; None where a rule has no such part."""

    rules: Mapping[str, tuple[Truth, Truth | None, Truth | None]]
    definitions: Mapping[str, Mapping[str, Truth]]
    impossible: Mapping[str, Truth]
    pathways: Mapping[str, Truth]


def reference(base: KnowledgeBase, known: Mapping[str, Known]) -> RootTruths:
    """What holds of a patient of whom `known` is known."""

    def truth(condition: Condition) -> Truth:
        return evaluate(condition, known, base.defined)

    def perhaps(condition: Condition | None) -> Truth | None:
        return None if condition is None else truth(condition)

    expanded = {rule: base.expanded(base.rules[rule]) for rule in base.rules}
    return RootTruths(
        rules={
            rule: (truth(parts.when), perhaps(parts.unless), perhaps(parts.only_if)) for rule, parts in expanded.items()
        },
        definitions={
            name: {answer: case_holds(definition, answer, known, base.defined) for answer in definition.answers}
            for name, definition in base.definitions.items()
        },
        impossible={line.name: truth(line.condition) for line in base.vocabulary.impossible},
        pathways={
            name: Truth.TRUE if pathway.enter is None else truth(pathway.enter)
            for name, pathway in base.pathways.items()
        },
    )
