"""Forgetting old items: all but those that a person marked or exported, a statement rests on or the book was proposed from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from tradewatch.instants import iso_utc
from tradewatch.records import Pruned
from tradewatch.storage.markedrows import FLAGGED
from tradewatch.storage.searchrows import take_from_search
from tradewatch.storage.store import Store
from tradewatch.storage.storyrows import recount

__all__ = ["prune"]

_AT_ONCE = 500
"""Items forgotten in one transaction: a flag set meanwhile waits no longer than for these."""
_KEPT = (
    "item.rules is null"  # what nobody has read may carry a statement
    " or item.relevant_by is not null"
    " or item.id in (select target from flag where kind = 'item')"
    " or item.story_id in (select target from flag where kind = 'story')"
    " or item.id in (select target from note where kind = 'item' and (note <> '' or tags <> '[]'))"
    " or item.story_id in (select target from note where kind = 'story' and (note <> '' or tags <> '[]'))"
    " or item.id in (select item_id from placed_by_hand)"
    f" or item.id in (select marked.item_id from {FLAGGED})"
    " or item.id in (select item_id from exported_item)"
    " or exists (select 1 from statement_part where item_id = item.id)"
    " or exists (select 1 from heard where item_id = item.id)"
    " or exists (select 1 from proposal_item where item_id = item.id)"
)


def prune(
    store: Store,
    before: datetime,
    *,
    dry_run: bool = False,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Pruned:
    """Forgets items published before an instant; gives how many went and how many were kept for a reason.

    Each transaction is whole, so what is interrupted is simply not finished. A feed that still lists what was forgotten
    does not bring it back: keys, links and dates are kept. What it lists for the first time is new, however old its date.
    `told` hears how many of how many are done.
    """
    until = iso_utc(before)
    with store.transaction() as connection:
        old = _count(connection, "1", until)
        going = _count(connection, f"not ({_KEPT})", until)
        if dry_run or not going:
            return Pruned(going, old - going)
    gone = 0
    while forgotten := _some(store, until):
        gone += forgotten
        told(gone, going)
    return Pruned(gone, old - gone)


def _some(store: Store, until: str) -> int:
    with store.transaction() as connection:
        rows = connection.execute(
            "select id, title, summary, text, feed_id, key, url, iif(published_known, published, null), story_id from item"
            f" where published < ? and not ({_KEPT}) order by published, id limit ?",
            (until, _AT_ONCE),
        ).fetchall()
        _forget(connection, rows)
    return len(rows)


def _forget(
    connection: sqlite3.Connection,
    rows: Sequence[tuple[int, str, str, str, int, str, str | None, str | None, int | None]],
) -> None:
    for number, title, summary, text, feed_id, key, url, published, _ in rows:
        take_from_search(connection, (number, title, summary, text))
        for table in (
            "item_version",
            "item_raw",
            "untold",
            "exported_item",
            "answered_hand",
            "recall",
            "flagged_item",
            "matched",
        ):
            connection.execute(f"delete from {table} where item_id = ?", (number,))
        connection.execute("insert or replace into forgotten values (?, ?, ?, ?)", (feed_id, key, url, published))
        connection.execute("delete from item where id = ?", (number,))
        connection.execute("update feed set items = max(0, items - 1) where id = ?", (feed_id,))
    connection.executemany("insert into change (kind, row) values ('item', ?)", [(row[0],) for row in rows])
    recount(connection, {row[8] for row in rows if row[8] is not None})


def _count(connection: sqlite3.Connection, condition: str, until: str) -> int:
    query = f"select count(*) from item where published < ? and {condition}"
    return int(connection.execute(query, (until,)).fetchone()[0])
