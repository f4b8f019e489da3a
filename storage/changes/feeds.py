"""Which feeds are polled, as a person says: added, removed, enabled and disabled, each with what undo needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tradewatch.errors import NotFoundError
from tradewatch.records import Feed
from tradewatch.storage import feedrows
from tradewatch.storage.changes.log import changed, log, next_batch
from tradewatch.storage.deeds import Deed
from tradewatch.storage.store import Store

__all__ = ["add_feeds", "enable_feed", "put_feed", "remove_feed"]

_COLUMNS = ("removed", "enabled", "status", "title", "side", "category", "language", "every_minutes")


def add_feeds(store: Store, feeds: Sequence[Feed], *, by: str, at: datetime) -> int:
    """Adds the feeds whose address is new, and takes removed ones back; gives how many are more. Undone together."""
    with store.transaction() as connection:
        batch, added = next_batch(connection), 0
        for feed in feeds:
            before = _row_at(connection, feed.url)
            if not feedrows.add_feeds(connection, [feed]):
                continue
            number = _number_at(connection, feed.url)
            assert number is not None
            log(connection, Deed.ADD, "feed", number, before, _row(connection, number), by=by, at=at, batch=batch)
            added += 1
    return added


def remove_feed(store: Store, url: str, *, by: str, at: datetime) -> None:
    """Stops polling an address and keeps its items. Raises NotFoundError."""
    with store.transaction() as connection:
        number, _ = feedrows.find_feed(connection, url)
        before = _row(connection, number)
        feedrows.remove_feed(connection, url)
        log(connection, Deed.REMOVE, "feed", number, before, _row(connection, number), by=by, at=at)


def enable_feed(store: Store, url: str, enabled: bool, *, by: str, at: datetime) -> bool:
    """Lets an address be polled or not; a feed that is gone is asked again. Gives whether that is new.

    Raises NotFoundError.
    """
    with store.transaction() as connection:
        number, _ = feedrows.find_feed(connection, url)
        before = _row(connection, number)
        if bool(before[1]) is enabled and not (enabled and before[2] == "gone"):
            return False
        feedrows.set_enabled(connection, url, enabled)
        what = Deed.ENABLE if enabled else Deed.DISABLE
        log(connection, what, "feed", number, before, _row(connection, number), by=by, at=at)
    return True


def put_feed(connection: sqlite3.Connection, number: int, row: Sequence[Any] | None) -> None:
    """Makes a feed what the row says, None removed; what polling has found of it since stays.

    A feed that was gone is so again, unless it was asked meanwhile.
    """
    if row is None:
        connection.execute("update feed set removed = 1 where id = ?", (number,))
    else:
        removed, enabled, status, *told = row
        connection.execute(
            "update feed set removed = ?, enabled = ?, next_check_at = null, status ="
            " case when status = 'never' and ? = 'gone' then 'gone' else status end,"
            " title = ?, side = ?, category = ?, language = ?, every_minutes = ? where id = ?",
            (removed, enabled, status, *told, number),
        )
    changed(connection, "feed", number)


def _row(connection: sqlite3.Connection, number: int) -> list[Any]:
    found = connection.execute(f"select {', '.join(_COLUMNS)} from feed where id = ?", (number,)).fetchone()
    if found is None:
        raise NotFoundError("there is no such feed", "`tradewatch feeds list` shows them")
    return list(found)


def _number_at(connection: sqlite3.Connection, url: str) -> int | None:
    row = connection.execute("select id from feed where url = ?", (feedrows.current_url(connection, url),)).fetchone()
    return None if row is None else int(row[0])


def _row_at(connection: sqlite3.Connection, url: str) -> list[Any] | None:
    number = _number_at(connection, url)
    return None if number is None else _row(connection, number)
