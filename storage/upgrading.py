"""Bringing a database of an older version up to date: copied first, then all of it or nothing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from tradewatch.errors import DatabaseError
from tradewatch.storage.schema_mark import SCHEMA_VERSION
from tradewatch.storage.snapshot import keep_version

__all__ = ["bring_up_to_date"]

_WAIT_SECONDS = 120.0
"""Another program's bringing up to date is waited for: it took 7 s for 60,000 long items (measured)."""


def bring_up_to_date(connection: sqlite3.Connection, path: Path, upgrades: Callable[[], object]) -> None:
    """Applies what is missing, after a copy of what was; where another program is at it, waits for it as every other write does.

    A transaction that began by reading cannot wait for a writer (SQLITE_BUSY at once), so it is begun anew.
    """
    deadline = time.monotonic() + _WAIT_SECONDS
    while (version := connection.execute("pragma user_version").fetchone()[0]) != SCHEMA_VERSION:
        if version:
            upgrades()
            keep_version(connection, path, version)
        try:
            _migrate(connection)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _migrate(connection: sqlite3.Connection) -> None:
    """Applies the migrations in one transaction: `apply` alone would commit step by step (measured)."""
    from sqlite_utils import Database

    from tradewatch.storage.schema import migrations

    connection.isolation_level = "DEFERRED"
    try:
        database = Database(connection)
        with database.atomic():
            migrations.apply(database)
        connection.commit()
    except sqlite3.Error:
        connection.rollback()
        raise
    except Exception as error:
        connection.rollback()
        raise DatabaseError("the database cannot be brought up to date", str(error)) from error
    finally:
        connection.isolation_level = None
