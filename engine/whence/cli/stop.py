"""How a command ends early: a sentence for the person and an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import click

from whence.render.page import visible
from whence.text.suggest import nearest

#: Exit codes beside 0: something was found or failed; the command was used wrongly; a source whose text is not here;
#: a fault of this program.
FINDINGS = 1
WRONG_USE = 2
NOT_HERE = 3
FAULT = 70
INTERRUPTED = 130
PIPE_CLOSED = 141


class Stop(click.ClickException):
    """Ends the command with one line on stderr."""

    def __init__(self, sentence: str, code: int = WRONG_USE) -> None:
        super().__init__(visible(sentence))
        self.code = code

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line, on stderr unless another stream is given."""
        click.echo(f"whence: {self.message}", file=file, err=True)


def unknown(what: str, word: str, known: Iterable[str]) -> Stop:
    """The end of a command that was given a name which nothing has; the nearest names are offered."""
    names = tuple(known)
    tails = [name for name in names if name.partition("/")[2] == word]
    likely = tails or [name for name in (nearest(word, names),) if name is not None]
    hint = f"did you mean {' or '.join(likely)}?" if likely else _listing(names)
    return Stop(f"{what} '{word[:80]}' is not known; {hint}")


def _listing(names: tuple[str, ...]) -> str:
    return f"there are {', '.join(names)}" if 0 < len(names) <= 6 else f"there are {len(names)} others"
