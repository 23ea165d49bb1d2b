"""`whence what-if`, `why-not`, `ask` and `assess --actions` on the small knowledge of colds: each told from a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from unit.tiny import PATIENT, write_tiny
from whence.cli.main import cli, run
from whence.schema.validate import check_instance
from whence.store.load import load_base, read_patient

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def whence(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    write_tiny(tmp_path)
    (tmp_path / "cold.yaml").write_text(PATIENT, encoding="utf-8")
    (tmp_path / "new.yaml").write_text("patient: new\nas_of: 2026-11-20\nfacts: {fever: present}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def go(*arguments: str) -> tuple[int, str, str]:
        code = run(["--knowledge", "knowledge", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def test_why_is_one_sentence_with_the_passage_and_the_proof_is_asked_for(whence: Run) -> None:
    short, full = (whence("why", "cold.yaml", "leaflet/rest-in-bed", *more)[1] for more in ((), ("--proof",)))
    assert "because ill is present (fever: present; cough: dry)" in " ".join(short.split())
    assert "fever lasted is at least 2 days (3 days)" in " ".join(short.split())
    assert "passages page.1, page.2" in short and "cold.yaml:8:17" not in short
    assert "cold.yaml:8:17" in full and len(full) > len(short)


def test_what_if_tells_what_appears_disappears_and_moves(whence: Run) -> None:
    code, said, _ = whence("what-if", "cold.yaml", "cough=wet", "--json")
    value = json.loads(said)
    assert code == 0
    ways = {each["rule"]: (each["way"], each["before"], each["after"]) for each in value["rules"]}
    assert ways["leaflet/no-tea"] == ("appears", "does not apply", "applies")
    assert ways["leaflet/tea-or-honey"] == ("disappears", "applies", "does not apply")
    assert ways["leaflet/syrup"] == ("changes", "withdrawn", "does not apply")
    assert "leaflet/rest" not in ways
    moved = {(each["action"], each["sense"]): (each["before"], each["after"]) for each in value["actions"]}
    assert moved[("tea-drinking", "against")] == ("excluded", "certain")
    assert "WOULD BE SAID" in whence("what-if", "cold.yaml", "cough=wet")[1]


def test_what_if_can_take_an_answer_away_and_give_a_part_of_one(whence: Run) -> None:
    value = json.loads(whence("what-if", "cold.yaml", "fever=", "fever_lasted={at_least: 20 days}", "--json")[1])
    assert value["changes"][0]["now"] is None
    ways = {each["rule"]: (each["before"], each["after"]) for each in value["rules"]}
    assert ways["leaflet/xray"] == ("held back", "applies") and ways["leaflet/syrup"] == ("withdrawn", "applies unless")


@pytest.mark.parametrize(
    ("word", "told", "code"),
    [
        ("cogh=wet", "did you mean cough?", 2),
        ("cough", "write it as fact=answer", 2),
        ("cough=wett", "did you mean 'wet'?", 1),
        ("cough=[wet", "no such answer", 1),
        ("fever=present\nfrail: absent", "no such answer", 1),
    ],
)
def test_what_if_refuses_in_words(whence: Run, word: str, told: str, code: int) -> None:
    ended, _, said = whence("what-if", "cold.yaml", word)
    assert ended == code and told in said and "Traceback" not in said


def test_why_not_gives_the_smallest_change_and_it_works(whence: Run) -> None:
    _, said, _ = whence("why-not", "cold.yaml", "leaflet/syrup", "--json")
    assert [(each["fact"], each["now"], each["learned"]) for each in json.loads(said)["change"]] == [
        ("fever", "absent", False)
    ] or len(json.loads(said)["change"]) == 2  # a fever that lasted 3 days must go too where there is none
    change = [f"{each['fact']}={each['now']}" for each in json.loads(said)["change"]]
    tried = json.loads(whence("what-if", "cold.yaml", *change, "--json")[1])
    assert {"leaflet/syrup": "applies"}.items() <= {each["rule"]: each["after"] for each in tried["rules"]}.items()
    assert "would apply with" in whence("why-not", "cold.yaml", "leaflet/syrup")[1]


def test_ask_asks_nothing_that_cannot_matter_and_ends(whence: Run, tmp_path: Path) -> None:
    asked = []
    said = {"fever": "present"}
    for _ in range(20):
        text = "".join(f"  {fact}: {answer}\n" for fact, answer in said.items())
        (tmp_path / "p.yaml").write_text(f"patient: p\nas_of: 2026-11-20\nfacts:\n{text}", encoding="utf-8")
        value = json.loads(whence("ask", "p.yaml", "--json")[1])
        if value["question"] is None:
            break
        asked.append(value["question"]["fact"])
        assert value["question"]["bears_on"] and value["open"]
        said[asked[-1]] = value["question"]["words"][0] if value["question"]["words"] else "3 days"
    assert value["settled"] and value["actions"]["possible"] == value["actions"]["choice"]
    assert len(asked) == len(set(asked)) > 2 and "fever_began_on" not in asked


def test_assess_shows_how_the_actions_stand_where_asked(whence: Run) -> None:
    value = json.loads(whence("assess", "cold.yaml", "--actions", "--json")[1])
    assert check_instance("assessment.schema.json", value) == []
    assert "rest" in value["actions"]["certain"] and "syrup" in value["actions"]["excluded"]
    assert set(value["actions"]["choice"]) <= set(value["actions"]["possible"])
    assert "actions" not in json.loads(whence("assess", "cold.yaml", "--json")[1])
    assert "recommended by nobody" in whence("assess", "cold.yaml", "--actions")[1]


def test_the_dialogue_takes_numbers_words_and_parts_and_keeps_the_file(whence: Run, tmp_path: Path) -> None:
    arguments = ["--knowledge", "knowledge", "ask", "new.yaml", "-i", "-o", "out.yaml"]
    first = json.loads(whence("ask", "new.yaml", "--json")[1])["question"]
    told = CliRunner().invoke(cli, arguments, input="?\nnonsense\n1\nb\n2\nq\n")
    assert told.exit_code == 0, told.output
    assert "it bears on" in told.output and "nonsense" in told.output
    base, _ = load_base(tmp_path / "knowledge")
    assert base is not None
    kept, found = read_patient(tmp_path / "out.yaml", base)
    assert kept is not None and not found
    assert kept.facts[first["fact"]].answer == first["words"][1] and kept.facts["fever"].answer == "present"
    code, _, said = whence(*arguments[2:])
    assert code == 2 and "nothing is overwritten" in said


def test_a_dialogue_that_breaks_off_keeps_what_was_said(whence: Run, tmp_path: Path) -> None:
    arguments = ["--knowledge", "knowledge", "ask", "new.yaml", "-i", "-o", "out.yaml"]
    CliRunner().invoke(cli, arguments, input="1\n")
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8").count(":") >= 5
