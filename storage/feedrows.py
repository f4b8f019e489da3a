"""Rows of the table feed: adding, removing, enabling, and reading them back as records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from tradewatch.errors import NotFoundError
from tradewatch.instants import parse_utc
from tradewatch.records import Feed, FeedState, FeedStatus, FeedWord, Habit, Move, Side

__all__ = ["add_feeds", "current_url", "feed_states", "find_feed", "remove_feed", "set_enabled"]

_COLUMNS = (
    "id, url, title, side, category, language, official, via, enabled, reason, every_minutes, status, error, etag,"
    " last_modified, last_ok_at, next_check_at, failures, items, retry_until, judged, learned_seconds,"
    " asked_seconds, newest_at, usual_gap_seconds, long_gap_seconds, moved_to, moved_since, fallback"
)


def add_feeds(connection: sqlite3.Connection, feeds: Iterable[Feed], *, revive: bool = True) -> int:
    """Adds the feeds whose address is new and, with `revive`, takes removed ones back; gives how many are more."""
    added = 0
    for feed in feeds:
        # an address that is a mirror or a search is never official
        official = feed.official and feed.via is None
        values = (
            feed.url,
            feed.title,
            feed.side,
            feed.category,
            feed.language,
            official,
            feed.via,
            feed.enabled,
            feed.reason,
            feed.every_minutes,
        )
        url = current_url(connection, feed.url)
        row = connection.execute("select id, removed from feed where url = ?", (url,)).fetchone()
        if row is None:
            cursor = connection.execute(
                "insert into feed (url, title, side, category, language, official, via, enabled, reason, every_minutes)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            added += 1
            _changed(connection, cursor.lastrowid or 0)
        elif row[1] and revive:
            connection.execute(
                "update feed set removed = 0, enabled = 1, status = 'never', next_check_at = null, title = ?, side = ?,"
                " category = ?, language = ?, every_minutes = ? where id = ?",
                (feed.title, feed.side, feed.category, feed.language, feed.every_minutes, row[0]),
            )
            added += 1
            _changed(connection, row[0])
    return added


def current_url(connection: sqlite3.Connection, url: str) -> str:
    """Gives the address that a feed has now, by one that it has or had: a moved feed is not added a second time."""
    row = connection.execute(
        "select feed.url from former_address join feed on feed.id = feed_id where former_address.url = ?"
        " and not exists (select 1 from feed where url = former_address.url)",
        (url,),
    ).fetchone()
    return str(row[0]) if row else url


def remove_feed(connection: sqlite3.Connection, url: str) -> None:
    """Stops polling an address and keeps its items. Raises NotFoundError."""
    _changed(
        connection, _update(connection, "update feed set removed = 1 where url = ? and removed = 0 returning id", url)
    )


def set_enabled(connection: sqlite3.Connection, url: str, enabled: bool) -> None:
    """Lets an address be polled or not. A gone feed that is enabled again is asked again. Raises NotFoundError."""
    status = "case when status = 'gone' then 'never' else status end"
    statement = (
        f"update feed set enabled = {int(enabled)}, status = {status}, next_check_at = null"
        " where url = ? and removed = 0 returning id"
    )
    _changed(connection, _update(connection, statement, url))


def find_feed(connection: sqlite3.Connection, url: str) -> tuple[int, FeedWord]:
    """Gives a feed's id and what a person said of all its items. Raises NotFoundError."""
    url = current_url(connection, url)
    row = connection.execute("select id, judged from feed where url = ? and removed = 0", (url,)).fetchone()
    if row is None:
        raise _no_such_feed()
    return int(row[0]), FeedWord(row[1])


def feed_states(connection: sqlite3.Connection, enabled_only: bool = False) -> list[FeedState]:
    """Gives every feed that was not removed, by id; with `enabled_only` those that polling asks."""
    where = " and enabled = 1 and status <> 'gone'" if enabled_only else ""
    rows = connection.execute(f"select {_COLUMNS} from feed where removed = 0{where} order by id")
    waits = {str(host): str(until) for host, until in connection.execute("select host, until from host_wait")}
    return [_state(row, waits) for row in rows]


def _state(row: tuple[object, ...], waits: dict[str, str]) -> FeedState:
    number, url, title, side, category, language, official, via, enabled, reason, every, *rest = row
    status, error, etag, modified, ok_at, next_at, failures, items, retry_until, judged, *learned = rest
    interval, asked, newest, usual, longest, moved_to, moved_since, fallback = learned
    feed = Feed(
        str(url), str(title), Side(str(side)), str(category), str(language), bool(official), _text(via), bool(enabled),
        str(reason), _number(every),
    )  # fmt: skip
    assert isinstance(number, int) and isinstance(failures, int) and isinstance(items, int)
    since = _instant(moved_since)
    return FeedState(
        number, feed, FeedStatus(str(status)), str(error), _text(etag), _text(modified), _instant(ok_at), _instant(next_at),
        failures, items, _left_alone_until(retry_until, str(url), waits), FeedWord(str(judged)), _number(interval),
        _number(asked) or 0, Habit(_instant(newest), _number(usual), _number(longest)),
        Move(str(moved_to), since) if moved_to and since else None, str(fallback),
    )  # fmt: skip


def _left_alone_until(retry_until: object, url: str, waits: dict[str, str]) -> datetime | None:
    """The feed's own Retry-After or its host's, whichever is later."""
    host = waits.get((urlsplit(url).hostname or "").lower()) if waits else None
    times = [one for one in (_instant(retry_until), _instant(host)) if one is not None]
    return max(times, default=None)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _instant(value: object) -> datetime | None:
    return parse_utc(value) if isinstance(value, str) else None


def _update(connection: sqlite3.Connection, statement: str, url: str) -> int:
    row = connection.execute(statement, (current_url(connection, url),)).fetchone()
    if row is None:
        raise _no_such_feed()
    return int(row[0])


def _no_such_feed() -> NotFoundError:
    return NotFoundError("there is no such feed", "`tradewatch feeds list` shows them")


def _changed(connection: sqlite3.Connection, feed_id: int) -> None:
    connection.execute("insert into change (kind, row) values ('feed', ?)", (feed_id,))
