"""What stands under and in the head of every output: which program this is, and what it is not for."""

from __future__ import annotations

#: Stands under everything that speaks about a patient.
STATEMENT = "A tool for audit and teaching, not for treating patients."


def version() -> str:
    """The version of this program; `0+unknown` where it is run without being installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed_version

    try:
        return installed_version("whence")
    except PackageNotFoundError:
        return "0+unknown"
