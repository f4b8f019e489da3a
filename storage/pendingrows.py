"""Which items wait for the rules: those that none have read, and those that other rules have."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import PendingItem, Side
from tradewatch.storage.relevancerows import WANTED

__all__ = ["outdated", "outdated_count", "pending", "pending_count"]

_ITEMS = (
    "select item.id, item.version, feed.title, feed.side, feed.category, feed.official, item.title, item.summary,"
    f" item.text, item.author, item.published, item.language, {WANTED} from item join feed on feed.id = item.feed_id"
    " where {} order by item.published desc, item.id desc limit :limit"
)


def pending(connection: sqlite3.Connection, limit: int) -> list[PendingItem]:
    """Gives items that no rules have read, newest first."""
    return _items(connection, "item.rules is null", limit)


def outdated(
    connection: sqlite3.Connection, rules: str, before: tuple[datetime, int] | None, limit: int
) -> list[PendingItem]:
    """Gives items that other rules have read, before a place (published, id), newest first."""
    where, values = "item.rules <> :rules", {"rules": rules}
    if before is None:
        return _items(connection, where, limit, **values)
    place = " and (item.published, item.id) < (:published, :id)"
    return _items(connection, where + place, limit, **values, published=iso_utc(before[0]), id=before[1])


def pending_count(connection: sqlite3.Connection) -> int:
    """Gives how many items no rules have read."""
    count: int = connection.execute("select count(*) from item where rules is null").fetchone()[0]
    return count


def outdated_count(connection: sqlite3.Connection, rules: str) -> int:
    """Gives how many items other rules have read."""
    count: int = connection.execute("select count(*) from item where rules <> ?", (rules,)).fetchone()[0]
    return count


def _items(connection: sqlite3.Connection, where: str, limit: int, **values: Any) -> list[PendingItem]:
    rows = connection.execute(_ITEMS.format(where), {"limit": limit, **values})
    return [
        PendingItem(
            row[0], row[1], row[2], Side(row[3]), row[4], bool(row[5]), row[6], row[7], row[8], row[9],
            parse_utc(row[10]), row[11], bool(row[12]),
        )
        for row in rows
    ]  # fmt: skip
