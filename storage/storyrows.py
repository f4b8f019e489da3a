"""Putting items into stories: wire copies find each other by the word triples they share."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter

from tradewatch.copies import WINDOW, are_copies
from tradewatch.instants import parse_utc
from tradewatch.records import Reading

__all__ = ["join_story"]

KEYS = 16
"""Of an item's triples the smallest hashes are indexed: two copies that share three of four meet in one surely enough."""
NEWEST = 12
CANDIDATES = 24


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
    own, published, feed = connection.execute(
        "select story_id, published, feed_id from item where id = ?", (reading.item_id,)
    ).fetchone()
    story = own or _story_of_copy(connection, reading.item_id, triples, published)
    if story is None:
        story = connection.execute(
            "insert into story (latest, first_item) values (?, ?)", (published, reading.item_id)
        ).lastrowid
    elif own is None:
        _grow(connection, story, reading.item_id, published, feed)
    if own is None:
        connection.execute("update item set story_id = ? where id = ?", (story, reading.item_id))
    connection.execute("insert into change (kind, row) values ('story', ?)", (story,))


def _grow(connection: sqlite3.Connection, story: int, item_id: int, published: str, feed: int) -> None:
    """Counts one more item in a story, without counting the others again: a story may have thousands."""
    connection.execute(
        "update story set latest = max(latest, :published), items = items + 1, outlets = outlets +"
        " not exists (select 1 from item where story_id = :story and feed_id = :feed),"
        " first_item = case when (select (published, id) > (:published, :item) from item where id = first_item)"
        " then :item else first_item end where id = :story",
        {"story": story, "published": published, "feed": feed, "item": item_id},
    )


def _story_of_copy(connection: sqlite3.Connection, item_id: int, triples: array[int], published: str) -> int | None:
    """Gives the story of a copy; candidates share several of the smallest hashes, the likeliest first."""
    if not triples:
        return None
    when = parse_utc(published)
    title = connection.execute("select title from item where id = ?", (item_id,)).fetchone()[0]
    shared: Counter[int] = Counter()
    for value in triples[:KEYS]:
        # the newest few: a triple that thousands of items have tells nothing
        rows = connection.execute(
            "select item_id from sketch where hash = ? and item_id <> ? order by item_id desc limit ?",
            (value, item_id, NEWEST),
        )
        shared.update(row[0] for row in rows)
    for candidate, _ in shared.most_common(CANDIDATES):
        story, blob, other_title, other_time = connection.execute(
            "select story_id, triples, title, published from item where id = ?", (candidate,)
        ).fetchone()
        if story is None or blob is None or abs(parse_utc(other_time) - when) > WINDOW:
            continue
        other = array("I")
        other.frombytes(blob)
        if are_copies(triples, other, title, other_title):
            return int(story)
    return None
