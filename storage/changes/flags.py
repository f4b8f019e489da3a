"""Flags, notes and tags: who marked what, when and why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tradewatch.clean import clean_line, clean_text
from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import Flag, FlagState
from tradewatch.storage.changes.log import changed, find, log, next_batch
from tradewatch.storage.changes.places import come_back, log_place
from tradewatch.storage.deeds import Deed
from tradewatch.storage.placerows import Place, stand_alone
from tradewatch.storage.store import Store

__all__ = [
    "flag",
    "flag_all",
    "flag_row",
    "flag_story",
    "note_row",
    "put_flag",
    "put_note",
    "set_note",
    "unflag",
    "unflag_all",
]

_KINDS = ("item", "statement", "story")
_NO_NOTE: list[object] = ["", []]


def flag(
    store: Store,
    target: str,
    *,
    by: str,
    at: datetime,
    note: str | None = None,
    tags: Sequence[str] | None = None,
    state: FlagState | None = None,
) -> Flag:
    """Flags an item, statement or story, and sets note, tags and state where given; gives the flag as it stands.

    A flag that is there keeps who set it and when. On a story its first item is flagged too. Raises NotFoundError.
    """
    return flag_all(store, [target], by=by, at=at, note=note, tags=tags, state=state)[0]


def flag_all(
    store: Store,
    targets: Sequence[str],
    *,
    by: str,
    at: datetime,
    note: str | None = None,
    tags: Sequence[str] | None = None,
    state: FlagState | None = None,
) -> list[Flag]:
    """Flags several things as `flag` does one: all of them or none, and one undo takes all back."""
    with store.transaction() as connection:
        batch = next_batch(connection)
        found = [find(connection, target, *_KINDS) for target in targets]
        flags = []
        for kind, number in found:
            flags.append(_flag_one(connection, kind, number, by, at, state, batch))
            both = [(kind, number)]
            if kind == "story":
                both.insert(0, ("item", _flag_first(connection, number, by, at, state, batch)))
            for which in both if note is not None or tags is not None else ():
                _note_one(connection, *which, note, tags, by, at, batch)
    return flags


def flag_story(connection: sqlite3.Connection, number: int, *, by: str, at: datetime) -> None:
    """Flags a story and its first item for a watch rule, inside its transaction; logged as a person's flag is."""
    batch = next_batch(connection)
    _flag_one(connection, "story", number, by, at, None, batch)
    _flag_first(connection, number, by, at, None, batch)


def unflag(store: Store, target: str, *, by: str, at: datetime) -> bool:
    """Takes a flag off, of a story from all its items too; note, tags and log stay. Gives whether there was one."""
    return unflag_all(store, [target], by=by, at=at) == 1


def unflag_all(store: Store, targets: Sequence[str], *, by: str, at: datetime) -> int:
    """Takes the flags off several things, all or none; one undo brings all back. Gives how many had one."""
    count = 0
    with store.transaction() as connection:
        batch = next_batch(connection)
        for kind, number in [find(connection, target, *_KINDS) for target in targets]:
            was = _unflag_one(connection, kind, number, by, at, batch)
            if kind == "story":
                for (item,) in connection.execute("select id from item where story_id = ?", (number,)).fetchall():
                    was = _unflag_one(connection, "item", item, by, at, batch) or was
            count += was
    return count


def set_note(
    store: Store, target: str, *, by: str, at: datetime, note: str | None = None, tags: Sequence[str] | None = None
) -> None:
    """Sets the note or the tags of an item, statement or story, flagged or not; None leaves as it is.

    On a story its first item gets them too: items are what leaves.
    """
    with store.transaction() as connection:
        kind, number = find(connection, target, *_KINDS)
        batch = next_batch(connection)
        _note_one(connection, kind, number, note, tags, by, at, batch)
        if kind == "story":
            first = connection.execute("select first_item from story where id = ?", (number,)).fetchone()[0]
            _note_one(connection, "item", first, note, tags, by, at, batch)


def flag_row(connection: sqlite3.Connection, kind: str, number: int) -> list[str] | None:
    """Gives [at, by, state] of a flag, or None."""
    row = connection.execute("select at, by, state from flag where kind = ? and target = ?", (kind, number)).fetchone()
    return list(row) if row else None


def put_flag(connection: sqlite3.Connection, kind: str, number: int, row: list[str] | None) -> Place | None:
    """Makes the flag what the row says; None takes it off. Gives the place that a statement lost by it."""
    connection.execute("delete from flag where kind = ? and target = ?", (kind, number))
    if row is not None:
        connection.execute("insert into flag values (?, ?, ?, ?, ?)", (kind, number, *row))
    changed(connection, kind, number)
    return stand_alone(connection, number) if kind == "statement" else None


def note_row(connection: sqlite3.Connection, kind: str, number: int) -> list[object]:
    """Gives [note, tags]."""
    row = connection.execute("select note, tags from note where kind = ? and target = ?", (kind, number)).fetchone()
    return [row[0], json.loads(row[1])] if row else ["", []]


def put_note(connection: sqlite3.Connection, kind: str, number: int, row: list[object]) -> Place | None:
    """Makes note and tags what the row says; gives the place that a statement lost by it."""
    connection.execute(
        "insert or replace into note values (?, ?, ?, ?)",
        (kind, number, row[0], json.dumps(row[1], ensure_ascii=False)),
    )
    changed(connection, kind, number)
    return stand_alone(connection, number) if kind == "statement" else None


def _flag_one(
    connection: sqlite3.Connection, kind: str, number: int, by: str, at: datetime, state: FlagState | None, batch: int
) -> Flag:
    before = flag_row(connection, kind, number)
    after = [iso_utc(at), by, str(state or FlagState.TODO)]
    if before is not None:
        after = [before[0], before[1], str(state or before[2])]
    if after != before:
        lost = put_flag(connection, kind, number, after)
        log(connection, Deed.FLAG, kind, number, before, after, by=by, at=at, batch=batch)
        log_place(connection, number, lost, by=by, at=at, batch=batch)
    return Flag(parse_utc(after[0]), after[1], FlagState(after[2]))


def _flag_first(
    connection: sqlite3.Connection, story: int, by: str, at: datetime, state: FlagState | None, batch: int
) -> int:
    first: int = connection.execute("select first_item from story where id = ?", (story,)).fetchone()[0]
    _flag_one(connection, "item", first, by, at, state, batch)
    return first


def _unflag_one(connection: sqlite3.Connection, kind: str, number: int, by: str, at: datetime, batch: int) -> bool:
    before = flag_row(connection, kind, number)
    if before is None:
        return False
    put_flag(connection, kind, number, None)
    log(connection, Deed.FLAG, kind, number, before, None, by=by, at=at, batch=batch)
    if kind == "statement":
        come_back(connection, number, by=by, at=at, batch=batch)
    return True


def _note_one(
    connection: sqlite3.Connection,
    kind: str,
    number: int,
    note: str | None,
    tags: Sequence[str] | None,
    by: str,
    at: datetime,
    batch: int,
) -> None:
    before = note_row(connection, kind, number)
    after: list[object] = [
        before[0] if note is None else clean_text(note),
        before[1] if tags is None else [word for word in dict.fromkeys(clean_line(tag) for tag in tags) if word],
    ]
    if after != before:
        lost = put_note(connection, kind, number, after)
        log(connection, Deed.NOTE, kind, number, before, after, by=by, at=at, batch=batch)
        log_place(connection, number, lost, by=by, at=at, batch=batch)
        if kind == "statement" and after == _NO_NOTE:
            come_back(connection, number, by=by, at=at, batch=batch)
