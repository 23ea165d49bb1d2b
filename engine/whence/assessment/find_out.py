"""What to ask next: the facts behind every node that is still unknown under a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.language.tally import unsettled
from whence.language.vocabulary import Vocabulary
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.known import Known
from whence.values.truth import Truth


def open_facts(
    program: Program, trace: Trace, literals: Iterable[int], vocabulary: Vocabulary, known: Mapping[str, Known]
) -> tuple[str, ...]:
    """The facts of the unknown leaves below the unknown nodes of `literals`, in vocabulary order.

    A definition comes out as the facts it rests on, a score as its components that more can be known of; a node that is
    decided hides whatever is open below it.
    """
    first_and = 1 + len(program.leaves)
    seen: set[int] = set()
    facts: set[str] = set()
    waiting = [literal >> 1 for literal in literals]
    while waiting:
        node = waiting.pop()
        if node in seen or trace.values[node] is not Truth.UNKNOWN:
            continue
        seen.add(node)
        if node < first_and:
            name = program.leaves[node - 1].name
            facts.update(unsettled(program.scores[name], known) if name in program.scores else (name,))
        else:
            waiting.extend(part >> 1 for part in program.ands[node - first_and])
    return tuple(name for name in vocabulary.facts if name in facts)
