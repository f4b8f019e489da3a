"""Writing what one poll taught about its feed and its host: health, validators, due time, habit, a move."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tradewatch.instants import iso_utc
from tradewatch.records import FeedStatus, FetchOutcome, Move, Stored

__all__ = ["save_poll"]

_WAIT_MOST = timedelta(days=1, seconds=2)


def save_poll(connection: sqlite3.Connection, outcome: FetchOutcome, stored: Stored) -> None:
    """Writes what is remembered of the feed, in the transaction that stored its items.

    Validators are written with a whole document only, so one that is no longer sent is forgotten; an answer that
    nothing changed leaves them.
    """
    before = connection.execute("select status, error, url from feed where id = ?", (outcome.feed_id,)).fetchone()
    values = _values(outcome, stored)
    places = ", ".join(f"{name} = :{name}" for name in values)
    counts = "items = items + :new, failures = " + ("0" if outcome.status is FeedStatus.OK else "failures + 1")
    connection.execute(
        f"update feed set {places}, {counts} where id = :id", {**values, "new": stored.new, "id": outcome.feed_id}
    )
    if outcome.retry_host and outcome.retry_until:
        _save_host(connection, outcome.retry_host, outcome.retry_until, outcome.at)
    if outcome.parsed is not None and outcome.parsed.title:
        _adopt_title(connection, outcome.feed_id, outcome.parsed.title)
    moved = outcome.move is not None and outcome.move.settled
    if outcome.move is not None and moved:
        _follow(connection, outcome.feed_id, outcome.move, outcome.at)
    if before is not None and (moved or (before[0], before[1]) != (str(outcome.status), outcome.error)):
        connection.execute("insert into change (kind, row) values ('feed', ?)", (outcome.feed_id,))


def _values(outcome: FetchOutcome, stored: Stored) -> dict[str, object]:
    changed = outcome.if_new if stored.new or stored.updated else None
    learned = changed.learned_seconds if changed else outcome.learned_seconds
    values: dict[str, object] = {
        "status": str(outcome.status),
        "error": outcome.error,
        "next_check_at": iso_utc(changed.check_at if changed else outcome.next_check_at),
        "retry_until": _when(outcome.retry_until),
        "moved_to": outcome.move.to if outcome.move else None,
        "moved_since": _when(outcome.move.since) if outcome.move else None,
    }
    if learned is not None:
        values["learned_seconds"] = learned
    if outcome.asked_seconds is not None:
        values["asked_seconds"] = outcome.asked_seconds
    if outcome.habit is not None:
        values["newest_at"] = _when(outcome.habit.newest_at)
        values["usual_gap_seconds"] = outcome.habit.usual_gap_seconds
        values["long_gap_seconds"] = outcome.habit.long_gap_seconds
    if outcome.status is FeedStatus.OK:
        values["last_ok_at"] = iso_utc(outcome.at)
        if outcome.parsed is not None:
            values["etag"], values["last_modified"] = outcome.etag, outcome.last_modified
            values["fallback"] = outcome.parsed.fallback
    return values


def _save_host(connection: sqlite3.Connection, host: str, until: datetime, now: datetime) -> None:
    """No host waits longer than a day: what is further ahead was noted by a clock that ran ahead then."""
    connection.execute("delete from host_wait where until <= ? or until > ?", (iso_utc(now), iso_utc(now + _WAIT_MOST)))
    connection.execute(
        "insert into host_wait (host, until) values (?, ?)"
        " on conflict (host) do update set until = max(until, excluded.until)",
        (host, iso_utc(until)),
    )


def _follow(connection: sqlite3.Connection, feed_id: int, move: Move, at: datetime) -> None:
    """Gives the feed its new address, unless another feed has that already: then it goes on as it is."""
    (old,) = connection.execute("select url from feed where id = ?", (feed_id,)).fetchone()
    connection.execute("update feed set moved_to = null, moved_since = null where id = ?", (feed_id,))
    if connection.execute("select 1 from feed where url = ?", (move.to,)).fetchone():
        return
    connection.execute(
        "update feed set url = ?, via = ?, official = (official and ? is null) where id = ?",
        (move.to, move.via, move.via, feed_id),
    )
    connection.execute("delete from former_address where url = ?", (move.to,))
    connection.execute("insert or replace into former_address values (?, ?, ?)", (old, feed_id, iso_utc(at)))


def _adopt_title(connection: sqlite3.Connection, feed_id: int, title: str) -> None:
    """A feed that was added without a title bears its host's name until it tells its own."""
    url, known = connection.execute("select url, title from feed where id = ?", (feed_id,)).fetchone()
    if known == (urlsplit(url).hostname or ""):
        connection.execute("update feed set title = ? where id = ?", (title[:200], feed_id))


def _when(instant: datetime | None) -> str | None:
    return iso_utc(instant) if instant else None
