"""Modified condition/decision coverage: cases in which one condition alone decides how a rule or definition ends.

Masking MC/DC (Chilenski, DOT/FAA/AR-01/18, 2001; the criterion and its place in DO-178 are told by Hayhurst et al.,
NASA/TM-2001-210876): of every condition occurrence a case in which it is true, one in which it is false, and each
time it decides, all else being as in that case. *Masking* and not *unique cause*, because the two cases may differ in
other answers too, as long as those are of no effect: conditions that rest on one fact can be told apart in no other
way.

With three values: an occurrence *decides* where its being true and its being false give two different endings, both
settled, so that no other unknown has a part in it. Shown *true* and *false* are MC/DC; shown *unknown* goes further:
the condition is unknown, and that alone keeps the ending open. The decision is the verdict of the rule; of a
definition, whether the answer is the one whose case the condition stands in. A rule answers for the conditions it
writes, not for those of the rule it refines. What the solver shows no patient to show is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.assessment.verdict import Verdict
from whence.backends.encoded_conditions import EncodedConditions
from whence.language.base import KnowledgeBase
from whence.language.condition import Is, Test, Within
from whence.language.definition import Definition
from whence.language.evaluate import evaluate
from whence.language.rewrite import ALWAYS, NEVER, Place, places, put
from whence.language.rule import Rule
from whence.proofs.everybody import Everybody, NotProved
from whence.proofs.verdicts import end_of, verdicts
from whence.values.known import Known
from whence.values.struct import replace
from whence.values.truth import Truth
from whence.vignettes.covered import TRUTHS, Deciding
from whence.vignettes.things import own_parts, with_part
from whence.vignettes.tried import Tried

NOBODY = "no patient there can be is like this"
ELSEWHERE = "wherever it is so, the other conditions settle the ending or keep it open"
TOGETHER = f"{ELSEWHERE}, by what cannot be true together"
_UNSETTLED = (Verdict.OPEN, Verdict.APPLIES_UNLESS, Truth.UNKNOWN)

End = Verdict | Truth


class Occurrence:
    """A test at one place of a rule or definition."""

    def __init__(self, thing: Rule | Definition, part: str, place: Place, test: Test) -> None:
        self.thing, self.part, self.place, self.test = thing, part, place, test
        whole = own_parts(thing)[part]
        #: The thing as it would be if the test always held, and if it never did.
        self.forced = tuple(with_part(thing, part, put(whole, place, constant)) for constant in (ALWAYS, NEVER))

    def decides(self, known: Mapping[str, Known], base: KnowledgeBase) -> Truth | None:
        """What the test is where it alone decides; None where it does not."""
        ends = [_end(thing, self.part, known, base) for thing in self.forced]
        if ends[0] is ends[1] or any(end in _UNSETTLED for end in ends):
            return None
        return evaluate(self.test, known, base.defined)

    def goal(self, truth: Truth, conditions: EncodedConditions, everybody: Everybody) -> tuple[int, int]:
        """The literals *the test has this truth* and *it decides*, of the patient the conditions are encoded for."""
        gates, rails = everybody.gates, conditions.rails(self.test)
        ends = [_ends(thing, self.part, conditions, everybody) for thing in self.forced]
        differ = gates.any_of(
            gates.all_of((here, there))
            for one, here in ends[0].items() for other, there in ends[1].items()
            if one is not other and one not in _UNSETTLED and other not in _UNSETTLED
        )  # fmt: skip
        unknown = gates.all_of((-rails.true, -rails.false))
        return {Truth.TRUE: rails.true, Truth.FALSE: rails.false, Truth.UNKNOWN: unknown}[truth], differ


def occurrences(thing: Rule | Definition) -> Iterator[Occurrence]:
    """Every test the thing writes, repeats included, in reading order."""
    for part, condition in own_parts(thing).items():
        for place, inner in places(condition):
            if isinstance(inner, Is | Within):
                yield Occurrence(thing, part, place, inner)


class Reasons:
    """Why nobody shows what no case shows. Close it when done; the people asked are the caller's to close."""

    def __init__(self, everybody: Everybody) -> None:
        self.everybody = everybody
        self._lawless: Everybody | None = None

    def close(self) -> None:
        """Frees the second solver, where there was need of one."""
        if self._lawless is not None:
            self._lawless.close()

    def never(self, each: Occurrence, truth: Truth) -> str | None:
        """The reason, or None where somebody shows it, or the solver gave up."""
        try:
            is_so, decides = self._goal(each, truth, self.everybody)
            if self.everybody.possible([is_so, decides]):
                return None
            if not self.everybody.possible([is_so]):
                return NOBODY
            lawless = self._without_lines()
            return TOGETHER if lawless.possible(self._goal(each, truth, lawless)) else ELSEWHERE
        except NotProved:
            return None

    def _goal(self, each: Occurrence, truth: Truth, everybody: Everybody) -> tuple[int, int]:
        """Part of what is known of somebody shows true or false only if the whole does too, so the whole are asked."""
        conditions = everybody.partly_known if truth is Truth.UNKNOWN else everybody.settled
        return each.goal(truth, conditions, everybody)

    def _without_lines(self) -> Everybody:
        """Everybody there could be if no line of *impossible* were written."""
        if self._lawless is None:
            base = self.everybody.base
            self._lawless = Everybody(replace(base, vocabulary=replace(base.vocabulary, impossible=())))
        return self._lawless


def deciding(thing: Rule | Definition, cases: Sequence[Tried], reasons: Reasons) -> tuple[Deciding, ...]:
    """For every occurrence what the cases show it to decide, and what nobody can show."""
    base = reasons.everybody.base
    found = []
    for each in occurrences(thing):
        shown: dict[Truth, str] = {}
        for tried in cases:
            truth = each.decides(tried.known, base)
            if truth is not None:
                shown.setdefault(truth, tried.case.name)
        cannot = {truth: why for truth in TRUTHS if truth not in shown and (why := reasons.never(each, truth))}
        found.append(Deciding(each.part, each.place, each.test, shown, cannot))
    return tuple(found)


def _end(thing: Rule | Definition, part: str, known: Mapping[str, Known], base: KnowledgeBase) -> End:
    if isinstance(thing, Rule):
        return end_of(base.expanded(thing), known, base)
    return evaluate(thing.cases[part], known, base.defined)


def _ends(thing: Rule | Definition, part: str, conditions: EncodedConditions, everybody: Everybody) -> dict[End, int]:
    if isinstance(thing, Rule):
        found = verdicts(everybody.base.expanded(thing), conditions, everybody.gates)
        return {end: literal for end, literal in found.items()}  # noqa: C416 (its keys are narrower)
    rails = conditions.rails(thing.cases[part])
    return {Truth.TRUE: rails.true, Truth.FALSE: rails.false}
