"""A console driven by its keys, that notes what it acknowledged and when."""

from __future__ import annotations

import os
import re
import signal
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.tui.terminal import Terminal, terminal

__all__ = ["Acknowledged", "Console"]

_SAID = re.compile(
    r"⚑ (?P<on>[iys]\d+) flagged by|(?P<off>[iys]\d+) is no longer flagged|note on (?P<note>[iys]\d+) kept"
)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    what: str
    """`on`, `off` or `note`."""
    name: str
    words: str = ""


class Console:
    """The real program in a terminal. `first_screen_seconds` is how long it took to show a story."""

    def __init__(self, columns: int = 160, rows: int = 50, **environment: str) -> None:
        self._opened: AbstractContextManager[Terminal] = terminal(columns=columns, rows=rows, **environment)
        started = time.monotonic()
        self.seen = self._opened.__enter__()
        self.seen.until(lambda text: "Wire" in text and ("US and China on" in text))
        self.first_screen_seconds = time.monotonic() - started

    def hint(self) -> str:
        return self.seen.lines()[-1]

    def press(self, keys: str, *wanted: str, seconds: float = 20.0) -> Acknowledged | None:
        """Presses keys and gives what the console acknowledged of the kinds wanted, None where nothing in that time."""
        end = time.monotonic() + seconds
        while self._said(wanted) and time.monotonic() < end:
            # the same words once more could not be told from the last ones; what is still under way may say them again
            self.seen.keys("y")
            self.wait(lambda: "copied:" in self.hint(), 0.5)
        self.seen.keys(keys)
        self.wait(lambda: self._said(wanted) is not None, seconds)
        return self._said(wanted)

    def _said(self, wanted: tuple[str, ...]) -> Acknowledged | None:
        found = _SAID.search(self.hint())
        what = (found.lastgroup or "") if found else ""
        return Acknowledged(what, found[what]) if found and what in wanted else None

    def wait(self, seen: object, seconds: float) -> bool:
        """Whether something comes to be so on the screen in that time."""
        assert callable(seen)
        end = time.monotonic() + seconds
        while not seen():
            left = end - time.monotonic()
            if left <= 0 or not self.seen.look(min(left, 0.05)):
                return bool(seen())
        return True

    def kill(self) -> None:
        """`kill -9`."""
        os.kill(self.seen.pid, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        self._opened.__exit__(None, None, None)
