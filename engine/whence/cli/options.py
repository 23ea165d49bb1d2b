"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from whence.values.calendar import parse_day

_F = TypeVar("_F", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A day written year-month-day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error where it is none."""
        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None:
            self.fail(f"'{value}' is no day: write it as year-month-day, such as 2026-01-31", param, ctx)
        return day


def as_of_option(command: _F) -> _F:
    """`--as-of DATE`."""
    told = "The day for which to answer; goes before the day in the patient's file."
    return click.option("--as-of", type=DayType(), metavar="DATE", help=told)(command)


def release_option(command: _F) -> _F:
    """`--release FILE`: the knowledge of a release, in place of what is there today."""
    told = "Answer by this release file: what was known then. Goes with --as-of, what was valid then."
    return click.option("--release", metavar="FILE", expose_value=False, callback=_by_release, help=told)(command)


def _by_release(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    from whence.cli.session import Session

    if value is not None and isinstance(ctx.obj, Session):
        ctx.obj = ctx.obj.of_release(value)


def json_option(command: _F) -> _F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def patient_argument(command: _F) -> _F:
    """`PATIENT`: a file, or - for standard input."""
    return click.argument("patient", metavar="PATIENT")(command)
