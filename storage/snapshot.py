"""A consistent copy of a database while it is in use."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import sqlite3
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tradewatch.errors import DatabaseError, TradewatchError
from tradewatch.storage.connection import connect_reader
from tradewatch.storage.refusals import in_words

__all__ = ["copy_to", "keep_daily", "keep_version"]

_LEFT_SECONDS = 3600.0
"""A copy that is being made is written to all the time."""
_LEAST = 2
"""Daily copies that are kept however large they are: the last one may have been made of what was wrong already."""


def copy_to(source: Path, target: Path) -> None:
    """Writes the copy, whole or not at all, for the owner alone. Raises TradewatchError where a file is there already."""
    if target.exists():
        raise TradewatchError(f"{target} exists and was left alone", "name a new file")
    reader = connect_reader(source)
    try:
        _copy(reader, source, target)
    finally:
        reader.close()


def keep_daily(source: Path, day: date, most_bytes: int) -> Path | None:
    """Makes the copy of a day in the folder `snapshots` beside the database, unless it is there; gives where, or None.

    As many older ones are kept as fit into the room, two copies in any case. Raises TradewatchError where none can be
    made; the older ones are then all left.
    """
    folder = source.parent / "snapshots"
    target = folder / f"{source.stem}-{day:%Y-%m-%d}.sqlite"
    if target.exists():
        return None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise TradewatchError(f"{folder} cannot be made: {error.strerror}", "make room or give the right to") from error
    copy_to(source, target)
    room = most_bytes
    for number, one in enumerate(_newest_first(folder.glob(f"{glob.escape(source.stem)}-????-??-??.sqlite"), day)):
        room -= one.stat().st_size
        if number >= _LEAST and room < 0:
            one.unlink(missing_ok=True)
    return target


def keep_version(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copies a database that is about to be brought up to date, beside it; gives where.

    A copy that is there already stays; where the file was written after it, another one is made with its time.

    Raises DatabaseError where there is no room for it: then nothing is brought up to date either.
    """
    target = path.with_name(f"{path.name}.version-{version}")
    written = path.stat().st_mtime
    if target.exists() and target.stat().st_mtime < written:
        target = path.with_name(f"{path.name}.version-{version}-{written:.0f}")
    if not target.exists():
        try:
            with contextlib.suppress(FileExistsError):  # another program was quicker, with the same copy
                _copy(connection, path, target)
        except TradewatchError as error:
            raise DatabaseError(
                f"{path}: is not brought up to date, since no copy of it can be made first: {error.message}",
                "make room beside it; nothing was changed",
            ) from error
    return target


def _put_in_place(part: Path, target: Path) -> None:
    """Gives the finished copy its name, never over another file; some file systems know no hard links."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK) or target.exists():
            raise
        part.rename(target)


def _newest_first(copies: Iterable[Path], day: date) -> list[Path]:
    """One of a day to come was made by a clock that was wrong: it is the first to go, and takes no other's place."""
    return sorted(copies, key=lambda one: (one.stem[-10:] <= day.isoformat(), one.stem[-10:]), reverse=True)


def _sweep(folder: Path, name: str) -> None:
    """Removes what copies that were killed have left: theirs alone, and old enough to be nobody's by now."""
    for one in folder.glob(f".{glob.escape(name)}*.part"):
        with contextlib.suppress(OSError):
            if time.time() - one.stat().st_mtime > _LEFT_SECONDS:
                one.unlink()


def _copy(reader: sqlite3.Connection, source: Path, target: Path) -> None:
    _sweep(target.parent, source.stem)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        copy = sqlite3.connect(part)
        try:
            reader.backup(copy)
            copy.execute("pragma journal_mode = delete")
        finally:
            copy.close()
        _put_in_place(part, target)
    except sqlite3.Error as error:
        raise in_words(source, error) from error
    except FileExistsError:
        raise
    except OSError as error:
        raise TradewatchError(f"{target} cannot be written: {error.strerror}", "name another file") from error
    finally:
        part.unlink(missing_ok=True)
