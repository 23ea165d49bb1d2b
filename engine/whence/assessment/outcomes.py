"""What may be said of an action, and the literal of a solver for each: that some rule in effect says it.

It refuses to know what is certain or possible.
"""

from __future__ import annotations

from collections.abc import Iterable

from whence.backends.circuit import Circuit
from whence.language.advice import advised, advised_against, choices
from whence.language.base import KnowledgeBase
from whence.program.program import Program, Roots

#: What may be said of an action: its sense and the action.
Outcome = tuple[str, str]
#: Words of these forces advise nothing.
SILENT_FORCES = ("evidence", "unavailable")


def outcomes(base: KnowledgeBase, program: Program, rules: Iterable[str], circuit: Circuit) -> dict[Outcome, int]:
    """The literals, by sense and in the order of the vocabulary.

    The senses are 'for' (it is advised), 'against' and 'choice' (it is open to choice, or advised).
    """
    actions = base.vocabulary.actions
    said: dict[Outcome, list[int]] = {}
    for name in sorted(rules):
        rule, roots = base.rules[name], program.rules[name]
        word, advice = base.source_of(rule.folder).words[rule.then.word], rule.then.advice
        if word.force in SILENT_FORCES or advice is None:
            continue
        applies = _applies(circuit, roots)
        if word.direction == "for":
            _note(said, "for", advised(advice, actions), applies)
            _note(said, "choice", choices(advice, actions), applies)
            if rule.only_if is not None and roots.only_if is not None:
                _note(said, "against", advised_against(advice, actions), _held_back(circuit, roots.when, roots.only_if))
        elif word.direction == "against":
            _note(said, "against", advised_against(advice, actions), applies)
    for (sense, action), literals in said.items():
        if sense == "choice":
            literals += said.get(("for", action), [])
    any_of = circuit.person.gates.any_of
    places = ((sense, action) for sense in ("for", "against", "choice") for action in actions)
    return {place: any_of(said[place]) for place in places if place in said}


def _note(said: dict[Outcome, list[int]], sense: str, actions: Iterable[str], literal: int) -> None:
    for action in actions:
        said.setdefault((sense, action), []).append(literal)


def _applies(circuit: Circuit, roots: Roots) -> int:
    parts = [circuit.variable(roots.when)]
    if roots.unless is not None:
        parts.append(-circuit.variable(roots.unless))
    if roots.only_if is not None:
        parts.append(circuit.variable(roots.only_if))
    return circuit.person.gates.all_of(parts)


def _held_back(circuit: Circuit, when: int, only_if: int) -> int:
    return circuit.person.gates.all_of([circuit.variable(when), -circuit.variable(only_if)])
