"""What a person has seen: noted by itself on opening, or said by an act that can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from tradewatch.instants import iso_utc
from tradewatch.storage.changes.log import changed, next_batch
from tradewatch.storage.deeds import Deed
from tradewatch.storage.store import Store

__all__ = ["mark_read", "put_seen", "set_seen"]

_OF_STORIES = (
    " from item where (read_at is null) = :unseen and (story_id in (select value from json_each(:numbers))"
    " or id in (select -value from json_each(:numbers) where value < 0))"
)


def mark_read(store: Store, item_ids: Sequence[int], at: datetime) -> None:
    """Notes that a person has opened these items.

    It is not logged: `undo` after a flag takes the flag back, not the reading that came before or after it.
    """
    with store.transaction() as connection:
        for number in item_ids:
            connection.execute("update item set read_at = ? where id = ? and read_at is null", (iso_utc(at), number))
            changed(connection, "item", number)


def set_seen(store: Store, stories: Iterable[int], seen: bool, *, by: str, at: datetime) -> int:
    """Says that all items of stories are seen, or not seen again; they are taken back together.

    Stories as lists have them: a story's number, or minus that of an item that is in none. Gives how many items were
    marked otherwise before.
    """
    numbers, now = json.dumps(list(stories)), iso_utc(at)
    with store.transaction() as connection:
        values = {
            "numbers": numbers, "unseen": seen, "now": now, "by": by, "batch": next_batch(connection),
            "what": Deed.READ, "after": now if seen else None,
        }  # fmt: skip
        count: int = connection.execute(
            "insert into action (batch, at, by, what, kind, target, before, after)"
            f" select :batch, :now, :by, :what, 'item', id, json_quote(read_at), json_quote(:after){_OF_STORIES}",
            values,
        ).rowcount
        connection.execute(f"insert into change (kind, row) select 'item', id{_OF_STORIES}", values)
        connection.execute(f"update item set read_at = :after where id in (select id{_OF_STORIES})", values)
    return count


def put_seen(connection: sqlite3.Connection, rows: Sequence[tuple[int, str | None, str | None]]) -> None:
    """Makes (item, before, after) what was before; an item that was marked anew since keeps the newer mark."""
    for number, before, after in rows:
        connection.execute("update item set read_at = ? where id = ? and read_at is ?", (before, number, after))
        changed(connection, "item", number)
