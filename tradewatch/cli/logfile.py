"""The file that `logs` goes to: under the platform's state folder, for the owner alone, a few megabytes at most."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import cast

from tradewatch import __version__
from tradewatch.logs import LOG, event, trouble

__all__ = ["log_path", "start_log"]

_MOST_BYTES = 1_000_000
_TRIES, _BETWEEN_SECONDS = 20, 0.002
_OLDER = 3
"""Files before the current one that are kept."""


def log_path() -> Path:
    """Gives where the log is: in the platform's folder for a user's state (on Linux XDG_STATE_HOME)."""
    import platformdirs

    return Path(platformdirs.user_state_dir("tradewatch", appauthor=False)) / "tradewatch.log"


def start_log(program: str, db: Path) -> None:
    """Lets this process write to the log, and what it breaks on too. Where there is no log to be had it goes on without."""
    path = log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _SharedFile(path)
    except OSError:
        return
    handler.setFormatter(_Line(program))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    event("started", version=__version__, python=sys.version.split()[0], db=db)
    sys.excepthook, threading.excepthook = _unexpected, lambda told: _unexpected(
        told.exc_type, told.exc_value, told.exc_traceback, told.thread.name if told.thread else ""
    )  # fmt: skip


def _unexpected(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, thread: str = "main"
) -> None:
    trouble("broke", error or kind(), thread=thread)


class _Line(logging.Formatter):
    def __init__(self, program: str) -> None:
        self.converter = time.gmtime
        super().__init__(
            f"at=%(asctime)s level=%(levelname)s program={program} pid=%(process)d %(message)s", "%Y-%m-%dT%H:%M:%SZ"
        )


class _SharedFile(RotatingFileHandler):
    """Several programs write to it: each looks before each line whether another has begun a new file meanwhile.

    The library's own handler would go on in the old one, and turn the new one out when the old is full (its manual
    says so: "Logging to a single file from multiple processes").
    """

    def __init__(self, path: Path) -> None:
        self._gate = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        super().__init__(path, maxBytes=_MOST_BYTES, backupCount=_OLDER, encoding="utf-8", errors="replace")

    def _open(self) -> TextIOWrapper:
        return open(os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the line, or not: a full disk, a folder that went, another's file in its place never end the program."""
        try:
            with self._alone():
                if self.stream is None or self._is_another(self.stream):
                    self._leave()
                    Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    self.stream = self._open()
                super().emit(record)
        except Exception:  # noqa: BLE001 - what is told is worth less than what goes on
            self._leave()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A line that cannot be written is left out, and no traceback stands on the screen for it."""
        self._leave()

    def _leave(self) -> None:
        """Lets the file go; the next line opens it anew."""
        stream, self.stream = self.stream, cast(TextIOWrapper, None)
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()

    def _is_another(self, stream: TextIOWrapper) -> bool:
        try:
            return os.fstat(stream.fileno()).st_ino != os.stat(self.baseFilename).st_ino
        except (OSError, ValueError):
            return True

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds the gate; whoever keeps it shut for long is not waited for: then two may turn the file over at once."""
        held = False
        for _ in range(_TRIES):
            with contextlib.suppress(OSError):
                fcntl.flock(self._gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
                held = True
                break
            time.sleep(_BETWEEN_SECONDS)
        try:
            yield
        finally:
            if held:
                with contextlib.suppress(OSError):
                    fcntl.flock(self._gate, fcntl.LOCK_UN)
