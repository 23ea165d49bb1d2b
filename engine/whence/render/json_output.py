"""JSON for programs: one head for every output, one way to write it.

Keys are sorted, letters beyond ASCII are escaped (so no text can steer a terminal), and a newline ends it; equal
answers make equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from whence.render.statement import STATEMENT, version

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def dumped(value: Json) -> str:
    """The text of one output."""
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n"


def headed(
    kind: str, digest: str | None, body: Mapping[str, Json], release: str | None = None
) -> dict[str, Json]:
    """An output of a kind (`assessment`, `facts`, ...) with what made it and the digest of the knowledge, if any.

    `release` is the version of the release file that the knowledge came from; it is named only where there is one.
    """
    tool: dict[str, Json] = {"name": "whence", "version": version(), "statement": STATEMENT}
    knowledge: dict[str, Json] = {"digest": digest}
    if release is not None:
        knowledge["release"] = release
    return {"output": kind, "tool": tool, "knowledge": knowledge, **body}
