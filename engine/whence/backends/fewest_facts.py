"""The fewest answers that settle what is demanded of a program: three values as two rails for the solver.

Each node has a variable *is true* and one *is false*; while neither holds it is unknown, so a fact left unsaid costs
nothing and settles nothing. The number of facts said is made as small as it can be. It refuses to know rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from whence.backends.answers_tried import tried
from whence.backends.solver import Formula, fewest
from whence.language.condition import Is, Test
from whence.language.definition import Score
from whence.language.tally import tally
from whence.language.vocabulary import Fact
from whence.program.program import Program
from whence.values.known import Known, Tally, is_one_of, within
from whence.values.struct import Struct, field
from whence.values.truth import Truth

#: One of these program literals has this truth.
Demand = Sequence[tuple[int, Truth]]
Said = Mapping[str, Known]


class FewestFacts:
    """Finds smallest patients for one program. What is found depends on the question only. Close it when done."""

    def __init__(self, program: Program, facts: Mapping[str, Fact]) -> None:
        self._rails = _Rails(program, tried(program, facts))
        self._rails.build()
        self._lines = tuple(program.impossible.values())
        self._always = self._rails.below(self._lines)
        self._whole = Formula()
        for block in self._rails.blocks.values():
            for clause in block:
                self._whole.add(*clause)
        for line in self._lines:
            self._whole.add(-self._rails.of(line, Truth.TRUE))
        self._whole.skip(self._rails.last)

    def close(self) -> None:
        """Frees the solver."""
        self._whole.close()

    def find(
        self, demands: Sequence[Demand], never_true: Sequence[int] = (), not_all_of: Iterable[Said] = ()
    ) -> dict[str, Known] | None:
        """Whole answers to as few facts as possible so that every demand is met, or None where nobody meets them.

        No literal of `never_true` and no line of `impossible` is true of the patient, though it may be unknown; no
        patient of `not_all_of` is contained in it.
        """
        rails = self._rails
        wanted = [*(literal for demand in demands for literal, _ in demand), *never_true]
        blocks = self._always | rails.below(wanted)
        asked = [[rails.of(literal, truth) for literal, truth in demand] for demand in demands]
        asked += [[-rails.of(literal, Truth.TRUE)] for literal in never_true]
        if not self._anyone(asked):
            return None
        for said in not_all_of:
            if blocks.issuperset(said):
                asked.append([-rails.answered[name, answer] for name, answer in said.items()])
        asked += [[-rails.of(line, Truth.TRUE)] for line in self._lines]
        for name, block in rails.blocks.items():
            if name in blocks:
                asked += block
        model = fewest(asked, [said for name, said in rails.said.items() if name in blocks], rails.last)
        if model is None:
            return None
        said_here = (item for item in rails.answered.items() if item[0][0] in blocks)
        return {name: answer for (name, answer), variable in said_here if variable in model}

    def _anyone(self, asked: Iterable[list[int]]) -> bool:
        """Whether somebody meets one literal of each clause: quicker to ask of clauses that are there already."""
        assumed: list[int] = []
        for clause in asked:
            if len(clause) == 1:
                assumed += clause
                continue
            switch = self._whole.new()
            self._whole.add(-switch, *clause)
            assumed.append(switch)
        return self._whole.solve(assumed)


def nearest(
    program: Program, facts: Mapping[str, Fact], demands: Sequence[Demand], known: Said, never: Iterable[Said] = ()
) -> dict[str, Known] | None:
    """Answers that meet every demand and touch as few as possible of those `known`, or None where nobody does.

    Among those with the fewest touched, one that contradicts the fewest of them. What is known and stays is among the
    answers found. No line of `impossible` is true of them, and nothing of `never` is contained in them.
    """
    answers = {
        name: tuple(dict.fromkeys((*each, known[name]))) if name in known else each
        for name, each in tried(program, facts).items()
    }
    rails = _Rails(program, answers)
    rails.build()
    lines = tuple(program.impossible.values())
    blocks = rails.below([*(literal for demand in demands for literal, _ in demand), *lines])
    clauses = [clause for name, block in rails.blocks.items() if name in blocks for clause in block]
    clauses += [[-rails.of(line, Truth.TRUE)] for line in lines]
    clauses += [[rails.of(literal, truth) for literal, truth in demand] for demand in demands]
    clauses += [[-rails.answered[item] for item in said.items()] for said in never if blocks.issuperset(said)]
    touched, contradicted = [], []
    for name, said in rails.said.items():
        if name not in blocks:
            continue
        if name not in known:
            touched.append(said)
            continue
        clauses.append([said])
        touched.append(-rails.answered[name, known[name]])
        contradicted.append(-rails.answered[name, known[name]])
    model = fewest(clauses, touched, rails.last, contradicted)
    if model is None:
        return None
    said_here = (item for item in rails.answered.items() if item[0][0] in blocks)
    return {name: answer for (name, answer), variable in said_here if variable in model}


class _Rails(Struct):
    """The clauses of a program, in one block for each node (by number) and one for each fact (by name)."""

    program: Program
    answers: Mapping[str, Sequence[Known]]
    blocks: dict[int | str, list[list[int]]] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    answered: dict[tuple[str, Known], int] = field(default_factory=dict)
    rails: dict[int, tuple[int, int]] = field(default_factory=dict)
    clauses: list[list[int]] = field(default_factory=list)
    last: int = 0

    def new(self) -> int:
        self.last += 1
        return self.last

    def of(self, literal: int, truth: Truth) -> int:
        """The variable that says the literal has this truth (true or false)."""
        is_true, is_false = self.rails[literal >> 1]
        return is_true if (truth is Truth.TRUE) is not bool(literal & 1) else is_false

    def build(self) -> None:
        """Give rails to every node, lowest first."""
        for node in range(1 + len(self.program.leaves) + len(self.program.ands)):
            for name in self._facts(node):
                self._fact(name)
            self.clauses = self.blocks[node] = []
            self._node(node)

    def below(self, literals: Iterable[int]) -> set[int | str]:
        """The nodes of the literals, everything below them, and the facts they hang on."""
        waiting, seen = [literal >> 1 for literal in literals], set[int | str]()
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen |= {node, *self._facts(node)}
                waiting += [part >> 1 for part in self._parts(node)]
        return seen

    def _parts(self, node: int) -> tuple[int, ...]:
        first_and = 1 + len(self.program.leaves)
        return self.program.ands[node - first_and] if node >= first_and else ()

    def _facts(self, node: int) -> tuple[str, ...]:
        if not 0 < node <= len(self.program.leaves):
            return ()
        name = self.program.leaves[node - 1].name
        score = self.program.scores.get(name)
        return (name,) if score is None else tuple(component.fact for component in score.components)

    def _node(self, node: int) -> None:
        is_true, is_false = self.rails[node] = (self.new(), self.new())
        if node == 0:
            self.clauses += [[is_true], [-is_false]]
        elif node <= len(self.program.leaves):
            leaf = self.program.leaves[node - 1]
            if leaf.name in self.program.scores:
                self._score(leaf, self.program.scores[leaf.name], is_true, is_false)
            else:
                self._leaf(leaf, is_true, is_false)
        else:
            parts = self._parts(node)
            self._any(is_true, [-self.of(part, Truth.TRUE) for part in parts], flip=True)
            self._any(is_false, [self.of(part, Truth.FALSE) for part in parts])

    def _leaf(self, leaf: Test, is_true: int, is_false: int) -> None:
        found: dict[Truth, list[int]] = {Truth.TRUE: [], Truth.FALSE: [], Truth.UNKNOWN: []}
        for answer in self.answers[leaf.name]:
            truth = is_one_of(answer, leaf.answers) if isinstance(leaf, Is) else within(answer, leaf.bounds)
            found[truth].append(self.answered[leaf.name, answer])
        self._any(is_true, found[Truth.TRUE])
        self._any(is_false, found[Truth.FALSE])

    def _fact(self, name: str) -> None:
        if name in self.said:
            return
        self.clauses = self.blocks[name] = []
        self.said[name] = self.new()
        variables = [self.answered.setdefault((name, answer), self.new()) for answer in self.answers[name]]
        self._any(self.said[name], variables)
        self.clauses += [[-one, -other] for i, one in enumerate(variables) for other in variables[i + 1 :]]

    def _score(self, leaf: Test, score: Score, is_true: int, is_false: int) -> None:
        """The lowest and the highest total, each summed level by level; what both allow settles the test."""
        bands = tally(score, {}).bands
        ends = self._sums(score, 0), self._sums(score, 1)
        for low, lowest in ends[0].items():
            for high, highest in ends[1].items():
                total = Tally(low, max(low, high), bands)
                truth = is_one_of(total, leaf.answers) if isinstance(leaf, Is) else within(total, leaf.bounds)
                for rail, holds in ((is_true, truth is Truth.TRUE), (is_false, truth is Truth.FALSE)):
                    self.clauses.append([-lowest, -highest, rail if holds else -rail])

    def _sums(self, score: Score, end: int) -> dict[int, int]:
        choose = (min, max)[end]
        start = self.new()
        self.clauses.append([start])
        sums = {0: start}
        for component in score.components:
            written = {answer: points[end] for answer, points in component.points.items()}
            unsaid = choose(written.values())
            following = {total: self.new() for total in sorted({t + w for t in sums for w in written.values()})}
            after = list(following.values())
            self.clauses.append(after)
            self.clauses += [[-one, -other] for i, one in enumerate(after) for other in after[i + 1 :]]
            for total, before in sums.items():
                self.clauses.append([-before, self.said[component.fact], following[total + unsaid]])
                for answer in self.answers[component.fact]:
                    points = choose(worth for word, worth in written.items() if word in getattr(answer, "answers", ()))
                    variable = self.answered[component.fact, answer]
                    self.clauses.append([-before, -variable, following[total + points]])
            sums = following
        return sums

    def _any(self, number: int, parts: Sequence[int], *, flip: bool = False) -> None:
        """`number` is true exactly where one of `parts` is; with `flip`, exactly where none is."""
        head = -number if flip else number
        self.clauses.append([-head, *parts])
        self.clauses += [[head, -part] for part in parts]
