"""Stories as rows: what they are worked out from, and putting items into them so that ids stay."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from datetime import datetime

from tradewatch import records
from tradewatch.instants import iso_utc, parse_utc
from tradewatch.storage.formrows import mark_items

__all__ = ["first_untold", "live_story", "mark_untold", "move_item", "recount", "save_placed", "save_traits", "told"]

_HELD = (
    "item.id in (select item_id from placed_by_hand)"
    " or exists (select 1 from flag where kind = 'story' and target = item.story_id)"
    " or exists (select 1 from note where kind = 'story' and target = item.story_id and (note <> '' or tags <> '[]'))"
)
"""A person's word on an item's story; a rule moves such an item no more."""


def save_traits(connection: sqlite3.Connection, reading: records.Reading) -> None:
    """Keeps what an item's story is worked out from, and notes that it is to be."""
    triples, traits = array("I", sorted(reading.triples)).tobytes(), "\n".join(reading.traits)
    changed = connection.execute(
        "update item set triples = ?, traits = ? where id = ?"
        " and (story_id is null or triples is not ? or traits <> ? or rules is null)",
        (triples, traits, reading.item_id, triples, traits),
    ).rowcount
    if changed:
        mark_untold(connection, [reading.item_id])


def mark_untold(connection: sqlite3.Connection, item_ids: Sequence[int]) -> None:
    """Notes that the stories of these items, and of what came after them, are to be worked out again."""
    connection.executemany("insert or ignore into untold values (?)", [(number,) for number in item_ids])


def first_untold(connection: sqlite3.Connection) -> datetime | None:
    """Gives when the first of the items whose story is to be worked out was published."""
    row = connection.execute(
        "select min(published) from untold join item on item.id = item_id where rules is not null"
    ).fetchone()
    return parse_utc(row[0]) if row[0] else None


def told(connection: sqlite3.Connection, after: tuple[datetime, int], limit: int) -> list[records.Told]:
    """Gives the items that rules have read, published (then numbered) after a place, in order of time.

    Relevant is what the rules found so: a person's word on an item moves neither it nor others between stories.
    """
    rows = connection.execute(
        "select item.id, item.feed_id, item.published, item.title, item.triples, item.traits,"
        f" item.score >= {records.RELEVANT}, story.first_item, ({_HELD}), item.id in (select item_id from untold)"
        " from item left join story on story.id = item.story_id"
        " where (item.published, item.id) > (?, ?) and item.rules is not null"
        " order by item.published, item.id limit ?",
        (iso_utc(after[0]), after[1], limit),
    )
    return [_told(*row) for row in rows]


def _told(
    number: int,
    feed: int,
    published: str,
    title: str,
    blob: bytes | None,
    traits: str,
    relevant: int,
    head: int | None,
    held: int,
    new: int,
) -> records.Told:
    triples = array("I")
    triples.frombytes(blob or b"")
    return records.Told(
        number, feed, parse_utc(published), title, triples, tuple(traits.split("\n")) if traits else (),
        bool(relevant), head,
        bool(held), bool(new),
    )  # fmt: skip


def save_placed(connection: sqlite3.Connection, placed: Sequence[records.Placed]) -> None:
    """Puts items where they were placed, in order of time; a story keeps its id while its first items stay together.

    A story that loses its last item leaves its id as another name of the one that took it over.
    """
    touched: set[int] = set()
    for one in placed:
        own, head = _story_of(connection, one.item_id), _story_of(connection, one.head)
        if one.head == one.item_id:
            if own is None or _head_of(connection, own) != one.item_id:
                wanted = _new_story(connection, one.item_id)
            else:
                wanted = own
        else:
            wanted = head if head is not None else _new_story(connection, one.head)
            older = own is not None and own < wanted and _head_of(connection, own) == one.item_id
            if own is not None and older and not _is_held(connection, wanted):
                # the older id stays: the head that came late takes it over
                connection.execute("update story set first_item = ? where id = ?", (one.head, own))
                _move_all(connection, wanted, own)
                touched |= {wanted, own}
                wanted = own
        if own != wanted:
            move_item(connection, one.item_id, wanted)
            touched |= {wanted} if own is None else {own, wanted}
    recount(connection, touched)
    connection.executemany("delete from untold where item_id = ?", [(one.item_id,) for one in placed])


def move_item(connection: sqlite3.Connection, item_id: int, story_id: int) -> None:
    """Puts one item into a story; `recount` follows."""
    connection.execute("update item set story_id = ? where id = ?", (story_id, item_id))
    mark_items(connection, [item_id])


def recount(connection: sqlite3.Connection, stories: set[int]) -> None:
    """Makes the counts, first item and latest time of stories those of their items; an empty one points to its heir."""
    for number in sorted(stories):
        row = connection.execute(
            "select count(*), count(distinct feed_id), max(published),"
            " (select id from item where story_id = :story order by published, id limit 1)"
            " from item where story_id = :story",
            {"story": number},
        ).fetchone()
        if row[0]:
            connection.execute(
                "update story set items = ?, outlets = ?, latest = ?, first_item = ?, into_story = null where id = ?",
                (*row, number),
            )
        else:
            connection.execute(
                "update story set items = 0, outlets = 0,"
                " into_story = (select story_id from item where id = story.first_item) where id = ?",
                (number,),
            )
        connection.execute("insert into change (kind, row) values ('story', ?)", (number,))


def live_story(connection: sqlite3.Connection, number: int) -> int:
    """Gives the story that an id means now: where its items went, if they did."""
    seen: set[int] = set()
    while number not in seen:
        seen.add(number)
        row = connection.execute("select into_story from story where id = ? and items = 0", (number,)).fetchone()
        if row is None or row[0] is None:
            return number
        number = row[0]
    return number


def _story_of(connection: sqlite3.Connection, item_id: int) -> int | None:
    row = connection.execute("select story_id from item where id = ?", (item_id,)).fetchone()
    return row[0] if row else None


def _head_of(connection: sqlite3.Connection, story_id: int) -> int | None:
    row = connection.execute("select first_item from story where id = ?", (story_id,)).fetchone()
    return row[0] if row else None


def _is_held(connection: sqlite3.Connection, story_id: int) -> bool:
    row = connection.execute(f"select 1 from item where story_id = ? and ({_HELD}) limit 1", (story_id,))
    return row.fetchone() is not None


def _new_story(connection: sqlite3.Connection, head: int) -> int:
    """Makes a story of an item; `recount` fills it."""
    cursor = connection.execute(
        "insert into story (latest, first_item) select published, id from item where id = ?", (head,)
    )
    number = cursor.lastrowid or 0
    connection.execute("update item set story_id = ? where id = ?", (number, head))
    return number


def _move_all(connection: sqlite3.Connection, source: int, goal: int) -> None:
    moved = connection.execute(
        "update item set story_id = ? where story_id = ? returning id", (goal, source)
    ).fetchall()
    mark_items(connection, [row[0] for row in moved])
