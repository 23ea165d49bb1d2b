"""What another answer would change: two assessments of one person held against each other.

Both are decided by the engine; nothing is inferred from the first for the second.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.assessment.action_sets import ActionSets
from whence.assessment.assessment import Assessment, RuleResult
from whence.assessment.verdict import Verdict
from whence.language.patient import Given, Patient
from whence.values.struct import Struct, replace

#: Verdicts with which a rule is heard.
SPEAKING = (Verdict.APPLIES, Verdict.APPLIES_UNLESS, Verdict.HELD_BACK)


class Turn(Struct, frozen=True):
    """One rule that ends otherwise."""

    rule: str
    before: RuleResult
    after: RuleResult

    @property
    def way(self) -> str:
        """'appears', 'disappears' or 'changes'."""
        heard = self.before.verdict in SPEAKING, self.after.verdict in SPEAKING
        return {(False, True): "appears", (True, False): "disappears"}.get(heard, "changes")


class Moved(Struct, frozen=True):
    """One action whose status moved; a status is 'certain', 'possible' or 'excluded', for and against."""

    action: str
    sense: str
    before: str
    after: str


def changed(patient: Patient, answers: Mapping[str, Given | None]) -> Patient:
    """The patient with other answers; None takes what is known of a fact away."""
    kept = {name: given for name, given in patient.facts.items() if name not in answers}
    said = {name: given for name, given in answers.items() if given is not None}
    return replace(patient, facts={**kept, **said})


def turns(before: Assessment, after: Assessment) -> tuple[Turn, ...]:
    """The rules that end otherwise, in rule order. Both assessments are of one base and one day."""
    return tuple(
        Turn(rule, result, after.results[rule])
        for rule, result in before.results.items()
        if rule in after.results and after.results[rule].verdict is not result.verdict
    )


def moves(before: ActionSets, after: ActionSets) -> tuple[Moved, ...]:
    """The actions whose status moved, in vocabulary order, advice for them first."""
    found = []
    for sense, one, other in (("for", _for(before), _for(after)), ("against", _against(before), _against(after))):
        for action in dict.fromkeys((*one, *other)):
            was, now = one.get(action, "excluded"), other.get(action, "excluded")
            if was != now:
                found.append(Moved(action, sense, was, now))
    return tuple(found)


def _for(sets: ActionSets) -> dict[str, str]:
    return dict.fromkeys(sets.certain, "certain") | dict.fromkeys(sets.possible, "possible")


def _against(sets: ActionSets) -> dict[str, str]:
    found = dict.fromkeys(sets.possible_against, "possible")
    return found | dict.fromkeys(sets.certain_against, "certain")
