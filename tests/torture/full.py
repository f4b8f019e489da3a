"""A disk that fills up while the desk works: nothing is torn, and all goes on by itself when there is room."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.console import Console
from tests.torture.place import desk_in, run
from tests.torture.whole import faults
from tradewatch.storage.store import Store

__all__ = ["Full", "fill_up", "small_disk"]

FEEDS = 20
_MEGABYTES = 24


@dataclass
class Full:
    went_on: float = 0.0
    """Seconds from the room being back until flag and items were stored."""
    refused: list[str] = field(default_factory=list)
    """What commands said while there was no room."""
    faults: list[str] = field(default_factory=list)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Gives a file system of its own with little room; None where the right to mount one is missing."""
    disk = folder / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m,mode=0700", "tradewatch", str(disk)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield disk if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], check=False)


def fill_up(disk: Path, folder: Path, seed: int) -> Full:
    """Fills the disk under a console and its poller, lets the desk flag, export and copy, and makes room again."""
    done = Full()
    db = disk / "desk.sqlite"
    with desk_in(folder, db, FEEDS, seed) as room:
        console = Console()
        try:
            _fill(disk / "filler")
            room.publish(FEEDS, entries=30)
            console.seen.keys("rjf")
            console.seen.until("read-only, the disk is full")
            console.seen.keys(f"x\x15{disk}/handover.md\r")
            for words in (
                ("flag", "i1"),
                ("export", "--out", f"{disk}/out.csv", "--all-items"),
                ("snapshot", f"{disk}/copy.sqlite"),
                ("items", "--limit", "1"),
                ("doctor",),
            ):
                answer = run(*words)
                done.refused.append(
                    f"{words[0]}: {answer.returncode} {answer.stderr.strip() or answer.stdout.strip()[:60]}"
                )
                if "Traceback" in answer.stderr:
                    done.faults.append(answer.stderr)
            console.seen.keys("\x1b")
            console.seen.keys("j")
            done.faults += _half_files(disk)
            (disk / "filler").unlink()
            started = time.monotonic()
            console.seen.until(lambda text: "read-only" not in text)
            with Store.open(db) as store:
                while room.missing(store) and time.monotonic() < started + 60:
                    console.seen.look(0.1)
                done.went_on = time.monotonic() - started
                done.faults += room.missing(store)
                if store.connection.execute("select count(*) from flag").fetchone()[0] == 0:
                    done.faults.append("the flag never arrived")
        finally:
            console.close()
        done.faults += [*faults(db), *_half_files(disk)]
    return done


def _fill(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        for size in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while os.write(descriptor, b"x" * size):
                    pass
    finally:
        os.close(descriptor)


def _half_files(disk: Path) -> list[str]:
    names = [one.name for one in disk.iterdir()]
    return [
        f"left over: {name}"
        for name in names
        if name.endswith(".part") or name.startswith(("out.", "copy.", "handover."))
    ]
