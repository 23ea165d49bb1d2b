"""The program as a process of its own, from the folder of some knowledge."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

ENGINE = str(Path(__file__).parents[2] / "engine")


def outside(home: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own, from `home`."""
    env = {**os.environ, "XDG_CACHE_HOME": str(home / "cache"), **options.pop("env", {})}
    env["PYTHONPATH"] = ENGINE
    command = [sys.executable, "-m", "whence", *arguments]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=60, **options)


def heed_interrupts() -> None:
    """To be run in a new process before the program: who was begun in the background hands on that they are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
