"""What ends otherwise when a recorded case is answered again, and why: which condition differs, and how it stands.

It compares two dossiers and needs no knowledge base; what it finds are names, verdicts and tests, no words.
"""

from __future__ import annotations

from typing import Any

from whence.record.deciding import deciding, tests
from whence.record.replay import Replayed
from whence.values.struct import Struct

_ROLES = ("when", "unless", "only_if")
_SILENT = (None, "does not apply")
#: How a test stands: role, test, letter of its truth.
Standing = tuple[str, Any, str]


class Side(Struct, frozen=True):
    """One rule on one side. `verdict` is None where it has none; `here`: the knowledge has the rule.

    `decided` are the tests that decided it, those of definitions named as such.
    """

    here: bool
    verdict: str | None
    version: int | None = None
    advice: str | None = None
    decided: tuple[Standing, ...] = ()


class Change(Struct, frozen=True):
    """One rule that ends otherwise, advises otherwise, or stands on other passages.

    `added` and `dropped` are the tests that only its conditions now, or only those then, have, with the role;
    `defined_anew` names definitions and scores below it that are written otherwise, `asked_anew` facts whose answers
    changed, `passages` the citations that are new, gone or of other words.
    """

    rule: str
    then: Side
    now: Side
    added: tuple[tuple[str, Any], ...] = ()
    dropped: tuple[tuple[str, Any], ...] = ()
    defined_anew: tuple[str, ...] = ()
    asked_anew: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


def changes(replayed: Replayed) -> tuple[Change, ...]:
    """Every rule with a change that somebody would notice, in the order of ids."""
    then = _Shelf(replayed.then, replayed.then_basis)
    now = _Shelf(replayed.now, replayed.now_basis)
    found = []
    for rule in sorted({*then.rules, *now.rules}):
        change = _change(rule, then, now)
        if _noticed(change):
            found.append(change)
    return tuple(found)


def _noticed(change: Change) -> bool:
    before, after = change.then.verdict, change.now.verdict
    if before in _SILENT and after in _SILENT:
        return False
    return before != after or change.then.advice != change.now.advice or bool(change.passages)


class _Shelf:
    """One side: the dossier's things by name."""

    def __init__(self, case: dict[str, Any], basis: dict[str, Any]) -> None:
        self.rules = {each["rule"]: each for each in basis["rules"]}
        self.results = {each["rule"]: each for each in case["rules"]}
        self.definitions = {each["definition"]: each for each in basis["definitions"]}
        self.scores = {each["score"]: each for each in basis["scores"]}
        self.facts = {each["fact"]: each for each in basis["facts"]}
        self.passages = {each["passage"]: each["digest"] for each in basis["passages"]}

    def side(self, rule: str) -> Side:
        written, result = self.rules.get(rule), self.results.get(rule)
        if written is None:
            return Side(False, None)
        decided = []
        for role in _ROLES:
            if result is not None and written[role] is not None:
                decided += [(role, test, letter) for test, letter in deciding(written[role], result[role])]
        verdict = None if result is None else result["verdict"]
        return Side(True, verdict, written["version"], written["advice"]["says"], tuple(decided))

    def tests(self, rule: str) -> list[tuple[str, Any]]:
        written = self.rules.get(rule)
        return [] if written is None else [(role, test) for role in _ROLES for test in tests(written[role])]

    def below(self, rule: str) -> tuple[set[str], set[str]]:
        """The definitions and scores, and the facts, that a rule rests on."""
        waiting, defined, facts = [test for _, test in self.tests(rule)], set(), set()
        while waiting:
            test = waiting.pop()
            if "fact" in test:
                facts.add(test["fact"])
            elif "score" in test:
                defined.add(test["score"])
                facts.update(part["fact"] for part in self.scores[test["score"]]["components"])
            elif test["definition"] not in defined:
                defined.add(test["definition"])
                for case in self.definitions[test["definition"]]["cases"]:
                    waiting += tests(case["condition"])
        return defined, facts

    def meaning(self, name: str) -> Any:
        """What a definition or score means, without what may be reworded."""
        written = self.definitions.get(name) or self.scores.get(name)
        kept = ("cases", "otherwise", "components", "bands", "in_force")
        return None if written is None else {key: written[key] for key in kept if key in written}

    def cited(self, rule: str) -> set[tuple[str, Any]]:
        written = self.rules.get(rule)
        return set() if written is None else {(place, self.passages.get(place)) for place in written["citations"]}


def _change(rule: str, then: _Shelf, now: _Shelf) -> Change:
    before, after = then.side(rule), now.side(rule)
    if not (before.here and after.here):
        return Change(rule, before, after)
    old, new = then.tests(rule), now.tests(rule)
    (defined_then, facts_then), (defined_now, facts_now) = then.below(rule), now.below(rule)
    answers = {name for name in facts_then & facts_now if then.facts[name]["answer"] != now.facts[name]["answer"]}
    moved = then.cited(rule) ^ now.cited(rule)
    return Change(
        rule,
        before,
        after,
        added=tuple(test for test in new if test not in old),
        dropped=tuple(test for test in old if test not in new),
        defined_anew=tuple(
            name for name in sorted(defined_then & defined_now) if then.meaning(name) != now.meaning(name)
        ),
        asked_anew=tuple(sorted(answers)),
        passages=tuple(sorted({place for place, _ in moved})),
    )
