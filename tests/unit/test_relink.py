"""A ledger carried over to edited copies of its text: small ones of our own, and the five documents where present."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from shipped import shipped_base
from unit.edited_texts import Edited, edit
from unit.lettered import TEXT, write_lettered
from whence.language.base import KnowledgeBase
from whence.language.source import Ledger
from whence.ledger.anchors import digest_of, line_numbers, passage_digest, words_of
from whence.ledger.relink import ALIKE, FEW, Relinking, relink
from whence.ledger.same_words import likeness, same_words
from whence.store.load import load_base

ROOT = Path(__file__).parents[2]
LEDGERS = ROOT / "knowledge" / "sources"
SOURCES = Path(os.environ.get("WHENCE_SOURCES") or ROOT.parent / "shared" / "sources")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    base, _ = load_base(write_lettered(tmp_path_factory.mktemp("lettered")))
    assert base is not None
    return base.ledgers["leaflet"]


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return shipped_base()


def ends(found: Relinking) -> dict[str, str]:
    return {one.passage.id: one.outcome for one in found.passages}


def test_the_same_text_is_unchanged(ledger: Ledger) -> None:
    found = relink(ledger, TEXT, TEXT)
    assert set(ends(found).values()) == {"unchanged"} and found.unread == ()
    assert all(one.words == one.passage.words and one.likeness == 1.0 for one in found.passages)


def test_new_words_before_everything_move_everything(ledger: Ledger) -> None:
    found = relink(ledger, TEXT, ["a", "b", *TEXT])
    assert set(ends(found).values()) == {"moved"} and found.unread == ((1, 2, None),)
    assert all(one.words == tuple((first + 2, last + 2) for first, last in one.passage.words) for one in found.passages)


def test_one_changed_word_edits_one_passage_and_moves_none(ledger: Ledger) -> None:
    found = relink(ledger, TEXT, [*TEXT[:4], "other", *TEXT[5:]])
    (one,) = found.of("edited")
    assert (one.passage.id, one.words) == ("page.1", ((1, 10),)) and one.likeness == pytest.approx(0.9)
    assert len(found.of("unchanged")) == 15 and found.unread == ()


@pytest.mark.parametrize("at", [0, 9, 10, 19])
def test_a_word_changed_at_either_end_stays_in_its_passage(ledger: Ledger, at: int) -> None:
    found = relink(ledger, TEXT, [*TEXT[:at], "other", *TEXT[at + 1 :]])
    (one,) = found.of("edited")
    assert one.words == one.passage.words and one.passage.id == ("page.1" if at < 10 else "page.2")
    assert found.unread == ()


def test_a_passage_taken_out_is_gone_and_one_put_elsewhere_has_moved(ledger: Ledger) -> None:
    assert ends(relink(ledger, TEXT, [*TEXT[:20], *TEXT[30:]]))["page.3"] == "gone"
    found = relink(ledger, TEXT, [*TEXT[:10], *TEXT[20:100], *TEXT[10:20], *TEXT[100:]])
    assert not found.of("edited", "gone") and found.unread == ()
    moved = {one.passage.id: one.words for one in found.of("moved")}
    assert moved["page.2"] == ((91, 100),)


def test_another_text_has_nothing_of_it(ledger: Ledger) -> None:
    found = relink(ledger, TEXT, [f"o{number}" for number in range(50)])
    assert set(ends(found).values()) == {"gone"} and found.unread == ((1, 50, None),)
    assert set(ends(relink(ledger, TEXT, [])).values()) == {"gone"}


def test_words_that_are_mostly_others_are_gone_and_new(ledger: Ledger) -> None:
    fresh = [f"o{number}" for number in range(7)]
    found = relink(ledger, TEXT, [*TEXT[:10], *fresh, *TEXT[17:]])
    assert ends(found)["page.2"] == "gone" and likeness(TEXT[10:20], [*fresh, *TEXT[17:20]]) < ALIKE
    assert found.unread == ((11, 20, "page.1"),)


def test_likeness_is_the_measure_it_says() -> None:
    assert likeness(["a", "b", "c", "d"], ["a", "b", "x", "d"]) == pytest.approx(2 * 3 / 8)
    assert likeness(["a", "b"], ["a", "b", "c", "d"]) == pytest.approx(2 * 2 / 6)
    assert likeness([], []) == 1.0


def test_pairs_of_words_are_equal_and_keep_their_order() -> None:
    chosen = Random(5)
    for _ in range(300):
        old = [chosen.choice("abcdefgh") for _ in range(chosen.randrange(40))]
        new = [*old]
        for _ in range(chosen.randrange(6)):
            new.insert(chosen.randrange(len(new) + 1), chosen.choice("abcxyz"))
        found = same_words(old, new)
        kept = [place for place in found if place is not None]
        assert kept == sorted(set(kept))
        assert all(place is None or old[number] == new[place] for number, place in enumerate(found))
        assert new != old or found == list(range(len(old)))


def test_each_word_has_the_number_of_its_line() -> None:
    text = "a b\n\n c\td\r\n\x0be\n"
    assert words_of(text) == ["a", "b", "c", "d", "e"] and line_numbers(text) == [1, 1, 3, 3, 4]


def wrong(ledger: Ledger, old: Sequence[str], copy: Edited) -> list[str]:
    """What is not found as it was done. Passages of very few words, and those printed twice, are taken for others."""
    found = relink(ledger, old, copy.words)
    twice = Counter(passage.digest for passage in ledger.passages.values())
    mistakes = []
    claimed: set[int] = set()
    for one in found.passages:
        passage, outcome = one.passage, one.outcome
        inside = {number for first, last in one.words for number in range(first, last + 1)}
        if claimed & inside:
            mistakes.append(f"{passage.id} lies over another")
        claimed |= inside
        if outcome in ("unchanged", "moved") and passage_digest(copy.words, one.words) != passage.digest:
            mistakes.append(f"{passage.id} does not stand where it is said to")
        if outcome == "unchanged" and one.words != passage.words:
            mistakes.append(f"{passage.id} is unchanged elsewhere")
        length = sum(last - first + 1 for first, last in passage.words)
        if length < FEW or twice[passage.digest] > 1:
            continue
        intact, done = copy.intact(passage), copy.done.get(passage.id)
        wanted = ("unchanged", "moved") if intact else ("gone",) if done == "gone" else ("edited",)
        if outcome not in wanted:
            mistakes.append(f"{passage.id} was {done or 'left alone'} and is {outcome}")
        elif intact and [first - 1 for first, _ in one.words] != [copy.place(*each) for each in passage.words]:
            mistakes.append(f"{passage.id} is found at {one.words}")
    unread = {number for first, last, _ in found.unread for number in range(first, last + 1)}
    if claimed & unread or claimed | unread != set(range(1, len(copy.words) + 1)):
        mistakes.append("the words of the new text are not accounted for")
    edited = {number for one in found.of("edited") for first, last in one.words for number in range(first, last + 1)}
    fresh = {number for number, place in enumerate(copy.came_from, 1) if place is None}
    if not fresh <= unread | edited:
        mistakes.append(f"new text is taken for read: {sorted(fresh - unread - edited)}")
    return mistakes


def test_edited_copies_of_a_small_text(ledger: Ledger) -> None:
    for seed in range(200):
        chosen = Random(seed)
        copy = edit(ledger, TEXT, chosen, chosen.randint(0, 5))
        assert wrong(ledger, TEXT, copy) == [], seed


@pytest.mark.parametrize("copies", [8, pytest.param(400, marks=pytest.mark.long)])
@pytest.mark.parametrize("source", sorted(file.name[:-14] for file in LEDGERS.glob("*.passages.yaml")))
def test_edited_copies_of_the_documents(shipped: KnowledgeBase, source: str, copies: int) -> None:
    found = shipped.ledgers[source]
    texts = [words_of(file.read_text("utf-8-sig")) for file in sorted(SOURCES.glob("*.txt"))]
    old = next((words for words in texts if digest_of(words) == found.text_digest), None)
    if old is None:
        pytest.skip("cannot be verified here: the text is not present (set WHENCE_SOURCES)")
    for seed in range(copies):
        chosen = Random(seed)
        copy = edit(found, old, chosen, chosen.randint(1, 12))
        assert wrong(found, old, copy) == [], seed
