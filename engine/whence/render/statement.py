"""What stands under and in the head of every output: which program this is, and what it is not for."""

from __future__ import annotations

from whence.resources import version

__all__ = ["STATEMENT", "version"]

#: Stands under everything that speaks about a patient.
STATEMENT = "A tool for audit and teaching, not for treating patients."
