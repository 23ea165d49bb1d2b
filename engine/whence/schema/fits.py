"""Whether a document fits the JSON Schema of its kind: yes or no, and quickly.

The schemas are made into functions, of the few keywords they use; any other is refused. What is wrong with a document
that does not fit is for `validate` to say. (JSON Schema draft 7: beside `$ref` nothing counts.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from whence.resources import schemas_root

Fits = Callable[[Any], bool]

#: Kinds of file whose schema has another name than the word at the top of the file.
NAMES = {"group": "facts", "ledger": "passages"}
_SAYS_NOTHING = {"$schema", "$id", "title", "description", "definitions"}
_TYPES: Mapping[str, Fits] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def fits(kind: str, value: object) -> bool:
    """Whether a value (dicts, lists, texts, numbers) fits. `kind` is the word at the top of a file.

    Raises KeyError for a kind that has no schema, and ValueError for a keyword or type that is not known here.
    """
    return _checked(NAMES.get(kind, kind))(value)


@cache
def _checked(name: str) -> Fits:
    return _Maker().of(f"{name}.schema.json")


class _Maker:
    """Makes functions of schemas; those that are referred to are made once."""

    def __init__(self) -> None:
        self._files: dict[str, Any] = {}
        self._made: dict[str, Fits] = {}

    def of(self, reference: str) -> Fits:
        """The function for `<file>#/definitions/<name>` or a whole file."""
        if reference not in self._made:
            inner: list[Fits] = []
            self._made[reference] = lambda value: inner[0](value)  # schemas may refer to themselves
            file, _, name = reference.partition("#/definitions/")
            inner.append(self._function(self._file(file)["definitions"][name] if name else self._file(file), file))
            self._made[reference] = inner[0]
        return self._made[reference]

    def _file(self, name: str) -> Any:
        if name not in self._files:
            path = schemas_root() / name
            if not path.is_file():
                raise KeyError(name)
            self._files[name] = json.loads(path.read_bytes())
        return self._files[name]

    def _function(self, schema: Any, file: str) -> Fits:
        if schema is True or schema is False:
            return lambda value: bool(schema)
        if "$ref" in schema:
            reference = schema["$ref"]
            return self.of(file + reference if reference.startswith("#") else reference)
        unknown = schema.keys() - _SAYS_NOTHING - _KEYWORDS.keys() - _BESIDE
        if unknown:
            raise ValueError(f"{file}: {', '.join(sorted(unknown))}")
        parts = [_KEYWORDS[word](schema[word]) for word in schema if word in _KEYWORDS]
        parts += self._nested(schema, file)
        if len(parts) == 1:
            return parts[0]
        return lambda value: all(part(value) for part in parts)

    def _nested(self, schema: Any, file: str) -> list[Fits]:
        parts = [self._function(one, file) for one in schema.get("allOf", ())]
        if "not" in schema:
            denied = self._function(schema["not"], file)
            parts.append(lambda value: not denied(value))
        if "if" in schema:
            tested, then, other = (self._function(schema.get(word, True), file) for word in ("if", "then", "else"))
            parts.append(lambda value: then(value) if tested(value) else other(value))
        if "items" in schema:
            each = self._function(schema["items"], file)
            parts.append(lambda value: not isinstance(value, list) or all(each(one) for one in value))
        if "properties" in schema or "additionalProperties" in schema:
            named = {name: self._function(one, file) for name, one in schema.get("properties", {}).items()}
            rest = self._function(schema.get("additionalProperties", True), file)
            parts.append(
                lambda value: (
                    not isinstance(value, dict) or all(named.get(name, rest)(one) for name, one in value.items())
                )
            )
        return parts


_BESIDE = {"allOf", "not", "if", "then", "else", "items", "properties", "additionalProperties"}


def _type(names: str | list[str]) -> Fits:
    words = [names] if isinstance(names, str) else names
    unknown = [word for word in words if word not in _TYPES]
    if unknown:
        raise ValueError(f"type {', '.join(unknown)}")
    kinds = [_TYPES[word] for word in words]
    return kinds[0] if len(kinds) == 1 else lambda value: any(kind(value) for kind in kinds)


def _pattern(written: str) -> Fits:
    search = re.compile(written).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KEYWORDS: Mapping[str, Callable[[Any], Fits]] = {
    "type": _type,
    "enum": lambda words: lambda value: value in words,
    "const": lambda word: lambda value: value == word,
    "pattern": _pattern,
    "minimum": lambda least: lambda value: not _number(value) or value >= least,
    "required": lambda names: lambda value: not isinstance(value, dict) or all(name in value for name in names),
    "minProperties": lambda least: lambda value: not isinstance(value, dict) or len(value) >= least,
    "maxProperties": lambda most: lambda value: not isinstance(value, dict) or len(value) <= most,
    "minItems": lambda least: lambda value: not isinstance(value, list) or len(value) >= least,
    "maxItems": lambda most: lambda value: not isinstance(value, list) or len(value) <= most,
    "uniqueItems": lambda wanted: lambda value: not wanted or not isinstance(value, list) or _unique(value),
}


def _unique(values: list[Any]) -> bool:
    return all(one not in values[:place] for place, one in enumerate(values))
