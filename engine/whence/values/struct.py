"""What values are made of: named fields, compared by content, never changed. The only module that imports msgspec.

Everything read, decided and told is such a value; `tests/benchmarks/values.py` shows what that saves against the
dataclasses of the standard library.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import ClassVar

from msgspec import Struct, field
from msgspec.structs import force_setattr, replace

__all__ = ["Placed", "Struct", "defaults", "field", "force_setattr", "names", "replace"]


class Placed(Struct, frozen=True, eq=False):
    """A value that knows where it stands in a file. Fields named in `apart` do not count when two are compared."""

    apart: ClassVar[frozenset[str]] = frozenset({"span", "spans", "name_span", "of_span"})

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        content = _content(type(self))
        return bool(content(self) == content(other))

    def __ne__(self, other: object) -> bool:  # a struct has one of its own, which does not ask `__eq__`
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __hash__(self) -> int:
        return hash(_content(type(self))(self))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names(self))
        return f"{type(self).__name__}({told})"


@cache
def _content(kind: type[Placed]) -> attrgetter[object]:
    return attrgetter(*names(kind))


def names(value: Struct | type[Struct]) -> tuple[str, ...]:
    """The names of its fields, in order; for a `Placed` one only those that count."""
    kind = value if isinstance(value, type) else type(value)
    apart = kind.apart if issubclass(kind, Placed) else frozenset()
    return tuple(name for name in kind.__struct_fields__ if name not in apart)


def defaults(kind: type[Struct]) -> Mapping[str, object]:
    """What a field is where nothing is said, for those that may be left out."""
    given = kind.__struct_defaults__
    return dict(zip(kind.__struct_fields__[len(kind.__struct_fields__) - len(given) :], given, strict=True))
