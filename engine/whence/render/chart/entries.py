"""What stands in a box for each of its rules: strength, title, particulars, and what it needs beyond the way there."""

from __future__ import annotations

from collections.abc import Sequence

from whence.graph.leaves import leaves
from whence.graph.routes import routes
from whence.graph.settled import Settled, remainder, settled
from whence.language.base import Expanded, KnowledgeBase
from whence.language.condition import Condition, Is
from whence.language.pathway import Apply, Ask, Pathway
from whence.language.rule import Rule
from whence.render.chart.light import Light
from whence.render.chart.picture import Entry
from whence.render.chart.words import particulars, phrase
from whence.values.struct import replace
from whence.values.truth import Truth


class Needs:
    """The entries of one pathway; the ways to each step are worked out once for each set of questions that matter."""

    def __init__(self, base: KnowledgeBase, pathway: Pathway) -> None:
        self._base = base
        self._pathway = pathway
        self._rules = {rule for step in pathway.steps.values() if isinstance(step, Apply) for rule in step.rules}
        self._asked = tuple(dict.fromkeys(step.name for step in pathway.steps.values() if isinstance(step, Ask)))

    def box(self, step: Apply, light: Light) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """The entries of a box, and the notes that all of them share, said once for the box."""
        entries = tuple(self.entry(step.id, rule, light) for rule in step.rules)
        shared = tuple(need for need in entries[0].needs if all(need in entry.needs for entry in entries))
        if len(entries) < 2 or not shared:
            return entries, ()
        lean = tuple(
            replace(entry, needs=tuple(need for need in entry.needs if need not in shared)) for entry in entries
        )
        return lean, tuple(f"all of these {need}" for need in shared)

    def entry(self, step: str, rule_id: str, light: Light) -> Entry:
        """What stands in the box `step` for one of its rules."""
        rule = self._base.rules[rule_id]
        word = self._base.source_of(rule.folder).words[rule.then.word]
        verdict, find_out = light.verdict(step, rule_id)
        return Entry(
            rule=rule_id,
            word=word.word.replace("-", " "),
            direction=word.direction,
            force=word.force,
            title=rule.title,
            particulars=particulars(rule.then, self._base),
            needs=self.needs(step, rule),
            verdict=verdict,
            find_out=find_out,
        )

    def needs(self, step: str, rule: Rule) -> tuple[str, ...]:
        """What the rule needs beyond what every way to the step settles, as short notes."""
        notes = []
        own: Expanded | Rule = self._base.expanded(rule)
        if rule.refines is not None and rule.refines in self._rules:
            notes.append(f"as far as this holds: {self._base.rules[rule.refines].title}")
            own = rule
        conditions = (("if also: ", own.when), ("unless: ", own.unless), ("only if: ", own.only_if))
        ways = self._ways(step, [part for _, part in conditions if part is not None])
        for before, part in conditions:
            if part is None or (part is own.unless and all(way.truth(part) is Truth.FALSE for way in ways)):
                continue
            rest = remainder(part, ways)
            if rest is not None:
                notes.append(f"{before}{phrase(rest, self._base)}")
        return tuple(notes)

    def _ways(self, step: str, parts: Sequence[Condition]) -> list[Settled]:
        """What each way to the step settles, as far as the questions share facts with `parts`."""
        facts = {test.name for part in parts for test in leaves(part, self._base)}
        names = {name for name in self._asked if facts & self._below(name)}
        ways = routes(self._pathway, names).get(step, ((),))
        return [settled(self._base, self._pathway.enter, way) for way in ways]

    def _below(self, name: str) -> set[str]:
        return {test.name for test in leaves(Is(name, ()), self._base)}
