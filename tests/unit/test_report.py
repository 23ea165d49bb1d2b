"""`whence report`: what is on the page, that it needs nothing else, and that nothing in it is taken for markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from whence.cli.main import run
from whence.render.report.charts import inline
from whence.render.report.setting import plain_in_markdown

ROOT = Path(__file__).parents[2]
PATIENT = min(ROOT.glob("knowledge/*/patients/*.yaml"))
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Parsed(HTMLParser):
    """The elements of a page, refusing what is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("report") / "page.html"
    assert run(["report", str(PATIENT), "-o", str(file)]) == 0
    return file.read_text("utf-8")


def test_the_page_holds_every_rule_in_effect_with_its_passages(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", str(PATIENT), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    text = " ".join("".join(Parsed(page).text).split())
    speaking = [each for each in told["rules"] if each["verdict"] in ("applies", "applies unless")]
    assert speaking
    for each in speaking:
        assert f"{each['rule']}, version {each['version']}, {each['status']}" in text
        assert each["advice"]["says"] in text
        assert all(place["passage"] in text for place in each["citations"])


def test_the_page_needs_no_other_file_and_runs_nothing(page: str) -> None:
    for tag, attributes in Parsed(page).found:
        assert tag not in {"script", "link", "iframe", "object", "embed", "form", "base"}
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#"), attributes
    assert "@import" not in page and "http://www.w3.org" in page
    assert not re.search(r"url\((?!#)", page)


def test_the_page_can_be_walked_by_a_screen_reader(page: str) -> None:
    found = Parsed(page).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in found:
        for pointed in (attributes.get("aria-labelledby") or "").split():
            assert pointed in ids
        if (attributes.get("href") or "").startswith("#"):
            assert (attributes["href"] or "")[1:] in ids
    drawings = [attributes for tag, attributes in found if tag == "svg"]
    assert drawings and all(each.get("role") == "img" and each.get("aria-labelledby") for each in drawings)
    assert [tag for tag, _ in found if tag in ("h1", "h2")].count("h1") == 1
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in found if tag == "th")
    assert "A tool for audit and teaching" in page


def test_markdown_has_its_charts_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "my report.md"
    assert run(["report", str(PATIENT), "-o", str(file)]) == 0
    links = re.findall(r"\]\(([^)]+)\)", file.read_text("utf-8"))
    assert links and " " not in "".join(links)
    assert {link.replace("%20", " ") for link in links} == {path.name for path in tmp_path.glob("*.svg")}


@pytest.mark.parametrize("ending", ["html", "md"])
def test_nameless_leaves_no_name_on_the_page_or_on_a_chart(ending: str, tmp_path: Path) -> None:
    given = {"patient": "jane-doe-1950", "title": "Jane Doe", "as_of": "2026-11-20", "note": "J. Doe", "facts": {}}
    patient = tmp_path / "given.json"
    patient.write_text(json.dumps(given), "utf-8")
    chosen = min(path.stem for path in ROOT.glob("knowledge/*/pathways/*.yaml"))
    out = tmp_path / "out"
    arguments = ["report", str(patient), "--chart", chosen, "-o", str(out / f"page.{ending}")]
    assert run(arguments) == 0
    assert "Jane Doe" in "".join(path.read_text("utf-8") for path in out.iterdir())
    assert run([*arguments, "--nameless"]) == 0
    left = "".join(path.read_text("utf-8") for path in out.iterdir()).lower()
    assert not re.findall(r"jane.?doe|j\. doe|1950", left)


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_hostile_title_is_text(ending: str, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> ![x](http://x.example/) | \u202e\u200b {{ 7*7 }} `code`"
    patient = tmp_path / "given.json"
    patient.write_text(json.dumps({"patient": "p", "title": hostile, "as_of": "2026-11-20", "facts": {}}), "utf-8")
    file = tmp_path / f"page.{ending}"
    chosen = min(path.stem for path in ROOT.glob("knowledge/*/pathways/*.yaml"))
    assert run(["report", str(patient), "--chart", chosen, "-o", str(file)]) == 0
    text = file.read_text("utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text
    assert "\u202e" not in text and "\u200b" not in text
    assert "7*7" in text.replace("\\", "")
    if ending == "md":
        assert not re.search(r"[^\\]\]\(http", text)


def test_marks_of_markdown_are_shown_as_they_are() -> None:
    assert plain_in_markdown("- a\n# b") == "\\- a \\# b"
    assert plain_in_markdown("1. a") == "1\\. a"
    assert plain_in_markdown("[a](b) <c> *d* | `e` \x1b") == r"\[a\](b) &lt;c&gt; \*d\* \| \`e\` \\x1b"


def test_parts_of_two_drawings_keep_apart() -> None:
    svg = '<?xml version="1.0"?><svg width="10pt" height="2pt" aria-labelledby="t d"><g id="t"/><a href="#t"/></svg>'
    assert inline(svg, "one") == '<svg aria-labelledby="one-t one-d"><g id="one-t"/><a href="#one-t"/></svg>'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "page.pdf"], "is no format"),
        (["-o", ".", "--format", "html"], "is a folder"),
        (["--chart", "no-such-chart"], "no-such-chart"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", str(PATIENT), *arguments]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
