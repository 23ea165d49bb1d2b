"""The checker stands alone: one short file, Python's own library, no line of the package it checks, no medicine."""

from __future__ import annotations

import ast
import sys

from house.test_structure import MEDICINE, PACKAGE, ROOT, imports

CHECKER = ROOT / "engine" / "whence_checker.py"
#: Lines that any two programs may share: they say nothing by themselves.
TRIVIAL_LINE = 30
RUN = 3


def test_it_is_one_file_of_at_most_400_lines() -> None:
    text = CHECKER.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))


def test_it_needs_nothing_but_python_and_says_so_of_the_rest() -> None:
    foreign = {name.split(".")[0] for name, _ in imports(CHECKER)} - set(sys.stdlib_module_names)
    assert foreign == {"cryptography"}
    top = {node for node in ast.parse(CHECKER.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)}
    assert not any((node.module or "").startswith("cryptography") for node in top)


def test_it_shares_no_code_with_the_package() -> None:
    def lines(text: str) -> list[str]:
        kept = (line.strip() for line in text.splitlines())
        return [line for line in kept if len(line) >= TRIVIAL_LINE and not line.startswith(("import ", "from "))]

    def runs(text: str) -> set[tuple[str, ...]]:
        found = lines(text)
        return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}

    ours = runs(CHECKER.read_text(encoding="utf-8"))
    theirs = set().union(*(runs(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")))
    assert len(ours) > 100
    assert not ours & theirs


def test_no_medicine_in_the_checker() -> None:
    assert not MEDICINE.search(CHECKER.read_text(encoding="utf-8"))
