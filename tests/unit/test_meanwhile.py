"""Work done by a second process comes back as if it had been done here; whatever happens there, nothing is lost."""

from __future__ import annotations

import _thread
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from whence.proofs import meanwhile as module
from whence.proofs.meanwhile import meanwhile

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process can be made here")


@pytest.fixture(params=["two can work", "one works alone"])
def alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both ways, whatever machine this is and whatever threads the test runner has."""
    only = str(request.param) == "one works alone"
    monkeypatch.setattr(module, "_two_can_work", lambda: not only)
    return only


def test_the_result_is_that_of_the_work(alone: bool) -> None:
    with meanwhile(lambda: (os.getpid(), "x" * 1_000_000)) as result:
        worker, content = result()
    assert (worker == os.getpid()) == alone and content == "x" * 1_000_000


def test_it_is_worked_at_while_something_else_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_two_can_work", lambda: True)
    sign = tmp_path / "sign"
    with meanwhile(lambda: sign.write_text("here", "utf-8")) as result:
        until = time.monotonic() + 30
        while not sign.exists() and time.monotonic() < until:
            time.sleep(0.01)
        assert sign.exists() and result() == 4


@pytest.mark.usefixtures("alone")
def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    def fails() -> None:
        raise ValueError("no such thing")

    with meanwhile(fails) as result, pytest.raises(ValueError, match="no such thing"):
        result()


@pytest.mark.parametrize("ending", [lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL), threading.Lock])
def test_where_it_is_lost_it_is_done_here(ending: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """The last: a result that cannot be sent."""
    monkeypatch.setattr(module, "_two_can_work", lambda: True)
    here = os.getpid()
    with meanwhile(lambda: "done here" if os.getpid() == here else ending()) as result:
        assert result() == "done here"


def test_nobody_is_left_behind_where_the_result_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_two_can_work", lambda: True)
    children: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: children.append(fork()) or children[-1])
    with pytest.raises(KeyboardInterrupt), meanwhile(lambda: time.sleep(600)):
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(children[0], 0)


@pytest.mark.parametrize("begun", [threading.Thread, None])
def test_a_copy_of_a_process_with_threads_is_never_made(begun: type[threading.Thread] | None) -> None:
    """None: a thread that `threading` knows nothing of."""
    if begun is None and not Path("/proc/self/task").exists():
        pytest.skip("the system does not tell its threads")
    stop, ended = threading.Event(), threading.Event()

    def wait() -> None:
        stop.wait()
        ended.set()

    if begun is None:
        _thread.start_new_thread(wait, ())
    else:
        begun(target=wait).start()
    try:
        assert not module._two_can_work()
    finally:
        stop.set()
        ended.wait(10)


def test_the_program_itself_has_one_thread_and_may_be_copied() -> None:
    code = "from whence.proofs import meanwhile as m; print(m._two_can_work() == (m._cores() > 1))"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "engine")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr
