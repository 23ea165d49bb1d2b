"""`whence sources verify|coverage`, `cited`, `trace` and `readings`: what they say, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.lettered import TEXT, write_lettered
from unit.tiny import PATIENT
from whence.schema.validate import check_instance

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_lettered(folder)
    (folder / "cold.yaml").write_text(PATIENT, encoding="utf-8")
    changed = folder / "changed"
    changed.mkdir()
    (changed / "a").write_text(" ".join([*TEXT[:3], "other", *TEXT[4:20], "one", "more", *TEXT[20:]]))
    (changed / "b").write_bytes(b"\0")
    return folder


def test_sources_alone_still_lists_them(whence: Run) -> None:
    code, said, _ = whence("sources")
    assert code == 0 and said.startswith("leaflet\n    The parish, Staying at home with a cold (second)\n")
    assert json.loads(whence("sources", "--json")[1])["output"] == "sources"


def test_without_a_text_nothing_is_verified_and_the_exit_code_says_so(whence: Run, tmp_path: Path) -> None:
    for arguments in ((), ("--texts", str(tmp_path))):
        code, said, _ = whence("sources", "verify", *arguments)
        assert code == 3 and "cannot be verified here" in said and "0 verified" in said


def test_the_owners_copy_is_verified(whence: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said, _ = whence("sources", "verify", "--texts", "texts")
    assert code == 0 and "all 16 passages stand in copy as they were read" in said
    monkeypatch.setenv("WHENCE_SOURCES", "texts")
    assert whence("sources", "verify")[0] == 0


def test_a_changed_text_is_told_with_what_cites_it(whence: Run) -> None:
    code, said, _ = whence("sources", "verify", "--texts", "changed")
    words = " ".join(said.split())
    assert code == 1
    assert "page.1 is not found as it was read; cited by the pathway cold, leaflet/honey, leaflet/later" in words
    assert "words 21 to 22 of the text, after page.2, belong to no passage" in words
    assert "b is passed over: no text." in words


@pytest.mark.parametrize("folder", ["nowhere", "cold.yaml", "a\0b", "x" * 5000])
def test_a_folder_of_texts_that_is_none_is_told_in_one_line(whence: Run, folder: str) -> None:
    code, _, said = whence("sources", "verify", "--texts", folder)
    assert code == 2 and said.startswith("whence: ") and said.count("\n") == 1


def test_coverage_ends_with_1_where_something_is_left_out(whence: Run, home: Path) -> None:
    code, said, _ = whence("sources", "coverage")
    assert code == 0 and "160 of 160 words belong to a passage (100 %)" in said
    assert "excused  page.5: it is about the weather" in said
    ledger = home / "knowledge/sources/leaflet.passages.yaml"
    written = ledger.read_text()
    try:
        ledger.write_text(written.replace("page.7: {words: [[61, 70]]", "page.7: {words: [[61, 69]]"))
        code, said, _ = whence("sources", "coverage")
    finally:
        ledger.write_text(written)
    assert code == 1 and "159 of 160 words belong to a passage (99.3 %)" in said


@pytest.mark.parametrize("place", ["leaflet:back.2", "back.2", "leaflet: back.2"])
def test_cited_leads_from_a_duplicate_to_rules_charts_vignettes_and_readings(whence: Run, place: str) -> None:
    code, said, _ = whence("cited", place)
    words = " ".join(said.split())
    assert code == 0
    for each in ("original page.1", "cited by rule leaflet/rest, at page.1", "charts cold", "readings frail-or-bedless",
                 "vignettes tests/vignettes/home/rules/leaflet/rest.yaml"):  # fmt: skip
        assert each in words


def test_cited_of_a_source_lists_every_passage(whence: Run) -> None:
    _, said, _ = whence("cited", "leaflet")
    assert "16 passages, 6 of them cited." in said
    assert "because  it is about the weather" in said


@pytest.mark.parametrize("place", ["page.99", "leaflet:page.99", "leaflets:page.1", ""])
def test_cited_of_nothing_known_says_so(whence: Run, place: str) -> None:
    code, _, said = whence("cited", place)
    assert code == 2 and "is not known" in said


def test_trace_tells_what_a_rule_hangs_on(whence: Run) -> None:
    code, said, _ = whence("trace", "leaflet/rest")
    words = " ".join(said.split())
    assert code == 0
    for each in ("leaflet: page.1 recommendation, in The page (section)", "also at back.2 and back.3",
                 "term leaflet_ill (leaflet: page.3)", "refined by leaflet/rest-in-bed", "charts cold",
                 "readings frail-or-bedless and what-is-ill", "nobody has reviewed it",
                 "vignettes tests/vignettes/home/rules/leaflet/rest.yaml"):  # fmt: skip
        assert each in words
    assert whence("trace", "leaflet/rset")[0] == 2


def test_readings_lists_the_chosen_and_the_others(whence: Run) -> None:
    code, said, _ = whence("readings")
    assert code == 0 and "chosen   both" in said and "leaflet/rest unless:" in said
    assert "2 readings, 5 others that can be run." in said
    assert whence("readings", "--source", "leaflets")[0] == 2
    assert whence("readings", "--as-of", "2026-11-20")[0] == 2


def test_readings_of_a_patient_tells_what_would_flip(whence: Run) -> None:
    code, said, _ = whence("readings", "--patient", "cold.yaml")
    words = " ".join(said.split())
    assert code == 0
    assert "leaflet/rest: applies, and would end as: not there" in words
    assert "leaflet/rest: applies, and would end as: applies unless" in words
    assert "4 of 5 other readings change" in words and "fever only" not in words


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("verification", ("sources", "verify")),
        ("verification", ("sources", "verify", "--texts", "changed")),
        ("coverage", ("sources", "coverage")),
        ("cited", ("cited", "leaflet")),
        ("cited", ("cited", "page.3")),
        ("trace", ("trace", "leaflet/rest")),
        ("readings", ("readings",)),
        ("readings", ("readings", "--patient", "cold.yaml")),
    ],
)
def test_json_fits_its_schema_and_a_changed_one_does_not(
    whence: Run, schema: str, arguments: tuple[str, ...]
) -> None:
    said = whence(*arguments, "--json")[1]
    value = json.loads(said)
    assert said == json.dumps(value, indent=2, sort_keys=True) + "\n"
    name = f"outputs/{schema}.schema.json"
    assert check_instance(name, value) == []
    assert check_instance(name, {**value, "stranger": 1})
    for key in value:
        assert check_instance(name, {each: value[each] for each in value if each != key})
