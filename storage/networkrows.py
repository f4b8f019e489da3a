"""The row of the table progress: how far a round is, since when nobody is reached, and how far the clock is off."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tradewatch import records
from tradewatch.instants import iso_utc, parse_utc
from tradewatch.storage.queries import Progress

__all__ = ["offline", "progress", "save_clock", "save_offline", "save_progress"]


def save_progress(connection: sqlite3.Connection, done: int, total: int, pending: int, at: datetime) -> bool:
    """Says how far the round is; gives whether it is at its end."""
    finished = iso_utc(at) if total == 0 or (done >= total and pending == 0) else None
    connection.execute(
        "update progress set done = ?, total = ?, pending = ?, at = ?, finished_at = ? where id = 1",
        (done, total, pending, iso_utc(at), finished),
    )
    return finished is not None


def save_offline(connection: sqlite3.Connection, found: records.Offline | None) -> None:
    """Says since when and why nobody is reached; None that somebody is."""
    connection.execute(
        "update progress set offline_since = ?, offline_why = ? where id = 1",
        (iso_utc(found.since), found.why) if found else (None, ""),
    )


def save_clock(connection: sqlite3.Connection, found: records.ClockOffset | None) -> None:
    """Keeps what the feeds' servers say of this computer's clock."""
    connection.execute(
        "update progress set clock_ahead_seconds = ?, clock_hosts = ?, clock_at = ? where id = 1",
        (found.ahead_seconds, found.hosts, iso_utc(found.at)) if found else (None, 0, None),
    )


def offline(connection: sqlite3.Connection) -> records.Offline | None:
    """Gives since when and why nobody is reached, None where somebody is."""
    row = connection.execute("select offline_since, offline_why from progress where id = 1").fetchone()
    return records.Offline(parse_utc(row[0]), row[1]) if row and row[0] else None


def progress(connection: sqlite3.Connection) -> Progress | None:
    """Gives how far the poller's round is and what it found of network and clock, None before the first."""
    row = connection.execute(
        "select done, total, pending, at, finished_at, clock_ahead_seconds, clock_hosts, clock_at"
        " from progress where id = 1"
    ).fetchone()
    if row is None or not row[3]:
        return None
    clock = records.ClockOffset(row[5], row[6], parse_utc(row[7])) if row[5] is not None and row[7] else None
    finished = parse_utc(row[4]) if row[4] else None
    return Progress(row[0], row[1], row[2], parse_utc(row[3]), finished, offline(connection), clock)
