"""The places that statements lose by a person's word on them, logged with that word and given back with it."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from msgspec import convert, to_builtins

from tradewatch.storage.changes.log import log
from tradewatch.storage.deeds import TOLD, Deed
from tradewatch.storage.placerows import Place, put_back

__all__ = ["come_back", "log_place", "undo_loss"]


def log_place(
    connection: sqlite3.Connection, number: int, lost: Place | None, *, by: str, at: datetime, batch: int
) -> None:
    """Writes down which place a statement lost by what was logged before it in the batch."""
    if lost is not None:
        log(connection, Deed.STAND, "statement", number, to_builtins(lost), None, by=by, at=at, batch=batch)


def come_back(connection: sqlite3.Connection, number: int, *, by: str, at: datetime, batch: int) -> None:
    """Gives a statement its lost place again, where a person's word on it is taken off; that is logged too."""
    found = _regained(connection, number)
    if found is not None:
        log(connection, Deed.STAND, "statement", number, None, to_builtins(found[1]), by=by, at=at, batch=batch)


def undo_loss(connection: sqlite3.Connection, number: int) -> None:
    """Gives a statement its lost place again, where what was done to it is taken back."""
    found = _regained(connection, number)
    if found is not None:
        connection.execute("update action set after = before where id = ?", (found[0],))


def _regained(connection: sqlite3.Connection, number: int) -> tuple[int, Place] | None:
    """Puts a statement back where it stood last and gives the loss with its line; None where it lost nothing or cannot.

    A loss whose cause was taken back while another word stood on the statement is one still: its line says nothing
    behind until the place is given back.
    """
    row = connection.execute(
        f"select id, before from action where {TOLD} and kind = 'statement' and target = ? and what = ?"
        " and (undone_at is null or after = 'null') order by id desc limit 1",
        (number, Deed.STAND),
    ).fetchone()
    if row is None or row[1] == "null":
        return None
    place = convert(json.loads(row[1]), Place)
    return (row[0], place) if put_back(connection, number, place) else None
