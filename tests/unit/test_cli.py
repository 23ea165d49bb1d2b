"""What the commands answer, on one small knowledge; how the program behaves is in `test_cli_manners`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unit.outside import outside
from unit.tiny import PATIENT, write_tiny
from whence.cli.main import run
from whence.schema.validate import check_instance

Run = Callable[..., tuple[int, str, str]]


def test_assess_says_advice_reason_exception_and_source(whence: Run) -> None:
    code, said, _ = whence("assess", "cold.yaml")
    assert code == 0
    lines = said.splitlines()
    at = lines.index("OFFER rest, now, within 24 hours")
    assert [line.strip() for line in lines[at + 1 : at + 6]] == [
        "rule     leaflet/rest, version 1, draft",
        "because  ill is present (fever: present; cough: dry)",
        "and not  frail is present (absent)",
        "source   The parish, Staying at home with a cold (second), The page, passages page.1, page.2;",
        "The back, passage back.1",
    ]
    order = ["OFFER rest,", "CONSIDER rest in bed", "HELD BACK", "WITHDRAWN", "TO FIND OUT", "does not apply"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    assert lines[-1] == "A tool for audit and teaching, not for treating patients."


def test_an_open_exception_is_shown_with_what_to_find_out(whence: Run, home: Path) -> None:
    (home / "open.yaml").write_text("patient: open\nas_of: 2026-11-20\nfacts: {fever: present, frail: present}\n")
    _, said, _ = whence("assess", "open.yaml")
    assert "unless   bed is absent (not known)\n    find out Is there a bed?" in said


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("assessment", ("assess", "cold.yaml")),
        ("outputs/explanation", ("why", "cold.yaml", "leaflet/rest-in-bed")),
        ("outputs/explanation", ("why-not", "cold.yaml", "leaflet/honey")),
        ("outputs/explanation", ("why-not", "cold.yaml", "leaflet/old")),
        ("outputs/ask", ("ask", "cold.yaml")),
        ("outputs/what-if", ("what-if", "cold.yaml", "cough=wet", "frail=", "old_scars=present")),
        ("outputs/facts", ("facts",)),
        ("outputs/rules", ("rules",)),
        ("outputs/sources", ("sources",)),
        ("outputs/show", ("show", "leaflet/syrup")),
        ("outputs/show", ("show", "leaflet_kind")),
        ("outputs/show", ("show", "fever_lasted")),
        ("outputs/show", ("show", "honey")),
        ("outputs/show", ("show", "cold")),
        ("outputs/show", ("show", "leaflet")),
        ("outputs/diagnostics", ("check",)),
        ("outputs/diagnostics", ("check", "broken.yaml")),
    ],
)
def test_json_fits_its_schema_and_a_changed_one_does_not(
    whence: Run, home: Path, schema: str, arguments: tuple[str, ...]
) -> None:
    (home / "broken.yaml").write_text("patient: p\nas_of: 2026-11-20\nfacts: {fever: presnt}\n")
    _, said, _ = whence(*arguments, "--json")
    value = json.loads(said)
    assert said.endswith("}\n") and said.isascii()
    assert said == json.dumps(value, indent=2, sort_keys=True) + "\n"
    assert check_instance(f"{schema}.schema.json", value) == []
    assert check_instance(f"{schema}.schema.json", {**value, "stranger": 1})
    for key in value:
        assert check_instance(f"{schema}.schema.json", {each: value[each] for each in value if each != key})


def test_json_is_the_same_whatever_the_order_of_the_facts(whence: Run, home: Path) -> None:
    head, *facts = PATIENT.split("facts:\n")[1].splitlines()
    turned = PATIENT.split("facts:\n")[0] + "facts:\n" + "\n".join(reversed([head, *facts])) + "\n"
    (home / "turned.yaml").write_text(turned)
    values = [json.loads(whence("assess", file, "--json")[1]) for file in ("cold.yaml", "turned.yaml")]
    for value in values:
        for given in value["given"]:
            del given["place"]
    assert values[0] == values[1]


def test_a_patient_may_be_json_with_tabs_or_standard_input(whence: Run, home: Path) -> None:
    said = '{\n\t"patient": "j",\n\t"as_of": "2026-11-20",\n\t"facts": {"fever": "present"}\n}\n'
    (home / "cold.json").write_text(said)
    assert whence("assess", "cold.json")[0] == 0
    piped = outside(home, "--knowledge", "knowledge", "assess", "-", input=PATIENT)
    assert piped.returncode == 0 and piped.stdout == whence("assess", "cold.yaml")[1]


def test_why_shows_the_line_of_the_patient_file_and_the_passage(whence: Run) -> None:
    code, said, _ = whence("why", "cold.yaml", "leaflet/rest-in-bed", "--proof")
    assert code == 0
    assert "fever lasted: 3 days (cold.yaml:8:17)" in said
    assert "(of leaflet/rest, which this rule refines): true" in said
    assert said.count("passages page.1, page.2") == 2


@pytest.mark.parametrize(
    ("command", "rule", "opening"),
    [
        ("why", "leaflet/no-tea", "leaflet/no-tea does not apply, so here is why not."),
        ("why-not", "leaflet/rest", "leaflet/rest applies, so here is why."),
        ("why-not", "leaflet/no-tea", "leaflet/no-tea does not apply"),
        ("why", "leaflet/syrup", "leaflet/syrup is withdrawn, so here is why not."),
        ("why-not", "leaflet/old", "leaflet/old is not in force on 2026-11-20"),
    ],
)
def test_the_opposite_question_is_answered_too(whence: Run, command: str, rule: str, opening: str) -> None:
    code, said, _ = whence(command, "cold.yaml", rule)
    assert code == 0 and said.splitlines()[0] == opening


def test_why_not_names_what_is_unknown_with_its_question(whence: Run) -> None:
    said = whence("why-not", "cold.yaml", "leaflet/later", "--proof")[1]
    assert "not known: Are there old scars?" in said and "Are there old scars? (old_scars)" in said


def test_the_day_on_the_command_line_goes_before_that_of_the_file(whence: Run) -> None:
    said = whence("why", "cold.yaml", "leaflet/old", "--as-of", "2020-06-01")[1]
    assert said.startswith("leaflet/old applies")


def test_lists_can_be_narrowed(whence: Run) -> None:
    def ids(*narrowing: str) -> list[str]:
        return [rule["rule"] for rule in json.loads(whence("rules", "--json", *narrowing)[1])["rules"]]

    assert len(ids()) == 9
    assert ids() == ids("--source", "leaflet") == ids("--cites", "page.1") == ids("--cites", "back")
    assert ids("--cites", "page.3") == []
    assert ids("--action", "rest") == ["leaflet/later", "leaflet/old", "leaflet/rest", "leaflet/rest-in-bed"]
    assert ids("--action", "bed-rest") == ["leaflet/rest-in-bed"]
    facts = json.loads(whence("facts", "--group", "home", "--json")[1])["facts"]
    assert [fact["fact"] for fact in facts] == ["bed"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("asess", "cold.yaml"), "did you mean assess?"),
        (("why", "cold.yaml", "rest"), "did you mean leaflet/rest?"),
        (("why", "cold.yaml", "leaflet/rets"), "did you mean leaflet/rest?"),
        (("show", "leaflet_il"), "did you mean leaflet_ill?"),
        (("rules", "--source", "leaflt"), "did you mean leaflet?"),
        (("rules", "--action", "honye"), "did you mean honey?"),
        (("rules", "--cites", "page.9"), "the passage 'page.9' is not known"),
        (("facts", "--group", "bodi"), "did you mean body?"),
        (("assess", "cold.yaml", "--source", "leaf"), "the source 'leaf' is not known"),
        (("assess", "nowhere.yaml"), "there is no file nowhere.yaml"),
        (("assess", "knowledge"), "knowledge is a folder"),
        (("assess", "a\0b"), "there is no file a\\x00b"),
        (("assess", "cold.yaml", "--as-of", "20.11.2026"), "write it as year-month-day"),
        (("check", "nowhere"), "there is no file or folder nowhere"),
        (("assess",), "Missing argument"),
        (("assess", "cold.yaml", "--frobnicate"), "No such option"),
        (("test",), "no vignettes beside the knowledge"),
        (("chart", "cald"), "did you mean cold?"),
    ],
)
def test_wrong_use_ends_with_2_and_one_clear_line(whence: Run, arguments: tuple[str, ...], told: str) -> None:
    code, said, complaint = whence(*arguments)
    assert (code, said) == (2, "")
    assert told in complaint and "Traceback" not in complaint


def test_mistakes_of_a_patient_are_shown_with_their_line(whence: Run, home: Path) -> None:
    (home / "odd.yaml").write_text("patient: p\nas_of: 2026-11-20\nfacts:\n  fever: presnt\n")
    code, said, complaint = whence("assess", "odd.yaml")
    assert (code, said) == (1, "")
    assert complaint.startswith(
        "odd.yaml:4:10: A401 'presnt' is not an answer to fever\n    4 |   fever: presnt\n      |          ^^^^^^\n"
    )


def test_contradictions_and_a_missing_day_are_findings(whence: Run, home: Path) -> None:
    (home / "odd.yaml").write_text("patient: p\nas_of: 2026-11-20\nfacts: {fever: absent, fever_lasted: 2 days}\n")
    code, _, complaint = whence("assess", "odd.yaml")
    assert code == 1 and "what is not there does not last" in " ".join(complaint.split())
    (home / "odd.yaml").write_text("patient: p\nfacts: {fever: absent}\n")
    assert whence("assess", "odd.yaml")[0] == 1


def test_check_ends_with_1_where_there_is_a_mistake_and_counts_it(whence: Run, home: Path) -> None:
    assert whence("check") == (0, "Nothing is wrong.\n", "")
    (home / "odd.yaml").write_text("patient: p\nas_of: 2026-11-20\nfacts: {fever: presnt, cough: dyr}\n")
    code, said, _ = whence("check", "odd.yaml")
    assert code == 1 and said.endswith("2 mistakes in 1 file.\nwhence explain A401 says more.\n")


def test_vignettes_are_run_and_failures_told_with_their_place(home: Path, tmp_path: Path) -> None:
    write_tiny(tmp_path)
    path = tmp_path / "tests/vignettes/home/rules/leaflet/no-tea.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "vignettes: leaflet/no-tea\npatient: {as_of: 2026-11-20, facts: {cough: wet}}\ncases:\n"
        "  - {name: Wet, expect: applies}\n  - {name: Dry, but: {cough: dry}, expect: applies}\n"
    )
    ended = outside(tmp_path, "--knowledge", "knowledge", "test")
    assert ended.returncode == 1
    assert "rules/leaflet/no-tea.yaml:5:" in ended.stdout and "Dry (leaflet/no-tea)" in ended.stdout
    assert ended.stdout.endswith("2 cases of 1 file run: 1 not as expected.\n\n".rstrip("\n") + "\n")
    value = json.loads(outside(tmp_path, "--knowledge", "knowledge", "test", "--json").stdout)
    assert check_instance("outputs/vignette-run.schema.json", value) == []
    assert value["counts"] == {
        "files": 1, "cases": 2, "failed": 1, "patients": 0, "patients_failed": 0, "unread": 0,
    }  # fmt: skip


def test_generated_files_are_written_once_and_then_up_to_date(whence: Run, tmp_path: Path) -> None:
    root = str(write_tiny(tmp_path))
    assert run(["--knowledge", root, "generate", "--check"]) == 1
    assert run(["--knowledge", root, "generate"]) == 0
    assert run(["--knowledge", root, "generate", "--check"]) == 0
    (tmp_path / "schemas/generated/names.schema.json").write_text("{}")
    (tmp_path / "diagrams/gone.dot").write_text("digraph {}")
    assert run(["--knowledge", root, "generate", "--check"]) == 1
    assert run(["--knowledge", root, "generate"]) == 0
    assert run(["--knowledge", root, "generate", "--check"]) == 0
    assert not (tmp_path / "diagrams/gone.dot").exists()
