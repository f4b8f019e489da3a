"""Opening the SQLite file: for writing after checking that it is ours and whole, or for reading only."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tradewatch.errors import BusyError, DamagedError, DatabaseError, GoneError, ReadOnlyError
from tradewatch.storage.filesystems import network_file_system, refuse_shares
from tradewatch.storage.refusals import damaged, in_words
from tradewatch.storage.remains import daily_copies, left_log, was_database
from tradewatch.storage.schema_mark import APPLICATION_ID, SCHEMA_VERSION

__all__ = [
    "PATIENCE_SECONDS",
    "connect_reader",
    "connect_writer",
    "is_ready",
    "place_of",
    "refuse_emptied",
    "transaction",
]

BUSY_MILLISECONDS = 5_000
PATIENCE_SECONDS = 5.0
"""How long a writing waits for its turn unless whoever opened the database says otherwise."""
_BREATH_SECONDS = 0.01
_TRY_SECONDS = 1.0
"""SQLite waits so long by itself; no signal is looked at meanwhile, so it is asked again instead of waiting longer."""


def connect_writer(path: Path, *, makes: bool = True) -> sqlite3.Connection:
    """Gives a connection for writing to a file that is ours or new; the folder is made for the owner alone.

    Without `makes` a file that is not there stays so: it may have been taken away this very moment.

    Raises DatabaseError for a folder, a text file, another program's or a newer database: none of them is touched.
    """
    _refuse_strangers(path)
    refuse_shares(path)
    if not makes and not path.exists():
        raise GoneError(f"{path}: was moved or removed", "end this program and start it anew")
    try:
        if makes and not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        if makes and not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseError(f"{path}: cannot be made: {error.strerror}", "choose another file with --db") from error
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ReadOnlyError(
            f"{path}: may be read, not written", "give yourself the right to write the file and its folder"
        )
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False,
            timeout=_TRY_SECONDS,
        )  # fmt: skip
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma cache_size = -16000")
        connection.execute("pragma wal_autocheckpoint = 2000")
    except sqlite3.Error as error:
        raise in_words(path, error) from error
    return connection


def connect_reader(path: Path, *, any_version: bool = False) -> sqlite3.Connection:
    """Gives a connection that cannot write. Raises DatabaseError where there is no database of ours and this version."""
    _refuse_strangers(path)
    if not path.exists():
        raise DatabaseError(f"{path}: there is no database yet", "run `tradewatch poll --once` first")
    connection = _read_only(path)
    try:
        connection.execute("pragma query_only = on")
        connection.execute("pragma cache_size = -2000")  # a console has four of them; the system keeps pages too
        version = connection.execute("pragma user_version").fetchone()[0]
    except sqlite3.Error as error:
        connection.close()
        raise in_words(path, error) from error
    if version < SCHEMA_VERSION and not any_version:
        connection.close()
        raise DatabaseError(
            f"{path}: was written by an older tradewatch and is not up to date yet",
            "the console, or any command that may write the file and its folder, does that",
        )
    return connection


def refuse_emptied(path: Path) -> None:
    """Raises DamagedError where a file that is empty or gone has left something of a database behind.

    SQLite deletes the log beside an empty file at opening, so such a file may not even be opened.
    """
    if left_log(path) is not None:
        raise damaged(path, "is empty, and what was written last still lies in the log beside it")
    copies = daily_copies(path)
    if copies and path.exists():
        raise DamagedError(
            f"{path}: is empty, and was a database: {copies[0]} is its last daily copy",
            "`tradewatch doctor --recover` takes what is in it; to begin anew remove the empty file",
            path,
        )


def place_of(path: Path) -> tuple[int, int] | None:
    """Gives what the file system knows a file by whatever its name; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_ready(path: Path) -> bool:
    """Whether the file is there and of this version, so that reading can begin; a stranger is left to the opening."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    try:
        return _marks(path)[1] >= SCHEMA_VERSION
    except DatabaseError:
        return False


def _read_only(path: Path) -> sqlite3.Connection:
    """Opens the file for reading alone.

    A WAL database in a folder that may not be written wants an index beside it that cannot be made; where no WAL is
    left over, the file is whole by itself and is read as one that nobody writes. So it is on a network file system,
    which has no such index for several machines. Raises DatabaseError in words.
    """
    address = f"{path.resolve().as_uri()}?mode=ro"
    share = network_file_system(path)
    if share is not None and left_log(path) is not None:
        raise DatabaseError(
            f"{path}: lies on a network file system ({share}) with a log beside it, and cannot be read there",
            "copy the file and its -wal to a local disk and name the copy with --db",
        )
    lonely = share is not None or (not os.access(path.parent, os.W_OK) and not Path(f"{path.resolve()}-wal").exists())
    try:
        connection = sqlite3.connect(
            address + ("&immutable=1" if lonely else ""), uri=True, isolation_level=None,
            timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False,
        )  # fmt: skip
        connection.execute("select 1 from sqlite_master limit 1").fetchone()
    except sqlite3.Error as error:
        raise in_words(path, error) from error
    except UnicodeDecodeError as error:  # SQLite's own words repeat the letters that it stumbled over
        raise damaged(path, "the file is damaged") from error
    return connection


@contextlib.contextmanager
def transaction(
    connection: sqlite3.Connection,
    path: Path,
    patience_seconds: float = PATIENCE_SECONDS,
    waits: Callable[[], object] = lambda: None,
) -> Iterator[sqlite3.Connection]:
    """Runs one BEGIN IMMEDIATE transaction: all or nothing; `waits` is called where its turn does not come soon.

    With deferred BEGIN two writers met thousands of "locked" despite a timeout of 5 s, with IMMEDIATE none (measured).
    Raises DatabaseError with SQLite's reason in words.
    """
    _begin(connection, path, patience_seconds, waits)
    try:
        yield connection
        connection.execute("commit")
    except sqlite3.Error as error:
        _rollback(connection)
        raise in_words(path, error) from error
    except BaseException:
        _rollback(connection)
        raise


def _begin(connection: sqlite3.Connection, path: Path, patience: float, waits: Callable[[], object]) -> None:
    end = time.monotonic() + patience
    said = False
    while True:
        try:
            connection.execute("begin immediate")
        except sqlite3.Error as error:
            told = in_words(path, error)
            if type(told) is not BusyError or time.monotonic() >= end:
                raise told from error
        else:
            return
        if not said:
            said = True
            waits()
        time.sleep(_BREATH_SECONDS)  # a lock of another kind is told at once


def _rollback(connection: sqlite3.Connection) -> None:
    # SQLite has rolled back by itself after some errors (disk full); a second rollback is then an error of no interest
    with contextlib.suppress(sqlite3.Error):
        connection.execute("rollback")


def _refuse_strangers(path: Path) -> None:
    """Raises DatabaseError unless the path is free, empty or a database of ours of a version we know.

    The file is looked at through SQLite alone: closing any other descriptor of it would drop the locks of this
    process's connections (POSIX), and another program would then take the WAL away under them.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        found = None
    except OSError as error:
        raise DatabaseError(f"{path}: cannot be read: {error.strerror}", "check the rights of the file") from error
    if found is not None and not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, without an end
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
        raise DatabaseError(f"{path}: is {kind}, not a database", "name a file with --db")
    if found is None or found.st_size == 0:
        refuse_emptied(path)
        return
    application, version, tables = _marks(path)
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise DatabaseError(
            f"{path}: was written by a newer tradewatch", "update tradewatch; the file was left as it is"
        )
    if application != APPLICATION_ID and (application or tables):
        raise DatabaseError(
            f"{path}: is another program's database", "it was left as it is; choose another file with --db"
        )


def _marks(path: Path) -> tuple[int, int, int]:
    """Gives application_id, user_version and the number of tables as SQLite sees them, the WAL included."""
    if not os.access(path, os.R_OK):
        raise DatabaseError(f"{path}: cannot be read: permission denied", "check the rights of the file")
    try:
        connection = _read_only(path)
    except DatabaseError as error:
        if isinstance(error.__cause__, sqlite3.DatabaseError) and "not a database" in str(error.__cause__):
            from tradewatch.storage.aside import has_pages  # which starts processes: nothing that an opening wants

            if was_database(path) or has_pages(path):
                raise damaged(path, "the beginning of the file is destroyed") from error
            raise DatabaseError(
                f"{path}: is not a database", "it was left as it is; choose another file with --db"
            ) from error
        raise
    try:
        application = connection.execute("pragma application_id").fetchone()[0]
        version = connection.execute("pragma user_version").fetchone()[0]
        return application, version, connection.execute("select count(*) from sqlite_master").fetchone()[0]
    except sqlite3.Error as error:
        raise in_words(path, error) from error
    finally:
        connection.close()
