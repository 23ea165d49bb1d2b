"""How many questions until nothing can change: python tests/benchmarks/questions.py [PATIENTS]

Patients are whole completions drawn at random. Each is asked in three orders until no answer can change what is
advised: as `whence ask` does, in the order of the vocabulary, and in that order without what cannot matter.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "engine")]

from whence.assessment.action_sets import ActionCompletions  # noqa: E402
from whence.assessment.next_question import Drawn, Questions, Step, whole  # noqa: E402
from whence.store.cache import open_base  # noqa: E402
from whence.store.folder_tree import folder_tree  # noqa: E402
from whence.values.known import Known  # noqa: E402

Next = Callable[[Step, dict[str, Known], list[Drawn]], str | None]


def main(patients: int) -> None:
    """Print the questions of each patient in the three orders, and the ratios of the sums."""
    opened = open_base(folder_tree(HERE.parents[1] / "knowledge"))
    facts = opened.base.vocabulary.facts
    completions = ActionCompletions(opened.base, opened.program, opened.base.rules)
    questions = Questions(opened.base, completions, opened.base.rules)
    orders: dict[str, Next] = {
        "whence ask": lambda step, known, drawn: step.fact,
        "vocabulary": lambda step, known, drawn: next(
            (n for n in facts if n in drawn[0].known and n not in known), None
        ),
        "vocabulary, what can matter": lambda step, known, drawn: next(
            (n for n in facts if not whole(known.get(n)) and questions.matters(n, step.open, drawn)), None
        ),
    }
    sums = dict.fromkeys(orders, 0)
    for person in questions.draw({})[:patients]:
        asked = {name: until_settled(person, questions, following) for name, following in orders.items()}
        for name, count in asked.items():
            sums[name] += count
        print(", ".join(f"{name} {count}" for name, count in asked.items()), flush=True)
    for name, count in sums.items():
        print(f"{name}: {count}, {sums['whence ask'] / count:.2f} of it for whence ask")


def until_settled(person: Drawn, questions: Questions, following: Next) -> int:
    """The number of questions until nothing said of an action can change."""
    known: dict[str, Known] = {}
    drawn: list[Drawn] = []
    for count in range(len(person.known) + 1):
        drawn = questions.draw(known, drawn)
        step = questions.step(known, before=drawn)
        if not step.open:
            return count
        name = following(step, known, drawn)
        if name is None:
            return count
        known = {**known, name: person.known[name]}
    return len(person.known)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
