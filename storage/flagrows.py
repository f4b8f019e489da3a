"""Rows of the flags with their notes."""

from __future__ import annotations

import json
import sqlite3

from tradewatch.instants import parse_utc
from tradewatch.records import Flag, FlagState

__all__ = ["first_item", "flag_rows"]


def flag_rows(connection: sqlite3.Connection) -> list[tuple[str, int, Flag, str, tuple[str, ...]]]:
    """Gives (kind, number, flag, note, tags) of all that is flagged."""
    rows = connection.execute(
        "select flag.kind, flag.target, flag.at, flag.by, flag.state, coalesce(note.note, ''), coalesce(note.tags, '[]')"
        " from flag left join note on note.kind = flag.kind and note.target = flag.target"
    )
    return [
        (kind, number, Flag(parse_utc(at), by, FlagState(state)), note, tuple(json.loads(tags)))
        for kind, number, at, by, state, note, tags in rows
    ]


def first_item(connection: sqlite3.Connection, story_id: int) -> int:
    """Gives the item that a story began with, 0 where there is no such story."""
    row = connection.execute("select first_item from story where id = ?", (story_id,)).fetchone()
    return int(row[0]) if row else 0
