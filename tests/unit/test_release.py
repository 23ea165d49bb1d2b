"""`whence release` writes one file, the same on every machine, and the two clocks: what was valid, what was known."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.tiny import PATIENT, write_tiny
from whence.cli.main import COMMANDS, run
from whence.schema.validate import check_instance
from whence.store.release import open_release

Run = Callable[..., tuple[int, str, str]]
ENGINE = str(Path(__file__).parents[2] / "engine")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_tiny(tmp_path)
    (tmp_path / "cold.yaml").write_text(PATIENT, "utf-8")
    return tmp_path


@pytest.fixture
def whence(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program inside this process; exit code, output, errors."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.delenv("COLUMNS", raising=False)

    def go(*arguments: str, knowledge: str | None = "knowledge") -> tuple[int, str, str]:
        code = run([*(("--knowledge", knowledge) if knowledge else ()), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def test_a_release_is_written_shown_and_used(whence: Run, home: Path) -> None:
    code, said, _ = whence("release", "1.0")
    assert code == 0 and "Written. Use it in place of a folder: --knowledge whence-1.0.zip" in said
    code, shown, _ = whence("release", "--show", "whence-1.0.zip")
    assert code == 0 and "Release 1.0, whence-1.0.zip" in shown and "Written" not in shown
    assert "The parish, Staying at home with a cold (second)" in shown and "its file does not say" in shown
    by_folder, by_release = whence("rules")[1], whence("rules", knowledge="whence-1.0.zip")[1]
    assert by_folder == by_release


def test_its_manifest_lists_every_file_and_fits_its_schema(whence: Run, home: Path) -> None:
    code, said, _ = whence("release", "1.0", "-o", "r.zip", "--json")
    value = json.loads(said)
    assert code == 0 and check_instance("outputs/release.schema.json", value) == []
    manifest = value["manifest"]
    assert check_instance("manifest.schema.json", manifest) == []
    assert check_instance("manifest.schema.json", {**manifest, "stranger": 1})
    kept = {path.relative_to(home).as_posix() for path in (home / "knowledge").rglob("*.yaml")}
    assert kept == {name for name in manifest["files"] if name.startswith("knowledge/")}
    assert {"schemas/rule.schema.json", "schemas/generated/names.schema.json"} <= manifest["files"].keys()
    assert manifest["guidelines"][0]["intended_use"] == "Tests"
    assert {one["text"]["held"] for one in manifest["sources"]} == {False}
    assert value["knowledge"] == {"digest": manifest["digest"], "release": "1.0"}


def test_it_is_the_same_bytes_whatever_the_machine_does(whence: Run, home: Path) -> None:
    """Other hash seeds, another place, other times, modes and another order of writing."""
    assert whence("release", "1.0", "-o", "here.zip")[0] == 0
    elsewhere = home / "elsewhere"
    for path in sorted((home / "knowledge").rglob("*.yaml"), reverse=True):
        copy = elsewhere / "other" / path.relative_to(home / "knowledge")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        copy.chmod(0o600)
        os.utime(copy, (1, 1))
    env = {**os.environ, "PYTHONPATH": ENGINE, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    command = [sys.executable, "-m", "whence", "--knowledge", "other", "release", "1.0", "-o", "there.zip"]
    subprocess.run(command, cwd=elsewhere, env=env, check=True, capture_output=True)
    assert (home / "here.zip").read_bytes() == (elsewhere / "there.zip").read_bytes()


def test_a_release_is_never_changed(whence: Run, home: Path) -> None:
    assert whence("release", "1.0")[0] == 0
    before = (home / "whence-1.0.zip").read_bytes()
    assert whence("release", "1.0")[0] == 0  # nothing new
    rule = home / "knowledge/home/rules/leaflet/rest.yaml"
    rule.write_text(rule.read_text("utf-8").replace("title: ", "title: Now "), "utf-8")
    code, _, wrong = whence("release", "1.0")
    assert code == 1 and "holds something else; a release is never changed" in wrong
    assert (home / "whence-1.0.zip").read_bytes() == before
    assert whence("release", "1.1", knowledge="whence-1.0.zip")[0] == 2


def test_nothing_is_released_with_a_mistake(whence: Run, home: Path) -> None:
    (home / "knowledge/stray.yaml").write_text("stray: yes\n", "utf-8")
    code, _, wrong = whence("release", "1.0")
    assert code == 1 and "stray.yaml" in wrong and "nothing is released before" in wrong
    assert not list(home.glob("*.zip")) and not list(home.glob(".whence*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("release",), "say which version is to be written"),
        (("release", "1", "--show", "x.zip"), "say which version is to be written"),
        (("release", "--show", "x.zip", "-o", "y.zip"), "--show writes nothing"),
        (("release", "--show", "x.zip"), "x.zip cannot be opened: No such file"),
        (("release", "../1"), "'../1' is no version"),
        (("release", "v1"), "'v1' is no version"),
        (("release", "1." + "0" * 50), "is no version"),
        (("release", "1", "-o", "nowhere/x.zip/y"), "cannot be written"),
        (("assess", "cold.yaml", "--release", "x.zip"), "--knowledge and --release each say"),
    ],
)
def test_wrong_use_is_told_in_a_line(whence: Run, home: Path, arguments: tuple[str, ...], said: str) -> None:
    (home / "nowhere").write_text("no folder", "utf-8")
    code, _, wrong = whence(*arguments)
    assert code == 2 and said in wrong and wrong.count("\n") == 1


def test_a_damaged_release_is_refused_by_every_command(whence: Run, home: Path) -> None:
    assert whence("release", "1.0")[0] == 0
    file = home / "whence-1.0.zip"
    file.write_bytes(file.read_bytes().replace(b"Is there a fever?", b"Is there a feaver", 1))
    named = (("release", "--show", file.name), ("--knowledge", file.name, "rules"), ("--knowledge", file.name, "check"))
    for arguments in named:
        code, _, wrong = whence(*arguments, knowledge=None)
        assert code == 1 and wrong == "whence: whence-1.0.zip is no release file, or is damaged\n"


def test_by_two_clocks(whence: Run, home: Path) -> None:
    """What was known (--release) and what was valid (--as-of) are told apart: four answers from one patient."""
    assert whence("release", "1.0")[0] == 0
    rule = home / "knowledge/home/rules/leaflet/rest.yaml"
    text = rule.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith("in_force:"))
    rule.write_text(text.replace(old, "in_force: {from: 2020-01-01, until: 2026-11-20}"), "utf-8")

    def speaks(*arguments: str, knowledge: str | None) -> bool:
        code, said, _ = whence("assess", "cold.yaml", "--json", *arguments, knowledge=knowledge)
        assert code == 0
        return any(one["rule"] == "leaflet/rest" for one in json.loads(said)["rules"])

    release = ("--release", "whence-1.0.zip")
    today, before = ("--as-of", "2026-11-20"), ("--as-of", "2026-11-19")
    assert not speaks(*today, knowledge="knowledge") and speaks(*before, knowledge="knowledge")
    assert speaks(*today, *release, knowledge=None) and speaks(*before, *release, knowledge=None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess", "cold.yaml"),
        ("why", "cold.yaml", "leaflet/rest"),
        ("why-not", "cold.yaml", "leaflet/honey"),
        ("compare", "cold.yaml"),
        ("chart", "cold", "--patient", "cold.yaml", "--format", "txt"),
    ],
)
def test_the_release_is_named_in_the_answer(whence: Run, home: Path, arguments: tuple[str, ...]) -> None:
    assert whence("release", "1.0")[0] == 0
    shutil.rmtree(home / "knowledge")
    code, said, _ = whence(*arguments, "--release", "whence-1.0.zip", knowledge=None)
    assert code == 0 and "release 1.0, " in " ".join(said.split())
    if arguments[0] != "chart":
        _, said, _ = whence(*arguments, "--release", "whence-1.0.zip", "--json", knowledge=None)
        digest = open_release(home / "whence-1.0.zip").tree.origin.digest
        assert json.loads(said)["knowledge"] == {"digest": digest, "release": "1.0"}
    code, _, wrong = whence(*arguments, "--release", "x.zip", knowledge=None)
    assert code == 2 and "there is no release file x.zip" in wrong


def test_every_command_takes_a_release_in_place_of_a_folder(whence: Run, home: Path) -> None:
    """The same answer and the same end as from the folder; what writes beside the knowledge says that it needs one."""
    assert whence("release", "1.0", "-o", "r.zip")[0] == 0
    tried = {
        ("assess", "cold.yaml"), ("compare", "cold.yaml"), ("why", "cold.yaml", "leaflet/rest"),
        ("why-not", "cold.yaml", "leaflet/honey"), ("chart", "cold", "--format", "txt"), ("topics",), ("analyse",),
        ("show", "leaflet/rest"), ("rules",), ("facts",), ("sources",), ("sources", "coverage"), ("cited", "leaflet"),
        ("trace", "leaflet/rest"), ("readings",), ("check", "cold.yaml"), ("sources", "verify"), ("fidelity",),
    }  # fmt: skip
    for arguments in sorted(tried):
        by_folder, by_release = whence(*arguments), whence(*arguments, knowledge="r.zip")
        assert by_folder[0] == by_release[0], arguments
        if arguments[0] not in ("assess", "compare", "why", "why-not"):  # these name the release
            said = [" ".join(text.replace("r.zip!", "").split()) for text in (*by_folder[1:], *by_release[1:])]
            assert said[:2] == said[2:], arguments
    assert whence("generate", knowledge="r.zip")[0] == 2
    assert {"release", "generate", "test"} | {each[0] for each in tried} <= set(COMMANDS)


def test_another_version_of_the_same_knowledge_is_told_apart(whence: Run, home: Path) -> None:
    """The cache keeps knowledge by its content, and the version of a release is no part of that."""
    for version in ("1.0", "1.1"):
        (home / "r.zip").unlink(missing_ok=True)
        assert whence("release", version, "-o", "r.zip")[0] == 0
        assert f"release {version}, knowledge" in whence("assess", "cold.yaml", knowledge="r.zip")[1]
