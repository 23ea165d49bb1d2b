"""`whence fidelity`: what is found in print, what is not, and how few mistakes slip through."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shipped import shipped_base
from unit.fidelity_mutants import mutants
from whence.cli.main import run
from whence.fidelity.fidelity import Fidelity, fidelity
from whence.fidelity.passages import Print
from whence.fidelity.printed import printed
from whence.language.base import KnowledgeBase
from whence.ledger.verify import recognised
from whence.schema.validate import check_instance
from whence.store.texts import read_texts
from whence.values.known import Op
from whence.values.struct import replace

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]
UNITS = frozenset({"mg", "hour", "day", "week", "drop"})
NAMED = ("number", "unit", "bound", "strength", "denial", "route", "duration")


def texts() -> Path | None:
    named = os.environ.get("WHENCE_SOURCES")
    place = Path(named) if named else ROOT.parent / "shared" / "sources"
    return place if any(place.glob("*.txt")) else None


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return shipped_base()


@pytest.fixture(scope="module")
def print_(base: KnowledgeBase) -> Print:
    folder = texts()
    if folder is None:
        pytest.skip("cannot be verified here: the source texts are not present (set WHENCE_SOURCES)")
    words = read_texts(folder).words
    standing = recognised(base, words)
    assert set(standing) == set(base.sources)
    return Print(
        base, {source: words[name] for source, (name, _) in standing.items()},
        {source: placed for source, (_, placed) in standing.items()},
    )  # fmt: skip


def keys(found: Fidelity) -> set[tuple[str, str, str]]:
    claims = {(one.name, one.claim.kind, one.claim.said) for one in found.unfounded}
    return claims | {(str(left.passage), left.kind, left.said) for left in found.left}


def test_numbers_are_read_with_unit_and_bound_and_references_are_not() -> None:
    text = printed("Give 16mg/day [28,30] for at least two weeks (box 3), then 5-7 days or longer.", UNITS)
    assert [(float(n.value), n.unit, n.ops) for n in text.numbers] == [
        (16.0, "mg", frozenset()),
        (2.0, "week", frozenset({Op.AT_LEAST})),
        (5.0, "day", frozenset({Op.AT_LEAST})),
        (7.0, "day", frozenset({Op.AT_LEAST})),
    ]


def test_a_word_is_denied_before_behind_and_by_its_beginning() -> None:
    def senses(said: str, cue: str) -> set[bool]:
        return {denied for _, denied in printed(said, UNITS).places(cue)}

    assert senses("for people without fever", "fever") == {True}
    assert senses("tea is not suitable", "suitable") == {True} == senses("an unsuitable tea", "suitable")
    assert senses("a suitable tea", "suitable") == {False}
    assert senses("no honey. tea is suitable", "suitable") == {False}


def test_the_shipped_base_raises_few_alarms(base: KnowledgeBase, print_: Print) -> None:
    found = fidelity(base, print_)
    assert found.claims > 2_000 and not found.absent and not found.moved
    assert (len(found.unfounded) + len(found.left)) <= 0.02 * found.claims, keys(found)


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)])
def test_single_mistakes_are_caught(every: int, base: KnowledgeBase, print_: Print) -> None:
    planted, caught = Counter[str](), Counter[str]()
    slipped = []
    clean: dict[str, set[tuple[str, str, str]]] = {}
    for mutant in list(mutants(base))[::every]:
        rule = mutant.rule
        if rule.id not in clean:
            clean[rule.id] = keys(fidelity(base, print_, {rule.id}))
        other = replace(base, rules={**base.rules, rule.id: rule})
        planted[mutant.kind] += 1
        if keys(fidelity(other, print_, {rule.id})) - clean[rule.id]:
            caught[mutant.kind] += 1
        else:
            slipped.append((mutant.kind, rule.id, mutant.said))
    assert sum(planted.values()) >= 500 / every
    assert sum(caught[kind] for kind in NAMED) >= 0.95 * sum(planted[kind] for kind in NAMED), slipped


@pytest.fixture
def whence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("WHENCE_SOURCES", raising=False)
    (tmp_path / "none").mkdir()

    def go(*arguments: str) -> tuple[int, str, str]:
        code = run(["--knowledge", str(ROOT / "knowledge"), "fidelity", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    yield go


def test_without_texts_it_cannot_be_verified_here(whence: Run, tmp_path: Path) -> None:
    for arguments in ((), ("--texts", str(tmp_path / "none"))):
        code, said, _ = whence(*arguments)
        assert code == 3 and said.count("cannot be verified here") == 5
    code, said, _ = whence("--json")
    assert code == 3 and len(json.loads(said)["cannot_be_verified_here"]) == 5


def test_the_command_tells_what_it_found(whence: Run) -> None:
    folder = texts()
    if folder is None:
        pytest.skip("cannot be verified here: the source texts are not present (set WHENCE_SOURCES)")
    code, said, _ = whence("--texts", str(folder), "uptodate/ivc-filter")
    assert code == 0 and "active_bleeding" in said and "0 not found" in said
    code, said, _ = whence("--texts", str(folder), "--json")
    check_instance("outputs/fidelity", json.loads(said))
    assert code in (0, 1)
    code, _, told = whence("--texts", str(folder), "uptodate/ivc-filtr")
    assert code == 2 and "uptodate/ivc-filter" in told
