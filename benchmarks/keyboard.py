"""A program in a pseudo-terminal: when its output came, measured by the chunk that made the screen what was waited for."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import queue
import re
import signal
import struct
import termios
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyte

__all__ = ["Keyboard", "Painted", "keyboard"]

_QUIET_SECONDS = 0.06
"""A silence that ends a repaint."""
_LEFT_OUT = ("COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE")
"""A program is as it is installed: compiled, which without the last takes place at the first start."""
_DEVICE = (re.compile(rb"\x1b\[0?c"), b"\x1b[?62c")


class EndedError(Exception):
    """The program ended before the screen was what was waited for."""


@dataclass(frozen=True, slots=True)
class Painted:
    """What came of a key: seconds until the screen was as expected, and all bytes until silence."""

    seconds: float
    size: int


class Keyboard:
    """A thread stamps each chunk as it arrives; the screen is worked out afterwards, so that costs nothing of the time."""

    def __init__(self, pid: int, descriptor: int, columns: int, rows: int) -> None:
        self.pid = pid
        self.started = time.perf_counter()
        self._descriptor = descriptor
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._chunks: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def text(self) -> str:
        return "\n".join(self._screen.display)

    def until(self, expected: str, since: float | None = None, timeout: float = 60.0) -> Painted:
        """Waits until a pattern is on the screen; seconds count from `since`, else from the start. Raises TimeoutError."""
        since = self.started if since is None else since
        size, deadline, wanted = 0, since + timeout, re.compile(expected)
        while not wanted.search(self.text()):
            stamp, chunk = self._next(deadline, expected)
            size += len(chunk)
            self._show(chunk)
            if wanted.search(self.text()):
                return Painted(stamp - since, size)
        return Painted(0.0, size)

    def press(self, key: str, expected: str = "", timeout: float = 10.0) -> Painted:
        """Presses a key; without a pattern the first change of a cell counts. Raises TimeoutError where nothing comes."""
        before = [dict(self._screen.buffer[row]) for row in range(self._screen.lines)]
        since = time.perf_counter()
        os.write(self._descriptor, key.encode())
        if expected:
            found = self.until(expected, since, timeout)
        else:
            found = self._changed(before, since, timeout)
        return Painted(found.seconds, found.size + self.settle())

    def settle(self, quiet: float = _QUIET_SECONDS, limit: float = 5.0) -> int:
        """Takes output in until there is none for a while; gives how many bytes."""
        size, end = 0, time.perf_counter() + limit
        while time.perf_counter() < end:
            try:
                _, chunk = self._chunks.get(timeout=quiet)
            except queue.Empty:
                break
            size += len(chunk)
            self._show(chunk)
        return size

    def memory_mb(self) -> float:
        """Gives the program's own resident memory; processes that it started are not counted."""
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def cpu_seconds(self) -> float:
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._descriptor)

    def _changed(self, before: Sequence[Mapping[int, object]], since: float, timeout: float) -> Painted:
        size = 0
        while True:
            stamp, chunk = self._next(since + timeout, "a change")
            size += len(chunk)
            self._show(chunk)
            if any(dict(self._screen.buffer[row]) != cells for row, cells in enumerate(before)):
                return Painted(stamp - since, size)

    def _next(self, deadline: float, expected: str) -> tuple[float, bytes]:
        try:
            stamp, chunk = self._chunks.get(timeout=max(0.0, deadline - time.perf_counter()))
        except queue.Empty:
            raise TimeoutError(f"never seen: {expected}\n{self.text()}") from None
        if not chunk:
            raise EndedError(self.text())
        return stamp, chunk

    def _show(self, chunk: bytes) -> None:
        for _ in _DEVICE[0].findall(chunk):
            os.write(self._descriptor, _DEVICE[1])
        self._stream.feed(chunk)

    def _read(self) -> None:
        while True:
            try:
                chunk = os.read(self._descriptor, 65536)
            except OSError:
                chunk = b""
            self._chunks.put((time.perf_counter(), chunk))
            if not chunk:
                return


@contextlib.contextmanager
def keyboard(command: Sequence[str], columns: int = 120, rows: int = 36, **environment: str) -> Iterator[Keyboard]:
    """Runs a program in a terminal of that size."""
    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        own = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        own |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **environment}
        os.execvpe(command[0], list(command), own)
    opened = Keyboard(pid, descriptor, columns, rows)
    try:
        yield opened
    finally:
        opened.close()
