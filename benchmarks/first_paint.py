"""From the command to the first panes on a terminal; against the smallest Textual program as the floor."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import compared

SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("4 Wire")
Smallest().run()
"""


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "TRADEWATCH_DB": str(Path(folder) / "desk.sqlite"),
            "TRADEWATCH_CONFIG": str(Path(folder) / "none.toml"),
            "TRADEWATCH_OFFLINE": "1",
        }
        console = [sys.executable, "-m", "tradewatch"]
        _until_painted(console, environment)  # makes the database
        yield compared(
            "first paint of the console",
            lambda: _until_painted(console, environment),
            "the smallest Textual program",
            lambda: _until_painted([sys.executable, "-c", SMALLEST], environment),
        )


def _until_painted(command: list[str], environment: dict[str, str]) -> None:
    pid, descriptor = pty.fork()
    if pid == 0:
        os.execve(command[0], command, {**os.environ, "TERM": "xterm-256color", **environment})
    seen = b""
    while b"Wire" not in seen:
        if select.select([descriptor], [], [], 20)[0]:
            seen += os.read(descriptor, 65536)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(descriptor)
