"""Work done by a second process while this one does something else, where the machine allows it.

The second process is a copy of this one, so nothing is handed to it; what it finds comes back through a pipe. Where it
cannot be made, or ends badly, the work is done here when its result is asked for: an error is then raised where it
belongs.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def meanwhile(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin the work; the function given waits for its result, which must be a value that can be pickled."""
    if not _two_can_work():
        yield work
        return
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, reading, writing)
    os.close(writing)
    ended = False

    def result() -> T:
        nonlocal ended
        with os.fdopen(reading, "rb", closefd=False) as pipe:
            content = pipe.read()
        _, status = os.waitpid(child, 0)
        ended = True
        if status != 0:
            return work()
        found: T = pickle.loads(content)
        return found

    try:
        yield result
    finally:
        os.close(reading)
        if not ended:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _work(work: Callable[[], T], reading: int, writing: int) -> None:
    """The life of the second process. It says nothing and never comes back, whatever happens."""
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(work(), protocol=5))
        status = 0
    finally:
        os._exit(status)


def _threads() -> int:
    """Those of the system, where it tells them: not every thread was begun by `threading`."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1


def _two_can_work() -> bool:
    """Not beside other threads: a copy has this one alone, and locks that the others held stay locked."""
    if not hasattr(os, "fork") or threading.active_count() > 1 or _threads() > 1:
        return False
    return _cores() > 1


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1
