"""Answering hands: a person has taken note of what an outlet did to a marked item."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tradewatch.instants import iso_utc
from tradewatch.records import Hand
from tradewatch.storage.changes.log import changed, log, next_batch
from tradewatch.storage.deeds import Deed
from tradewatch.storage.store import Store

__all__ = ["answer_hands", "put_hand"]


def answer_hands(store: Store, hands: Sequence[Hand], *, by: str, at: datetime) -> int:
    """Takes hands down as the person saw them, together; gives how many. What the outlet does later raises them again."""
    with store.transaction() as connection:
        batch, count = next_batch(connection), 0
        for one in hands:
            if connection.execute("select 1 from item where id = ?", (one.item_id,)).fetchone() is None:
                continue
            before = _row(connection, one.item_id)
            gone_at = iso_utc(one.gone_at) if one.gone_at else (before[1] if before else None)
            after = [one.version, gone_at, iso_utc(at), by]
            put_hand(connection, one.item_id, after)
            log(connection, Deed.HAND, "item", one.item_id, before, after, by=by, at=at, batch=batch)
            count += 1
    return count


def put_hand(connection: sqlite3.Connection, number: int, row: Sequence[object] | None) -> None:
    """Makes the answer what [version, gone at, at, by] says; None takes it back."""
    connection.execute("delete from answered_hand where item_id = ?", (number,))
    if row is not None:
        connection.execute("insert into answered_hand values (?, ?, ?, ?, ?)", (number, *row))
    changed(connection, "item", number)


def _row(connection: sqlite3.Connection, number: int) -> list[object] | None:
    row = connection.execute(
        "select version, gone_at, at, by from answered_hand where item_id = ?", (number,)
    ).fetchone()
    return list(row) if row else None
