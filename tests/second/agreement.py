"""Two encodings of one source, made independently, held against each other by behaviour.

    python tests/second/agreement.py nice            one source, by its folder
    python tests/second/agreement.py uptodate-a      one half of a source that two people encoded again
    python tests/second/agreement.py --patients 5000 --json nice uptodate

The first encoding is the shipped one; the second stands in `tests/second/<folder>/` and was made from the text alone.
For every passage of role *recommendation* the rules that cite it are run, in both, on the same generated patients, and
the furthest verdict is compared. Where they differ the smallest such patient is printed. A passage that carries several
recommendations can hide one behind another; with `--apart` each of them is compared with its own counterpart.
Where a few definitions make most of the difference, `--same uptodate_escc its_term=our_term` sets them equal.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "engine"), str(HERE.parent)]

from laws.random_people import people  # noqa: E402
from whence.assessment.verdict import Verdict, verdict  # noqa: E402
from whence.backends.compiled import CompiledProgram  # noqa: E402
from whence.language.base import KnowledgeBase  # noqa: E402
from whence.language.recommendation import actions  # noqa: E402
from whence.program.build import build  # noqa: E402
from whence.program.program import Program  # noqa: E402
from whence.store.load import load_base  # noqa: E402
from whence.values.known import Known, OneOf  # noqa: E402
from whence.values.truth import Truth  # noqa: E402

KNOWLEDGE = HERE.parents[1] / "knowledge"
FURTHEST = tuple(Verdict)  # from *applies* to *does not apply*


@dataclass(frozen=True)
class Difference:
    """A passage on which the encodings part, with the smallest patient found."""

    passage: str
    patients: int
    witness: Mapping[str, str]
    first: tuple[str, str]
    second: tuple[str, str]


@dataclass(frozen=True)
class Agreement:
    """One source: passages compared, those on which both agree for every patient, and on how many patients."""

    folder: str
    passages: int
    agreed: int
    patients: int
    pairs: int
    equal_pairs: int
    uncited: tuple[str, ...]
    other_advice: Mapping[str, tuple[list[str], list[str]]]
    differences: tuple[Difference, ...]


@contextmanager
def second_base(encoding: str, same: tuple[str, ...] = ()) -> Iterator[KnowledgeBase]:
    """The base whose only rules are the second encoding, with the shipped vocabulary, sources and terms of others.

    `same` names definitions of the second encoding that are taken from the first: `term`, or `its_term=our_term`.
    """
    folder = encoding.partition("-")[0]
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "knowledge"
        for kept in ("vocabulary", "sources", "mscc/definitions/shared"):
            shutil.copytree(KNOWLEDGE / kept, root / kept)
        (root / "vocabulary" / "alignment.yaml").unlink()  # and the groups: both name things of the first encoding
        guideline = (KNOWLEDGE / "mscc" / "guideline.yaml").read_text(encoding="utf-8").partition("\ngroups:")[0]
        (root / "mscc" / "guideline.yaml").write_text(f"{guideline}\n", encoding="utf-8")
        for terms in (KNOWLEDGE / "mscc" / "definitions").iterdir():  # a source names whom it is about by its own terms
            if terms.name not in (folder, "shared"):
                shutil.copytree(terms, root / "mscc" / "definitions" / terms.name)
        for kind in ("rules", "definitions"):
            if (HERE / encoding / kind).is_dir():
                shutil.copytree(HERE / encoding / kind, root / "mscc" / kind / folder)
        if same:
            _take_over(same, KNOWLEDGE / "mscc" / "definitions" / folder, root / "mscc" / "definitions" / folder)
        base, found = load_base(root)
        if base is None:
            raise SystemExit("\n".join(str(one) for one in found))
        yield base


def _take_over(same: tuple[str, ...], ours: Path, theirs: Path) -> None:
    """Our definition in place of theirs for each name, and beside them whatever ours are made of."""
    for term in ours.glob("*.yaml"):
        if not (theirs / term.name).exists():
            shutil.copy(term, theirs / term.name)
    for name in same:
        their_name, _, our_name = name.partition("=")
        text = (ours / f"{our_name or their_name}.yaml").read_text(encoding="utf-8")
        kind, colon, rest = text.partition(":")
        text = f"{kind}{colon} {their_name}\n{rest.partition(chr(10))[2]}"
        (theirs / f"{their_name}.yaml").write_text(text, encoding="utf-8")


def citing(base: KnowledgeBase, folder: str) -> dict[str, tuple[str, ...]]:
    """For each passage of role recommendation, the rules of the folder that cite it or a duplicate of it."""
    source = base.source_of(folder).id
    ledger = base.ledgers[source]
    found: dict[str, list[str]] = {p.id: [] for p in ledger.passages.values() if p.role == "recommendation"}
    for rule in base.rules.values():
        if rule.folder == folder:
            for citation in rule.source:
                passage = ledger.passages[citation.passage]
                found.get(passage.of or passage.id, []).append(rule.id)
    return {passage: tuple(dict.fromkeys(rules)) for passage, rules in found.items()}


@dataclass(frozen=True)
class Held:
    """What is held against each other: the rules of both encodings that cite a passage, or those with one advice."""

    passage: str
    rules: tuple[tuple[str, ...], tuple[str, ...]]


def apart(bases: tuple[KnowledgeBase, KnowledgeBase], whole: Held) -> list[Held]:
    """The rules of a passage by action and purpose; those without a counterpart are compared in one heap."""
    found: list[dict[object, tuple[str, ...]]] = [{}, {}]
    for base, rules, groups in zip(bases, whole.rules, found, strict=True):
        for rule in rules:
            then = base.rules[rule].then
            key = tuple(actions(then.advice)), frozenset(then.details.purpose)
            groups[key] = (*groups.get(key, ()), rule)
    both = [key for key in found[0] if key in found[1]]
    held = [Held(whole.passage, (found[0].pop(key), found[1].pop(key))) for key in both]
    one, two = (tuple(rule for rules in groups.values() for rule in rules) for groups in found)
    return [*held, Held(whole.passage, (one, two))] if one and two else held or [whole]


def furthest(rules: tuple[str, ...], program: Program, values: tuple[Truth, ...]) -> Verdict:
    """The verdict of the rule that goes furthest."""

    def truth(literal: int) -> Truth:
        return ~values[literal >> 1] if literal & 1 else values[literal >> 1]

    def perhaps(literal: int | None) -> Truth | None:
        return None if literal is None else truth(literal)

    roots = (program.rules[rule] for rule in rules)
    ended = (verdict(truth(r.when), perhaps(r.unless), perhaps(r.only_if)) for r in roots)
    return min(ended, key=FURTHEST.index, default=Verdict.DOES_NOT_APPLY)


def compare(first: KnowledgeBase, second: KnowledgeBase, folder: str, count: int, each: bool = False) -> Agreement:
    """Both encodings on `count` patients led towards the rules of each; by passage, or each recommendation apart."""
    bases = (first, second)
    programs = tuple(build(base) for base in bases)
    compiled = tuple(CompiledProgram(program) for program in programs)
    cited = tuple(citing(base, folder) for base in bases)
    shared = [p for p in cited[0] if cited[0][p] and cited[1][p]]
    entries = [Held(p, (cited[0][p], cited[1][p])) for p in shared]
    if each:
        entries = [held for one in entries for held in apart(bases, one)]
    parted: dict[Held, list[dict[str, Known]]] = {held: [] for held in entries}
    pairs = equal = 0

    def ends(held: Held, known: Mapping[str, Known]) -> tuple[Verdict, Verdict]:
        one, two = (furthest(s, p, r.run(known)) for s, p, r in zip(held.rules, programs, compiled, strict=True))
        return one, two

    led = (islice(people(base, program, 7), count // 2) for base, program in zip(bases, programs, strict=True))
    for known in (person for some in led for person in some):
        if _impossible(programs[0], compiled[0].run(known)):
            continue
        ran = [r.run(known) for r in compiled]
        for held in entries:
            one, two = (furthest(s, p, v) for s, p, v in zip(held.rules, programs, ran, strict=True))
            if one is two is Verdict.DOES_NOT_APPLY:
                continue
            pairs += 1
            equal += one is two
            if one is not two:
                parted[held].append(known)
    differences = []
    for held, found in parted.items():
        if found:
            smallest = min((_smaller(known, held, ends) for known in found[:20]), key=lambda k: (len(k), sorted(k)))
            verdicts = ends(held, smallest)
            differences.append(
                Difference(
                    held.passage,
                    len(found),
                    {name: _said(known) for name, known in sorted(smallest.items())},
                    (", ".join(held.rules[0]), verdicts[0].value),
                    (", ".join(held.rules[1]), verdicts[1].value),
                )
            )
    other = {}
    for passage in shared:
        told = tuple(sorted({_advice(base, rule) for rule in c[passage]}) for base, c in zip(bases, cited, strict=True))
        if told[0] != told[1]:
            other[passage] = told
    return Agreement(
        folder=folder,
        passages=len(shared),
        agreed=len(shared) - len({one.passage for one in differences}),
        patients=count,
        pairs=pairs,
        equal_pairs=equal,
        uncited=tuple(p for p in cited[0] if not (cited[0][p] and cited[1][p])),
        other_advice=other,
        differences=tuple(differences),
    )


def _impossible(program: Program, values: tuple[Truth, ...]) -> bool:
    return any(
        (~values[literal >> 1] if literal & 1 else values[literal >> 1]) is Truth.TRUE
        for literal in program.impossible.values()
    )


def _smaller(known: dict[str, Known], held: Held, ends: object) -> dict[str, Known]:
    """The patient with every fact taken away that the difference does not need."""
    kept = dict(known)
    for fact in sorted(known):
        less = {name: value for name, value in kept.items() if name != fact}
        one, two = ends(held, less)  # type: ignore[operator]
        if one is not two:
            kept = less
    return kept


def _said(known: Known) -> str:
    return " or ".join(sorted(known.answers)) if isinstance(known, OneOf) else str(known)


def _advice(base: KnowledgeBase, rule: str) -> str:
    then = base.rules[rule].then
    return f"{then.word} {' + '.join(actions(then.advice))}"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("encoding", nargs="+")
    options.add_argument("--patients", type=int, default=4000)
    options.add_argument("--apart", action="store_true", help="compare each recommendation of a passage by itself")
    options.add_argument("--same", nargs="+", default=[], help="definitions taken from the first for both")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    first, found = load_base(KNOWLEDGE)
    if first is None:
        raise SystemExit("\n".join(str(one) for one in found))
    for encoding in given.encoding:
        with second_base(encoding, tuple(given.same)) as second:
            result = compare(first, second, encoding.partition("-")[0], given.patients, given.apart)
        if given.json:
            print(json.dumps(result, default=lambda value: getattr(value, "__dict__", str(value)), indent=2))
            continue
        share = result.equal_pairs / result.pairs if result.pairs else 1.0
        print(f"{encoding}: {result.agreed} of {result.passages} passages agree for every one", end=" ")
        print(f"of {result.patients} patients;")
        print(f"  {share:.1%} of {result.pairs} verdicts that are not *does not apply* in both are equal")
        for passage in result.uncited:
            print(f"  {passage}: cited in one encoding only")
        for passage, (one, two) in result.other_advice.items():
            print(f"  {passage}: advice {one} | {two}")
        for one in result.differences:
            print(f"  {one.passage}: {one.patients} patients; smallest {dict(one.witness)}")
            print(f"    first  {one.first[1]:15} {one.first[0]}\n    second {one.second[1]:15} {one.second[0]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
