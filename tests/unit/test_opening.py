"""One state of the knowledge as a folder, a release file and a git revision: the same base, by the same code."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import whence
from unit.released import released
from whence.cli.main import run
from whence.store.cache import UnreadableBase
from whence.store.load import load_base
from whence.store.opening import open_tree, open_where
from whence.store.tree import Unopened

BASE = Path(__file__).parents[1] / "broken" / "base"
GIT = ["git", "-c", "user.name=editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run([*GIT, "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of two commits: the small base, and the same with another title in one rule."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(BASE, tmp_path / "knowledge")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "knowledge")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    rule = next(iter(sorted((tmp_path / "knowledge").glob("*/rules/*/*.yaml"))))
    rule.write_text(rule.read_text("utf-8").replace("title: ", "title: Now "), "utf-8")
    git(tmp_path, "commit", "--quiet", "-am", "second")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_a_release_and_a_revision_give_one_base(home: Path) -> None:
    (home / "now.zip").write_bytes(released(home / "knowledge"))
    trees = [open_tree(named) for named in ("knowledge", "now.zip", "HEAD", "HEAD:knowledge")]
    assert [tree.origin.kind for tree in trees] == ["folder", "release", "revision", "revision"]
    assert len({tree.origin.digest for tree in trees}) == 1
    bases = [load_base(tree)[0] for tree in trees]
    assert bases[0] is not None and all(base == bases[0] for base in bases)
    assert bases[0].digest == trees[0].origin.digest
    assert trees[1].origin.version == "2026.1"
    assert trees[2].origin.commit == git(home, "rev-parse", "HEAD")


def test_an_earlier_revision_is_the_earlier_knowledge(home: Path) -> None:
    (before, _), (after, _) = load_base(open_tree("HEAD~1")), load_base(open_tree("HEAD"))
    assert before is not None and after is not None
    changed = [name for name in after.rules if before.rules[name] != after.rules[name]]
    assert len(changed) == 1 and after.rules[changed[0]].title == "Now " + before.rules[changed[0]].title


def test_files_are_named_by_where_they_are(home: Path) -> None:
    (home / "now.zip").write_bytes(released(home / "knowledge"))
    named = {"knowledge": "knowledge/", "now.zip": "now.zip!knowledge/", "HEAD": "HEAD:knowledge/"}
    for where, prefix in named.items():
        base, _ = load_base(open_tree(where))
        assert base is not None
        spans = [rule.span for rule in base.rules.values()]
        assert spans and all(span is not None and span.file.startswith(prefix) for span in spans)


def test_a_mistake_in_a_revision_has_a_place_and_its_line(home: Path) -> None:
    rule = next(iter(sorted((home / "knowledge").glob("*/rules/*/*.yaml"))))
    rule.write_text(rule.read_text("utf-8").replace("version: 1", "version: one"), "utf-8")
    git(home, "commit", "--quiet", "-am", "third")
    with pytest.raises(UnreadableBase) as refused:
        open_where("HEAD", cache=home / "cache")
    (found,) = [one for one in refused.value.diagnostics if one.code == "S210"]
    assert found.span.file == f"HEAD:{rule.relative_to(home).as_posix()}"
    lines = open_tree("HEAD").lines(found.span.file)
    assert lines is not None and lines[found.span.line - 1] == "version: one"


def test_what_was_opened_is_kept_under_its_own_name(home: Path) -> None:
    first = [open_where(named, cache=home / "cache") for named in ("HEAD~1", "HEAD", "knowledge")]
    again = [open_where(named, cache=home / "cache") for named in ("HEAD~1", "HEAD", "knowledge")]
    assert [one.cached for one in first] == [False] * 3 and [one.cached for one in again] == [True] * 3
    assert [one.base.digest for one in again] == [one.origin.digest for one in first]
    assert again[0].base.digest != again[1].base.digest


def test_a_bare_revision_can_mean_another_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BASE, home / "elsewhere" / "base")
    git(home, "add", "elsewhere")
    git(home, "commit", "--quiet", "-m", "third")
    monkeypatch.chdir(home.parent)
    assert open_tree("HEAD", home / "elsewhere" / "base").prefix == "HEAD:elsewhere/base/"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nowhere", "there is no folder of knowledge at nowhere, nor a release file: 'nowhere' is no git revision"),
        ("HEAD:other", "the revision 'HEAD' has no folder 'other'; another is named as HEAD:path"),
        ("HEAD:knowledge/../x", "the revision 'HEAD' has no folder 'knowledge/../x'"),
        ("--output=x", "'--output=x' is no git revision"),
        ("-x:knowledge", "is no git revision"),
        (":knowledge", "is no git revision"),
        ("HEAD\nHEAD", "is no git revision"),
        ("x" * 5000, "is no git revision"),
        ("a\0b", "is no git revision"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(home: Path, named: str, said: str) -> None:
    with pytest.raises(Unopened) as refused:
        open_tree(named)
    assert said in str(refused.value) and "\n" not in str(refused.value).replace(named, "")


def test_without_a_repository_and_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(Unopened, match="there is no repository around"):
        open_tree("HEAD")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unopened, match="git is not installed"):
        open_tree("HEAD")


def test_a_link_in_a_revision_is_not_followed(home: Path) -> None:
    (home / "knowledge" / "vocabulary" / "stray.yaml").symlink_to("/etc/hostname")
    git(home, "add", "knowledge")
    git(home, "commit", "--quiet", "-m", "third")
    assert not any(member.path.endswith("stray.yaml") for member in open_tree("HEAD").members)


def test_the_command_line_takes_any_of_them(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "now.zip").write_bytes(released(home / "knowledge"))
    said = []
    for named in ("knowledge", "now.zip", "HEAD"):
        assert run(["--knowledge", named, "rules"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] == said[2] and "Now " in said[0]
    assert run(["--knowledge", "now.zip", "check"]) == 0
    assert run(["--knowledge", "HEAD", "generate"]) == 2
    assert "this needs a folder of knowledge, and HEAD is none" in capsys.readouterr().err


def test_the_library_loads_any_of_them(home: Path) -> None:
    (home / "now.zip").write_bytes(released(home / "knowledge"))
    bases = [whence.load(named) for named in (home / "knowledge", "knowledge", home / "now.zip", "HEAD")]
    assert all(base == bases[0] for base in bases) and [base.release for base in bases] == [None, None, "2026.1", None]
    with pytest.raises(FileNotFoundError, match="there is no folder of knowledge at nowhere"):
        whence.load("nowhere")
    (home / "now.zip").write_bytes(b"PK")
    with pytest.raises(ValueError, match=r"now\.zip is no release file, or is damaged"):
        whence.load("now.zip")
