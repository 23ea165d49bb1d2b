"""JSON for people to read: what fits on a line stands on a line. The bytes depend on the value alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
WIDTH = 120


def pretty(value: Json) -> bytes:
    """The value as UTF-8 JSON, keys in the order given, with a newline at its end."""
    return (_lines(value, 0, 0) + "\n").encode()


def _lines(value: Json, depth: int, taken: int) -> str:
    short = json.dumps(value, ensure_ascii=False)
    if len(short) + 2 * depth + taken < WIDTH:
        return short
    inner, outer = "  " * (depth + 1), "  " * depth
    match value:
        case Mapping() if value:
            parts = []
            for key, part in value.items():
                name = json.dumps(key, ensure_ascii=False) + ": "
                parts.append(inner + name + _lines(part, depth + 1, len(name) + 1))
            return "{\n" + ",\n".join(parts) + "\n" + outer + "}"
        case str():
            return short
        case Sequence() if value:
            return "[\n" + ",\n".join(inner + _lines(part, depth + 1, 1) for part in value) + "\n" + outer + "]"
        case _:
            return short
