"""Stories that a person puts together or takes apart: no rule moves those items afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.storage.changes.flags import flag_row, note_row, put_flag, put_note
from tradewatch.storage.changes.log import changed, find, log, next_batch
from tradewatch.storage.deeds import Deed
from tradewatch.storage.ids import show_id
from tradewatch.storage.store import Store
from tradewatch.storage.storyrows import mark_untold, move_item, recount

__all__ = ["merge_stories", "put_stories", "split_story", "story_rows_now"]


def merge_stories(store: Store, one: str, other: str, *, by: str, at: datetime) -> str:
    """Makes two stories (or those of two items) one, under the id of the first; gives that id.

    A flag or note of the second goes to the first where that has none. Raises NotFoundError, and TradewatchError where
    they are one already.
    """
    with store.transaction() as connection:
        kept, gone = _story(connection, one), _story(connection, other)
        if kept == gone:
            raise TradewatchError(f"{one} and {other} are one story already", show_id("story", kept))
        batch = next_batch(connection)
        items = _items(connection, (kept, gone))
        before = _rows(connection, items)
        _pin(connection, items, kept)
        recount(connection, {kept, gone})
        mark_untold(connection, items)
        log(connection, Deed.MERGE, "story", kept, before, _rows(connection, items), by=by, at=at, batch=batch)
        _inherit(connection, gone, kept, by, at, batch)
    return show_id("story", kept)


def split_story(store: Store, targets: Sequence[str], *, by: str, at: datetime) -> list[str]:
    """Takes a story apart: of a story each item by itself, of items these together out of theirs.

    Gives the ids of the stories that came of it, the first being what is left. Raises NotFoundError, and TradewatchError
    where nothing would be left or the items are of several stories.
    """
    with store.transaction() as connection:
        story, parts = _parts(connection, targets)
        items = _items(connection, (story,))
        before = _rows(connection, items)
        _pin(connection, items, story)
        stories = [story]
        for part in parts:
            number = connection.execute(
                "insert into story (latest, first_item) select published, id from item where id = ?", (part[0],)
            ).lastrowid
            assert number is not None
            _pin(connection, part, number)
            stories.append(number)
        recount(connection, set(stories))
        mark_untold(connection, items)
        log(connection, Deed.SPLIT, "story", story, before, _rows(connection, items), by=by, at=at)
    return [show_id("story", number) for number in stories]


def put_stories(connection: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> None:
    """Puts items back where the rows [item, story, story that a person chose or None] say."""
    touched: set[int] = set()
    for item, story, pinned in rows:
        touched |= {story, *(row[0] for row in connection.execute("select story_id from item where id = ?", (item,)))}
        move_item(connection, item, story)
        connection.execute("delete from placed_by_hand where item_id = ?", (item,))
        if pinned is not None:
            connection.execute("insert into placed_by_hand values (?, ?)", (item, pinned))
    recount(connection, touched)
    mark_untold(connection, [row[0] for row in rows])


def story_rows_now(connection: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Gives the same items' rows as they are now, to see whether somebody moved them since."""
    return _rows(connection, [row[0] for row in rows])


def _story(connection: sqlite3.Connection, target: str) -> int:
    kind, number = find(connection, target, "story", "item")
    if kind == "story":
        return number
    row = connection.execute("select story_id from item where id = ?", (number,)).fetchone()
    if row[0] is None:
        raise NotFoundError(f"{target} is in no story yet", "it is still to be read")
    return int(row[0])


def _parts(connection: sqlite3.Connection, targets: Sequence[str]) -> tuple[int, list[list[int]]]:
    """Gives the story that is taken apart and the parts that leave it."""
    found = [find(connection, one, "story", "item") for one in targets]
    stories = {_story(connection, one) for one in targets}
    if len(stories) != 1:
        raise TradewatchError("these are of several stories", "split one after the other")
    story = stories.pop()
    items = _items(connection, (story,))
    if len(items) < 2:
        raise TradewatchError(f"{targets[0]} stands alone already", "there is nothing to split")
    if any(kind == "story" for kind, _ in found):
        return story, [[one] for one in items[1:]]
    leaving = [number for _, number in found]
    if len(set(leaving)) == len(items):
        raise TradewatchError("that is the whole story", f"`story split {show_id('story', story)}` takes all apart")
    return story, [sorted(set(leaving), key=items.index)]


def _items(connection: sqlite3.Connection, stories: Iterable[int]) -> list[int]:
    """Items of the stories, the first published first."""
    found = []
    for story in stories:
        rows = connection.execute("select id from item where story_id = ? order by published, id", (story,))
        found += [row[0] for row in rows]
    return found


def _rows(connection: sqlite3.Connection, items: Sequence[int]) -> list[list[Any]]:
    sql = (
        "select item.id, item.story_id, placed_by_hand.story_id from item"
        " left join placed_by_hand on placed_by_hand.item_id = item.id where item.id = ?"
    )
    return [list(connection.execute(sql, (number,)).fetchone()) for number in items]


def _pin(connection: sqlite3.Connection, items: Sequence[int], story: int) -> None:
    for number in items:
        move_item(connection, number, story)
        connection.execute("insert or replace into placed_by_hand values (?, ?)", (number, story))


def _inherit(connection: sqlite3.Connection, gone: int, kept: int, by: str, at: datetime, batch: int) -> None:
    """The desk's marks of a story that went into another go along."""
    flag, note = flag_row(connection, "story", gone), note_row(connection, "story", gone)
    if flag is not None and flag_row(connection, "story", kept) is None:
        put_flag(connection, "story", kept, flag)
        log(connection, Deed.FLAG, "story", kept, None, flag, by=by, at=at, batch=batch)
    if note != ["", []] and note_row(connection, "story", kept) == ["", []]:
        put_note(connection, "story", kept, note)
        log(connection, Deed.NOTE, "story", kept, ["", []], note, by=by, at=at, batch=batch)
    changed(connection, "story", gone)
