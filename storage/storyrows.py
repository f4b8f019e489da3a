"""Putting items into stories: wire copies find each other by the word triples they share."""

from __future__ import annotations

import sqlite3
from array import array

from tradewatch.copies import WINDOW, are_copies
from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import Reading

__all__ = ["join_story", "refresh_story"]

KEYS = 16
"""Of an item's triples the smallest hashes are indexed: two copies that share three of four meet in one of them surely enough."""


def join_story(connection: sqlite3.Connection, reading: Reading) -> None:
    """Puts the item into the story of the copy it shares most with, else into one of its own.

    A story that a person merged or split is not touched: an item that has a story keeps it.
    """
    triples = array("I", sorted(reading.triples))
    connection.execute("update item set triples = ? where id = ?", (triples.tobytes(), reading.item_id))
    connection.execute("delete from sketch where item_id = ?", (reading.item_id,))
    connection.executemany(
        "insert or ignore into sketch values (?, ?)", [(value, reading.item_id) for value in triples[:KEYS]]
    )
    row = connection.execute("select story_id, published from item where id = ?", (reading.item_id,)).fetchone()
    story = row[0] or _story_of_copy(connection, reading.item_id, triples, row[1])
    if story is None:
        story = connection.execute(
            "insert into story (latest, first_item) values (?, ?)", (row[1], reading.item_id)
        ).lastrowid
    connection.execute("update item set story_id = ? where id = ?", (story, reading.item_id))
    assert story is not None
    refresh_story(connection, story)


def refresh_story(connection: sqlite3.Connection, story: int) -> None:
    """Works a story's counters out anew from its items and says that it changed."""
    connection.execute(
        "update story set (latest, items, outlets, first_item) = (select max(published), count(*),"
        " count(distinct feed_id), (select id from item where story_id = :story order by published, id limit 1)"
        " from item where story_id = :story) where id = :story",
        {"story": story},
    )
    connection.execute("insert into change (kind, row) values ('story', ?)", (story,))


def _story_of_copy(connection: sqlite3.Connection, item_id: int, triples: array[int], published: str) -> int | None:
    if not triples:
        return None
    when = parse_utc(published)
    title = connection.execute("select title from item where id = ?", (item_id,)).fetchone()[0]
    marks = ", ".join("?" * len(triples[:KEYS]))
    rows = connection.execute(
        "select distinct item.id, item.story_id, item.triples, item.title from sketch join item on item.id = sketch.item_id"
        f" where sketch.hash in ({marks}) and item.id <> ? and item.story_id is not null"
        " and item.published between ? and ? order by item.id limit 200",
        (*triples[:KEYS], item_id, iso_utc(when - WINDOW), iso_utc(when + WINDOW)),
    )
    for _, story, blob, other_title in rows:
        other = array("I")
        other.frombytes(blob)
        if are_copies(triples, other, title, other_title):
            return int(story)
    return None
