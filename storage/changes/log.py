"""The log of what people did: a line for each change with what was before, from which it can be taken back."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

from tradewatch.errors import NotFoundError
from tradewatch.instants import iso_utc
from tradewatch.storage.deeds import Deed
from tradewatch.storage.ids import parse_id
from tradewatch.storage.storyrows import live_story

__all__ = ["changed", "find", "log", "next_batch"]


def find(connection: sqlite3.Connection, target: str, *kinds: str) -> tuple[str, int]:
    """Gives kind and number of an id that is there and of one of the kinds; a story that went into another is that one.

    Raises NotFoundError.
    """
    kind, number = parse_id(target)
    if kind not in kinds:
        raise NotFoundError(
            f"{target} is {'an' if kind == 'item' else 'a'} {kind}", f"this wants {' or '.join(kinds)} ids"
        )
    if connection.execute(f"select 1 from {kind} where id = ?", (number,)).fetchone() is None:
        raise NotFoundError(f"there is no {kind} {target}", "it may have been on another database; see --db")
    return kind, live_story(connection, number) if kind == "story" else number


def next_batch(connection: sqlite3.Connection) -> int:
    """Gives a number for the changes of one keystroke, which are taken back together."""
    batch: int = connection.execute("select coalesce(max(batch), 0) + 1 from action").fetchone()[0]
    return batch


def log(
    connection: sqlite3.Connection,
    what: Deed,
    kind: str,
    number: int,
    before: Any,
    after: Any,
    *,
    by: str,
    at: datetime,
    batch: int | None = None,
) -> None:
    """Writes the line; `before` and `after` are JSON values that `undo` understands. Raises ValueError for no deed."""
    words = json.dumps(before), json.dumps(after)
    connection.execute(
        "insert into action (batch, at, by, what, kind, target, before, after) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (batch or next_batch(connection), iso_utc(at), by, Deed(what), kind, number, *words),
    )


def changed(connection: sqlite3.Connection, kind: str, number: int) -> None:
    """Tells every console that this row looks different now."""
    connection.execute("insert into change (kind, row) values (?, ?)", (kind, number))
