"""Notices of an outlet that come as items of their own (`KILL: …`, `CORRECTED-…`): which marked items they speak of.

A notice is about an item of its own feed that it has the link of, whose whole headline it cites, or most of whose words
its own headline is made of. It may be wrong about that, so the hand shows the notice as it was sent.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from tradewatch.clean import clean_line
from tradewatch.instants import iso_utc, parse_utc, shifted
from tradewatch.records import Entry, ParsedFeed
from tradewatch.storage.markedrows import MARKED
from tradewatch.storage.standing import notice_of, without_notice

__all__ = ["note_recalls", "words_of"]

_REACH = timedelta(days=14)
"""An item is taken back within days; a headline like it a month later is another day's news."""
_LEAST, _SHARE = 3, 2 / 3
"""Words that a notice's headline must have beside the standing one, and how many of them must be the item's too."""
_CITED = 4
"""A headline of fewer words may stand in a sentence by chance."""
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
"""Han script has no blanks: each character is a word there."""

_MARKED = (
    f"select id, title, url, published from item where feed_id = :feed and published >= :since and id in ({MARKED})"
)

_Marked = tuple[int, str, str | None, datetime]


def note_recalls(connection: sqlite3.Connection, feed_id: int, parsed: ParsedFeed, at: datetime) -> None:
    """Notes which marked items the notices of a document take back or correct; one that was noted before is left."""
    notices = [one for one in parsed.entries if notice_of(one.title)]
    if not notices:
        return
    first = min(one.published or at for one in notices)
    marked = _marked(connection, feed_id, shifted(first, -_REACH))
    for entry in notices:
        for number in _spoken_of(entry, marked):
            _note(connection, feed_id, entry, number, at)


def _marked(connection: sqlite3.Connection, feed_id: int, since: datetime) -> list[_Marked]:
    """The marked items of a feed that are no notices themselves."""
    values = {"feed": feed_id, "since": iso_utc(since)}
    rows = connection.execute(_MARKED, values).fetchall()
    return [(number, title, url, parse_utc(then)) for number, title, url, then in rows if not notice_of(title)]


def _spoken_of(entry: Entry, marked: Sequence[_Marked]) -> list[int]:
    """The items that it has the link of or cites; else the one, of those in its own words, that has most of them."""
    own = words_of(without_notice(entry.title))
    said = " ".join(words_of(f"{entry.title}\n{entry.summary}\n{entry.text}"))
    sure: list[int] = []
    alike: list[tuple[int, datetime, int]] = []
    for number, title, url, published in marked:
        if entry.published is not None and not timedelta(0) <= entry.published - published <= _REACH:
            continue
        words = words_of(title)
        shared = sum(1 for one in own if one in words)
        if (url and url == entry.url) or (len(words) >= _CITED and f" {' '.join(words)} " in f" {said} "):
            sure.append(number)
        elif shared >= max(_LEAST, _SHARE * len(own)):
            alike.append((shared, published, number))
    return sure or [number for _, _, number in sorted(alike)[-1:]]


def words_of(text: str) -> list[str]:
    """Gives the words of a text in small letters."""
    return _WORD.findall(clean_line(text).casefold())


def _note(connection: sqlite3.Connection, feed_id: int, entry: Entry, number: int, at: datetime) -> None:
    # one of a later version is an item that was edited into a notice: its own hand says so
    sql = "select id from item where feed_id = ? and key = ? and version = 1"
    row = connection.execute(sql, (feed_id, entry.key)).fetchone()
    if row is None:
        return
    sql = "insert or ignore into recall (item_id, notice_id, title, at) values (?, ?, ?, ?)"
    if connection.execute(sql, (number, row[0], entry.title, iso_utc(at))).rowcount == 1:
        connection.execute("insert into change (kind, row) values ('item', ?)", (number,))
