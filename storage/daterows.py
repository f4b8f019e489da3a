"""Items that were dated by a clock that was wrong: finding them, and dating them anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import Dated

__all__ = ["after_item", "beyond", "newest_item", "redate"]

_COLUMNS = "select id, published, first_seen, published_raw, published_known from item"


def newest_item(connection: sqlite3.Connection) -> int:
    """Gives the id of the newest item, 0 where there is none."""
    number: int = connection.execute("select coalesce(max(id), 0) from item").fetchone()[0]
    return number


def after_item(connection: sqlite3.Connection, item_id: int) -> list[Dated]:
    """Gives the items that were stored after one."""
    return _dated(connection.execute(f"{_COLUMNS} where id > ? order by id", (item_id,)))


def beyond(connection: sqlite3.Connection, at: datetime, limit: int) -> list[Dated]:
    """Gives items that stand after an instant, the furthest first (along the index by time)."""
    return _dated(
        connection.execute(f"{_COLUMNS} where published > ? order by published desc limit ?", (iso_utc(at), limit))
    )


def redate(connection: sqlite3.Connection, items: Sequence[Dated]) -> None:
    """Gives items their places in time; they are read again, so that statements and stories follow."""
    for one in items:
        connection.execute(
            "update item set published = ?, first_seen = ?, published_known = ?, rules = null where id = ?",
            (iso_utc(one.published), iso_utc(one.first_seen), one.published_known, one.item_id),
        )
        connection.execute("insert into change (kind, row) values ('item', ?)", (one.item_id,))


def _dated(rows: sqlite3.Cursor) -> list[Dated]:
    return [Dated(row[0], parse_utc(row[1]), parse_utc(row[2]), row[3], bool(row[4])) for row in rows]
