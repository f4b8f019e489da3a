"""Telling entries that are stored items under another guid from new ones: by link, by words, by headline."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import Entry
from tradewatch.storage.markedrows import MARKED_FROM
from tradewatch.storage.recalls import words_of

__all__ = ["find_renamed"]


def find_renamed(
    connection: sqlite3.Connection,
    feed_id: int,
    fresh: list[Entry],
    document: Mapping[str, Entry],
    listed: Mapping[int, str],
) -> tuple[list[tuple[int, Entry]], list[Entry]]:
    """Gives the fresh entries of a document that are stored items, with their numbers, and those that are new.

    `listed` are the stored items that the document lists, with their dates.

    An entry is an old item under a new key when its link is not shared within the document, exactly one stored item
    has that link, and that item's old key is gone from the document. Two entries of one live blog share their link
    or stand in the document together, so they stay two.
    """
    if not fresh:
        return [], []
    links = Counter(entry.url for entry in fresh)
    titles = Counter(entry.title for entry in document.values())
    marked = _marked(connection, feed_id, min(listed) - _TOGETHER) if len(listed) >= _OLDER else {}
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
        if not rows and titles[entry.title] == 1:
            rows = _put_in_its_place(connection, feed_id, entry, marked.get(entry.title, ()), listed.values())
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


_NEAR = timedelta(hours=6)
"""An edition of a daily headline is further from the last one than this."""
_WORDS, _LETTERS = 4, 8
"""A headline of fewer words, or in Han script of fewer letters ("Morning briefing", "早间简报"), comes again on other news."""
_TOGETHER = 1_000
"""Items of one document are numbered in a row, in whichever order it lists them."""
_OLDER = 2
"""Items before the old one that the document lists still: it was taken out and did not slide out at the end."""


_Marked = tuple[int, str, datetime]


def _marked(connection: sqlite3.Connection, feed_id: int, lowest: int) -> Mapping[str, Sequence[_Marked]]:
    """The marked and dated items of a feed by their headlines, from a number on: older ones slid out of its document."""
    found: dict[str, list[_Marked]] = defaultdict(list)
    sql = f"select title, id, key, published from item where +feed_id = :feed and published_known and id in ({MARKED_FROM})"
    for title, number, key, published in connection.execute(sql, {"feed": feed_id, "lowest": lowest}):
        found[title].append((number, key, parse_utc(published)))
    return found


def _put_in_its_place(
    connection: sqlite3.Connection, feed_id: int, entry: Entry, marked: Sequence[_Marked], dates: Iterable[str]
) -> list[tuple[int, str]]:
    """The marked item that an outlet took out and listed anew under another link and guid, by its headline.

    Many outlets make their guid of the link, and the link of the words. The headline has four words or more, no other
    entry and no other stored item of the feed has it, and both are dated within six hours of each other: what comes
    again under one headline is another item. Unmarked items stay two, for nobody compares their words.
    """
    title = entry.title
    if entry.published is None or len(marked) != 1 or len(words_of(title)) < _WORDS or len(title) < _LETTERS:
        return []
    [(number, key, published)] = marked
    if abs(entry.published - published) > _NEAR or sum(one < iso_utc(published) for one in dates) < _OLDER:
        return []
    sql = "select count(*) from item where feed_id = ? and title = ?"
    alone = connection.execute(sql, (feed_id, title)).fetchone()[0] == 1
    return [(number, key)] if alone else []
