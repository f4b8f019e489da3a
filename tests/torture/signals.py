"""What ends, stops or shakes a console from outside: signals, a lost terminal, a shell's jobs, hundreds of resizes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.tui.terminal import Terminal, terminal

__all__ = ["Ended", "ended_by", "lost_terminal", "resized", "suspended"]

_SHELL = ["bash", "--norc", "--noprofile", "-i"]


@dataclass(frozen=True, slots=True)
class Ended:
    seconds: float
    restored: bool
    """Whether the terminal was given back: the screen before, the cursor, echo and whole lines."""


def ended_by(number: int) -> Ended:
    """Starts a console from a shell, sends it a signal, and gives how long it took to end and what it left."""
    return _from_shell(lambda pid, seen: os.kill(pid, number))


def suspended(how: Callable[[int, Terminal], object]) -> tuple[Ended, bool]:
    """Stops a console that a shell started, and gives how that went, and whether `fg` brought it back with its keys."""
    with _started() as (pid, seen):
        started = time.monotonic()
        how(pid, seen)
        seen.until("Stopped")
        stopped = Ended(time.monotonic() - started, _restored(seen))
        seen.raw.clear()
        seen.keys("fg\r")
        seen.until(lambda text: b"\x1b[?1049h" in seen.raw)
        seen.keys("?")
        seen.until("Here: the wire")
        return stopped, True


def lost_terminal() -> float:
    """Gives how long a console lives on when its terminal is closed, in seconds."""
    with terminal() as seen:
        seen.until("Wire")
        started = time.monotonic()
        seen.hang_up()
        while os.waitpid(seen.pid, os.WNOHANG) == (0, 0):
            assert time.monotonic() < started + 30, "lives on without a terminal"
            time.sleep(0.01)
        seen.status = 0
        return time.monotonic() - started


def resized(times: int = 400) -> float:
    """Gives how long a console takes to be itself again after so many resizes within two seconds, in seconds."""
    with terminal(columns=120, rows=36) as seen:
        seen.until("3 Tariffs")
        for number in range(times):
            seen.resize(40 + number * 7 % 160, 8 + number * 3 % 50)
            seen.look(2 / times)
        started = time.monotonic()
        seen.resize(120, 36)
        seen.until(lambda text: "3 Tariffs" in text and "4 Wire" in text and text.count("╭") + text.count("┏") >= 4)
        seen.keys("4?")
        seen.until("Here: the wire")
        return time.monotonic() - started


@contextlib.contextmanager
def _started() -> Iterator[tuple[int, Terminal]]:
    """A console that a shell with jobs has started: its process number and the terminal."""
    with terminal(command=_SHELL, columns=120, rows=36, PS1="desk> ") as seen:
        seen.until("desk>")
        seen.keys(f"{sys.executable} -m tradewatch\r")
        seen.until("4 Wire")
        child = subprocess.run(["pgrep", "-P", str(seen.pid)], capture_output=True, text=True, check=True)
        yield int(child.stdout.split()[0]), seen


def _from_shell(end: Callable[[int, Terminal], object]) -> Ended:
    with _started() as (pid, seen):
        started = time.monotonic()
        end(pid, seen)
        seen.until(
            lambda text: text.count("desk>") >= 1 and b"\x1b[?1049l" in seen.raw and not os.path.exists(f"/proc/{pid}")
        )
        return Ended(time.monotonic() - started, _restored(seen))


def _restored(seen: Terminal) -> bool:
    """Asks the terminal itself, while a command runs: a shell that edits its own lines takes echo away in between."""
    back = b"\x1b[?1049l" in seen.raw and b"\x1b[?25h" in seen.raw
    seen.raw.clear()
    seen.keys("stty -a; echo asked-$((40 + 2))\r")
    seen.until(lambda text: b"asked-42" in seen.raw)
    modes = seen.raw.decode("utf-8", "replace").replace(";", " ").split()
    return back and {"echo", "icanon", "isig", "opost", "icrnl"} <= set(modes)
