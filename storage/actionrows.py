"""The log of what people did, read back: what was done in a span of time and stands."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.storage.deeds import TOLD, WORDS, Deed

__all__ = ["Action", "actions", "feed_title", "note_by"]


class Action(Struct, frozen=True):
    """One keystroke of a person."""

    at: datetime
    by: str
    what: Deed
    kind: str
    number: int
    before: Any
    after: Any
    rows: int = 1
    """How many things the keystroke changed in this way."""

    @property
    def became(self) -> str:
        """What it made of its target, in a word for a person."""
        if self.what is Deed.FLAG:
            if self.after is None:
                return "flag taken off"
            return "flagged" if self.before is None else f"flag {self.after[2]}"
        if self.what is Deed.RELEVANT:
            return (
                "given back to the rules"
                if self.after[1] is None
                else "matters"
                if self.after[0]
                else "does not matter"
            )
        if self.what is Deed.JUDGED:
            return {"yes": "all of it matters", "no": "none of it matters"}.get(self.after, "left to the rules")
        if self.what is Deed.PROPOSAL:
            return str(self.after[0])
        if self.what is Deed.SAVE and self.before is not None:
            return "search changed"
        return WORDS[self.what].became


def actions(connection: sqlite3.Connection, since: datetime, until: datetime) -> list[Action]:
    """Gives what people did from `since` to `until` and had not taken back by `until`, newest first, a keystroke once.

    Of a story and its items it is the story's. What somebody has merely seen is nothing for others.
    """
    rows = connection.execute(
        "select batch, at, by, what, kind, target, before, after from action where at >= ? and at <= ?"
        f" and {TOLD} and (undone_at is null or undone_at > ?) order by id",
        (iso_utc(since), iso_utc(until), iso_utc(until)),
    )
    found: dict[tuple[int, str], Action] = {}
    for batch, at, by, what, kind, number, before, after in rows:
        one = Action(parse_utc(at), by, Deed(what), kind, number, json.loads(before), json.loads(after))
        first = found.get((batch, what))
        if first is not None:
            head = one if one.kind == "story" and first.kind != "story" else first
            one = replace(head, rows=first.rows + 1)
        found[batch, what] = one
    return list(found.values())[::-1]


def note_by(connection: sqlite3.Connection, kind: str, number: int, until: datetime) -> tuple[str, tuple[str, ...]]:
    """Gives note and tags of a thing as they stood at an instant."""
    row = connection.execute(
        f"select after from action where what = 'note' and kind = ? and target = ? and at <= ? and {TOLD}"
        " and (undone_at is null or undone_at > ?) order by id desc limit 1",
        (kind, number, iso_utc(until), iso_utc(until)),
    ).fetchone()
    if row is None:
        return "", ()
    note, tags = json.loads(row[0])
    return note, tuple(tags)


def feed_title(connection: sqlite3.Connection, number: int) -> str:
    """Gives a feed's title, of a removed one too; "" where there is none."""
    row = connection.execute("select title from feed where id = ?", (number,)).fetchone()
    return str(row[0]) if row else ""
