"""Damaged files, hundreds of them: reading and checking ends in a value or in findings, never in an exception."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from shipped import shipped_base
from whence.analysis.assemble import assemble
from whence.proofs.prove import prove
from whence.reader import read_text
from whence.store.check import check_file
from whence.store.folder import Folder, kinds_at, read_folder
from whence.store.load import scope_of
from whence.text.diagnostic import Diagnostic

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"
ROUNDS = 400


def _delete_line(text: bytes, dice: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    return b"".join(lines)


def _repeat_line(text: bytes, dice: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    lines.insert(dice.randrange(len(lines)), dice.choice(lines))
    return b"".join(lines)


def _truncate(text: bytes, dice: random.Random) -> bytes:
    return text[: dice.randrange(len(text))]


def _swap(text: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(max(1, len(text) - 1))
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _sign(text: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(text))
    return (
        text[:at]
        + dice.choice([b"{", b"}", b"[", b"]", b":", b"-", b"&a ", b"*a", b"!", b"'", b'"', b"#", b"\t", b"\n", b"? "])
        + text[at:]
    )


def _byte(text: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(text))
    return text[:at] + bytes([dice.randrange(256)]) + text[at + 1 :]


def _word(text: bytes, dice: random.Random) -> bytes:
    """One word becomes another one of the file, so that the text stays YAML and the meaning breaks."""
    words = text.split(b" ")
    at, other = dice.randrange(len(words)), dice.randrange(len(words))
    words[at] = words[other].strip() + (b"\n" if words[at].endswith(b"\n") else b"")
    return b" ".join(words)


def _value(text: bytes, dice: random.Random) -> bytes:
    """What stands after a colon becomes something of another kind."""
    lines = text.split(b"\n")
    with_colon = [index for index, line in enumerate(lines) if b": " in line]
    if not with_colon:
        return text + b"\n- x"
    at = dice.choice(with_colon)
    name = lines[at].split(b": ")[0]
    lines[at] = (
        name
        + b": "
        + dice.choice([b"", b"[]", b"{}", b"[[]]", b"{a: {b: c}}", b"[x, y]", b"x", b"9" * 400, b"{at_least: 3}", b"~"])
    )
    return b"\n".join(lines)


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [
    _delete_line, _repeat_line, _truncate, _swap, _sign, _byte, _word, _value,
]  # fmt: skip


@pytest.fixture(scope="module")
def whole() -> Folder:
    return read_folder(KNOWLEDGE)


def _with(folder: Folder, path: str, text: bytes, *, deep: bool) -> list[Diagnostic]:
    """Everything found when one file of the knowledge says `text` instead."""
    kinds = {relative: kinds for relative, kinds, _ in folder.files}[path]
    damaged = read_text(text, path, Path(path).parent.name, kinds)
    files = tuple((at, one, damaged if at == path else file) for at, one, file in folder.files)
    base, _, found = assemble(files, "")
    if base is not None:
        found = [*found, *prove(base)] if deep else found
    else:
        assert found, "the base cannot be used and nobody says why"
    return found


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_damaged_knowledge_is_a_finding_and_never_an_exception(
    damage: Callable[[bytes, random.Random], bytes], whole: Folder
) -> None:
    dice = random.Random(f"whence {damage.__name__}")
    paths = [path for path, _, _ in whole.files]
    changed = 0
    for _ in range(ROUNDS // len(DAMAGES)):
        path = dice.choice(paths)
        text = (KNOWLEDGE / path).read_bytes()
        for _ in range(dice.choice([1, 1, 3])):
            text = damage(text, dice) or b"\n"
        for one in _with(whole, path, text, deep=dice.random() < 0.1):
            assert one.message and one.code and one.span.line >= 1 and one.span.column >= 1
        changed += text != (KNOWLEDGE / path).read_bytes()
    assert changed > ROUNDS // len(DAMAGES) // 2


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_damaged_patients_are_a_finding_and_never_an_exception(
    damage: Callable[[bytes, random.Random], bytes], tmp_path: Path
) -> None:
    base = shipped_base()
    scope = scope_of(base)
    dice = random.Random(f"patients {damage.__name__}")
    originals = [path.read_bytes() for path in sorted(KNOWLEDGE.glob("*/patients/*.yaml"))]
    originals += [path.read_bytes() for path in sorted((ROOT / "tests" / "vignettes").rglob("*.yaml"))[:20]]
    originals.append(
        b"patient: p\nas_of: 2026-11-20\nfacts:\n  first_radiotherapy_on: {at_least: 2025-01-01}\n"
        b"  symptoms_recurred_on: 2026-01-01\n  time_to_recurrence: {at_least: 3 months, less_than: 2 years}\n"
        b"  levels_with_compression: 2\n  primary_tumour: {none_of: [breast, renal]}\n"
    )
    for number in range(ROUNDS // len(DAMAGES)):
        text = dice.choice(originals)
        for _ in range(dice.choice([1, 2, 4])):
            text = damage(text, dice) or b"\n"
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(text)
        for one in check_file(path, scope, base.vocabulary):
            assert one.message and one.code and one.span.line >= 1


def test_every_kind_of_file_can_be_damaged(whole: Folder) -> None:
    assert all(kinds_at(PurePosixPath(path)) for path, _, _ in whole.files)
