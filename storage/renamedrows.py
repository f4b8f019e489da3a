"""Telling entries that are stored items under another guid from new ones: by link or by words."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Container

from tradewatch.instants import iso_utc
from tradewatch.records import Entry

__all__ = ["find_renamed"]


def find_renamed(
    connection: sqlite3.Connection,
    feed_id: int,
    fresh: list[Entry],
    document: Container[str],
) -> tuple[list[tuple[int, Entry]], list[Entry]]:
    """Gives the fresh entries of a document that are stored items, with their numbers, and those that are new.

    An entry is an old item under a new key when its link is not shared within the document, exactly one stored item
    has that link, and that item's old key is gone from the document. Two entries of one live blog share their link
    or stand in the document together, so they stay two.
    """
    if not fresh:
        return [], []
    links = Counter(entry.url for entry in fresh)
    renamed: list[tuple[int, Entry]] = []
    new: list[Entry] = []
    claimed: set[int] = set()
    for entry in fresh:
        rows: list[tuple[int, str]] = []
        if entry.url and entry.link_unique and links[entry.url] == 1:
            rows = connection.execute(
                "select id, key from item where feed_id = ? and url = ? limit 2", (feed_id, entry.url)
            ).fetchall()
        if not rows and " " in entry.key:
            rows = _under_bare_guid(connection, feed_id, entry)
        if not rows and not (entry.url and entry.link_unique):
            rows = _by_its_words(connection, feed_id, entry)
        if len(rows) == 1 and rows[0][1] not in document and rows[0][0] not in claimed:
            renamed.append((rows[0][0], entry))
            claimed.add(rows[0][0])
        else:
            new.append(entry)
    return renamed, new


def _under_bare_guid(connection: sqlite3.Connection, feed_id: int, entry: Entry) -> list[tuple[int, str]]:
    """The item that an entry was while its guid was still its own: a live blog gives one guid to all its entries.

    Parsing joins link or content to a guid that several entries share, so the first of them bears a longer key once
    the second one comes.
    """
    bare = entry.key.rpartition(" ")[0]
    rows: list[tuple[int, str]] = connection.execute(
        "select id, key from item where feed_id = ? and key = ? and title = ? and summary = ? and text = ?",
        (feed_id, bare, entry.title, entry.summary, entry.text),
    ).fetchall()
    return rows


_LOOKED_BACK = 20_000


def _by_its_words(connection: sqlite3.Connection, feed_id: int, entry: Entry) -> list[tuple[int, str]]:
    """The item that an entry was under another guid, where no link of its own tells: the same words and date, a same link.

    Two such items, or one whose guid still stands in the document, are no answer; so two posts of the same words stay
    two. Only the latest items are looked at, along the index by feed and link.
    """
    rows: list[tuple[int, str]] = connection.execute(
        "select id, key from item where feed_id = ? and url is ? and id > (select max(id) from item) - ?"
        " and title = ? and summary = ? and text = ? and (published = ? or not published_known) limit 2",
        (
            feed_id, entry.url, _LOOKED_BACK, entry.title, entry.summary, entry.text,
            iso_utc(entry.published) if entry.published else "",
        ),
    ).fetchall()  # fmt: skip
    return rows
