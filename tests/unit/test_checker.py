"""What the checker refuses, one wrong thing at a time, every digest around it right; and what it then says."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import whence_checker
from laws.dossiers import cases, chained, spelt
from laws.strategies import base_of
from whence.language.condition import All, Is, Within
from whence.language.definition import Definition
from whence.language.patient import Given, Patient
from whence.language.recommendation import Do, Recommendation
from whence.language.rule import InForce, Rule
from whence.language.source import Citation
from whence.language.vocabulary import Impossible
from whence.program.build import build
from whence.record.canonical import digest
from whence.record.signature import Signer, new_key, signer_of
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity

CITED = (Citation("book", "page.1"),)
ILL = Definition(
    "ill", "book", 1, "Ill?", {"present": Is("fever", ("present",))}, "absent", CITED, InForce(), "draft"
)  # fmt: skip
LONG, HEAVY = Bound(Op.AT_LEAST, Quantity(Decimal(2), "weeks")), Bound(Op.MORE_THAN, Quantity(Decimal(90), "kg"))
SMALL = Is("size", ("small",))
WHEN = All((Is("ill", ("present",)), Within("since", (LONG,)), Is("burden", ("light", "middling")), SMALL))
RULE = Rule("book/rest", 1, "Rest", Recommendation("offer", Do("rest")), CITED, InForce(), "draft", when=WHEN)
NEVER = Impossible("a small thing is heavy", All((SMALL, Within("weight", (HEAVY,)))), "small things are light")
FACTS = {
    "fever": Given("fever", answer="present"),
    "colour": Given("colour", none_of=("red", "brown")),
    "began_on": Given("began_on", answer="2026-11-01"),
    "weight": Given("weight", bounds=(Bound(Op.AT_MOST, Quantity(Decimal(95), "kg")),)),
}
Line = dict[str, Any]


@pytest.fixture(scope="module")
def signer() -> Signer:
    return signer_of(new_key()[0])


@pytest.fixture(scope="module")
def lines(signer: Signer) -> list[Line]:
    """A basis and three dossiers: the first not signed."""
    base = base_of([ILL], [RULE], [NEVER], "0" * 64)
    people = [Patient("somebody", FACTS, date(2026, 11, day)) for day in (18, 19, 20)]
    written = list(cases(base, build(base), people))
    return [json.loads(line) for line in chained(base, written)]


def refused(lines: list[Line], keys: list[bytes] | None = None) -> str | None:
    try:
        whence_checker.check(io.BytesIO(b"".join(spelt(line) for line in lines)), keys or [], None)
    except whence_checker.Refused as error:
        return str(error)
    return None


def again(lines: list[Line]) -> list[Line]:
    """Every digest right again: of the rules, the basis, each case, each entry."""
    head, *rest = copy.deepcopy(lines)
    for rule in head["basis"]["rules"]:
        rule["digest"] = digest({key: value for key, value in rule.items() if key != "digest"})
    before, basis = "0" * 64, digest(head["basis"])
    for line in rest:
        line["entry"].update(previous=before, case=digest(line["case"]), basis=basis)
        before = line["digest"] = digest(line["entry"])
    return [head, *rest]


def test_what_is_right_holds(lines: list[Line]) -> None:
    assert refused(lines) is None
    assert refused(again(lines)) is None
    assert [line["case"]["rules"][0]["when"] for line in lines[1:]] == ["UTTUU"] * 3


def rule(lines: list[Line]) -> Line:
    return lines[0]["basis"]["rules"][0]  # type: ignore[no-any-return]


def result(lines: list[Line]) -> Line:
    return lines[1]["case"]["rules"][0]  # type: ignore[no-any-return]


def points(lines: list[Line]) -> list[Line]:
    return lines[0]["basis"]["scores"][0]["components"][0]["points"]  # type: ignore[no-any-return]


def given(lines: list[Line]) -> Line:
    return lines[1]["case"]["given"]  # type: ignore[no-any-return]


Edit = Callable[[list[Line]], object]
WRONG: dict[str, Edit] = {
    "'heavy' is no quantity": lambda lines: given(lines).update(weight="heavy"),
    "5 hours is no whole number of days": lambda lines: rule(lines)["when"]["all"][1].update(at_least="5 hours"),
    "there remain ['purple']": lambda lines: given(lines).update(colour="purple"),
    "a basis of another form": lambda lines: lines[0]["basis"].update(format="whence-basis/2"),
    "it cites a passage that is not carried": lambda lines: rule(lines)["citations"].append("book:page.2"),
    "the case does not have its parts": lambda lines: lines[1]["case"].update(more=1),
    "span: the first day lies after the last": lambda lines: given(lines).update(ended_on="2026-10-01"),
    "since: the first day lies after the last": lambda lines: given(lines).update(began_on="2026-12-01"),
    "cannot be true together: a small thing is heavy": lambda lines: given(lines).update(size="small", weight="91 kg"),
    "score burden: the facts give": lambda lines: lines[1]["case"]["scores"][0].update(low=3),
    "definition ill: the facts give the answer present": lambda lines: lines[1]["case"]["definitions"][0].update(
        answer="absent"
    ),
    "definition ill, case 'present', step 1": lambda lines: lines[1]["case"]["definitions"][0].update(cases=["F"]),
    "rule book/rest, unless: there is no such condition": lambda lines: result(lines).update(unless="F"),
    "the proof has 6 steps, the condition 5": lambda lines: result(lines).update(when="UTTUUU"),
    "the proof says U, the facts give T": lambda lines: result(lines).update(when="UTUUU"),
    "its verdict is 'open', not 'applies'": lambda lines: result(lines).update(verdict="applies"),
    "what would settle it is ['colour', 'size']": lambda lines: result(lines).update(find_out=["size"]),
    "the rules are not those in force": lambda lines: rule(lines)["in_force"].update(until="2026-11-18"),
    "the rules are not those in force on": lambda lines: rule(lines)["in_force"].update({"from": "2026-11-19"}),
    "not_in_force names other rules": lambda lines: lines[1]["case"].update(not_in_force=["book/rest"]),
    "its points are out of all bounds": lambda lines: points(lines)[1].update(high=99_999),
    "its entry has another form": lambda lines: lines[1]["entry"].update(more=1),
    "its entry has another": lambda lines: lines[1]["entry"].update(format="whence-dossier/2"),
    "number 3 after 1": lambda lines: lines.pop(2),
    "it is of another log": lambda lines: lines[2]["entry"].update(log="another"),
    "its signature is missing": lambda lines: lines[1]["entry"].update(signer="1" * 64),
    "something has another form": lambda lines: given(lines).update(stranger="present"),
}


@pytest.mark.parametrize("says", WRONG)
def test_one_wrong_thing_with_every_digest_right(lines: list[Line], says: str) -> None:
    changed = copy.deepcopy(lines)
    WRONG[says](changed)
    told = refused(again(changed))
    assert told is not None and told.startswith("line ") and says in told, told


DIGESTS: dict[str, Edit] = {
    "rule book/rest: its digest is of something else": lambda lines: rule(lines).update(title="Run"),
    "line 2: its digest is of something else": lambda lines: lines[1]["entry"].update(recorded_at="2020"),
    "line 2: its case is not the one it names": lambda lines: lines[1]["case"].update(patient="another"),
    "line 2: its basis is not here": lambda lines: lines[0]["basis"].update(knowledge="1" * 64),
    "line 2: its basis is not the one it names": lambda lines: lines[1].update(
        basis={**lines[0]["basis"], "knowledge": "1" * 64}
    ),
    "line 2: it does not have its parts": lambda lines: lines[1].update(more=1),
    "a basis that no dossier names": lambda lines: lines.append({"basis": {**lines[0]["basis"], "knowledge": "1"}}),
    "no dossier in it": lambda lines: lines.clear(),
    "line 1: it does not have its parts": lambda lines: lines.insert(0, {}),
}


@pytest.mark.parametrize("says", DIGESTS)
def test_one_wrong_digest(lines: list[Line], says: str) -> None:
    changed = copy.deepcopy(lines)
    DIGESTS[says](changed)
    told = refused(changed)
    assert told is not None and says in told


def linked(lines: list[Line], number: int, **entry: object) -> list[Line]:
    """One entry changed and its own digest right again, those after it cut off."""
    changed = copy.deepcopy(lines[: number + 1])
    changed[number]["entry"].update(entry)
    changed[number]["digest"] = digest(changed[number]["entry"])
    return changed


def test_links(lines: list[Line], signer: Signer) -> None:
    assert refused(linked(lines, 1, previous="1" * 64)) == "line 2: the first entry alone has none before it"
    assert refused(linked(lines, 2, previous="0" * 64)) == "line 3: the first entry alone has none before it"
    assert refused(linked(lines, 2, previous="1" * 64)) == "line 3: it is not chained to the entry before"
    alone = [lines[0], lines[2]]
    assert refused(alone) is None  # one dossier alone may have any number
    signed = linked(lines, 1, signer=signer.name)
    signed[1]["signature"] = signer.sign(signed[1]["digest"])
    key = bytes.fromhex(signed[1]["signature"]["public_key"])
    assert refused(signed, [key]) is None
    assert refused(signed, [b"1" * 32]) == "line 2: it is signed with a key that was not given"
    assert refused(lines, [key]) == "line 2: it is not signed, and a signature is required"
    unsigned_after = [*signed, copy.deepcopy(lines[2])]
    unsigned_after[2]["entry"]["previous"] = signed[1]["digest"]
    unsigned_after[2]["digest"] = digest(unsigned_after[2]["entry"])
    assert refused(unsigned_after) == "line 3: it is not signed, and the one before is"
    signature = signed[1]["signature"]
    for wrong, says in (
        ({"value": signature["value"].upper()}, "its signature has another form"),
        ({"value": signature["value"][:-2]}, "its signature has another form"),
        ({"more": 1}, "its signature has another form"),
        ({"public_key": "11" * 32}, "it is signed with another key than it says"),
        ({"value": "11" * 64}, "its signature does not fit"),
    ):
        changed = [*signed[:1], {**signed[1], "signature": {**signature, **wrong}}]
        assert refused(changed) == f"line 2: {says}"


def test_bytes_around_the_lines(lines: list[Line]) -> None:
    content = b"".join(spelt(line) for line in lines)
    for wrong, says in (
        (content[:-1], "line 4 has no end"),
        (content.replace(b"{", b"{ ", 1), "line 1: it is not in its canonical spelling"),
        (content + b"\n", "line 5: it is not JSON"),
        (content.replace(b"\n", b"\r\n"), "line 1: it is not in its canonical spelling"),
    ):
        with pytest.raises(whence_checker.Refused, match=says):
            whence_checker.check(io.BytesIO(wrong), [], None)
