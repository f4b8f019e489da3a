"""A real pseudo-terminal with the real program in it, and what a person would see on it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator

import pyte

__all__ = ["Terminal", "terminal"]

_SECONDS = 30.0
"""A wait gives up after this long; what is waited for comes in less than two."""

_QUIET_SECONDS = 0.25
"""Nothing drawn for so long: what a key asked for is done."""


class Terminal:
    """Keys in, screen out."""

    def __init__(self, pid: int, descriptor: int, columns: int, rows: int) -> None:
        self.pid = pid
        self.descriptor = descriptor
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = bytearray()
        self.status: int | None = None

    def lines(self) -> list[str]:
        """The screen, a line each; the stub behind a wide letter is left out."""
        return [
            "".join(row[column].data for column in range(self._screen.columns))
            for row in (self._screen.buffer[y] for y in range(self._screen.lines))
        ]

    def text(self) -> str:
        return "\n".join(self.lines())

    def ground(self, row: int, column: int) -> str:
        """The background colour of a cell as six hex digits, or `default`."""
        return str(self._screen.buffer[row][column].bg)

    def keys(self, keys: str) -> None:
        os.write(self.descriptor, keys.encode())

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """Reads until the screen shows a text or does what is asked; fails with the screen where it never does."""
        wanted = seen if callable(seen) else (lambda text: seen in text)
        deadline = time.monotonic() + _SECONDS
        while not wanted(self.text()):
            if time.monotonic() > deadline or not self.look(0.2):
                raise AssertionError(f"never seen: {seen!r}\n{self.text()}")
        return self.text()

    def still(self) -> str:
        """Reads until nothing more is drawn; gives the screen."""
        drawn = -1
        while drawn != (drawn := len(self.raw)):
            self.look(_QUIET_SECONDS)
        return self.text()

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def ended(self) -> int:
        """Waits for the program to end; gives its exit status."""
        deadline = time.monotonic() + _SECONDS
        while self.status is None:
            assert time.monotonic() < deadline, f"still running\n{self.text()}"
            self.look(0.1)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def hang_up(self) -> None:
        """Closes the terminal, as a lost connection does."""
        os.close(self.descriptor)
        self.descriptor = -1

    def look(self, seconds: float) -> bool:
        """Takes in what was written; gives False where the program has closed the terminal."""
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self.descriptor, 65536)
        except OSError:
            return False
        self.raw += piece
        self._stream.feed(piece)
        return bool(piece)


@contextlib.contextmanager
def terminal(
    *words: str, columns: int = 120, rows: int = 36, command: list[str] | None = None, **environment: str
) -> Iterator[Terminal]:
    """Runs the program (or another command) in a terminal of that size."""
    started = command or [sys.executable, "-m", "tradewatch", *words]
    pid, descriptor = pty.fork()
    if pid == 0:  # the child: nothing but the program
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        # a library under pytest may have put COLUMNS and LINES where only C sees them: the terminal tells its size
        own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        own |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **environment}
        os.execvpe(started[0], started, own)
    opened = Terminal(pid, descriptor, columns, rows)
    try:
        yield opened
    finally:
        if opened.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        if opened.descriptor >= 0:
            os.close(descriptor)
