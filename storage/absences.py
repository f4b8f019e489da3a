"""Marked items that their feed ceased to list: told from those that only slid out of it at its end.

A feed lists its newest entries, so absence alone says nothing. An item was taken out when its place in the document is
still there: two to ten entries before it in time and up to ten after it, as they are stored, are listed still, in one
order of time, and nothing unlisted lies between; and no document of the next ten minutes says otherwise. That holds
neither for a feed that is cut short, nor for one that shows a selection or another order, nor for one with old posts
kept at its top or end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from msgspec import Struct

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import ParsedFeed
from tradewatch.storage.markedrows import MARKED_FROM
from tradewatch.storage.raised import CONFIRMED

__all__ = ["note_absences"]

_MARGIN = timedelta(minutes=1)
"""An entry this much older surely stands behind the item, whatever the order among those of one minute."""
_BEFORE, _AROUND = 2, 10
_NEAR, _GAPS = timedelta(days=4), 20
"""No gap of a document is longer than a long weekend, or twenty usual ones; old posts are kept behind such a gap."""
_FEW = 5
"""Several items that go together are no more than one in five of those looked at."""
_SCANNED = 5_000
"""Stored items of a feed up to which they are read along its own index, beyond it along the one by time."""
_KEYS = 400

_MARKED = (
    "select id, published, title, url, gone_at from item"
    f" where +feed_id = :feed and published_known and id in ({MARKED_FROM})"
)
"""Along the marks, of which there are few; an item that slid out is of before all that is listed."""


class _Listed(Struct, frozen=True):
    id: int
    published: datetime | None
    """None where the feed gives no date."""
    gone_at: str | None


class _Missing(Struct, frozen=True):
    id: int
    published: datetime
    gone_at: str | None


def note_absences(connection: sqlite3.Connection, feed_id: int, parsed: ParsedFeed, at: datetime) -> None:
    """Notes which marked items a document has ceased to list at an instant, and which it lists again."""
    if connection.execute("select 1 from flag union all select 1 from exported_item limit 1").fetchone() is None:
        return
    listed = _listed(connection, feed_id, [one.key for one in parsed.entries])
    for one in listed:
        if one.gone_at is not None:
            _put(connection, one.id, None)
    if parsed.damaged or parsed.torn or len(listed) < _BEFORE:
        return
    dates = _latest({one.id: one.published for one in listed if one.published is not None})
    if len(dates) < _BEFORE:
        return
    missing = _missing(connection, feed_id, parsed, listed, min(dates))
    for gone in missing:
        if gone.gone_at is None:
            if _was_taken_out(connection, feed_id, gone, dates, missing):
                _put(connection, gone.id, iso_utc(at))
        elif not _is_up(connection, feed_id, gone.gone_at):
            if _was_taken_out(connection, feed_id, gone, dates, missing) is False:
                _put(connection, gone.id, None)
            elif iso_utc(at) >= _due(gone.gone_at):
                connection.execute("insert into change (kind, row) values ('item', ?)", (gone.id,))


def _put(connection: sqlite3.Connection, number: int, gone_at: str | None) -> None:
    connection.execute("update item set gone_at = ? where id = ?", (gone_at, number))
    connection.execute("insert into change (kind, row) values ('item', ?)", (number,))


def _listed(connection: sqlite3.Connection, feed_id: int, keys: Sequence[str]) -> list[_Listed]:
    """The stored items of the document, in its order."""
    found: dict[str, _Listed] = {}
    for start in range(0, len(keys), _KEYS):
        part = keys[start : start + _KEYS]
        marks = ", ".join("?" * len(part))
        sql = f"select key, id, iif(published_known, published, null), gone_at from item where feed_id = ? and key in ({marks})"
        for key, number, published, gone_at in connection.execute(sql, (feed_id, *part)):
            found[key] = _Listed(number, parse_utc(published) if published else None, gone_at)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _missing(
    connection: sqlite3.Connection, feed_id: int, parsed: ParsedFeed, listed: Sequence[_Listed], lowest: int
) -> list[_Missing]:
    """Marked items that the document does not list, not even under another key by their link or headline."""
    here = {one.id for one in listed}
    words = {one.title for one in parsed.entries if one.title} | {one.url for one in parsed.entries if one.url}
    rows = connection.execute(_MARKED, {"feed": feed_id, "lowest": lowest}).fetchall()
    return [
        _Missing(number, parse_utc(published), gone_at)
        for number, published, title, url, gone_at in rows
        if number not in here and title not in words and url not in words
    ]


def _latest(dates: Mapping[int, datetime]) -> dict[int, datetime]:
    """The entries, in the document's order, down to a gap that is none of its usual ones: what is behind was kept there."""
    ordered = sorted(dates.values(), reverse=True)
    if not ordered:
        return {}
    reach = _reach(ordered)
    oldest = next((later for later, earlier in pairwise(ordered) if later - earlier > reach), ordered[-1])
    return {number: date for number, date in dates.items() if date >= oldest}


def _reach(ordered: Sequence[datetime]) -> timedelta:
    gaps = [abs(one - other).total_seconds() for one, other in pairwise(ordered)]
    return max(_NEAR, timedelta(seconds=_GAPS * median(gaps))) if gaps else _NEAR


def _was_taken_out(
    connection: sqlite3.Connection,
    feed_id: int,
    gone: _Missing,
    dates: Mapping[int, datetime],
    missing: Sequence[_Missing],
) -> bool | None:
    """Whether the item's place is there without it; False where it is not, None where the document does not reach so far."""
    older = sorted((date for date in dates.values() if gone.published - date >= _MARGIN), reverse=True)[:_AROUND]
    if len(older) < _BEFORE:
        return None
    around = _around(connection, feed_id, older[-1], gone.published)
    unlisted = around - dates.keys()
    if not unlisted <= {one.id for one in missing} or (len(unlisted) > 1 and len(unlisted) * _FEW > len(around)):
        return False
    in_order = [date for number, date in dates.items() if number in around]
    return _is_ordered(in_order)


def _around(connection: sqlite3.Connection, feed_id: int, since: datetime, until: datetime) -> set[int]:
    """The stored items of the feed from those published at `since` to the tenth after those published at `until`."""
    (stored,) = connection.execute("select items from feed where id = ?", (feed_id,)).fetchone()
    along = "feed_id = ? and +published >= ?" if stored <= _SCANNED else "+feed_id = ? and published >= ?"
    rows = connection.execute(
        f"select published, id from item where {along} and published_known", (feed_id, iso_utc(since))
    ).fetchall()
    after = sorted(row for row in rows if row[0] > iso_utc(until))[:_AROUND]
    return {number for published, number in rows if published <= iso_utc(until)} | {number for _, number in after}


def _is_ordered(dates: Sequence[datetime]) -> bool:
    return all(one >= other for one, other in pairwise(dates)) or all(one <= other for one, other in pairwise(dates))


def _is_up(connection: sqlite3.Connection, feed_id: int, gone_at: str) -> bool:
    """Whether an earlier poll has confirmed the absence."""
    (last_ok,) = connection.execute("select last_ok_at from feed where id = ?", (feed_id,)).fetchone()
    return (last_ok or "") >= _due(gone_at)


def _due(gone_at: str) -> str:
    return iso_utc(parse_utc(gone_at) + CONFIRMED)
