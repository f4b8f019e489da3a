"""The table of `make torture`: every case of losing something, done for real, with what was wanted and what came."""

# ruff: noqa: T201 - what it prints is what it is for

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.torture.crowd import crowd
from tests.torture.full import fill_up, small_disk
from tests.torture.held import hold
from tests.torture.kills import kill_often
from tests.torture.signals import ended_by, lost_terminal, resized, suspended

KILLS, CROWD_SECONDS, HELD_SECONDS = 200, 60.0, 30.0
_ENDURANCE_ROUNDS = 100
_FLAT_MEGABYTES = 30
_FILES = {
    "damaged, empty, foreign, a folder": "tests/storage/test_aside.py tests/storage/test_wal.py tests/storage/test_recover.py tests/storage/test_replacing.py",
    "older versions, killed in the change": "tests/storage/test_versions.py",
    "read-only, network file systems": "tests/storage/test_filesystems.py tests/storage/test_read_only.py",
    "copies while polling, by day": "tests/storage/test_snapshots.py",
    "network gone, captive page": "tests/feeds/test_offline.py",
    "clock back, ahead, zone, sleep": "tests/feeds/test_clock.py",
    "parse worker killed": "tests/feeds/test_worker.py",
    "what is pruned": "tests/storage/test_prune.py",
}


@dataclass(frozen=True, slots=True)
class Line:
    case: str
    wanted: str
    came: str
    well: bool


def main(words: Sequence[str]) -> int:
    """Does all (or the cases whose names begin with one of the words), and prints a line each as it is done."""
    failed = 0
    print(f"seed {SEED}\n\n| case | wanted | came | |\n| --- | --- | --- | --- |", flush=True)
    for name, case in CASES.items():
        if words and not any(name.startswith(word) for word in words):
            continue
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="tradewatch-torture-") as folder:
            for line in _surely(name, case(Path(folder))):
                failed += not line.well
                took = f"{'ok' if line.well else 'FAIL'}, {time.monotonic() - started:.0f} s"
                print(f"| {line.case} | {line.wanted} | {line.came} | {took} |", flush=True)
    return 1 if failed else 0


def _surely(name: str, lines: Iterator[Line]) -> Iterator[Line]:
    """What a case tells, and a line more where it breaks off: the others are done all the same."""
    try:
        yield from lines
    except Exception as error:  # noqa: BLE001 - see above
        print(error, file=sys.stderr)
        yield Line(name, "to the end", f"broke off: {str(error).splitlines()[0][:200]}", False)


def _kills(folder: Path) -> Iterator[Line]:
    done = kill_often(KILLS, folder, SEED)
    counts = ", ".join(
        f"{done.count(what)} {words}"
        for what, words in (
            ("on", "flags"),
            ("flagged", "by command"),
            ("off", "taken off"),
            ("note", "notes"),
            ("book", "edits of the book"),
        )
    )
    yield Line(
        f"`kill -9` {done.kills} times",
        "whole, all that was acknowledged there, next start < 2 s",
        f"{counts} acknowledged, {_faults(done.faults)} lost or wrong; {done.items} items; {len(done.starts)} starts {_span(done.starts)}",
        not done.faults and max(done.starts) < 2,
    )


def _crowd(folder: Path) -> Iterator[Line]:
    done = crowd(CROWD_SECONDS, folder, SEED)
    yield Line(
        "two consoles and a command line",
        "no “locked”; once an interval; taken over < 10 s; flags seen < 1 s",
        f"{done.flags} flags seen after {_span(done.seen_after)}; {len(done.taken_over)} times taken over after"
        f" {_span(done.taken_over)}; {done.requests} requests, {done.early} too early; faults: {_faults(done.faults)}",
        not done.faults and not done.early and max(done.seen_after) < 1 and max(done.taken_over) < 10,
    )


def _held(folder: Path) -> Iterator[Line]:
    done = hold(HELD_SECONDS, folder, SEED)
    keys = sorted(done.keys)
    yield Line(
        f"database held for {HELD_SECONDS:.0f} s",
        "keys < 100 ms, the writing arrives",
        f"{len(keys)} keys, the slowest {keys[-1] * 1000:.0f} ms, the middle {keys[len(keys) // 2] * 1000:.0f} ms;"
        f" written {done.arrived:.2f} s after; faults: {_faults(done.faults)}",
        not done.faults and keys[-1] < 0.1,
    )


def _full(folder: Path) -> Iterator[Line]:
    with small_disk(folder) as disk:
        if disk is None:
            yield Line("disk full", "goes on by itself", "not done: no right to mount a small disk", False)
            return
        done = fill_up(disk, folder, SEED)
    yield Line(
        "disk full",
        "a calm line, no half files, goes on by itself",
        f"all stored {done.went_on:.1f} s after there was room; faults: {_faults(done.faults)}",
        not done.faults,
    )


def _signals(folder: Path) -> Iterator[Line]:
    os.environ.update(TRADEWATCH_DB=str(folder / "desk.sqlite"), TRADEWATCH_OFFLINE="1", XDG_STATE_HOME=str(folder))
    try:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            ended = ended_by(number)
            yield Line(
                signal.Signals(number).name,
                "restored, < 2 s",
                f"{ended.seconds:.2f} s",
                ended.restored and ended.seconds < 2,
            )
        ways: dict[str, Callable[..., object]] = {
            "SIGTSTP and back": lambda pid, seen: os.kill(pid, signal.SIGTSTP),
            "Ctrl+Z and back": lambda pid, seen: seen.keys("\x1a"),
        }
        for name, how in ways.items():
            stopped, back = suspended(how)
            yield Line(
                name, "restored, the keys work after `fg`", f"{stopped.seconds:.2f} s", stopped.restored and back
            )
        gone = lost_terminal()
        yield Line("terminal closed", "ended < 2 s", f"{gone:.2f} s", gone < 2)
        itself = resized()
        yield Line("400 resizes in 2 s", "whole again, keys work", f"{itself:.2f} s", itself < 2)
    finally:
        del os.environ["TRADEWATCH_DB"], os.environ["TRADEWATCH_OFFLINE"], os.environ["XDG_STATE_HOME"]


def _files(folder: Path) -> Iterator[Line]:
    for name, files in _FILES.items():
        there = [file for file in files.split() if Path(file).exists()]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *there], capture_output=True, text=True, check=False
        )
        last = (done.stdout.strip().splitlines() or ["nothing"])[-1]
        yield Line(name, "each test", re.sub(r" in [\d.]+s.*", "", last), done.returncode == 0 and bool(there))


def _endurance(folder: Path) -> Iterator[Line]:
    command = [sys.executable, "-m", "benchmarks.endurance", str(_ENDURANCE_ROUNDS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, file=sys.stderr)
    logs = [float(one) for one in re.findall(r"WAL ([\d.]+) MB", done.stdout)]
    told = [*done.stdout.strip().splitlines()[-3:], f"WAL {max(logs, default=0)} MB at most"]
    halves = re.findall(r"at most ([\d.]+) MB in the first half, ([\d.]+) MB in the second", done.stdout)
    flat = bool(halves) and all(float(later) < float(first) + _FLAT_MEGABYTES for first, later in halves)
    well = done.returncode == 0 and flat and 0 < max(logs, default=0) < 64
    yield Line("300 feeds, 5 % hostile, 700 hours of clock", "memory flat, WAL < 64 MB", "; ".join(told), well)


def _faults(found: Sequence[str]) -> str:
    return f"{len(found)} ({found[0][:200]} …)" if found else "0"


def _span(seconds: Sequence[float]) -> str:
    return f"{min(seconds):.2f}–{max(seconds):.2f} s" if seconds else "–"


SEED = int(os.environ.get("TORTURE_SEED") or random.randrange(1 << 30))
CASES: dict[str, Callable[[Path], Iterator[Line]]] = {
    "kills": _kills, "crowd": _crowd, "held": _held, "full": _full, "signals": _signals, "tests": _files, "endurance": _endurance,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
