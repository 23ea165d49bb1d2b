"""`whence sources relink`: what it says, what it writes into a ledger, and that it writes no more than that."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.lettered import TEXT, write_lettered
from whence.cli.main import run
from whence.ledger.rewrite import rewritten
from whence.schema.validate import check_instance

Run = Callable[..., tuple[int, str, str]]
LEDGER = "knowledge/sources/leaflet.passages.yaml"
#: Three words before everything, one word of page.2 changed, new text in a line of its own after page.3.
NEW = " ".join(["some", "more", "words\n", *TEXT[:14], "other", *TEXT[15:30]]) + "\n\nnew text\n" + " ".join(TEXT[30:])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_lettered(tmp_path)
    (tmp_path / "old.txt").write_text(" ".join(TEXT), "utf-8")
    (tmp_path / "new.txt").write_text(NEW, "utf-8")
    (tmp_path / "fewer.txt").write_text(" ".join(TEXT[:20] + TEXT[30:]), "utf-8")
    ledger = tmp_path / LEDGER
    text = ledger.read_text("utf-8").replace("page.1: {", "page.1: # the first\n    {")
    ledger.write_text("# Ours.\n" + text, "utf-8")
    return tmp_path


@pytest.fixture
def whence(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.delenv("COLUMNS", raising=False)

    def go(*arguments: str, knowledge: str = "knowledge") -> tuple[int, str, str]:
        code = run(["--knowledge", knowledge, *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def test_it_tells_what_to_read_and_what_to_review(whence: Run) -> None:
    code, said, _ = whence("sources", "relink", "old.txt", "new.txt")
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert code == 1
    assert "edited page.2 (recommendation), words 11 to 20, is now words 14 to 23, line 2; 90 % alike" in lines
    assert "new words 1 to 3, line 1, where no passage ends before it: nobody has read it" in lines
    assert "new words 34 to 35, line 4, after page.3: nobody has read it" in lines
    assert "16 passages: 0 unchanged, 15 moved, 1 edited, 0 gone; 2 new stretches (5 words)." in lines
    _, told, _ = whence("cited", "leaflet:page.2", "--json")
    (standing,) = json.loads(told)["passages"]
    for kind in ("rules", "readings"):
        assert standing[kind] and all(name in said.split("TO REVIEW")[1] for name in standing[kind])


def test_no_word_of_either_text_is_printed(whence: Run) -> None:
    for arguments in (("new.txt",), ("new.txt", "--json"), ("fewer.txt",)):
        _, said, wrong = whence("sources", "relink", "old.txt", *arguments)
        assert not {*TEXT, "other"} & set(said.replace('"', " ").split()) and "word14" not in said + wrong


def test_the_same_text_needs_nothing(whence: Run, home: Path) -> None:
    before = (home / LEDGER).read_bytes()
    code, said, _ = whence("sources", "relink", "old.txt", "old.txt", "--write")
    assert code == 0 and "16 unchanged, 0 moved" in said and (home / LEDGER).read_bytes() == before


def test_json_fits_its_schema(whence: Run) -> None:
    for arguments in (("new.txt",), ("fewer.txt",), ("new.txt", "--write")):
        value = json.loads(whence("sources", "relink", "old.txt", *arguments, "--json")[1])
        assert check_instance("outputs/relink.schema.json", value) == []
        for key in value:
            assert check_instance("outputs/relink.schema.json", {each: value[each] for each in value if each != key})


def test_only_numbers_are_written(whence: Run, home: Path) -> None:
    before = (home / LEDGER).read_text("utf-8").splitlines()
    code, said, _ = whence("sources", "relink", "old.txt", "new.txt", "--write")
    assert code == 1 and f"{LEDGER} has the new numbers." in said
    after = (home / LEDGER).read_text("utf-8").splitlines()
    assert len(after) == len(before)
    for was, now in zip(before, after, strict=True):
        assert was == now or "words: " in now
        if was != now and not was.startswith("text:"):
            assert was.partition("], ")[2].partition("]")[2] == now.partition("], ")[2].partition("]")[2]
    assert after[0] == "# Ours." and any("# the first" in line for line in after)
    assert not list((home / "knowledge").rglob(".whence*"))


def test_what_was_written_is_verified_but_for_what_is_to_be_read(whence: Run, home: Path) -> None:
    whence("sources", "relink", "old.txt", "new.txt", "--write")
    (home / "copies").mkdir()
    (home / "copies/new").write_text(NEW, "utf-8")
    code, said, _ = whence("sources", "verify", "--texts", "copies", "--json")
    (one,) = json.loads(said)["sources"]
    assert code == 1 and one["whole"] and [each["passage"] for each in one["changed"]] == ["page.2"]
    _, said, _ = whence("check", "--json")
    codes = [each["code"] for each in json.loads(said)["diagnostics"]]
    assert codes and set(codes) == {"C804"}
    code, said, _ = whence("sources", "relink", "new.txt", "new.txt")
    assert code == 1 and "waiting  page.2 was edited before, and nobody has read it since" in said


def test_nothing_is_written_while_a_passage_is_gone(whence: Run, home: Path) -> None:
    before = (home / LEDGER).read_bytes()
    code, said, _ = whence("sources", "relink", "old.txt", "fewer.txt", "--write")
    assert code == 1 and (home / LEDGER).read_bytes() == before
    assert "Nothing is written before these are out of the ledger, and out of what cites them: page.3." in " ".join(
        said.split()
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new.txt", "old.txt"), "new.txt is not the text of any source as it was read"),
        (("none.txt", "old.txt"), "none.txt cannot be read: No such file or directory"),
        (("old.txt", "knowledge"), "knowledge cannot be read: no ordinary file"),
        (("old.txt", "zero.txt"), "zero.txt cannot be read: no text"),
    ],
)
def test_wrong_use_is_told_in_a_line(whence: Run, home: Path, arguments: tuple[str, ...], said: str) -> None:
    (home / "zero.txt").write_bytes(b"\0")
    code, _, wrong = whence("sources", "relink", *arguments)
    assert code == 2 and said in wrong and wrong.count("\n") == 1


def test_a_release_is_not_written_into(whence: Run, home: Path) -> None:
    assert whence("release", "1")[0] == 0
    code, _, wrong = whence("sources", "relink", "old.txt", "new.txt", "--write", knowledge="whence-1.zip")
    assert code == 2 and "this needs a folder of knowledge" in wrong
    assert whence("sources", "relink", "old.txt", "new.txt", knowledge="whence-1.zip")[0] == 1


def test_ranges_written_as_a_block_are_exchanged_too(home: Path) -> None:
    text = (home / LEDGER).read_text("utf-8")
    line = next(each for each in text.splitlines() if each.strip().startswith("page.3:"))
    digest = line.partition("digest: ")[2].partition(",")[0]
    block = f"  page.3:\n    words: # in a block\n      - [21, 30]\n    digest: {digest}\n    role: definition # end"
    changed = rewritten(text.replace(line, block), "ledger.yaml", {"page.3": ((24, 33),)}, ["w"] * 163)
    assert "    words: # in a block\n      [[24, 33]]\n    digest:" in changed and "role: definition # end" in changed
    assert "text: {words: 163, digest: sha256:" in changed


def test_a_file_that_is_no_ledger_is_refused() -> None:
    with pytest.raises(ValueError, match=r"x\.yaml cannot be read as a ledger"):
        rewritten("rule: a/b\n", "x.yaml", {}, [])
