"""Whatever is done to a dossier, the checker refuses it: bytes, facts, proofs, days, signatures, order, a tail cut off.

1,000 by default; 10,000 with `-m long`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

import pytest

from laws.dossiers import cases, chained, spelt, verdict
from laws.random_files import patient_files
from unit.tiny import write_tiny
from whence.program.build import build
from whence.record.receipt import Receipt
from whence.record.signature import Signer, new_key, public_key_of, signer_of
from whence.store.load import load_base

Tamper = Callable[[list[dict[str, Any]], Random], None]


@dataclass(frozen=True)
class Kept:
    """An export of some dossiers, and what its owner keeps elsewhere: a receipt and the public key."""

    content: bytes
    receipt: bytes
    keys: list[bytes]
    signer: Signer

    @property
    def lines(self) -> list[bytes]:
        return self.content.splitlines(keepends=True)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    base, _ = load_base(write_tiny(tmp_path_factory.mktemp("tampers")))
    assert base is not None
    program = build(base)
    private, public = new_key()
    signer = signer_of(private)
    lines = list(chained(base, islice(cases(base, program, patient_files(base, program, 7)), 6), signer))
    last = json.loads(lines[-1])
    receipt = Receipt("log", last["entry"]["number"], last["digest"]).content()
    return Kept(b"".join(lines), receipt, [public_key_of(public)], signer)


def test_what_was_not_touched_holds(kept: Kept) -> None:
    assert verdict(kept.content) is None
    assert verdict(kept.content, kept.keys, kept.receipt) is None


@pytest.mark.parametrize("count", [500, pytest.param(5_000, marks=pytest.mark.long)])
def test_any_byte(kept: Kept, count: int) -> None:
    chosen = Random(count)
    for _ in range(count):
        at = chosen.randrange(len(kept.content))
        changed = bytearray(kept.content)
        match chosen.randrange(3):
            case 0:
                changed[at] ^= chosen.randrange(1, 256)
            case 1:
                del changed[at]
            case _:
                changed.insert(at, chosen.randrange(256))
        assert verdict(bytes(changed)) is not None, (at, changed[at - 20 : at + 20])


def a_fact(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    given = chosen.choice([one for one in dossiers if one["case"]["given"]])["case"]["given"]
    if chosen.random() < 0.5:
        del given[chosen.choice(sorted(given))]
    else:
        fact = chosen.choice(["fever", "frail", "bed", "old_scars"])
        given[fact] = "absent" if given.get(fact) == "present" else "present"


def a_proof(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    rule = chosen.choice(chosen.choice(dossiers)["case"]["rules"])
    role = chosen.choice([role for role in ("when", "unless", "only_if") if rule[role] is not None])
    at = chosen.randrange(len(rule[role]))
    other = chosen.choice([letter for letter in "TFU" if letter != rule[role][at]])
    rule[role] = rule[role][:at] + other + rule[role][at + 1 :]


def a_verdict(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    rule = chosen.choice(chosen.choice(dossiers)["case"]["rules"])
    verdicts = ("applies", "applies unless", "held back", "withdrawn", "open", "does not apply")
    rule["verdict"] = chosen.choice([each for each in verdicts if each != rule["verdict"]])


def a_day(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    one = chosen.choice(dossiers)
    if chosen.random() < 0.5:
        one["case"]["as_of"] = f"2020-{chosen.randint(1, 12):02}-{chosen.randint(1, 28):02}"
    else:
        one["entry"]["recorded_at"] = f"2020-{chosen.randint(1, 12):02}-01T00:00:00Z"


def a_finding(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    one = chosen.choice(dossiers)["case"]
    part = chosen.choice(["definitions", "rules", "find_out", "not_in_force"])
    if part == "find_out":
        rule = chosen.choice(one["rules"])
        rule["find_out"] = rule["find_out"][1:] if rule["find_out"] else ["bed"]
    else:
        del one[part][chosen.randrange(len(one[part]))]


def no_signature(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    for one in dossiers[chosen.randrange(len(dossiers)) :]:
        one["signature"] = one["entry"]["signer"] = None


def another_signature(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    first, second = chosen.sample(dossiers, 2)
    first["signature"] = second["signature"]


def swapped(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    first, second = chosen.sample(range(len(dossiers)), 2)
    dossiers[first], dossiers[second] = dossiers[second], dossiers[first]


def one_gone(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    del dossiers[chosen.randrange(len(dossiers))]


def tail_cut(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    del dossiers[chosen.randrange(1, len(dossiers)) :]


def one_twice(dossiers: list[dict[str, Any]], chosen: Random) -> None:
    dossiers.insert(chosen.randrange(len(dossiers)), chosen.choice(dossiers))


TAMPERS: tuple[Tamper, ...] = (
    a_fact, a_proof, a_verdict, a_day, a_finding,
    no_signature, another_signature, swapped, one_gone, tail_cut, one_twice,
)  # fmt: skip
#: What changes the answer or its proof is refused even where every digest and the whole chain were written anew.
OF_THE_ANSWER: tuple[Tamper, ...] = (a_proof, a_verdict, a_finding)


def tampered(kept: Kept, tamper: Tamper, chosen: Random) -> tuple[bytes, list[dict[str, Any]]]:
    head, *lines = kept.lines
    dossiers = [json.loads(line) for line in lines]
    tamper(dossiers, chosen)
    return head, dossiers


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
@pytest.mark.parametrize("count", [25, pytest.param(250, marks=pytest.mark.long)])
def test_a_tamper_that_leaves_the_digests(kept: Kept, tamper: Tamper, count: int) -> None:
    chosen = Random(count)
    for _ in range(count):
        head, dossiers = tampered(kept, tamper, chosen)
        content = head + b"".join(spelt(one) for one in dossiers)
        assert verdict(content, [], kept.receipt) is not None, dossiers


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
@pytest.mark.parametrize("count", [20, pytest.param(220, marks=pytest.mark.long)])
def test_a_tamper_with_every_digest_written_anew(kept: Kept, tamper: Tamper, count: int) -> None:
    chosen = Random(count + 1)
    for _ in range(count):
        head, dossiers = tampered(kept, tamper, chosen)
        content = head + b"".join(spelt(one) for one in rewritten(dossiers))
        if content == kept.content:
            continue  # one_twice may have put a dossier where it was rewritten into the same
        assert verdict(content, [], kept.receipt) is not None, dossiers
        cut_off = kept.content.startswith(content)  # which only the receipt can show
        assert cut_off or verdict(content, kept.keys, None) is not None, dossiers
        if tamper in OF_THE_ANSWER:
            assert verdict(b"".join([head, *(spelt(one) for one in unsigned(dossiers))])) is not None, dossiers


def rewritten(dossiers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with every digest right again, as somebody without the private key could do it."""
    from whence.record.canonical import digest

    found, before = [], "0" * 64
    for number, one in enumerate(dossiers, 1):
        entry = {**one["entry"], "number": number, "previous": before, "case": digest(one["case"])}
        before = digest(entry)
        found.append({**one, "entry": entry, "digest": before})
    return found


def unsigned(dossiers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    stripped = [{**one, "signature": None, "entry": {**one["entry"], "signer": None}} for one in dossiers]
    return rewritten(stripped)
