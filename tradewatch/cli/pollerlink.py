"""The poller behind a console: started where none works on the database, and again as soon as none does any more."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from tradewatch.feeds.lock import is_held
from tradewatch.logs import event, trouble
from tradewatch.settings import Options

__all__ = ["PollerLink", "wait_after"]

_FIRST_WAIT_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 60.0
_WELL_SECONDS = 10.0
"""A poller that lived so long did not die of being started: the next one is started at once."""
_SAY_SECONDS = 10.0
_END_SECONDS = 1.5
"""What the poller had begun is finished or undone whole, so killing it after that loses nothing."""
_HELD_BY_ANOTHER = 3
"""Exit status of a poller that found another one at work (the contract)."""


def wait_after(deaths: int) -> float:
    """Gives how many seconds to wait before the next start, from how many pollers have died young one after the other."""
    return 0.0 if deaths < 2 else min(_FIRST_WAIT_SECONDS * 2 ** min(deaths - 2, 10), _LONGEST_WAIT_SECONDS)


class PollerLink:
    """The poller that this console started: a process whose standard input is a pipe from us.

    When the console ends, however it ends, the pipe breaks and the poller stops. A thread waits for the process, so
    that one which was killed is replaced at once; another console's is seen to be gone within a second.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._wanted = options.demo or not options.offline
        self._ended = False
        self._deaths = 0
        """Pollers that died young, one after the other."""
        self._not_before = 0.0
        self._why = ""
        self._polled = False
        """Whether somebody polled when last looked."""
        self._anew = False
        """Whether nobody polls any more, which was not said to be over yet."""
        self._anew_until = 0.0

    def start(self) -> None:
        """Starts it unless another one works on this database; that one is then ours to use."""
        with self._lock:
            running = self._process is not None and self._process.poll() is None
            if not self._wanted or self._ended or running or is_held(self._options.db):
                return
            try:
                self._process = process = self._run()
            except OSError as error:  # no more processes, no memory: tried again
                trouble("poller_not_started", error)
                self._died(0.0, error.strerror or "")
                return
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()
        event("poller_started", poller=process.pid)

    def _run(self) -> subprocess.Popen[bytes]:
        options = self._options
        command = [sys.executable, "-m", "tradewatch", "--db", str(options.db), "--config", str(options.config)]
        return subprocess.Popen(
            [*command, "poll", "--watch-stdin"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name != "TRADEWATCH_AS_OF"},
            start_new_session=True,
        )

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Waits for the poller's end, then starts the next one; at once where it had worked well, else ever later."""
        started = time.monotonic()
        assert process.stderr is not None
        with process.stderr:
            tail = b""
            for line in process.stderr:
                tail = (tail + line)[-500:]
            said = tail.decode("utf-8", "replace").strip()
        status = process.wait()
        with self._lock:
            if self._ended or process is not self._process or status == _HELD_BY_ANOTHER:
                return
            self._died(time.monotonic() - started, said.rpartition("\n")[2])
        event("poller_ended", poller=process.pid, status=status, said=said)
        if time.monotonic() >= self._not_before:
            self.start()

    def _died(self, lived: float, why: str) -> None:
        self._deaths = 1 if lived >= _WELL_SECONDS else self._deaths + 1
        self._not_before = time.monotonic() + wait_after(self._deaths)
        self._why = why.removeprefix("tradewatch: ")
        self._anew = True

    def words(self) -> str:
        """Gives what is wrong with polling, "" where nothing is; called every half second.

        Where nobody polls any more (the console that did has been closed) a new poller is started.
        """
        if not self._wanted:
            return ""
        now = time.monotonic()
        held = is_held(self._options.db)
        if self._polled and not held:
            self._anew = True
        self._polled = held
        if held:
            self._why = ""
            if self._anew:
                self._anew, self._anew_until = False, now + _SAY_SECONDS
            return "polling began anew" if now < self._anew_until else ""
        if now >= self._not_before:
            self.start()
        if self._why:
            return f"not polling: {self._why}"
        if self._anew:
            return "not polling: the poller ended, another one is started"
        return ""

    def ask(self) -> str:
        """Makes sure that somebody polls; gives what to say."""
        if self._wanted:
            self._not_before = 0.0
            self.start()
        return "polling all feeds"

    def stop(self) -> None:
        """Ends the poller that we started."""
        with self._lock:
            self._ended = True
            process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
