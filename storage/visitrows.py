"""The rows of visits."""

from __future__ import annotations

import sqlite3

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.storage.visiting import Visit

__all__ = ["put_visit", "visit_of"]


def visit_of(connection: sqlite3.Connection, user: str) -> Visit | None:
    """Gives the last visit of a person, None where there was none."""
    row = connection.execute("select begun_at, seen_at, before from visit where user = ?", (user,)).fetchone()
    if row is None:
        return None
    return Visit(parse_utc(row[0]), parse_utc(row[1]), parse_utc(row[2]) if row[2] else None)


def put_visit(connection: sqlite3.Connection, user: str, visit: Visit) -> None:
    """Makes a person's last visit what is given."""
    before = iso_utc(visit.before) if visit.before else None
    connection.execute(
        "insert or replace into visit (user, begun_at, seen_at, before) values (?, ?, ?, ?)",
        (user, iso_utc(visit.begun_at), iso_utc(visit.seen_at), before),
    )
