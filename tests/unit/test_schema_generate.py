"""The generated schemas know the vocabulary: what ships fits, what is misspelt does not, the bytes are stable."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from shipped import shipped_base
from whence.language.base import KnowledgeBase
from whence.schema.generate import COMMENT, generate
from whence.schema.validate import check_instance, check_instances
from whence.store.load import load_base
from whence.text.document import plain
from whence.text.yaml_reader import read

ROOT = Path(__file__).parents[2]
RULE = "knowledge/mscc/rules/nice/urgent-radiotherapy.yaml"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return shipped_base()


@pytest.fixture(scope="module")
def files(base: KnowledgeBase) -> dict[str, bytes]:
    return generate(base)


def value(path: str) -> Any:
    node, wrong = read((ROOT / path).read_bytes(), path)
    assert node is not None, wrong
    return plain(node)


def paths(pattern: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))


def claims(files: dict[str, bytes]) -> dict[str, list[str]]:
    """Schema -> the files in this checkout that an editor's program holds against it."""
    found = {}
    for schema, globs in json.loads(files["yaml-settings.json"])["yaml.schemas"].items():
        wanted = [globs] if isinstance(globs, str) else globs
        barred = {path for glob in wanted if glob.startswith("!") for path in paths(glob[1:])}
        found[schema] = sorted({path for glob in wanted for path in paths(glob)} - barred)
    return found


def unfit(files: dict[str, bytes], of_many: int) -> dict[str, list[str]]:
    """What does not fit, by schema; of a kind with many files, one in `of_many` is tried."""
    found = {}
    for schema, shipped in claims(files).items():
        tried = shipped[:: of_many if len(shipped) > 20 else 1]
        found[schema] = check_instances(schema.removeprefix("schemas/"), map(value, tried), files)
    return {schema: wrong for schema, wrong in found.items() if wrong}


def test_what_ships_fits(files: dict[str, bytes]) -> None:
    assert unfit(files, of_many=9) == {}


@pytest.mark.long
def test_everything_that_ships_fits(files: dict[str, bytes]) -> None:
    assert unfit(files, of_many=1) == {}


def changed(rule: Any, change: str) -> Any:
    rule = deepcopy(rule)
    match change:
        case "a fact that does not exist":
            rule["when"] = {"mscv": "confirmed"}
        case "an answer that does not exist":
            rule["when"] = {"mscc": "confirmd"}
        case "an answer in a list":
            rule["when"] = {"mscc": ["confirmed", "perhaps"]}
        case "a bound on words":
            rule["when"] = {"mscc": {"at_least": 2}}
        case "a day":
            rule["when"] = {"first_radiotherapy_on": "2020-01-01"}
        case "deep below":
            rule["unless"]["any"][1]["all"][2] = {"pain_controll": "well controlled"}
        case "an action that does not exist":
            rule["then"]["offer"] = "radiotherapie"
        case "a strength of nobody":
            rule["then"] = {"propose": "radiotherapy"}
        case "an urgency of another source":
            rule["then"]["urgency"] = "promptly"
        case "a passage that does not exist":
            rule["source"] = [{"nice-ng234": "mscc-treatment.999"}]
        case "boilerplate":
            rule["source"] = [{"nice-ng234": "mscc-assessment.1"}]
        case "another source":
            rule["source"] = [{"other": "mscc-treatment.1"}]
        case "a rule that does not exist":
            rule["refines"] = "nice/nothing"
        case "a route that does not exist":
            rule["then"]["dose"] = {"dose": "1 mg", "route": "by post"}
        case "a word for a detail":
            rule["then"]["where"] = "on the moon"
        case _:
            raise AssertionError(change)
    return rule


CHANGES = (
    "a fact that does not exist", "an answer that does not exist", "an answer in a list", "a bound on words", "a day",
    "deep below", "an action that does not exist", "a strength of nobody", "an urgency of another source",
    "a passage that does not exist", "boilerplate", "another source", "a rule that does not exist",
    "a route that does not exist", "a word for a detail",
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_exist_does_not_fit(change: str, files: dict[str, bytes]) -> None:
    assert check_instance("generated/rule-nice", changed(value(RULE), change), files)


def test_the_question_of_a_fact_is_shown(base: KnowledgeBase, files: dict[str, bytes]) -> None:
    names = json.loads(files["names.schema.json"])["definitions"]
    for name, fact in base.vocabulary.facts.items():
        assert names[f"given-{name}"]["description"].startswith(fact.ask)
        assert fact.note is None or fact.note in names[f"given-{name}"]["description"]
    for name, definition in base.definitions.items():
        assert names[f"test-{name}"]["description"] == definition.asks


def test_every_file_says_that_it_is_generated(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        assert json.loads(content)["$comment"] == COMMENT, name
        assert content.endswith(b"}\n")


def test_the_bytes_depend_on_the_knowledge_alone(files: dict[str, bytes]) -> None:
    again, _ = load_base(ROOT / "knowledge")
    assert again is not None
    assert generate(again) == files
    assert list(files) == sorted(files)


def test_an_editor_is_told_which_schema_is_for_which_file(files: dict[str, bytes]) -> None:
    claimed: dict[str, str] = {}
    for schema, shipped in claims(files).items():
        assert Path(schema).name in files or (ROOT / schema).is_file(), schema
        for path in shipped:
            assert path not in claimed, (path, schema, claimed[path])
            claimed[path] = schema
    shipped = {*paths("knowledge/**/*.yaml"), *paths("tests/vignettes/**/*.yaml")}
    assert shipped - set(claimed) == set()


def test_what_has_no_choice_is_still_a_schema(files: dict[str, bytes]) -> None:
    """An empty `enum` makes a schema invalid, and then an editor's program completes nothing at all."""

    def empty(part: Any) -> bool:
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        listed = isinstance(part, dict) and any(part.get(key) == [] for key in ("enum", "anyOf", "allOf"))
        return listed or any(empty(each) for each in inner)

    assert [name for name, content in files.items() if empty(json.loads(content))] == []
