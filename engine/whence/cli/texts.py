"""The user's own copies of the documents: the option that names their folder, and what is read from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whence.cli.session import told
from whence.cli.stop import Stop

if TYPE_CHECKING:
    from whence.store.texts import Texts

_F = TypeVar("_F", bound=Callable[..., Any])


def texts_option(command: _F) -> _F:
    """`--texts FOLDER`, or WHENCE_SOURCES."""
    said = "The folder of your copies; also WHENCE_SOURCES."
    return click.option("--texts", envvar="WHENCE_SOURCES", metavar="FOLDER", help=said)(command)


def texts_in(folder: str | None) -> Texts:
    """The texts of a folder; none where no folder is named. Stops where the folder cannot be read."""
    from whence.store.texts import Texts, read_texts

    if folder is None:
        return Texts({}, ())
    try:
        if not Path(folder).is_dir():
            raise Stop(f"there is no folder of texts at {folder[:200]}")
        return read_texts(Path(folder))
    except (OSError, ValueError) as error:
        raise Stop(f"the folder of texts cannot be read: {told(error)[:200]}") from None
