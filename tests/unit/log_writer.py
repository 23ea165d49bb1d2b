"""A process that adds entries to a log and says each one aloud once it is committed. Run by the tests, and killed.

For each line on standard input a child is forked, which says its number and then adds as many entries as the line says,
or until it is killed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from whence.record.canonical import canonical
from whence.record.log import appending
from whence.record.log_file import LogError
from whence.record.recorder import Circumstances, record

BASIS = canonical({"format": "whence-basis/1", "knowledge": "0" * 64, "rules": ["a rule"] * 500})
HOW = Circumstances("2026-11-20T09:30:00Z", {"whence": "0"}, {"kind": "folder", "version": None, "commit": None})


def add(path: Path, count: int, name: str) -> None:
    """Add entries, opening the log anew for every third."""
    done = 0
    while done < count:
        with appending(path, "a-log") as log:
            for _ in range(min(3, count - done)):
                done += 1
                entry = record(log, {"patient": f"{name}-{done}", "rules": []}, BASIS, HOW)
                os.write(1, f"{entry.number} {entry.digest}\n".encode())


def main() -> None:
    """Serve standard input."""
    path = Path(sys.argv[1])
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.write(1, f"pid {os.getpid()}\n".encode())
            try:
                add(path, int(line), sys.argv[2])
            except LogError as error:
                os.write(1, f"error {error}\n".encode())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        os.write(1, b"done\n")


if __name__ == "__main__":
    main()
