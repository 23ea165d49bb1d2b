"""A release archive is the same bytes everywhere, and nothing but such an archive is opened."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from unit.released import TOLD
from whence.store.archive import pack, unpack
from whence.store.release import MANIFEST, canonical, open_release, sealed
from whence.store.tree import Unopened

MEMBERS = {"b/two.yaml": b"two", "a.yaml": b"one", "ä.md": b""}
FILES = {"knowledge/a.yaml": b"a: 1\n", "schemas/x.json": b"{}\n"}
WHOLE = json.loads(unpack(sealed("2026.1", FILES, TOLD), "")[MANIFEST])


def written(*members: tuple[zipfile.ZipInfo | str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for member, said in members:
            entry = zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0)) if isinstance(member, str) else member
            entry.create_system = 3
            entry.external_attr = entry.external_attr or (stat.S_IFREG | 0o644) << 16
            entry.compress_type = compression
            archive.writestr(entry, said)
    return content.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def later(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))


def test_what_was_packed_is_unpacked_and_the_order_of_names_does_not_matter() -> None:
    packed = pack(MEMBERS)
    assert unpack(packed, "x.zip") == MEMBERS
    assert pack(dict(reversed(MEMBERS.items()))) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == sorted(MEMBERS)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (written(("/etc/x.yaml", b"")), "leads out of the archive"),
        (written(("../x.yaml", b"")), "leads out of the archive"),
        (written(("a/../../x.yaml", b"")), "leads out of the archive"),
        (written(("a/./x.yaml", b"")), "leads out of the archive"),
        (written(("a//x.yaml", b"")), "leads out of the archive"),
        (written(("a/", b"")), "leads out of the archive or is a folder"),
        (written(("C:x.yaml", b"")), "is no name of a file"),
        (written(("a\\x.yaml", b"")), "is no name of a file"),
        (written(("a\nx.yaml", b"")), "is no name of a file"),
        (written(("a.yaml", b"1"), ("b.yaml", b"2")).replace(b"b.yaml", b"a.yaml"), "stands in it twice"),
        (written(("a.yaml", b"1"), ("A.yaml", b"2")), "stands in it twice"),
        (written((link("a.yaml"), b"/etc/passwd")), "is not an ordinary file"),
        (written(("a.yaml", b"0" * 10_000_000), compression=zipfile.ZIP_DEFLATED), "is compressed or locked"),
        (written((later("a.yaml"), b"1")), "was packed by another program"),
        (written(("b.yaml", b"1"), ("a.yaml", b"1")), "was packed by another program"),
        (b"#!/bin/sh\n" + pack(MEMBERS), "holds more than its members"),
        (pack(MEMBERS)[:-1] + b"\x01!", "holds more than its members"),
        (b"", "is no release file, or is damaged"),
        (b"PK\x05\x06" + b"\0" * 10, "is no release file, or is damaged"),
        (pack(MEMBERS)[:-30], "is no release file, or is damaged"),
        (pack(MEMBERS).replace(b"one", b"two", 1), "is no release file, or is damaged"),
    ],
)
def test_any_other_archive_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Unopened) as refused:
        unpack(content, "x.zip")
    assert said in str(refused.value) and str(refused.value).startswith("x.zip ") and refused.value.damaged


def test_members_that_lie_over_each_other_are_refused() -> None:
    """Many entries of one stretch of bytes: a small file that would unpack to a large one."""
    content = bytearray(written(*((f"{number}.yaml", b"0" * 5_000) for number in range(50))))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        entries, start = archive.infolist(), archive.start_dir
    first = bytes(content[: entries[1].header_offset])
    directory = bytearray(content[start:])
    at = 0
    for _ in entries:
        at = directory.index(b"PK\x01\x02", at)
        directory[at + 42 : at + 46] = (0).to_bytes(4, "little")
        at += 4
    end = directory.rindex(b"PK\x05\x06")
    directory[end + 16 : end + 20] = len(first).to_bytes(4, "little")
    with pytest.raises(Unopened, match="its members are longer than the file"):
        unpack(first + bytes(directory), "x.zip")


def test_every_byte_of_a_release_counts(tmp_path: Path) -> None:
    whole = sealed("2026.1", FILES, TOLD)
    file = tmp_path / "r.zip"
    file.write_bytes(whole)
    assert open_release(file).tree.origin.version == "2026.1"
    accepted = []
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        try:
            open_release(file)
            accepted.append(at)
        except Unopened as refused:
            assert "\n" not in str(refused)
    assert accepted == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"knowledge/a.yaml": b"a: 2\n"}, "knowledge/a.yaml is not what its manifest says"),
        ({"knowledge/b.yaml": b"b: 2\n"}, "knowledge/b.yaml is not in its manifest"),
        ({"schemas/x.json": None}, "schemas/x.json is missing"),
        ({MANIFEST: None}, "it has no manifest.json"),
        ({MANIFEST: b"[" * 100_000}, "does not say in which format"),
        ({MANIFEST: canonical({"format": 2})}, "is a release of format 2, and this program knows format 1"),
        ({MANIFEST: canonical({"format": 1})}, "is not written as that of a release"),
        ({MANIFEST: canonical({**TOLD, "format": 1, "version": "1"})}, "is not written as that of a release"),
        ({MANIFEST: canonical({**WHOLE, "version": "../1"})}, "is not written as that of a release"),
        ({MANIFEST: canonical({**WHOLE, "version": "1\n"})}, "is not written as that of a release"),
        ({MANIFEST: canonical({**WHOLE, "engine": {"at_least": "99.0"}})}, "needs whence 99.0 or later"),
        ({MANIFEST: canonical({**WHOLE, "digest": "0" * 64})}, "the digest of its knowledge is not the one"),
    ],
)
def test_a_release_that_is_not_whole_is_refused_by_name(
    tmp_path: Path, change: dict[str, bytes | None], said: str
) -> None:
    members = {**unpack(sealed("2026.1", FILES, TOLD), "r.zip"), **change}
    (tmp_path / "r.zip").write_bytes(pack({name: told for name, told in members.items() if told is not None}))
    with pytest.raises(Unopened) as refused:
        open_release(tmp_path / "r.zip")
    assert said in str(refused.value)
