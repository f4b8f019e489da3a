"""What a command costs with all its children: wall, CPU, and the most memory they had at one time."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "cost_of", "megabytes", "tree"]

_EVERY = 0.1
"""Seconds between two looks at memory; a look costs about a millisecond a process."""


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float
    megabytes: float
    """Peak of the proportional set size (shared pages counted once) over the whole tree."""
    out: str

    def __str__(self) -> str:
        return f"{self.wall:6.2f} s wall, {self.cpu:6.2f} s CPU, {self.megabytes:4.0f} MB"


def cost_of(command: Sequence[str | Path], env: dict[str, str] | None = None) -> Cost:
    """Runs a command to its end; raises RuntimeError with what it said where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(  # a program that is installed is compiled, whatever the developer's shell says
        [str(one) for one in command], env={**inherited, **(env or {})}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    peak = [0.0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, done, peak))
    watcher.start()
    out, err = process.communicate()
    wall = time.perf_counter() - start
    done.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {err.strip()[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak[0], out)


def _watch(root: int, done: threading.Event, peak: list[float]) -> None:
    while not done.wait(_EVERY):
        peak[0] = max(peak[0], sum(map(megabytes, tree(root))))


def tree(root: int) -> list[int]:
    """Gives a process and all that it has started, itself first."""
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                waiting += map(int, children.read_text().split())
            except OSError:
                continue  # it ended meanwhile
    return found


def megabytes(process: int) -> float:
    """Gives the proportional set size of a process, 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
