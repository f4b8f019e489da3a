"""Whether anybody has a database open, asked by SQLite's own locks (https://sqlite.org/src/file/src/os_unix.c)."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["held_alone"]

_FIRST_LOCK = 0x40000000
_LOCKS = 512
"""The pending byte, the reserved one and the shared range; whoever has a WAL database open holds a lock in it."""


@contextlib.contextmanager
def held_alone(path: Path) -> Iterator[int | None]:
    """Gives the open file where nobody else has it open, None where somebody has; while entered others wait to open it.

    For a process without connections to the file only: its own would be no hindrance, and would lose their locks at
    the end, since closing any descriptor of a file drops all locks of the process on it (POSIX).
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        yield descriptor if _take(descriptor) else None
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _FIRST_LOCK)
    except OSError:
        return False
    return True
