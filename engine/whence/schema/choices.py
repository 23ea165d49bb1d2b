"""What may be chosen at a place, in the forms from which an editor's program completes and explains.

Short lists of plain words are an `enum`, shown whole beside the question; names that need explaining are constants,
each with what is said of it. It refuses to know what any name stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.schema.pretty import Json

Schema = Mapping[str, Json]
_NOTHING: Schema = {"not": {}}  # an empty `enum` is no valid schema, and editors then refuse the whole file


def words(choices: Iterable[str], said: str | None = None) -> Schema:
    """One of the choices; `said` is shown with each of them. Without choices, nothing may stand there."""
    told: dict[str, Json] = {"description": said} if said is not None else {}
    listed = list(choices)
    return {**told, "enum": listed} if listed else {**told, **_NOTHING}


def names(choices: Mapping[str, str]) -> Schema:
    """One of the names; what is said of each is shown with it. Without names, nothing may stand there."""
    return {"anyOf": [{"const": name, "description": said} for name, said in choices.items()]} if choices else _NOTHING


def several(one: Json) -> Schema:
    """A list of such."""
    return {"description": "Any one of these.", "type": "array", "minItems": 1, "uniqueItems": True, "items": one}


def one_or_several(one: Json) -> Schema:
    """One, or a list of such."""
    return {"anyOf": [one, several(one)]}


def where(name: str, values: Iterable[str], then: Schema) -> Schema:
    """`then` holds for a map whose entry `name` is one of the values (names: letters, digits, `-`, `_`, `/`).

    A pattern, because editors show an `enum` as values to choose from even where it only stands in a condition.
    """
    return {"if": {"required": [name], "properties": {name: {"pattern": f"^({'|'.join(values)})$"}}}, "then": then}


def grouped(answers: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    """Answers -> the names that are answered so, so that what is said of many alike is said once."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name, each in answers.items():
        found.setdefault(each, []).append(name)
    return found
