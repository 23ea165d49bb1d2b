"""`whence fmt`, `bump` and `new` on a small knowledge of their own, and the hooks that other repositories may use."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from unit.tiny import write_tiny
from whence.cli.main import run
from whence.store import replace as replacing
from whence.store.format import formatted
from whence.text.document import Mapping, Node, Scalar, Sequence, plain
from whence.text.yaml_reader import read

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
REST = "knowledge/home/rules/leaflet/rest.yaml"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_tiny(tmp_path)
    return tmp_path


@pytest.fixture
def whence(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program inside this process; exit code, output, errors."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("COLUMNS", "120")

    def go(*arguments: str) -> tuple[int, str, str]:
        code = run(["--knowledge", "knowledge", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def contents(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*.yaml"))}


# --- fmt


def test_fmt_names_with_check_what_it_would_change_and_then_changes_it(whence: Run, home: Path) -> None:
    whence("fmt")
    assert whence("fmt", "--check")[0] == 0
    before = contents(home)
    moved = before[REST].replace(b"title: About rest\n", b"").replace(b"then:", b"title:   About rest\nthen:")
    (home / REST).write_bytes(moved)
    os.chmod(home / REST, 0o600)
    code, said, _ = whence("fmt", "--check")
    assert code == 1 and said == f"{REST}: not in the canonical form\n1 of {len(before)} files would change.\n"
    assert whence("fmt", REST)[:2] == (0, "1 of 1 file put into the canonical form.\n")
    assert contents(home) == before
    assert (home / REST).stat().st_mode & 0o777 == 0o600
    assert whence("fmt", "knowledge/home")[1] == "13 files, nothing to change.\n"


def test_fmt_looks_at_vignettes_and_patients_in_the_tests_too(whence: Run, home: Path) -> None:
    for folder in ("vignettes/home", "patients", "broken"):
        path = home / "tests" / folder / "one.yaml"
        path.parent.mkdir(parents=True)
        path.write_text("patient:   x\n")
    whence("fmt")
    assert [(home / "tests" / name / "one.yaml").read_text() for name in ("vignettes/home", "patients", "broken")] == [
        "patient: x\n", "patient: x\n", "patient:   x\n",
    ]  # fmt: skip


def test_fmt_leaves_a_file_with_mistakes_and_does_the_others(whence: Run, home: Path) -> None:
    (home / REST).write_text("rule: [\n")
    other = home / "knowledge/home/rules/leaflet/syrup.yaml"
    other.write_text(other.read_text().replace("version: 1", "version:   1"))
    code, said, complaint = whence("fmt", "knowledge/home/rules")
    assert code == 1 and "1 file left as it is" in said
    assert f"{REST}:2:1: T107" in complaint
    assert (home / REST).read_text() == "rule: [\n"
    assert "version: 1\n" in other.read_text()


def test_fmt_reads_standard_input(whence: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    given(b"a:   {b: x}\n")
    assert whence("fmt", "-") == (0, "a: {b: x}\n", "")
    given(b"a:   {b: x}\n")
    assert whence("fmt", "-", "--check")[:2] == (1, "")
    given(b"a: {b: x}\n")
    assert whence("fmt", "-", "--check")[:2] == (0, "")
    given(b"a: [\n")
    assert whence("fmt", "-")[0] == 1
    assert whence("fmt", "-", REST)[0] == whence("fmt", "nowhere.yaml")[0] == 2


def test_a_write_that_is_cut_short_leaves_the_old_file_and_nothing_else(
    whence: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / REST).write_text((home / REST).read_text().replace("version: 1", "version:   1"))
    before = contents(home)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replacing.os, "replace", cut)
    assert whence("fmt", REST)[0] == whence("bump", "leaflet/rest")[0] == 130
    assert contents(home) == before
    assert list((home / REST).parent.glob(".*")) == []


def test_a_link_goes_on_pointing_to_the_file(whence: Run, home: Path) -> None:
    kept = home / "kept.yaml"
    kept.write_text("a:   x\n")
    (home / "link.yaml").symlink_to(kept)
    assert whence("fmt", "link.yaml")[0] == 0
    assert (home / "link.yaml").is_symlink() and kept.read_text() == "a: x\n"


# --- bump


@pytest.mark.parametrize("name", ["leaflet/rest", "leaflet_kind"])
def test_bump_changes_the_digits_of_the_version_and_no_other_byte(name: str, whence: Run, home: Path) -> None:
    before = contents(home)
    code, said, _ = whence("bump", name)
    changed = [path for path, content in contents(home).items() if content != before[path]]
    assert code == 0 and said == f"{changed[0]}: version 2\n" and len(changed) == 1
    assert (home / changed[0]).read_bytes() == before[changed[0]].replace(b"version: 1\n", b"version: 2\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# version: 1\r\nrule: x\r\nversion:  9  # so\r\n", b"# version: 1\r\nrule: x\r\nversion:  10  # so\r\n"),
        (b"\xef\xbb\xbf# \xc3\xa9\nversion: 41", b"\xef\xbb\xbf# \xc3\xa9\nversion: 42"),
        ("{title: 'é, version: 3', version: 1}".encode(), "{title: 'é, version: 3', version: 2}".encode()),
        (b"a: b\rversion: 1\r", b"a: b\rversion: 2\r"),
    ],
)
def test_bump_whatever_the_line_ends_and_letters(before: bytes, after: bytes, whence: Run, home: Path) -> None:
    (home / REST).write_bytes(before)
    assert whence("bump", "leaflet/rest")[0] == 0
    assert (home / REST).read_bytes() == after


@pytest.mark.parametrize("content", ["rule: x\n", "version: one\n", "version: '1'\n", "- version: 1\n", "version: [\n"])
def test_bump_without_a_version_says_so_and_changes_nothing(content: str, whence: Run, home: Path) -> None:
    (home / REST).write_text(content)
    code, _, complaint = whence("bump", "leaflet/rest")
    assert code == 1 and "rest.yaml" in complaint and (home / REST).read_text() == content


def test_bump_offers_the_nearest_name(whence: Run) -> None:
    code, _, complaint = whence("bump", "leaflet/restt")
    assert code == 2 and "did you mean leaflet/rest?" in complaint


# --- new


def empty_places(node: Node | None) -> Iterator[str]:
    """line:column of each entry in which nothing stands yet."""
    match node:
        case Scalar(text="", quoted=False, span=span):
            yield f"{span.line}:{span.column}"
        case Sequence(items=items):
            for item in items:
                yield from empty_places(item)
        case Mapping(entries=entries):
            for _, value in entries:
                yield from empty_places(value)


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("rule", "leaflet/walk"), "knowledge/home/rules/leaflet/walk.yaml"),
        (("fact", "home/stairs"), "knowledge/vocabulary/facts/home.yaml"),
        (("vignette", "leaflet/rest-in-bed"), "tests/vignettes/home/rules/leaflet/rest-in-bed.yaml"),
        (("vignette", "leaflet_kind"), "tests/vignettes/home/definitions/leaflet/leaflet_kind.yaml"),
    ],
)
def test_a_form_is_found_wanting_at_every_empty_place_and_nowhere_else(
    arguments: tuple[str, ...], path: str, whence: Run, home: Path
) -> None:
    code, said, _ = whence("new", *arguments)
    assert code == 0 and said.startswith(path)
    code, said, _ = whence("check", ".")
    found = [line for line in said.splitlines() if line.startswith(("knowledge/", "tests/"))]
    assert code == 1 and found
    assert all(line.startswith(path) and any(code in line for code in ("S204", "S205", "A410")) for line in found)
    content = (home / path).read_bytes()
    places = list(empty_places(read(content, path)[0]))
    assert [line.split(" ")[0] for line in found] == [f"{path}:{place}:" for place in places]
    if arguments[0] != "fact":
        assert formatted(content, path) == (content, [])
        assert whence("new", *arguments)[0] == 2 and (home / path).read_bytes() == content


def test_the_form_of_vignettes_has_every_fact_and_each_side_of_it(whence: Run, home: Path) -> None:
    assert whence("new", "vignette", "leaflet/rest-in-bed")[0] == 0
    text = (home / "tests/vignettes/home/rules/leaflet/rest-in-bed.yaml").read_text()
    node, _ = read(text, "f")
    assert node is not None
    value = plain(node)
    assert isinstance(value, dict)
    facts = {"fever", "cough", "fever_lasted", "frail", "bed"}  # with those of the rule it refines and its definition
    assert set(value["patient"]["facts"]) == facts  # type: ignore[index, call-overload, arg-type]
    assert all(f"but: {{{fact}: }}" in text and f"without: [{fact}]" in text for fact in facts)
    assert "just met" in text and "just missed" in text
    assert "Is the person frail?" in text


def test_a_fact_is_begun_at_the_end_of_its_group_and_nothing_else_is_touched(whence: Run, home: Path) -> None:
    group = home / "knowledge/vocabulary/facts/home.yaml"
    before = group.read_bytes()
    assert whence("new", "fact", "home/stairs")[0] == 0
    assert group.read_bytes().startswith(before + b"  stairs:\n    ask:")
    code, _, complaint = whence("new", "fact", "body/stairs")
    assert code == 2 and "stands in knowledge/vocabulary/facts/home.yaml already" in complaint
    other = home / "knowledge/vocabulary/facts/body.yaml"
    other.write_text("facts: {}\ngroup: body\n")
    assert whence("new", "fact", "body/doors")[0] == 1
    assert other.read_text() == "facts: {}\ngroup: body\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rule", "leaflt/walk"), "did you mean leaflet?"),
        (("rule", "walk"), "write folder/name-of-the-rule"),
        (("rule", "leaflet/Walk It"), "write folder/name-of-the-rule"),
        (("rule", "leaflet/../../x"), "write folder/name-of-the-rule"),
        (("rule", "leaflet/rest"), "is there already"),
        (("rule", "leaflet/walk", "--topic", "hme"), "did you mean home?"),
        (("fact", "hom/stairs"), "did you mean home?"),
        (("fact", "home/Stairs"), "write group/name_of_it"),
        (("vignette", "leaflet/res"), "did you mean leaflet/rest?"),
        (("vignete", "leaflet/rest"), "vignette"),
    ],
)
def test_new_says_what_is_wrong_and_writes_nothing(
    arguments: tuple[str, ...], said: str, whence: Run, home: Path
) -> None:
    before = contents(home)
    code, _, complaint = whence("new", *arguments)
    assert code == 2 and said in complaint
    assert contents(home) == before


# --- hooks for other repositories


def test_the_hooks_run_and_find_what_they_are_for(home: Path) -> None:
    node, wrong = read((ROOT / ".pre-commit-hooks.yaml").read_bytes(), "hooks")
    assert node is not None, wrong
    hooks = {hook["id"]: hook for hook in plain(node)}  # type: ignore[union-attr, index, call-overload]
    assert set(hooks) == {"whence-fmt", "whence-check", "whence-test"}
    (home / "tests/vignettes/home/rules/leaflet").mkdir(parents=True)
    vignettes = home / "tests/vignettes/home/rules/leaflet/later.yaml"
    vignettes.write_text(
        "vignettes: leaflet/later\npatient: {as_of: 2026-11-20, facts: {old_scars: present}}\n"
        "cases:\n  - {name: scars, expect: applies}\n"
    )

    def hook(name: str, *files: str) -> int:
        command = [sys.executable, "-m", *shlex.split(str(hooks[name]["entry"])), *files]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "engine"), "XDG_CACHE_HOME": str(home / "cache")}
        return subprocess.run(command, cwd=home, env=env, capture_output=True, timeout=120).returncode

    assert [hook("whence-fmt", REST), hook("whence-check"), hook("whence-test")] == [0, 0, 0]
    vignettes.write_text(vignettes.read_text().replace("expect: applies", "expect: open"))
    assert hook("whence-test") == 1
    (home / REST).write_text("rule: [\n")
    assert [hook("whence-fmt", REST), hook("whence-check")] == [1, 1]
