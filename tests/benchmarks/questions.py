"""How many questions until nothing can change: python tests/benchmarks/questions.py [DRAWN [WHOLE]]

DRAWN patients are whole completions drawn at random, of whom nothing is known; WHOLE are patients of tests/patients/,
completed where their files are silent, of whom the first three answers of the file are known. Each is asked in three
orders until no answer can change what is advised: as `whence ask` does, in the order of the vocabulary, and in that
order without what cannot matter (exact, over all completions).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "engine")]

from whence.analysis.answers import known_facts  # noqa: E402
from whence.assessment.action_sets import ActionCompletions  # noqa: E402
from whence.assessment.next_question import Drawn, Questions, whole  # noqa: E402
from whence.language.base import KnowledgeBase  # noqa: E402
from whence.program.build import build  # noqa: E402
from whence.program.program import Program  # noqa: E402
from whence.store.cache import open_base  # noqa: E402
from whence.store.folder_tree import folder_tree  # noqa: E402
from whence.store.load import read_patient  # noqa: E402
from whence.values.known import Known  # noqa: E402

FIRST = 3
ORDERS = ("whence ask", "vocabulary", "vocabulary, what can matter")
#: Somebody's name, every answer, and what is known at first.
Person = tuple[str, Mapping[str, Known], Mapping[str, Known]]


def main(drawn: int, of_files: int) -> None:
    """Print the questions of each patient in the three orders, the sums, and the share that is saved."""
    base = open_base(folder_tree(HERE.parents[1] / "knowledge")).base
    program = build(base)
    for called, people in (("drawn", random_people(base, program)), ("whole", people_of_files(base, program))):
        most = drawn if called == "drawn" else of_files
        counts = []
        for _, (name, answers, known) in zip(range(most), people, strict=False):
            counts.append(asked(base, program, answers, known))
            told = ", ".join(f"{order} {count}" for order, count in zip(ORDERS, counts[-1], strict=True))
            print(f"{name}: {told}; {saved(*counts[-1][::2])} saved", flush=True)
        if counts:
            sums = [sum(each) for each in zip(*counts, strict=True)]
            print(f"{len(counts)} {called}: " + ", ".join(map(str, sums)) + f"; {saved(*sums[::2])} saved")
            poor = sum(1 for few, _, many in counts if few > 0.7 * many)
            print(f"less than 30 % are saved for {poor} of them; against the plain order {saved(*sums[:2])}")


def saved(few: int, many: int) -> str:
    """The share of questions saved."""
    return f"{1 - few / many:.0%}" if many else "nothing to be"


def random_people(base: KnowledgeBase, program: Program) -> Iterator[Person]:
    """Completions of nothing."""
    with closing(ActionCompletions(base, program, base.rules)) as completions:
        for number, one in enumerate(Questions(base, completions, base.rules).draw({}), 1):
            yield f"drawn {number}", one.known, {}


def people_of_files(base: KnowledgeBase, program: Program) -> Iterator[Person]:
    """The whole patients, one completion of each."""
    with closing(ActionCompletions(base, program, base.rules)) as completions:
        questions = Questions(base, completions, base.rules, drawn=1)
        for path in sorted((HERE.parent / "patients").glob("*.yaml")):
            patient, _ = read_patient(path, base)
            assert patient is not None
            given, _ = known_facts(patient, base.vocabulary, patient.as_of)
            answers = questions.draw(given)[0].known
            first = [name for name in patient.facts if name in answers][:FIRST]
            yield path.stem, answers, {name: answers[name] for name in first}


def asked(
    base: KnowledgeBase, program: Program, answers: Mapping[str, Known], known: Mapping[str, Known]
) -> tuple[int, int, int]:
    """The numbers of questions to one person in the three orders."""
    with closing(ActionCompletions(base, program, base.rules)) as completions:
        questions = Questions(base, completions, base.rules)
        few = Questions(base, completions, base.rules, drawn=1)
        return best(questions, answers, known), plain(few, answers, known), fair(few, answers, known)


def best(questions: Questions, answers: Mapping[str, Known], start: Mapping[str, Known]) -> int:
    """As `whence ask` does."""
    known, drawn = dict(start), list[Drawn]()
    while True:
        drawn = questions.draw(known, drawn)
        name = questions.step(known, before=drawn).fact
        if name is None:
            return len(known) - len(start)
        known[name] = answers[name]


def plain(questions: Questions, answers: Mapping[str, Known], start: Mapping[str, Known]) -> int:
    """In the order of the vocabulary, every fact that some rule asks for."""
    return _in_order(questions, answers, start, all_of_them=True)


def fair(questions: Questions, answers: Mapping[str, Known], start: Mapping[str, Known]) -> int:
    """In that order without what cannot matter; where only several facts together do, they are asked as `ask` does."""
    return _in_order(questions, answers, start, all_of_them=False)


def _in_order(
    questions: Questions, answers: Mapping[str, Known], start: Mapping[str, Known], *, all_of_them: bool
) -> int:
    known, drawn = dict(start), list[Drawn]()
    left = [name for name in questions.facts if name in answers and not whole(known.get(name))]
    while True:
        drawn = questions.draw(known, drawn)
        unsettled = questions.unsettled(known, drawn)
        if not unsettled:
            return len(known) - len(start)
        while left and not all_of_them and not questions.matters(left[0], known, unsettled):
            del left[0]  # for good: what cannot matter now does not when more is known
        name = left.pop(0) if left else questions.step(known, before=drawn).fact
        if name is None:
            return len(known) - len(start)
        known[name] = answers[name]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
