"""Writing what a poll brought: new items, new versions of edited ones, and their search forms, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import cast

from tradewatch.instants import iso_utc
from tradewatch.records import Entry, FetchOutcome, Stored
from tradewatch.storage.absences import note_absences
from tradewatch.storage.pollrows import save_poll
from tradewatch.storage.recalls import note_recalls
from tradewatch.storage.renamedrows import find_renamed
from tradewatch.storage.searchrows import add_to_search, take_from_search

__all__ = ["save_outcome"]

_KNOWN = 400
"""Keys asked for at once: below SQLite's old limit of 999 variables, with two lists in one statement."""


def save_outcome(connection: sqlite3.Connection, outcome: FetchOutcome) -> Stored:
    """Stores the items of one poll and what is remembered of the feed; gives how many were new or edited.

    The validators are written in the same transaction as the items, so a crash costs one repeated download, never
    an item.
    """
    stored = Stored()
    if outcome.parsed is not None:
        stored = _save_entries(connection, outcome.feed_id, outcome.parsed.entries, outcome.seen_at or outcome.at)
        note_absences(connection, outcome.feed_id, outcome.parsed, outcome.at)
        note_recalls(connection, outcome.feed_id, outcome.parsed, outcome.at)
    save_poll(connection, outcome, stored)
    return stored


def _save_entries(connection: sqlite3.Connection, feed_id: int, entries: Sequence[Entry], at: datetime) -> Stored:
    unique: dict[str, Entry] = {}
    for entry in entries:  # the first of two entries with one key is the newer in every order that feeds use
        unique.setdefault(entry.key, entry)
    known = _known(connection, feed_id, list(unique))
    fresh: list[Entry] = []
    updated = 0
    for key, entry in unique.items():
        row = known.get(key)
        if row is None:
            fresh.append(entry)
        else:
            updated += _bring_up_to_date(connection, row, entry, at)
    renamed: list[tuple[int, Entry]] = []
    if known or _has_items(connection, feed_id):
        listed = {cast("int", row[0]): str(row[7]) for row in known.values()}
        renamed, fresh = find_renamed(connection, feed_id, fresh, unique, listed)
    fresh = _not_forgotten(connection, feed_id, fresh)
    for number, entry in renamed:
        row = _row(connection, number)
        connection.execute("update item set key = ? where id = ?", (entry.key, number))
        updated += _bring_up_to_date(connection, row, entry, at)
    _insert(connection, feed_id, fresh, at)
    return Stored(len(fresh), updated)


_ROW = "select id, key, version, title, summary, text, url, published, first_seen from item"


def _known(connection: sqlite3.Connection, feed_id: int, keys: list[str]) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    for start in range(0, len(keys), _KNOWN):
        part = keys[start : start + _KNOWN]
        marks = ", ".join("?" * len(part))
        for row in connection.execute(f"{_ROW} where feed_id = ? and key in ({marks})", (feed_id, *part)):
            found[str(row[1])] = row
    return found


def _not_forgotten(connection: sqlite3.Connection, feed_id: int, fresh: list[Entry]) -> list[Entry]:
    """Without what was pruned and the feed still lists: by its key, or by link and date where the guid is another."""
    if (
        not fresh
        or connection.execute("select 1 from forgotten where feed_id = ? limit 1", (feed_id,)).fetchone() is None
    ):
        return fresh
    by_key = "select 1 from forgotten where feed_id = ? and key = ?"
    by_link = "select 1 from forgotten where feed_id = ? and url = ? and published = ?"
    kept = []
    for one in fresh:
        found = connection.execute(by_key, (feed_id, one.key)).fetchone()
        if found is None and one.url and one.published:
            found = connection.execute(by_link, (feed_id, one.url, iso_utc(one.published))).fetchone()
        if found is None:
            kept.append(one)
    return kept


def _has_items(connection: sqlite3.Connection, feed_id: int) -> bool:
    return connection.execute("select 1 from item where feed_id = ? limit 1", (feed_id,)).fetchone() is not None


def _row(connection: sqlite3.Connection, number: int) -> tuple[object, ...]:
    row: tuple[object, ...] = connection.execute(f"{_ROW} where id = ?", (number,)).fetchone()
    return row


def _bring_up_to_date(connection: sqlite3.Connection, row: tuple[object, ...], entry: Entry, at: datetime) -> bool:
    """Stores new words of a stored item as a version, and its new link for the old one; gives whether words are new."""
    reworded = _differs(row, entry)
    if reworded:
        _new_version(connection, row, entry, at)
    if entry.url and entry.link_unique and entry.url != row[6] and (reworded or _page(entry.url) != _page(row[6])):
        connection.execute("update item set url = ?, url_raw = ? where id = ?", (entry.url, entry.url_raw, row[0]))
        connection.execute("insert into change (kind, row) values ('item', ?)", (row[0],))
    return reworded


def _page(link: object) -> str:
    """A link without what servers may draw anew for each answer; that alone is taken over with new words only."""
    return str(link or "").partition("#")[0].partition("?")[0]


def _differs(row: tuple[object, ...], entry: Entry) -> bool:
    return (row[3], row[4], row[5]) != (entry.title, entry.summary, entry.text)


def _insert(connection: sqlite3.Connection, feed_id: int, entries: Sequence[Entry], at: datetime) -> None:
    if not entries:
        return
    language = connection.execute("select language from feed where id = ?", (feed_id,)).fetchone()[0]
    first = _next_id(connection)
    seen = iso_utc(at)
    # oldest first, so that rising ids follow time where a feed lists its newest on top
    ordered = list(reversed(entries))
    connection.executemany(
        "insert into item (id, feed_id, key, url, url_raw, title, summary, text, author, language, published,"
        " published_raw, published_known, first_seen, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number, feed_id, one.key, one.url, one.url_raw, one.title, one.summary, one.text, one.author,
                one.language or language, _published(one, at), one.published_raw, one.published is not None, seen, seen,
            )
            for number, one in enumerate(ordered, first)
        ],
    )  # fmt: skip
    _keep_raw(connection, ((number, 1, one) for number, one in enumerate(ordered, first)))
    add_to_search(connection, ((number, one.title, one.summary, one.text) for number, one in enumerate(ordered, first)))
    connection.executemany(
        "insert into change (kind, row) values ('item', ?)",
        [(number,) for number in range(first, first + len(ordered))],
    )


def _next_id(connection: sqlite3.Connection) -> int:
    """The number after the highest that was ever given out: that of an item which was forgotten never comes back.

    A note of it that lags behind the items (seen once, after a storm of killed programs) is overruled by them.
    """
    sql = (
        "select max(coalesce((select max(seq) from sqlite_sequence where name = 'item'), 0),"
        " coalesce((select max(id) from item), 0)) + 1"
    )
    return int(connection.execute(sql).fetchone()[0])


def _keep_raw(connection: sqlite3.Connection, stored: Iterable[tuple[int, int, Entry]]) -> None:
    """Keeps what came, by item and version, where cleaning or a limit took letters away."""
    rows = [(number, version, raw.field, raw.text) for number, version, one in stored for raw in one.raw]
    if rows:
        connection.executemany(
            "insert or replace into item_raw (item_id, version, field, raw) values (?, ?, ?, ?)", rows
        )


def _published(entry: Entry, at: datetime) -> str:
    """A date a little ahead is a clock that runs fast: the item counts from when it was seen, so it is not on top forever."""
    if entry.published is None or entry.published - at > timedelta(minutes=5):
        return iso_utc(at)
    return iso_utc(entry.published)


def _new_version(connection: sqlite3.Connection, row: tuple[object, ...], entry: Entry, at: datetime) -> None:
    number, _, version, title, summary, text, *_ = row
    assert isinstance(version, int)
    connection.execute(
        "insert into item_version (item_id, version, title, summary, text, seen_at)"
        " select id, version, title, summary, text, updated_at from item where id = ?",
        (number,),
    )
    assert isinstance(number, int)
    take_from_search(connection, (number, str(title), str(summary), str(text)))
    connection.execute(
        "update item set version = ?, title = ?, summary = ?, text = ?, author = ?, updated_at = ?, rules = null"
        " where id = ?",
        (version + 1, entry.title, entry.summary, entry.text, entry.author, iso_utc(at), number),
    )
    _keep_raw(connection, [(number, version + 1, entry)])
    add_to_search(connection, [(number, entry.title, entry.summary, entry.text)])
    connection.execute("insert into change (kind, row) values ('item', ?)", (number,))
