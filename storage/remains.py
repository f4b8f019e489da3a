"""What lies beside a database and tells of it: its log, the copies that were made of it, damaged ones among them."""

from __future__ import annotations

import contextlib
import glob
import re
import stat
import time
from pathlib import Path

__all__ = [
    "daily_copies",
    "damaged_copies",
    "left_log",
    "recovered_file",
    "sweep_parts",
    "version_copies",
    "was_database",
]

_LEFT_SECONDS = 3600.0
"""What is older is nobody's work any more."""


def left_log(path: Path) -> Path | None:
    """Gives the write-ahead log that lies beside a file, None where there is none or nothing in it.

    SQLite names it after the file that a symbolic link leads to.
    """
    log = Path(f"{path.resolve()}-wal")
    try:
        return log if log.stat().st_size else None
    except OSError:
        return None


def daily_copies(path: Path) -> list[Path]:
    """Gives the copies that polling made of it once a day, newest first."""
    found = (path.parent / "snapshots").glob(f"{glob.escape(path.stem)}-????-??-??.sqlite")
    return sorted(found, reverse=True)


def version_copies(path: Path) -> list[Path]:
    """Gives the copies that were made before it was brought up to date, newest first."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.version-*"), key=_written, reverse=True)


def damaged_copies(path: Path) -> list[Path]:
    """Gives the copies that were made of it when it was found damaged, newest first.

    Their logs are not among them, nor what recovering from a copy leaves beside that.
    """
    home = path.resolve()
    ours = re.compile(re.escape(home.name) + r"\.damaged-\d{8}-\d{6}(-\d+)?")
    found = home.parent.glob(f"{glob.escape(home.name)}.damaged-*")
    return sorted((one for one in found if ours.fullmatch(one.name) and one.is_file()), key=_written, reverse=True)


def sweep_parts(home: Path, ends: str = "") -> None:
    """Removes what copying aside was killed over, and with `ends` more: files of our own names, of an hour ago or older.

    A finished part has the time of what it is a copy of, so the time counts at which anything was done to it.
    """
    ours = re.compile(rf"\.{re.escape(home.name)}\.[0-9a-f]{{8}}\.part({ends})(-wal|-shm|-journal)?")
    for one in home.parent.glob(f".{glob.escape(home.name)}.*.part*"):
        with contextlib.suppress(OSError):
            found = one.lstat()
            old = time.time() - max(found.st_mtime, found.st_ctime) > _LEFT_SECONDS
            if ours.fullmatch(one.name) and stat.S_ISREG(found.st_mode) and old:
                one.unlink()


def recovered_file(path: Path) -> Path:
    """Gives where a recovered database waits until it can take the place of the damaged one."""
    home = path.resolve()
    return home.with_name(f"{home.name}.recovered")


def was_database(path: Path) -> bool:
    """Whether what lies beside a file says that it was a database of ours."""
    return left_log(path) is not None or bool(daily_copies(path)) or bool(version_copies(path))


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
