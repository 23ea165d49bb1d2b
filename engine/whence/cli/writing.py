"""Where a command puts what it made: a file, written whole or not at all, or standard output."""

from __future__ import annotations

from pathlib import Path

from whence.cli.session import echo, told
from whence.cli.stop import Stop


def put(output: Path | None, text: str) -> None:
    """Write the text to the file, or to standard output where there is none. Stops where it cannot be written."""
    from whence.cli.generate import write

    if output is None:
        echo(text)
        return
    try:
        if output.exists() and not output.is_file():
            raise Stop(f"{output} is a folder or a device, and a file is to be written")
        write(output, text.encode("utf-8", "replace"))
    except (OSError, ValueError) as error:
        raise Stop(f"{output} cannot be written: {told(error)}") from None


def by_ending(output: Path | None, endings: dict[str, str], usual: str) -> str:
    """The format that the ending of a file stands for, `usual` where there is none. Stops at an unknown ending."""
    if output is None or not output.suffix:
        return usual
    if output.suffix.lower() not in endings:
        forms = ", ".join(dict.fromkeys(endings.values()))
        raise Stop(f"{output}: the ending '{output.suffix}' is no format; choose one by --format: {forms}")
    return endings[output.suffix.lower()]
