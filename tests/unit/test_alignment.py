"""How terms stand to each other: found over everybody, shown with both passages, and judged only where it must be."""

from __future__ import annotations

from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest

from shipped import shipped_base
from whence.cli.main import run
from whence.language.alignment import APART, BROADER, EXACTLY, NARROWER, RELATED, Alignment
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is
from whence.proofs.alignments import alignment_findings, relation
from whence.proofs.everybody import Everybody
from whence.store.load import load_base
from whence.values.struct import replace

ROOT = Path(__file__).parents[2]
DRY, WET, FRAIL = Is("cough", ("dry",)), Is("cough", ("wet",)), Is("frail", ("present",))
COUGH, WEAK = Is("poster_cough", ("present",)), Is("leaflet_weak", ("present",))


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    base, found = load_base(ROOT / "tests" / "broken" / "base")
    assert base is not None, found
    return base


def aligned(base: KnowledgeBase, one: Alignment) -> KnowledgeBase:
    return replace(base, vocabulary=replace(base.vocabulary, alignments=(one,)))


@pytest.mark.parametrize(
    ("term", "other", "expected"),
    [
        (DRY, COUGH, NARROWER),
        (COUGH, WET, BROADER),
        (COUGH, Is("cough", ("dry", "wet")), EXACTLY),
        (DRY, FRAIL, RELATED),
        (DRY, WET, APART),
        (WEAK, FRAIL, BROADER),
    ],
)
def test_how_two_terms_stand(small: KnowledgeBase, term: Condition, other: Condition, expected: str) -> None:
    with closing(Everybody(small)) as everybody:
        assert relation(term, other, everybody) == expected


@pytest.mark.parametrize("said", [EXACTLY, NARROWER, BROADER, RELATED, APART])
@pytest.mark.parametrize("judged", [False, True])
def test_only_what_is_so_is_accepted_and_judgement_only_where_it_is_needed(
    small: KnowledgeBase, said: str, judged: bool
) -> None:
    for term, other, proved in ((DRY, COUGH, NARROWER), (DRY, FRAIL, RELATED)):
        base = aligned(small, Alignment("it", term, said, other, (), "so", judged))
        with closing(Everybody(base)) as everybody:
            codes = [one.code for one in alignment_findings(everybody)]
        if judged:
            assert codes == ([] if proved is RELATED else ["R546"])
        else:
            assert codes == ([] if proved == said else ["R545"])


def test_a_difficult_question_is_a_warning(small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.backends.solver.Formula.solve_within", lambda *_: None)
    base = aligned(small, Alignment("it", DRY, NARROWER, COUGH, (), "so"))
    with closing(Everybody(base)) as everybody:
        assert [(one.code, one.severity) for one in alignment_findings(everybody)] == [("R543", "warning")]


def test_the_page_of_a_term_says_how_it_stands_and_from_where(capsys: pytest.CaptureFixture[str]) -> None:
    shown = [one for one in _shipped().vocabulary.alignments if "remote_cancer" in one.tested]
    run(["show", "remote_cancer"])
    page = " ".join(capsys.readouterr().out.split())
    assert len(shown) >= 3
    for one in shown:
        assert one.relation in page and one.because in page
        assert all(cited.passage in page for cited in one.source)


def test_three_facts_about_a_cancer_that_is_not_known_are_told_apart() -> None:
    pairs = [one.tested for one in _shipped().vocabulary.alignments]
    for first, second in combinations(("cancer_diagnosis", "primary_tumour", "remote_cancer"), 2):
        assert frozenset((first, second)) in pairs


def _shipped() -> KnowledgeBase:
    return shipped_base()
