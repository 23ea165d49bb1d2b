"""`whence matrix`: every passage is in it, with what stands on it or why nothing does; no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest

from unit.lettered import write_lettered
from whence.language.base import KnowledgeBase
from whence.ledger.matrix import matrix
from whence.ledger.standing import standing
from whence.ledger.trace import trace
from whence.render.matrix_table import HEAD, harmless, matrix_csv, matrix_html
from whence.store.load import load_base
from whence.values.struct import replace


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    found, wrong = load_base(write_lettered(tmp_path_factory.mktemp("lettered")))
    assert found is not None, wrong
    return found


def table(base: KnowledgeBase) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(matrix_csv(matrix(base, base.ledgers), base), newline="")))
    assert rows and tuple(rows[0]) == HEAD
    return rows


def test_the_table_holds_each_passage_with_exactly_what_stands_on_it(base: KnowledgeBase) -> None:
    rows = table(base)
    for source, ledger in base.ledgers.items():
        for one in standing(base, source, ledger.passages):
            mine = [row for row in rows if (row["source"], row["passage"]) == (source, one.passage.id)]
            told = {(row["kind"], row["name"], row["under"], row["cited at"]) for row in mine if row["kind"]}
            wanted = {(link.kind, link.name, link.under, at) for at, link in one.cited_by}
            direct = {name for _, name, _, _ in wanted}
            assert told == wanted | {("rule", name, "through", "") for name in one.rules if name not in direct}
            assert mine and all(row["state"] != "excused" or row["because"] for row in mine)
            assert (mine[0]["state"] == "cited") is bool(wanted)


def test_a_recommendation_that_nothing_cites_is_named(base: KnowledgeBase) -> None:
    rule = next(each for each in base.rules.values() if each.source)
    uncited = replace(base, rules={}, definitions={}, scores={}, pathways={})
    cited = rule.source[0]
    states = {row.standing.passage.id: row.state for row in matrix(uncited, [cited.source])}
    assert states[cited.passage] == "not cited"


def test_the_page_has_a_line_for_each_passage(base: KnowledgeBase) -> None:
    page = matrix_html(matrix(base, base.ledgers), base)
    for ledger in base.ledgers.values():
        for passage in ledger.passages:
            assert page.count(f'<th scope="row">{passage}</th>') == 1
    assert "position: sticky" in page and "<script" not in page


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r\n=1+1", "\x00=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell)[0] not in "=+-@\t\r\n\x00"


def test_a_chain_of_replaced_rules_is_followed_to_its_end(base: KnowledgeBase) -> None:
    first, second, third = sorted(base.rules)[:3]
    rules = {
        **base.rules,
        second: replace(base.rules[second], replaces=first),
        third: replace(base.rules[third], replaces=second),
    }
    changed = replace(base, rules=rules)
    assert trace(changed, rules[third]).relations["replaces"] == (second, first)
    assert trace(changed, rules[first]).relations["replaced by"] == (second, third)
