"""Anchors held against texts, words accounted for, and the ways between print and rules."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from unit.lettered import TEXT, write_lettered
from whence.language.base import KnowledgeBase
from whence.language.source import Ledger, Passage
from whence.ledger.anchors import digest_of, passage_digest, words_of
from whence.ledger.coverage import coverage
from whence.ledger.standing import standing
from whence.ledger.trace import trace
from whence.ledger.verify import Verification, verify
from whence.store.load import load_base
from whence.store.texts import MOST_BYTES, read_texts
from whence.values.struct import replace


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    found, wrong = load_base(write_lettered(tmp_path_factory.mktemp("lettered")))
    assert found is not None, wrong
    return found


def held(base: KnowledgeBase, words: list[str]) -> Verification:
    (one,) = verify(base, {"some file": words})
    return one


def test_only_white_space_is_folded() -> None:
    assert words_of(" a\n\tb  ≤ 2 ") == ["a", "b", "≤", "2"]
    assert digest_of(["≤"]) != digest_of([">="])
    assert passage_digest(["a", "b", "c"], [(1, 1), (3, 3)]) == digest_of(["a", "c"])
    assert passage_digest(["a"], [(1, 2)]) is None and passage_digest(["a"], [(0, 1)]) is None


def test_the_text_that_was_read_is_verified_under_any_name(base: KnowledgeBase) -> None:
    one = held(base, TEXT)
    assert one.sound and one.whole and one.text == "some file" and one.verified == one.passages == 16


@pytest.mark.parametrize("at", range(0, len(TEXT), 7))
def test_one_changed_character_wakes_what_cites_that_passage_and_nothing_else(base: KnowledgeBase, at: int) -> None:
    words = [*TEXT[:at], TEXT[at] + ".", *TEXT[at + 1 :]]
    one = held(base, words)
    (wrong,) = one.changed
    passage = base.ledgers["leaflet"].passages[wrong.passage]
    assert any(first - 1 <= at < last for first, last in passage.words)
    citing = {
        rule.id for rule in base.rules.values() if any(cited.passage == wrong.passage for cited in rule.source)
    } | {one.name for one in base.definitions.values() if any(c.passage == wrong.passage for c in one.source)}
    citing |= {one.name for one in base.pathways.values() if any(c.passage == wrong.passage for c in one.source)}
    assert {each.name for each in wrong.cited_by} == citing
    assert not one.whole and not one.strange


def test_every_inserted_sentence_is_reported_where_it_stands(base: KnowledgeBase) -> None:
    chosen = Random(3)
    boundaries = 0
    for _ in range(200):
        at = chosen.choice([chosen.randrange(len(TEXT) + 1), chosen.randrange(17) * 10])
        more = [f"new{number}" for number in range(chosen.randint(1, 15))]
        one = held(base, TEXT[:at] + more + TEXT[at:])
        inside = [
            passage.id
            for passage in base.ledgers["leaflet"].passages.values()
            if any(first - 1 < at < last for first, last in passage.words)
        ]
        assert [wrong.passage for wrong in one.changed] == inside
        if not inside:
            boundaries += 1
            (strange,) = one.strange
            assert (strange.first, strange.last) == (at + 1, at + len(more))
    assert boundaries > 20


def test_a_sentence_taken_out_is_missed_and_what_follows_is_found(base: KnowledgeBase) -> None:
    one = held(base, TEXT[:20] + TEXT[30:])
    assert [wrong.passage for wrong in one.changed] == ["page.3"]
    assert {each.name for each in one.changed[0].cited_by} == {"leaflet_ill", "leaflet_kind"}


def test_a_changed_duplicate_names_what_stands_on_its_original(base: KnowledgeBase) -> None:
    one = held(base, [*TEXT[:145], "else", *TEXT[146:]])
    (wrong,) = one.changed
    assert wrong.passage == "back.2" and wrong.cited_by == ()
    assert "leaflet/rest" in {each.name for each in wrong.through}


@pytest.mark.parametrize("words", [[], ["word1"], TEXT[:30], [f"other{n}" for n in range(160)], TEXT * 3])
def test_another_document_cannot_be_verified(base: KnowledgeBase, words: list[str]) -> None:
    one = held(base, words)
    assert one.text is None and not one.sound and one.verified == 0


def test_the_right_text_is_found_among_others(base: KnowledgeBase) -> None:
    changed = [*TEXT[:5], "x", *TEXT[6:]]
    (one,) = verify(base, {"a": [f"o{n}" for n in range(170)], "b": changed, "c": TEXT[:20]})
    assert one.text == "b" and len(one.changed) == 1
    (one,) = verify(base, {"a": changed, "b": TEXT})
    assert one.text == "b" and one.sound


def test_files_that_are_no_texts_are_passed_over_each_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes(b"\xef\xbb\xbfone two\n")
    (tmp_path / "binary").write_bytes(b"a\0b")
    (tmp_path / "latin").write_bytes("é".encode("latin-1"))
    (tmp_path / "long").write_bytes(b"a " * (MOST_BYTES // 2 + 1))
    (tmp_path / ".hidden").write_bytes(b"x")
    (tmp_path / "gone").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "below").mkdir()
    (tmp_path / "below/more").write_text("three")
    read = read_texts(tmp_path)
    assert read.words == {"below/more": ["three"], "good": ["one", "two"]}
    assert dict(read.passed_over) == {
        "binary": "no text",
        "gone": "No such file or directory",
        "latin": "not UTF-8",
        "long": f"longer than {MOST_BYTES:,} bytes",
        "pipe": "no ordinary file",
    }


def test_coverage_counts_words_and_names_what_nothing_cites(base: KnowledgeBase) -> None:
    (one,) = coverage(base)
    assert one.complete and (one.words, one.accounted, one.twice) == (160, 160, 0)
    assert one.excused == {"page.5": "it is about the weather"}
    assert {due.role: due.passages for due in one.due} == {"recommendation": 3, "definition": 1, "criterion": 0}


def poorer(base: KnowledgeBase, **passages: Passage | None) -> KnowledgeBase:
    ledger = base.ledgers["leaflet"]
    changed = {**ledger.passages, **{id_.replace("_", "."): passage for id_, passage in passages.items()}}
    kept = {id_: passage for id_, passage in changed.items() if passage is not None}
    return replace(base, ledgers={"leaflet": Ledger(ledger.source, ledger.text_words, ledger.text_digest, kept)})


def test_a_hole_an_overlap_and_an_uncited_passage_each_make_it_incomplete(base: KnowledgeBase) -> None:
    seventh = base.ledgers["leaflet"].passages["page.7"]
    (hole,) = coverage(poorer(base, page_7=None))
    assert not hole.complete and hole.accounted == 150
    (overlap,) = coverage(poorer(base, page_7=replace(seventh, words=((61, 71),))))
    assert not overlap.complete and overlap.twice == 1
    (uncited,) = coverage(poorer(base, page_7=replace(seventh, role="recommendation")))
    assert not uncited.complete and uncited.due[0].uncited == ("page.7",)


def test_a_chart_alone_does_not_make_a_recommendation_cited(base: KnowledgeBase) -> None:
    silent = replace(base, rules={name: replace(rule, source=()) for name, rule in base.rules.items()})
    (one,) = coverage(silent)
    assert "page.1" in one.due[0].uncited


def test_what_stands_on_a_duplicate_is_what_stands_on_its_original(base: KnowledgeBase) -> None:
    original, duplicate = standing(base, "leaflet", ("page.1", "back.2"))
    assert duplicate.original == "page.1" and [each.id for each in duplicate.family] == ["page.1", "back.2"]
    assert original.cited_by == duplicate.cited_by and original.rules == duplicate.rules
    assert original.pathways == ("cold",) and "frail-or-bedless" in original.readings


def test_through_a_definition_a_passage_reaches_rules_charts_and_readings(base: KnowledgeBase) -> None:
    (one,) = standing(base, "leaflet", ("page.3",))
    assert {link.name for _, link in one.cited_by} == {"leaflet_ill", "leaflet_kind"}
    assert one.rules == ("leaflet/rest", "leaflet/rest-in-bed", "leaflet/tea-or-honey")
    assert one.readings == ("what-is-ill",)


def test_a_rule_is_traced_to_all_that_it_hangs_on(base: KnowledgeBase) -> None:
    traced = trace(base, base.rules["leaflet/rest-in-bed"])
    assert [citation.passage for citation, _ in traced.passages] == ["page.1", "page.2", "back.1"]
    assert [citation.passage for citation in traced.printed_again] == ["back.2", "back.3"]
    terms = {name: [cited.passage for cited in places] for name, places in traced.definitions.items()}
    assert terms == {"leaflet_ill": ["page.3"]}
    assert traced.relations == {"refines": ("leaflet/rest",)}
    assert traced.pathways == ("cold",) and traced.readings == ("frail-or-bedless", "what-is-ill")
    assert trace(base, base.rules["leaflet/rest"]).relations == {"refined by": ("leaflet/rest-in-bed",)}
