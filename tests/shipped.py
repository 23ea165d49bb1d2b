"""The shipped knowledge, read once for all tests of a process; it is frozen, so that they may share it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from whence.language.base import KnowledgeBase
from whence.store.load import load_base

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"


@cache
def shipped_base() -> KnowledgeBase:
    base, found = load_base(KNOWLEDGE)
    assert base is not None, found
    return base
