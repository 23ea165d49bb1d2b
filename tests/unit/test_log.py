from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from whence.record.canonical import canonical
from whence.record.entry import Entry
from whence.record.log import MOST_BYTES, appending, reading, unpacked
from whence.record.log_file import LogError, open_to_others
from whence.record.receipt import Receipt, receipt_of
from whence.record.recorder import Circumstances, Unsigned, record
from whence.record.signature import NoSignature, Signer, new_key, signer_of
from whence.record.stored import BrokenRow, exported
from whence.record.verify import Demands, verify

BASIS = canonical({"format": "whence-basis/1", "knowledge": "0" * 64})
RELEASE = {"kind": "folder", "version": None, "commit": None}


def write(path: Path, people: str, signer: Signer | None = None, name: str = "a-log") -> list[Entry]:
    how = Circumstances("2026-11-20T09:30:00Z", {"whence": "0"}, RELEASE, signer)
    with appending(path, name) as log:
        return [record(log, {"patient": person, "rules": []}, BASIS, how) for person in people]


def broken(path: Path, demands: Demands | None = None) -> tuple[int | None, str | None]:
    with reading(path) as log:
        found = verify(log, demands)
    return found.entry, found.broken


def meddle(path: Path, *statements: str, given: tuple[object, ...] = ()) -> None:
    """Change the log behind its back, its triggers taken away and put back as they were."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, given)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.db"


def test_entries_are_numbered_chained_and_read_back(path: Path) -> None:
    entries = [*write(path, "ab"), *write(path, "c", name="ignored: the log has its name")]
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == ["0" * 64, entries[0].digest, entries[1].digest]
    assert {entry.log for entry in entries} == {"a-log"}
    with reading(path) as log:
        found = verify(log)
        lines = list(exported(log))
        assert list(exported(log, 2)) != lines[2:3]  # alone, it carries its basis itself
    assert (found.broken, found.count, found.head) == (None, 3, entries[-1])
    assert [b'"basis":{' in line for line in lines] == [True, False, False, False]


def test_the_log_is_private_strict_and_written_ahead(path: Path) -> None:
    write(path, "a")
    assert path.stat().st_mode & 0o777 == 0o600
    assert not open_to_others(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
        assert {name: strict for name, strict in tables if not name.startswith("sqlite")} == {
            "log": 1, "bases": 1, "entries": 1,
        }  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET digest = 'x'",
        "DELETE FROM entries WHERE number = 2",
        "UPDATE bases SET content = x'00'",
        "DELETE FROM bases",
        "UPDATE log SET id = 'x'",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE number = 1",
        "INSERT OR REPLACE INTO bases SELECT * FROM bases",
        "INSERT OR REPLACE INTO log VALUES (1, 'x')",
        "INSERT INTO entries SELECT 7, entry, digest, signature, content, basis FROM entries WHERE number = 2",
        "INSERT INTO entries SELECT 3, entry, digest, signature, content, basis FROM entries WHERE number = 1",
    ],
)
def test_nothing_is_changed_or_taken_out(path: Path, statement: str) -> None:
    write(path, "ab")
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "entry", "says"),
    [
        ("UPDATE entries SET entry = replace(entry, '2026', '2025') WHERE number = 2", 2, "its digest is not that"),
        ("UPDATE entries SET entry = entry || ' ' WHERE number = 2", 2, "not in its canonical spelling"),
        ("UPDATE entries SET digest = (SELECT digest FROM entries WHERE number = 1) WHERE number = 2", 2, "its digest"),
        ("UPDATE entries SET content = (SELECT content FROM entries WHERE number = 1) WHERE number = 3", 3, "its case"),
        ("UPDATE entries SET content = x'00' WHERE number = 1", 1, "cut off"),
        ("DELETE FROM entries WHERE number = 1", 2, "it is the first, and not number 1"),
        ("DELETE FROM entries WHERE number = 2", 3, "it stands after entry 1"),
        ("UPDATE entries SET number = 9 WHERE number = 3", 9, "it stands under another number"),
        ("UPDATE bases SET content = x'0000'", 1, "cannot be unpacked"),
        ("DELETE FROM bases", 1, "a basis is missing"),
        ("UPDATE log SET id = 'another'", 1, "it was written for another log"),
        ("UPDATE entries SET signature = '{}' WHERE number = 3", 3, "nobody signed it"),
    ],
)
def test_the_first_broken_link_is_named(path: Path, statement: str, entry: int, says: str) -> None:
    write(path, "abc")
    assert broken(path) == (None, None)
    meddle(path, statement)
    at, said = broken(path)
    assert at == entry
    assert said is not None and says in said


def test_a_tail_cut_off_or_written_anew_is_noticed_with_a_receipt_alone(path: Path, tmp_path: Path) -> None:
    entries = write(path, "abc")
    receipt = receipt_of(entries[-1])
    assert broken(path, Demands(receipt=receipt)) == (None, None)
    assert broken(path, Demands(receipt=receipt_of(entries[0]))) == (None, None)
    meddle(path, "DELETE FROM entries WHERE number = 3")
    assert broken(path) == (None, None)
    assert broken(path, Demands(receipt=receipt)) == (None, "the receipt names entry 3, and it ends with entry 2")
    write(path, "x")
    another = "the receipt names entry 3, and that entry is another one now"
    assert broken(path, Demands(receipt=receipt)) == (None, another)
    assert broken(path, Demands(receipt=Receipt("other", 1, "0" * 64))) == (None, "the receipt is of another log")


def test_a_trigger_taken_away_is_told_and_stops_the_writer(path: Path) -> None:
    write(path, "a")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("CREATE VIEW more AS SELECT 1")
    assert broken(path)[1] == "its trigger 'entries_no_update' is missing or changed"
    with pytest.raises(LogError, match="nothing is added"):
        write(path, "b")


def test_once_signed_always_signed(path: Path) -> None:
    signer = signer_of(new_key()[0])
    write(path, "a")
    assert broken(path, Demands(signed=True)) == (1, "it is not signed, and a signature is required")
    write(path, "b", signer)
    with pytest.raises(Unsigned):
        write(path, "c")
    another = signer_of(new_key()[0])
    write(path, "d", another)
    assert broken(path) == (None, None)
    assert broken(path, Demands(signers={signer.name}))[0] == 1
    meddle(path, "UPDATE entries SET signature = NULL WHERE number = 2")
    assert broken(path) == (2, "its signature is missing")
    meddle(path, "UPDATE entries SET signature = (SELECT signature FROM entries WHERE number = 3) WHERE number = 2")
    assert broken(path) == (2, "it is signed with another key than it says")


def test_a_signature_that_cannot_be_checked_here_is_no_success(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, "a", signer_of(new_key()[0]))

    def missing() -> None:
        raise NoSignature("signatures need the package cryptography")

    monkeypatch.setattr("whence.record.signature._available", missing)
    with reading(path) as log:
        found = verify(log)
    assert (found.broken, found.signed, found.unchecked) == (None, 1, "signatures need the package cryptography")


def half_a_log(path: Path) -> None:
    write(path, "a")
    path.write_bytes(path.read_bytes()[:5000])


FOREIGN: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("a list of patients\n" * 500),
    "another database": lambda path: sqlite3.connect(path).executescript("CREATE TABLE t (x)").connection.close(),
    "half a log": half_a_log,
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_refused_and_left_as_it_is(path: Path, kind: str) -> None:
    FOREIGN[kind](path)
    before = path.read_bytes()
    with pytest.raises(LogError):
        write(path, "a")
    with pytest.raises((LogError, BrokenRow)), reading(path) as log:
        list(exported(log))
        raise BrokenRow(verify(log).broken or "it should not be readable")
    assert path.read_bytes() == before


def test_a_log_is_never_followed_through_a_link_and_never_one_that_all_may_write(path: Path, tmp_path: Path) -> None:
    write(path, "a")
    link = tmp_path / "link.db"
    link.symlink_to(path)
    dangling = tmp_path / "dangling.db"
    dangling.symlink_to(tmp_path / "nowhere")
    folder = tmp_path / "folder"
    folder.mkdir()
    os.mkfifo(tmp_path / "pipe")
    for wrong in (link, dangling, folder, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(LogError):
            write(wrong, "a")
        with pytest.raises(LogError), reading(wrong):
            pass
    assert not (tmp_path / "nowhere").exists()
    beside = Path(f"{path}-wal")
    beside.unlink(missing_ok=True)
    beside.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LogError, match="a link stands beside it"):
        write(path, "b")
    beside.unlink()
    path.chmod(0o602)
    with pytest.raises(LogError, match="everybody may write"):
        write(path, "b")
    with pytest.raises(LogError, match="cannot be opened"), reading(tmp_path / "missing.db"):
        pass
    with pytest.raises(LogError, match="no log can be made"):
        write(tmp_path / "no folder" / "audit.db", "a")


def test_a_name_with_signs_of_its_own_names_a_file(tmp_path: Path) -> None:
    for name in ("a?mode=memory.db", "#1 50% log.db", ":memory:", "-x.db", "schräg.db"):
        write(tmp_path / name, "a")
        assert (tmp_path / name).stat().st_size > 0
        assert broken(tmp_path / name) == (None, None)


def test_a_log_can_be_read_where_nothing_may_be_written(path: Path) -> None:
    write(path, "ab")
    path.parent.chmod(0o500)
    try:
        assert broken(path) == (None, None)
    finally:
        path.parent.chmod(0o700)


def test_what_unpacks_to_far_too_much_is_not_unpacked() -> None:
    bomb = zlib.compress(b"0" * (2 * MOST_BYTES), 9)
    assert len(bomb) < MOST_BYTES // 100
    for wrong in (bomb, b"", b"no zlib", zlib.compress(b"a")[:-2], zlib.compress(b"a") + b"more", None):
        with pytest.raises(LogError):
            unpacked(wrong)
    assert unpacked(zlib.compress(b"a")) == b"a"


def test_a_byte_of_the_file_changed_is_noticed_or_changes_nothing(path: Path) -> None:
    write(path, "abcdef")
    with reading(path) as log:
        before = list(exported(log))
    content, chosen, noticed = path.read_bytes(), Random(3), 0
    for _ in range(150):
        changed = bytearray(content)
        changed[chosen.randrange(len(changed))] ^= chosen.randrange(1, 256)
        path.write_bytes(bytes(changed))
        try:
            with reading(path) as log:
                sound, after = verify(log).broken is None, list(exported(log))
        except (LogError, BrokenRow):
            sound, after = False, []
        noticed += not sound
        assert not sound or after == before
    assert noticed > 15
