"""The operating-system lock that lets one poller at a time work on a database, and dies with its process."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from tradewatch.errors import DatabaseError, PollerRunningError

__all__ = ["PollerLock", "is_held"]

_TRIES = 5
_BETWEEN_SECONDS = 0.02
"""`is_held` has to take the lock for an instant to see whether it can: that must not turn a poller away."""


def _path(db: Path) -> Path:
    """Beside the file itself: whoever comes by a link must meet the same lock."""
    real = db.resolve()
    return real.with_name(real.name + ".poller")


class PollerLock:
    """Holds the lock of a database while entered. Raises PollerRunningError where another process has it."""

    def __init__(self, db: Path) -> None:
        self._path = _path(db)
        self._file: int | None = None

    def __enter__(self) -> PollerLock:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            words = f"the lock beside the database cannot be made: {error.strerror}"
            raise DatabaseError(words, f"is {self._path.parent} yours to write to?") from error
        if not _take(descriptor):
            os.close(descriptor)
            raise PollerRunningError("another poller holds this database", "it does the work; nothing needs to be done")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._file = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The file stays: removing it would let two processes hold locks on two files of one name.
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _take(descriptor: int) -> bool:
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_BETWEEN_SECONDS)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        return True
    return False


def is_held(db: Path) -> bool:
    """Whether a poller works on this database now."""
    try:
        descriptor = os.open(_path(db), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
