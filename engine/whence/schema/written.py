"""What the hand-written schemas say of the entries of a map, so that the generated ones need not say it again."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from whence.resources import schemas_root


@cache
def said_of_details() -> dict[str, str]:
    """Detail of a recommendation -> the sentence that explains it."""
    common: Any = json.loads((schemas_root() / "common.schema.json").read_bytes())
    entries = common["definitions"]["recommendation"]["properties"]
    return {name: entry["description"] for name, entry in entries.items()}
