from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unit.tiny import PATIENT, write_tiny
from whence.cli.main import run
from whence.schema.validate import check_instance

Run = Callable[..., tuple[int, str, str]]
CHECKER = Path(__file__).parents[2] / "engine" / "whence_checker.py"
KEY = "0123456789abcdef" * 4


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tiny(tmp_path)
    (tmp_path / "cold.yaml").write_text(PATIENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


@pytest.fixture
def whence(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program inside this process; exit code, output, errors."""

    def go(*arguments: str) -> tuple[int, str, str]:
        code = run(["--knowledge", "knowledge", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def checker(*arguments: str) -> tuple[int, str]:
    """The checker as an outsider runs it: alone, without the package."""
    done = subprocess.run([sys.executable, "-I", str(CHECKER), *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_an_answer_is_recorded_and_shown_as_ever(whence: Run) -> None:
    _, plain, _ = whence("assess", "cold.yaml")
    code, said, told = whence("assess", "cold.yaml", "--record", "audit.db")
    assert (code, said) == (0, plain)
    assert told.startswith("recorded as entry 1 of audit.db, digest ")
    assert whence("assess", "cold.yaml", "--record", "audit.db", "--json", "--as-of", "2020-06-01")[0] == 0
    code, said, _ = whence("audit", "list", "audit.db")
    assert code == 0
    words = " ".join(said.split())
    assert words.startswith("1 20") and words.endswith("; not signed 2 entries.")
    for as_of in ("2026-11-20", "2020-06-01"):
        assert f"UTC: a-cold, as of {as_of}; " in words


def test_an_outsider_checks_a_dossier_without_the_package(whence: Run, home: Path) -> None:
    assert whence("audit", "keygen", "key.pem", "key.pub")[0] == 0
    assert (home / "key.pem").stat().st_mode & 0o777 == 0o600
    for _ in range(2):
        whence("assess", "cold.yaml", "--record", "audit.db", "--sign", "key.pem", "--receipt", "receipt")
    one, log = whence("audit", "export", "audit.db", "2")[1], whence("audit", "export", "audit.db")[1]
    (home / "one.json").write_text(one)
    (home / "log.jsonl").write_text(log)
    assert len(one.splitlines()) == 1 and len(log.splitlines()) == 3
    for file in ("one.json", "log.jsonl"):
        code, said = checker(file, "--public-key", "key.pub", "--receipt", "receipt")
        assert code in (0, 3), said  # 3 where the outsider's Python has no cryptography
        assert "hold, with" in said and "is no" not in said
    code, said = checker("log.jsonl")
    assert code == 0 and "no public key and no receipt were given" in said
    (home / "log.jsonl").write_text("".join(log.splitlines(keepends=True)[:-1]))
    assert checker("log.jsonl", "--receipt", "receipt") == (1, "refused: entry 2 of the receipt is gone\n")
    (home / "one.json").write_text(one.replace('"fever":"present"', '"fever":"absent"'))
    assert checker("one.json") == (1, "refused: line 1: its case is not the one it names\n")
    assert checker("missing.json")[0] == 2
    assert checker("cold.yaml")[0] == 1


def test_show_tells_what_was_known_and_recommended_and_the_proof_of_one_rule(whence: Run) -> None:
    whence("assess", "cold.yaml", "--record", "audit.db")
    code, said, _ = whence("audit", "show", "audit.db", "1")
    assert code == 0
    lines = [line.strip() for line in said.splitlines()]
    assert "fever_lasted: 3 days" in lines
    at = lines.index("OFFER rest, now, within 24 hours")
    assert lines[at + 1 : at + 5] == [
        "rule     leaflet/rest, version 1, draft",
        "because  leaflet_ill: present (true)",
        "unless   frail: present (false)",
        "source   The parish, Staying at home with a cold (second)",
    ]
    assert lines[at + 5].startswith("passage  leaflet:page.1 sha256:000000000000")
    code, said, _ = whence("audit", "show", "audit.db", "1", "--rule", "leaflet/rest")
    assert code == 0
    assert "leaflet_ill: present" in said and "fever: present (present)" in said
    code, _, told = whence("audit", "show", "audit.db", "1", "--rule", "leaflet/rst")
    assert code == 2 and "did you mean leaflet/rest?" in told
    code, _, told = whence("audit", "show", "audit.db", "7")
    assert (code, told) == (1, "whence: audit.db: there is no entry 7; it has 1\n")


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("dossier", ("audit", "show", "audit.db", "1", "--json")),
        ("outputs/audit-list", ("audit", "list", "audit.db", "--json")),
        ("outputs/audit-verification", ("audit", "verify", "audit.db", "--json")),
        ("outputs/audit-replay", ("audit", "replay", "audit.db", "1", "--json")),
    ],
)
def test_json_fits_its_schema_and_a_changed_one_does_not(whence: Run, schema: str, arguments: tuple[str, ...]) -> None:
    whence("audit", "keygen", "key.pem", "key.pub")
    whence("assess", "cold.yaml", "--record", "audit.db", "--sign", "key.pem")
    value = json.loads(whence(*arguments)[1])
    assert check_instance(f"{schema}.schema.json", value) == []
    assert check_instance(f"{schema}.schema.json", {**value, "stranger": 1})
    for key in value:
        assert check_instance(f"{schema}.schema.json", {each: value[each] for each in value if each != key})


def test_an_exported_dossier_fits_its_schema(whence: Run) -> None:
    whence("assess", "cold.yaml", "--record", "audit.db")
    line = whence("audit", "export", "audit.db", "1")[1]
    assert check_instance("dossier.schema.json", json.loads(line)) == []


def test_verify_ends_as_it_found_and_a_receipt_is_held_against_the_log(whence: Run, home: Path) -> None:
    for _ in range(2):
        whence("assess", "cold.yaml", "--record", "audit.db")
    assert whence("audit", "receipt", "audit.db", "kept")[0] == 0
    code, said, _ = whence("audit", "verify", "audit.db", "--receipt", "kept", "--proofs")
    assert code == 0 and said.startswith("2 entries hold together, 0 signed.")
    assert whence("audit", "verify", "audit.db", "--require-signature")[0] == 1
    (home / "kept").write_bytes((home / "kept").read_bytes().replace(b'"number":2', b'"number":3'))
    code, said, _ = whence("audit", "verify", "audit.db", "--receipt", "kept")
    assert code == 1 and said.startswith("The log: the receipt names entry 3, and it ends with entry 2.")
    assert whence("audit", "verify", "audit.db", "--receipt", "cold.yaml")[0] == 2
    assert whence("audit", "verify", "cold.yaml")[0] == 1


def test_the_name_is_recorded_hidden_or_left_out(whence: Run, home: Path) -> None:
    (home / "cold.yaml").write_text(PATIENT.replace("title: A cold", "title: Mr Cold\nnote: of Cold Lane"))
    (home / "key").write_text(KEY + "\n")
    (home / "key").chmod(0o600)
    (home / "short").write_text("abc")
    (home / "short").chmod(0o600)
    for options in ((), ("--pseudonymise", "key"), ("--pseudonymise", "key"), ("--unnamed",)):
        code, _, told = whence("assess", "cold.yaml", "--record", "audit.db", *options)
        assert code == 0 and "other people may read" not in told
    said = whence("audit", "export", "audit.db")[1]
    people = [json.loads(line)["case"]["patient"] for line in said.splitlines()[1:]]
    assert people[0] == "a-cold" and people[3] is None
    assert people[1] == people[2] and people[1].startswith("p-") and len(people[1]) == 66
    assert "Mr Cold" not in said and "Cold Lane" not in said and "cold.yaml" not in said
    assert whence("audit", "replay", "audit.db", "2")[0] == 0
    code, _, told = whence("assess", "cold.yaml", "--record", "audit.db", "--pseudonymise", "short")
    assert code == 2 and "needs at least 16" in told
    (home / "key").chmod(0o644)
    told = whence("assess", "cold.yaml", "--record", "b.db", "--pseudonymise", "key")[2]
    assert "other people may read the key" in told


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--sign", "key.pem"), 2, "belong to --record"),
        (("--record", "a.db", "--unnamed", "--pseudonymise", "key"), 2, "exclude each other"),
        (("--record", "a.db", "--sign", "cold.yaml"), 1, "no private key in PEM"),
        (("--record", "a.db", "--sign", "missing"), 2, "cannot be read"),
        (("--record", "a.db", "--sign", "."), 2, "cannot be read"),
        (("--record", "cold.yaml"), 1, "nothing was recorded in cold.yaml: it is no log of whence"),
        (("--record", "no/such/a.db"), 1, "nothing was recorded"),
        (("--record", "\x1b[31m/a.db"), 1, "nothing was recorded in \\x1b[31m/a.db"),
        (("--record", "a.db", "--receipt", "."), 1, "recorded as entry 1, but no receipt"),
    ],
)
def test_what_cannot_be_recorded_is_said_before_any_answer(
    whence: Run, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ended, said, told = whence("assess", "cold.yaml", *arguments)
    assert (ended, said) == (code, "")
    assert says in told and "Traceback" not in told and "\x1b" not in told


def test_the_patient_file_of_a_stranger_cannot_steer_the_screen(whence: Run, home: Path) -> None:
    value = {"patient": "\u202eevil\x1b]0;owned\x07", "as_of": "2026-11-20", "facts": {"fever": "present"}}
    (home / "evil.json").write_text(json.dumps(value))
    assert whence("assess", "evil.json", "--record", "audit.db")[0] == 0
    show = ("show", "audit.db", "1")
    for command in (("list", "audit.db"), show, (*show, "--rule", "leaflet/rest")):
        code, said, _ = whence("audit", *command)
        assert code == 0
        assert not set(said) & {"\x1b", "\x07", "\u202e"}
        assert "\\x1b" in said
    (home / "evil.jsonl").write_text(whence("audit", "export", "audit.db")[1])
    assert "\x1b" not in (home / "evil.jsonl").read_text()
    assert checker("evil.jsonl")[0] == 0


def change(home: Path, file: str, old: str, new: str) -> None:
    path = home / "knowledge" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def replayed(whence: Run, code: int) -> dict[str, dict[str, Any]]:
    ended, said, _ = whence("audit", "replay", "audit.db", "1", "--json")
    value = json.loads(said)
    assert ended == code and value["equal"] is False and value["same_knowledge"] is False
    return {one["rule"]: one for one in value["changes"]}


def test_replay_is_the_same_byte_for_byte_and_under_other_knowledge_tells_what_differs(whence: Run, home: Path) -> None:
    whence("assess", "cold.yaml", "--record", "audit.db", "--source", "leaflet")
    assert whence("audit", "replay", "audit.db", "1")[:2] == (0, "The answer is the same, byte for byte.\n")
    rules = "home/rules/leaflet"
    change(home, f"{rules}/rest-in-bed.yaml", "{at_least: 2 days}", "{at_least: 5 days}")
    change(home, "home/definitions/leaflet/leaflet_kind.yaml", "barking: {cough: dry}", "barking: {frail: present}")
    change(home, f"{rules}/rest.yaml", "within: 24 hours", "within: 12 hours")
    change(home, "sources/leaflet.passages.yaml", "back.1: {words: [[31, 60]]", "back.1: {words: [[31, 59]]")
    (home / "knowledge" / rules / "syrup.yaml").unlink()
    change(home, "home/pathways/cold.yaml", "leaflet/syrup, ", "")
    found = replayed(whence, 1)
    assert list(found) == ["leaflet/rest", "leaflet/rest-in-bed", "leaflet/syrup", "leaflet/tea-or-honey"]
    bed = found["leaflet/rest-in-bed"]
    assert (bed["then"]["verdict"], bed["now"]["verdict"]) == ("applies", "does not apply")
    assert bed["added"] == [{"role": "when", "test": {"fact": "fever_lasted", "at_least": "5 days"}}]
    assert bed["dropped"] == [{"role": "when", "test": {"fact": "fever_lasted", "at_least": "2 days"}}]
    assert {"role": "when", "test": bed["added"][0]["test"], "truth": "false"} in bed["now"]["decided"]
    kind = found["leaflet/tea-or-honey"]
    assert (kind["defined_anew"], kind["now"]["verdict"]) == (["leaflet_kind"], "does not apply")
    rest = found["leaflet/rest"]
    assert rest["then"]["verdict"] == rest["now"]["verdict"] == "applies"
    assert (rest["then"]["advice"], rest["now"]["advice"]) == (
        "OFFER rest, now, within 24 hours", "OFFER rest, now, within 12 hours",
    )  # fmt: skip
    assert found["leaflet/syrup"]["now"] == {
        "here": False, "version": None, "verdict": None, "advice": None, "decided": [],
    }  # fmt: skip
    said = whence("audit", "replay", "audit.db", "1")[1]
    assert "new test when fever_lasted: at least 5 days (false)" in said
    assert "dropped  when fever_lasted: at least 2 days (true)" in said
    assert "there is no such rule" in said and "defined anew leaflet_kind" in said


def test_replay_under_the_release_of_that_time_is_the_same_byte_for_byte(whence: Run, home: Path) -> None:
    assert run(["--knowledge", "knowledge", "release", "2026.1", "-o", "old.zip"]) == 0
    whence("assess", "cold.yaml", "--record", "audit.db")
    change(home, "home/rules/leaflet/rest.yaml", "within: 24 hours", "within: 12 hours")
    for place in (("--knowledge", "knowledge"), ()):
        assert whence("audit", "replay", "audit.db", "1", *place)[0] == 1
    assert whence("audit", "replay", "audit.db", "1", "--knowledge", "old.zip")[0] == 0
    assert run(["--knowledge", "old.zip", "assess", "cold.yaml", "--record", "audit.db"]) == 0
    _, *lines = whence("audit", "export", "audit.db")[1].splitlines()[-3:]
    first, second = (json.loads(line) for line in lines)
    for part in ("case", "basis"):
        assert first["entry"][part] == second["entry"][part]
    assert second["entry"]["release"] == {"kind": "release", "version": "2026.1", "commit": None}
    assert "from release 2026.1" in " ".join(whence("audit", "list", "audit.db")[1].split())


def test_replay_under_knowledge_that_cannot_read_the_facts_says_which(whence: Run, home: Path) -> None:
    whence("assess", "cold.yaml", "--record", "audit.db", "--source", "leaflet")
    change(home, "vocabulary/facts/body.yaml", "[none, dry, wet]", "[none, hoarse, wet]")
    for file in ("home/definitions/leaflet/leaflet_kind.yaml", "home/definitions/leaflet/leaflet_ill.yaml"):
        change(home, file, "dry", "hoarse")
    for rule in ("honey", "syrup", "xray"):
        change(home, f"home/rules/leaflet/{rule}.yaml", "dry", "hoarse")
    code, _, told = whence("audit", "replay", "audit.db", "1")
    assert code == 1
    assert "'dry' is not an answer to cough" in told and "the facts of entry 1 cannot be used" in told
