"""What an editor's program shows under the mouse, and where it draws a line under a mistake in a real file."""

from __future__ import annotations

import json

import pytest

from keyboard.language_server import LanguageServer
from keyboard.typing_in import ROOT, typing
from whence.language.base import KnowledgeBase

RULE = "knowledge/mscc/rules/nice/urgent-radiotherapy.yaml"
OTHER = "knowledge/mscc/rules/uptodate/8-gy-still-useful.yaml"
CASES = "tests/vignettes/mscc/rules/nice/urgent-radiotherapy.yaml"
PATHWAY = "knowledge/mscc/pathways/nice-metastases-treatment.yaml"


def test_the_mouse_shows_the_words_of_the_vocabulary(server: LanguageServer, base: KnowledgeBase) -> None:
    vocabulary, nice = base.vocabulary, base.sources["nice-ng234"]
    shown = typing(RULE, "mscc: confirmed", "ms|cc: confirmed").hover(server)
    assert vocabulary.facts["mscc"].ask in shown
    assert all(f"`{answer}`" in shown for answer in ("not suspected", "suspected", "confirmed", "ruled out"))
    shown = typing(RULE, "offer: radiotherapy", "offer: radio|therapy").hover(server)
    assert vocabulary.actions["radiotherapy"].name in shown
    assert nice.words["offer"].direction in shown.lower() and nice.words["offer"].force in shown
    shown = typing(RULE, "mscc-treatment.21", "mscc-treat|ment.21").hover(server)
    assert nice.title in shown and nice.places["mscc-treatment"].title in shown
    shown = typing(OTHER, "palliate-symptoms", "palliate|-symptoms").hover(server)
    assert vocabulary.purposes["palliate-symptoms"] in shown
    shown = typing(RULE, "urgency: as soon", "urg|ency: as soon").hover(server)
    assert "never turned into hours" in shown and all(f"`{word}`" in shown for word in nice.urgency)
    shown = typing(PATHWAY, "[nice/care-with-metastases]", "[nice/ca|re-with-metastases]").hover(server)
    assert base.rules["nice/care-with-metastases"].title in shown
    shown = typing(CASES, "find_out: [mscc]", "find_out: [ms|cc]").hover(server)
    assert vocabulary.facts["mscc"].ask in shown


#: name -> (file, what stands there, what is typed, the finding's place from the cursor, words of its sentence)
WRONG = {
    "a fact": (RULE, "    - mscc: confirmed\n", "    - |msccc: confirmed\n", "msccc"),
    "an answer": (RULE, "mscc: confirmed", "mscc: |confirmd", "not suspected"),
    "an answer of another fact": (RULE, "surgery_suitability: not suitable", "surgery_suitability: |poor", "suitable"),
    "an action": (RULE, "offer: radiotherapy", "offer: |radiotherapie", "radiotherapy"),
    "a word of strength of another source": (RULE, "  offer: radiotherapy", "  |suggest: radiotherapy", "consider"),
    "a detail": (RULE, "  urgency: as soon", "  |urgencie: as soon", "urgency"),
    "a word of haste of another source": (RULE, "as soon as possible", "|promptly", "without delay"),
    "a passage": (RULE, "mscc-treatment.21", "|mscc-treatment.999", "mscc-treatment.2"),
    "another source": (RULE, "  - nice-ng234: mscc-treatment.21", "  - |uptodate-2820: summary.1", "uptodate-2820"),
    "a key": (RULE, "title: Urgent", "|titel: Urgent", "titel"),
    "a status": (RULE, "status: draft", "status: |final", "draft"),
    "a day": (RULE, "from: 2023-09-06", "from: |6 September 2023", "pattern"),
    "a time without a unit": (RULE, "within: 24 hours", "within: |a day", "pattern"),
    "a verdict": (CASES, "find_out: [mscc]}", "find_out: [mscc]}\n  - {name: one, expect: |maybe}", "applies unless"),
    "a fact to find out": (CASES, "find_out: [mscc]}", "find_out: [|mscv]}", "mscc"),
    "an arrow for an answer that does not exist": (
        PATHWAY, "{absent: asymptomatic, present: join}", "{|missing: asymptomatic, present: join}", "missing",
    ),
    "a rule in a box": (PATHWAY, "[nice/care-with-metastases]", "[|nice/care]", "nice/care-with-metastases"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_found_where_it_stands(mistake: str, server: LanguageServer) -> None:
    path, old, new, said = WRONG[mistake]
    typed = typing(path, old, new)
    found = typed.findings(server)
    here = [sentence for line, column, sentence in found if (line, column) == (typed.line, typed.column)]
    assert here and any(said in sentence for sentence in here), found
    assert all(line == typed.line or "issing" in sentence for line, _, sentence in found), found
    server.open(path)
    assert server.findings(path) == []


def shipped() -> list[tuple[str, list[str]]]:
    """Each schema of the generated settings with the files of this checkout that it is for."""
    settings = json.loads((ROOT / "schemas/generated/yaml-settings.json").read_text(encoding="utf-8"))
    found = []
    for schema, given in settings["yaml.schemas"].items():
        globs = [given] if isinstance(given, str) else given
        barred = {path for glob in globs if glob.startswith("!") for path in ROOT.glob(glob[1:])}
        files = {path for glob in globs if not glob.startswith("!") for path in ROOT.glob(glob)} - barred
        found.append((schema, sorted(path.relative_to(ROOT).as_posix() for path in files)))
    return found


def test_the_smallest_file_of_every_kind_is_clean(server: LanguageServer) -> None:
    smallest = [min(files, key=lambda path: (ROOT / path).stat().st_size) for _, files in shipped() if files]
    assert dirty(server, smallest) == {}


@pytest.mark.long
def test_every_file_that_ships_is_clean(server: LanguageServer) -> None:
    assert dirty(server, [path for _, files in shipped() for path in files]) == {}


def dirty(server: LanguageServer, paths: list[str]) -> dict[str, list[tuple[int, int, str]]]:
    """What the server finds, by file."""
    found = {}
    for path in paths:
        server.open(path)
        if wrong := server.findings(path):
            found[path] = wrong
    return found
