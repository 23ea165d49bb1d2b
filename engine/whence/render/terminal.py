"""Pages on a screen or into a pipe. The only module that imports rich, and only for a screen with colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from whence.render.page import Page, layout

_LOOKS = {
    "plain": "",
    "heading": "bold",
    "strong": "bold green",
    "weak": "green",
    "against": "bold red",
    "ask": "bold yellow",
    "muted": "dim",
    "error": "red",
    "good": "green",
}
_T = TypeVar("_T")


class Terminal:
    """Where pages are shown: `width` in characters; `colour` false for pipes and for people who asked for none."""

    def __init__(self, stream: TextIO, width: int, colour: bool) -> None:
        self.stream = stream
        self.width = max(40, width)
        self.colour = colour

    def show(self, page: Page) -> None:
        """Print a page. Raises BrokenPipeError where the reader has gone."""
        lines = layout(page, self.width)
        if not self.colour:
            self.stream.writelines(f"{''.join(text for text, _ in line).rstrip()}\n" for line in lines)
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(
            file=self.stream, width=self.width, force_terminal=True, color_system="standard", highlight=False
        )
        for line in lines:
            console.print(Text.assemble(*((text, _LOOKS[style]) for text, style in line)), soft_wrap=True)

    def counting(self, things: Iterable[_T], total: int, what: str) -> Iterator[_T]:
        """The things one by one, with a bar that shows how many of `total` are done; no bar in a pipe."""
        if not self.colour:
            yield from things
            return
        from rich.console import Console
        from rich.progress import track

        console = Console(file=self.stream, width=self.width, force_terminal=True)
        yield from track(things, description=what, total=total, console=console, transient=True)
