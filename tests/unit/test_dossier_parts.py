from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import whence_checker
from whence.record.canonical import Json, NotCanonical, canonical, digest, parse
from whence.record.deciding import deciding, words
from whence.record.entry import BadEntry, entry_of, read_entry
from whence.record.pseudonym import FEWEST_BYTES, WeakKey, pseudonym
from whence.record.receipt import BadReceipt, Receipt, read_receipt
from whence.record.signature import NoSignature, fault_of, name_of, new_key, public_key_of, signer_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="ascii")), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(JSON)
def test_canonical_json_is_read_back_and_read_the_same_by_the_checker(value: Json) -> None:
    content = canonical(value)
    assert parse(content) == value
    assert json.loads(content) == value
    assert whence_checker.strict(content, "it") == value
    assert whence_checker.canonical(value) == content


def test_canonical_json_of_rfc_8785() -> None:
    """Its sample of section 3.2.2, without the numbers that are not whole."""
    value = json.loads(r'{"string":"\u20ac$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}')
    expected = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(value) == expected.encode("utf-8")


NOT_CANONICAL = {
    "a blank": b'{"a": 1}',
    "keys out of order": b'{"b":1,"a":1}',
    "a key twice": b'{"a":1,"a":1}',
    "a broken number": b"[1.0]",
    "a number in a power": b"[1e3]",
    "no number": b"[NaN]",
    "infinity": b"[Infinity]",
    "minus nothing": b"[-0]",
    "an escape too many": b'["\\u0041"]',
    "a letter escaped": b'["\\u00e9"]',
    "half a letter": b'["\\ud800"]',
    "a mark at the start": b'\xef\xbb\xbf["a"]',
    "no UTF-8": b'["\xff"]',
    "a line end": b"[1]\n",
    "nothing": b"",
    "half of it": b'{"a":',
    "too deep": b"[" * 100_000 + b"]" * 100_000,
    "a number too long": b"[" + b"9" * 5000 + b"]",
}


@pytest.mark.parametrize("kind", NOT_CANONICAL)
def test_anything_else_is_refused_by_both(kind: str) -> None:
    with pytest.raises(NotCanonical):
        parse(NOT_CANONICAL[kind])
    with pytest.raises(whence_checker.Refused):
        whence_checker.strict(NOT_CANONICAL[kind], "it")


@pytest.mark.parametrize("value", [1.5, 2**53, {"é": 1}, {"a": {1}}, ["\ud800"]])
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


ENTRY: dict[str, Any] = {
    "format": "whence-dossier/1", "log": "a", "number": 1, "previous": "0" * 64, "recorded_at": "2026-11-20T09:30:00Z",
    "engine": {"whence": "0"}, "release": {"kind": "folder", "version": None, "commit": None}, "case": "1" * 64,
    "basis": "2" * 64, "signer": None,
}  # fmt: skip


def test_an_entry_is_read_back_and_its_digest_is_that_of_its_bytes() -> None:
    entry = read_entry(canonical(ENTRY))
    assert entry.json() == ENTRY
    assert entry.digest == digest(ENTRY)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "whence-dossier/2"}, {"number": 0}, {"number": True}, {"number": "1"}, {"previous": "0" * 63},
        {"previous": "Z" * 64}, {"engine": {"whence": 1}}, {"release": None}, {"signer": 1}, {"stranger": 1},
        {"release": {"kind": "folder", "version": None, "commit": None, "place": "home"}},
    ],
)  # fmt: skip
def test_an_entry_in_another_form_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadEntry):
        entry_of({**ENTRY, **changed})
    for key in ENTRY:
        with pytest.raises(BadEntry):
            entry_of({name: value for name, value in ENTRY.items() if name != key})


def test_a_receipt_is_read_back_and_nothing_else_is_one() -> None:
    receipt = Receipt("a", 3, "1" * 64)
    assert read_receipt(receipt.content()) == receipt
    other_form = receipt.content().replace(b"/1", b"/2")
    for wrong in (b"", b"{}", b"[]", receipt.content() + b"\n", other_form, b"1", b"x" * 99):
        with pytest.raises(BadReceipt):
            read_receipt(wrong)


def test_a_pseudonym_is_one_for_one_key_and_another_for_another() -> None:
    first, second = b"k" * FEWEST_BYTES, b"l" * FEWEST_BYTES
    assert pseudonym("a", first) == pseudonym("a", first)
    assert len({pseudonym("a", first), pseudonym("b", first), pseudonym("a", second)}) == 3
    with pytest.raises(WeakKey):
        pseudonym("a", b"k" * (FEWEST_BYTES - 1))


def test_signatures_hold_for_their_digest_and_their_key_alone() -> None:
    private, public = new_key()
    signer, other = signer_of(private), signer_of(new_key()[0])
    assert name_of(public_key_of(public)) == signer.name
    signature = signer.sign("1" * 64)
    assert isinstance(signature, dict)
    assert fault_of(signature, signer.name, "1" * 64) is None
    assert fault_of(signature, signer.name, "2" * 64) == "its signature does not fit"
    assert fault_of(signature, other.name, "1" * 64) == "it is signed with another key than it says"
    assert fault_of(other.sign("1" * 64), signer.name, "1" * 64) == "it is signed with another key than it says"
    value = str(signature["value"])
    for wrong in (
        None, [], {}, {**signature, "more": 1}, {**signature, "algorithm": "rsa"}, {**signature, "value": "xyz"},
        {**signature, "value": value.upper()}, {**signature, "value": f" {value}"}, {**signature, "value": 1},
        {**signature, "value": value[:-2]},
    ):  # fmt: skip
        assert fault_of(wrong, signer.name, "1" * 64) is not None, wrong


def test_keys_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    private, public = new_key()
    for wrong in (b"", b"x", public, private[:40]):
        with pytest.raises(NoSignature):
            signer_of(wrong)
    for wrong in (b"", b"x", private):
        with pytest.raises(NoSignature):
            public_key_of(wrong)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_keys_of_openssl_are_keys(tmp_path: Path) -> None:
    def openssl(*arguments: str) -> bytes:
        return subprocess.run(["openssl", *arguments], capture_output=True, check=True, cwd=tmp_path).stdout

    (tmp_path / "key.pem").write_bytes(openssl("genpkey", "-algorithm", "ed25519"))
    public = openssl("pkey", "-in", "key.pem", "-pubout")
    assert name_of(public_key_of(public)) == signer_of((tmp_path / "key.pem").read_bytes()).name
    locked = openssl("pkey", "-in", "key.pem", "-aes256", "-passout", "pass:secret")
    with pytest.raises(NoSignature, match="passphrase"):
        signer_of(locked)
    other = openssl("genpkey", "-algorithm", "ed448")
    with pytest.raises(NoSignature, match="not of ed25519"):
        signer_of(other)


def test_without_the_package_signing_says_what_to_install_and_checking_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = signer_of(new_key()[0])
    signature = signer.sign("1" * 64)
    for name in [name for name in sys.modules if name.split(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(NoSignature, match="pip install") as told:
        new_key()
    assert told.value.missing
    chain = whence_checker.Chain([])
    chain.signature(signature, signer.name, "1" * 64)
    assert (chain.signed, chain.unchecked) == (1, 1)


def test_the_deciding_tests_of_a_condition() -> None:
    fever, cough, old = ({"fact": name, "is": ["present"]} for name in ("fever", "cough", "old"))
    both = {"all": [fever, {"not": cough}, {"any": [cough, old]}]}
    assert deciding(both, "TTTFTFT") == [(fever, "T"), (cough, "F"), (old, "T")]
    assert deciding(both, "FTTFFFF") == [(cough, "F"), (old, "F")]
    assert deciding(both, "FFFTTTU") == [(fever, "F"), (cough, "T")]
    assert deciding(both, "UTUUUUF") == [(cough, "U"), (cough, "U")]
    with pytest.raises(ValueError):
        deciding(both, "TT")
    assert words({"score": "sum", "at_least": "2", "less_than": "5"}) == "sum: at least 2 and less than 5"


def test_the_checker_takes_no_more_than_it_must_of_a_strange_file() -> None:
    tracemalloc.start()
    try:
        for wrong in (b"x" * (2 * whence_checker.MOST), b"[" * 1_000_000 + b"\n", b"\0" * 100 + b"\n", b"\n" * 100):
            with pytest.raises(whence_checker.Refused):
                whence_checker.check(io.BytesIO(wrong), [], None)
        assert tracemalloc.get_traced_memory()[1] < 4 * whence_checker.MOST
    finally:
        tracemalloc.stop()
