"""The shape of a document held against the JSON Schema of its kind, each mistake put back on its place.

A safety net behind the reader, whose messages are better. The only module that imports jsonschema; it fetches nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT7

from whence.resources import schemas_root
from whence.schema.fits import NAMES
from whence.schema.places import key_place, place
from whence.text.diagnostic import Diagnostic
from whence.text.document import Node, plain
from whence.text.position import Span
from whence.text.suggest import nearest

_CODES = {
    "type": "S204",
    "minItems": "S206",
    "minProperties": "S206",
    "minimum": "S210",
    "uniqueItems": "S213",
    "pattern": "S215",
}
_ROOT = "/"  # stands for the folder of schemas, wherever that is
_WORDS = {
    "object": "a map",
    "array": "a list",
    "string": "words",
    "number": "a number",
    "integer": "a whole number",
    "null": "nothing",
}


def shape(kind: str, node: Node) -> list[Diagnostic]:
    """What is wrong with the shape of a document of a kind, one finding for each mistake, in the order of places.

    `kind` is the word at the top of the file (`rule`, `group`, `ledger`, ...). Raises KeyError for any other word.
    """
    findings: dict[tuple[Span, str, str], Diagnostic] = {}
    missing: dict[tuple[Span, str, str], tuple[tuple[str | int, ...], str]] = {}
    meant = set()
    for error in _leaves(_validator(NAMES.get(kind, kind)).iter_errors(plain(node))):
        path = tuple(error.absolute_path)
        for name, finding in _findings(error, path, node):
            key = (finding.span, finding.code, finding.message)
            findings.setdefault(key, finding)
            if finding.code == "S203":
                missing[key] = (path, name)
            elif finding.nearest is not None:
                meant.add((path, finding.nearest))
    left = (finding for key, finding in findings.items() if missing.get(key) not in meant)
    return sorted(left, key=lambda finding: finding.sort_key)


def check_instance(schema: str, value: object, generated: Mapping[str, bytes] | None = None) -> list[str]:
    """What a value (maps, lists, texts, numbers) breaks in a schema named like `generated/patient.schema.json`.

    `generated` holds generated schemas by file name, to be used instead of those on disk. For tests and for output; the
    sentences are those of the schema library. Raises KeyError where there is no such schema.
    """
    return check_instances(schema, [value], generated)


def check_instances(schema: str, values: Iterable[object], generated: Mapping[str, bytes] | None = None) -> list[str]:
    """The same for many values, with the schemas read once."""
    validator = _over(_registry(generated), schema.removesuffix(".schema.json"))
    found = (error for value in values for error in _leaves(validator.iter_errors(value)))
    return [f"{error.json_path}: {error.message}" for error in found]


def _registry(generated: Mapping[str, bytes] | None = None) -> Registry[Any]:
    """Every schema under its path: files without `$id` are known by where they stand, and refer to each other so."""
    root = schemas_root()
    files = sorted((*root.glob("*.schema.json"), *root.glob("outputs/*.schema.json")))
    if generated is None:
        files += sorted((root / "generated").glob("*.schema.json"))
    contents = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
    if generated is not None:
        contents |= {f"generated/{name}": made for name, made in generated.items() if name.endswith(".schema.json")}
    placed = {_ROOT + path: {**json.loads(content), "$id": _ROOT + path} for path, content in contents.items()}
    return Registry().with_resources((place, DRAFT7.create_resource(one)) for place, one in placed.items())


def _over(registry: Registry[Any], name: str) -> Draft7Validator:
    return Draft7Validator(registry.contents(f"{_ROOT}{name}.schema.json"), registry=registry)


@cache
def _validator(name: str) -> Draft7Validator:
    return _over(_registry(), name)


def _leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors at the bottom: where one of several forms was to fit, those of the form that came nearest."""
    for error in errors:
        if not error.context:
            yield error
            continue
        branches: dict[object, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        closest = max(branches.values(), key=_nearness)
        yield from _leaves(closest)


def _nearness(errors: list[ValidationError]) -> tuple[int, int]:
    return max(len(tuple(error.path)) for error in errors), -len(errors)


def _findings(error: ValidationError, path: tuple[str | int, ...], node: Node) -> Iterator[tuple[str, Diagnostic]]:
    """The findings an error stands for, each with the name of the entry it is about ('' where about none)."""
    where = place(node, path)
    limit: Any = error.validator_value
    found: Any = error.instance
    match error.validator:
        case "additionalProperties":
            known = tuple(error.schema.get("properties", {})) if isinstance(error.schema, Mapping) else ()
            for name in (str(name) for name in found if name not in known):
                said, at = f"'{name}' has no place here", key_place(node, path, name)
                yield name, Diagnostic("S202", said, at, known, nearest(name, known))
        case "required":
            for name in (name for name in limit if name not in found):
                yield name, Diagnostic("S203", f"'{name}' is missing here", where)
        case "not":
            name = limit["required"][0]
            said = f"'{name}' cannot stand beside what else stands here"
            yield name, Diagnostic("S216", said, key_place(node, path, name))
        case "maxProperties":
            name = list(found)[limit]
            yield name, Diagnostic("S207", f"'{name}' is one too many here", key_place(node, path, name))
        case "type" if found is None:
            yield "", Diagnostic("S205", "nothing stands here", where)
        case "enum":
            expected = tuple(str(one) for one in limit)
            likely = nearest(str(found), expected)
            yield "", Diagnostic("S209", _sentence(error), where, expected, likely)
        case validator:
            yield "", Diagnostic(_CODES.get(str(validator), "S204"), _sentence(error), where)


def _sentence(error: ValidationError) -> str:
    limit: Any = error.validator_value
    found: Any = error.instance
    match error.validator:
        case "type":
            kinds = [limit] if isinstance(limit, str) else limit
            return f"here stands {_shape(found)} instead of {' or '.join(_WORDS[kind] for kind in kinds)}"
        case "minItems" | "minProperties":
            return f"{_shape(found)} with at least {limit} in it is needed here"
        case "maxItems":
            return f"{_shape(found)} with at most {limit} in it is needed here"
        case "enum":
            return f"'{found}' is none of the words that can stand here"
        case "minimum":
            return f"{found} is less than {limit}"
        case "uniqueItems":
            return "something stands twice in this list"
        case "pattern":
            return f"'{found}' is not written as it must be here"
        case _:
            return "what stands here does not have the shape that is needed"


def _shape(value: object) -> str:
    match value:
        case Mapping():
            return "a map"
        case str():
            return "words"
        case Sequence():
            return "a list"
        case None:
            return "nothing"
        case _:
            return "a number"
