"""The cache gives back exactly what was made, and is believed only where it is ours, whole and up to date."""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from whence.store import cache_key
from whence.store.cache import OpenedBase, UnreadableBase, open_base
from whence.store.cache_key import cache_folder
from whence.store.checked import checked
from whence.store.folder_tree import folder_tree
from whence.store.keep import fetch, keep

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
BASE = Path(__file__).parents[1] / "broken" / "base"
KEY, OTHER = b"k" * 32, b"o" * 32
CODE = compile("answer = 1", "<test>", "exec")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture(autouse=True)
def unchanged_package(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Somebody may save a module while the tests run; what that does to the cache has a test of its own."""
    if "imports_no_reader" not in request.node.name:
        monkeypatch.setattr(cache_key, "_package_state", lambda: "one state")


def kept_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_comes_from_the_cache_equals_what_was_made(knowledge: Path, folder: Path) -> None:
    made, kept = open_base(knowledge, folder), open_base(knowledge, folder)
    assert (made.cached, kept.cached) == (False, True)
    assert (kept.base, kept.program, kept.encoding) == (made.base, made.program, made.encoding)
    assert kept.code == made.code
    assert [str(found) for found in kept.diagnostics] == [str(found) for found in made.diagnostics]
    assert next(iter(kept.base.rules.values())).span is not None


def test_a_change_of_knowledge_at_the_same_time_and_size_is_noticed(knowledge: Path, folder: Path) -> None:
    first = open_base(knowledge, folder)
    rule = next(path for path in sorted(knowledge.rglob("rules/*/*.yaml")))
    before = rule.stat()
    content = rule.read_bytes()
    at = content.index(b"title: ") + len(b"title: ") + 1
    rule.write_bytes(content[:at] + b"x" + content[at + 1 :])
    os.utime(rule, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert rule.stat().st_size == before.st_size
    changed = open_base(knowledge, folder)
    assert not changed.cached and changed.base.digest != first.base.digest


def test_a_new_file_is_noticed(knowledge: Path, folder: Path) -> None:
    open_base(knowledge, folder)
    (knowledge / "stray.yaml").write_text("stray: yes\n", "utf-8")
    again = open_base(knowledge, folder)
    assert not again.cached and any("stray.yaml" in str(found) for found in again.diagnostics)


def test_a_change_of_the_package_outdates_the_cache(
    knowledge: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_base(knowledge, folder)
    monkeypatch.setattr(cache_key, "_package_state", lambda: "another state")
    assert not open_base(knowledge, folder).cached


def test_the_state_of_the_package_is_that_of_each_of_its_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    state = cache_key._package_state()
    package = Path(cache_key.__file__).parents[1]
    assert len(state.splitlines()) == len(list(package.rglob("*.py")))
    size = Path(cache_key.__file__).stat().st_size
    assert f"store/cache_key.py {size} " in state


def test_a_check_of_the_same_state_is_not_made_twice(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path / "knowledge")
    file = tmp_path / "knowledge" / "stray.yaml"
    file.write_text("stray: yes\n", "utf-8")
    made = checked(folder_tree(tmp_path / "knowledge"), folder)
    assert [found.code for found in made] == ["S214"]
    asked: list[object] = []
    monkeypatch.setattr("whence.store.check.check", lambda *given: asked.append(given) or [])
    assert checked(folder_tree(tmp_path / "knowledge"), folder) == made and not asked
    file.write_text("stray: now\n", "utf-8")
    assert checked(folder_tree(tmp_path / "knowledge"), folder) == [] and len(asked) == 1
    monkeypatch.setattr(cache_key, "_package_state", lambda: "another state")
    checked(folder_tree(tmp_path / "knowledge"), folder)
    assert len(asked) == 2


def test_another_python_outdates_the_cache(knowledge: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_base(knowledge, folder)
    monkeypatch.setattr("sys.version", "4.0")
    assert not open_base(knowledge, folder).cached


def test_knowledge_with_mistakes_is_not_kept(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(UnreadableBase) as refused:
        open_base(tmp_path / "nowhere", folder)
    assert refused.value.diagnostics and not folder.exists()


def test_reading_the_cache_imports_no_reader_and_no_graph_library(knowledge: Path, folder: Path) -> None:
    open_base(knowledge, folder)
    code = f"""
import sys
from pathlib import Path
from whence.store.cache import open_base
assert open_base(Path({str(knowledge)!r}), Path({str(folder)!r})).cached
print([name for name in ("yaml", "jsonschema", "networkx", "rich", "click", "graphviz") if name in sys.modules])
"""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "engine")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr


def test_where_files_are_named_from_another_folder_they_are_read_again(
    knowledge: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_base(knowledge, folder)
    monkeypatch.chdir(knowledge.parent)
    near = open_base(knowledge, folder)
    assert not near.cached
    assert next(iter(near.base.rules.values())).span.file.startswith("knowledge/")  # type: ignore[union-attr]
    assert open_base(knowledge, folder).cached


@pytest.mark.parametrize("place", ["magic", "digest", "key", "pickle", "code", "cut", "empty"])
def test_a_damaged_file_is_made_anew(knowledge: Path, folder: Path, place: str) -> None:
    open_base(knowledge, folder)
    file = kept_file(folder)
    content = bytearray(file.read_bytes())
    at = {"magic": 0, "digest": 20, "key": 50, "pickle": 300, "code": len(content) - 20}
    if place in at:
        content[at[place]] ^= 0xFF
    file.write_bytes(content[: {"cut": len(content) // 2, "empty": 0}.get(place, len(content))])
    assert not open_base(knowledge, folder).cached
    assert open_base(knowledge, folder).cached


def test_the_folder_is_private_and_the_file_too(folder: Path) -> None:
    keep(folder, "name", KEY, (1,), CODE)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "name").stat().st_mode) == 0o600
    assert fetch(folder, "name", KEY) == ((1,), CODE)


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_others_may_write_is_neither_read_nor_written(folder: Path, mode: int) -> None:
    keep(folder, "name", KEY, (1,), CODE)
    folder.chmod(mode)
    assert fetch(folder, "name", KEY) is None
    keep(folder, "second", KEY, (1,), CODE)
    assert not (folder / "second").exists()


def test_a_file_others_may_write_is_not_read(folder: Path) -> None:
    keep(folder, "name", KEY, (1,), CODE)
    (folder / "name").chmod(0o666)
    assert fetch(folder, "name", KEY) is None


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    keep(folder, "name", KEY, (1,), CODE)
    (folder / "link").symlink_to(folder / "name")
    (tmp_path / "other").symlink_to(folder)
    assert fetch(folder, "link", KEY) is None
    assert fetch(tmp_path / "other", "name", KEY) is None


def test_a_file_of_somebody_else_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder, "name", KEY, (1,), CODE)
    monkeypatch.setattr("os.geteuid", lambda: os.getuid() + 1)
    assert fetch(folder, "name", KEY) is None


def test_another_key_is_another_knowledge(folder: Path) -> None:
    keep(folder, "name", KEY, (1,), CODE)
    assert fetch(folder, "name", OTHER) is None


class Evil:
    def __reduce__(self) -> object:
        return (os.mkdir, ("/nonexistent/evil",))


@pytest.mark.parametrize(
    "value",
    [Evil(), os.getcwd, subprocess.Popen, Path("x"), open_base, OpenedBase],
    ids=["reduce", "function", "foreign class", "foreign value", "own function", "own class elsewhere"],
)
def test_only_plain_values_of_this_package_come_back(folder: Path, value: object) -> None:
    data = pickle.dumps(value, protocol=5)
    body = KEY + len(data).to_bytes(8, "big") + data + marshal.dumps(CODE)
    folder.mkdir(mode=0o700)
    file = folder / "name"
    file.write_bytes(b"whence cache 1\n" + hashlib.sha256(body).digest() + body)
    file.chmod(0o600)
    assert fetch(folder, "name", KEY) is None


def test_where_nothing_can_be_kept_the_base_is_opened_all_the_same(knowledge: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file stands here", "utf-8")
    assert not open_base(knowledge, blocked / "cache").cached
    assert not open_base(knowledge, blocked).cached


def test_nothing_half_written_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder, "name", KEY, (1,), CODE)

    def no_room(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("os.replace", no_room)
    keep(folder, "name", OTHER, (2,), CODE)
    assert [file.name for file in folder.iterdir()] == ["name"]
    assert fetch(folder, "name", KEY) == ((1,), CODE)


def test_the_cache_stands_where_the_desktop_says() -> None:
    assert cache_folder({"XDG_CACHE_HOME": "/somewhere"}) == Path("/somewhere/whence")
    home = Path.home() / ".cache" / "whence"
    for said in ({}, {"XDG_CACHE_HOME": ""}, {"XDG_CACHE_HOME": "relative"}):
        assert cache_folder(said) == home


def test_the_garbage_collector_is_left_as_it_was(folder: Path) -> None:
    import gc

    keep(folder, "name", KEY, (1,), CODE)
    gc.disable()
    try:
        fetch(folder, "name", KEY)
        assert not gc.isenabled()
    finally:
        gc.enable()
    fetch(folder, "name", KEY)
    assert gc.isenabled()
