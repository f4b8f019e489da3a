"""Messages as rows: each written with its deliveries when it is found, then marked as it reaches each target."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tradewatch.instants import iso_utc, parse_utc, shifted
from tradewatch.records import Alert, Alerted, AlertKind, Delivery, Due, Undelivered

__all__ = [
    "GIVEN_UP_AFTER",
    "add_alert",
    "alerts",
    "counts_by_rule",
    "due",
    "give_up",
    "is_told",
    "last_alerts",
    "put_off",
    "settle",
    "told_lately",
    "undelivered",
]

GIVEN_UP_AFTER = timedelta(days=1)
"""A message that has not reached a target by then is given up there."""

_COLUMNS = "alert.id, alert.kind, subject, rules, title, body, link, alert.at"


def add_alert(connection: sqlite3.Connection, one: Alert, targets: Sequence[str]) -> int | None:
    """Writes a message that is to reach these targets; gives its number, None where its subject was told before."""
    number = connection.execute(
        "insert or ignore into alert (kind, subject, rules, title, body, link, at) values (?, ?, ?, ?, ?, ?, ?)"
        " returning id",
        (
            one.kind,
            one.subject,
            json.dumps(one.rules, ensure_ascii=False),
            one.title,
            one.body,
            one.link,
            iso_utc(one.at),
        ),
    ).fetchone()
    if number is None:
        return None
    connection.executemany(
        "insert into delivery (alert_id, target, next_at) values (?, ?, ?)",
        [(number[0], target, iso_utc(one.at)) for target in targets],
    )
    connection.execute("insert into change (kind, row) values ('alert', ?)", (number[0],))
    return int(number[0])


def is_told(connection: sqlite3.Connection, subject: str) -> bool:
    """Whether there is a message about this."""
    return connection.execute("select 1 from alert where subject = ?", (subject,)).fetchone() is not None


def told_lately(connection: sqlite3.Connection, since: datetime) -> int:
    """Gives how many messages were written to be sent since."""
    row = connection.execute(
        "select count(*) from alert where at > ? and exists (select 1 from delivery where alert_id = alert.id)",
        (iso_utc(since),),
    ).fetchone()
    return int(row[0])


def due(connection: sqlite3.Connection, target: str, at: datetime, limit: int) -> list[Due]:
    """Gives what is to be sent to a target now: what failed least stands first, then the oldest."""
    rows = connection.execute(
        f"select {_COLUMNS}, tries from delivery join alert on alert.id = alert_id"
        " where target = ? and state = 'due' and next_at <= ? order by tries, alert_id limit ?",
        (target, iso_utc(at), limit),
    )
    return [Due(_alert(row), row[8]) for row in rows]


def settle(connection: sqlite3.Connection, alert_id: int, target: str, at: datetime) -> None:
    """Marks a message as sent."""
    connection.execute(
        "update delivery set state = 'sent', at = ?, tries = tries + 1, why = '' where alert_id = ? and target = ?",
        (iso_utc(at), alert_id, target),
    )


def put_off(connection: sqlite3.Connection, alert_id: int, target: str, until: datetime, why: str) -> None:
    """Notes that a message did not get through: it and all others for this target wait."""
    connection.execute(
        "update delivery set tries = tries + (alert_id = ?), next_at = max(next_at, ?), why = iif(alert_id = ?, ?, why)"
        " where target = ? and state = 'due'",
        (alert_id, iso_utc(until), alert_id, why, target),
    )
    connection.execute("insert into change (kind, row) values ('alert', ?)", (alert_id,))


def give_up(connection: sqlite3.Connection, targets: Sequence[str], at: datetime) -> int:
    """Gives up what has waited for a day, and what is for targets that there are no more; gives how many."""
    found = connection.execute(
        "update delivery set state = 'given_up', at = :at,"
        " why = iif(target in (select value from json_each(:targets)), why, 'the config has no such target any more')"
        " where state = 'due' and (target not in (select value from json_each(:targets))"
        " or alert_id in (select id from alert where at < :before)) returning alert_id",
        {"at": iso_utc(at), "before": iso_utc(shifted(at, -GIVEN_UP_AFTER)), "targets": json.dumps(list(targets))},
    ).fetchall()
    connection.executemany("insert into change (kind, row) values ('alert', ?)", sorted(set(found)))
    return len(found)


# --- reading back ---


def alerts(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Alert]:
    """Gives messages by number, in their order."""
    rows = connection.execute(
        f"select {_COLUMNS} from alert where id in (select value from json_each(?)) order by id",
        (json.dumps(list(numbers)),),
    )
    return [_alert(row) for row in rows]


def last_alerts(connection: sqlite3.Connection, limit: int) -> list[Alerted]:
    """Gives the newest messages with what came of them; 0 is all."""
    found = [
        _alert(row)
        for row in connection.execute(f"select {_COLUMNS} from alert order by id desc limit ?", (limit or -1,))
    ]
    ways = "select target, state, at, case state when 'due' then next_at end, why from delivery where alert_id = ? order by target"
    return [Alerted(one, tuple(Delivery(*row) for row in connection.execute(ways, (one.id,)))) for one in found]


def counts_by_rule(connection: sqlite3.Connection) -> dict[str, int]:
    """Gives how many messages each rule is named in; what stands for a burst is none."""
    rows = connection.execute(
        "select value, count(*) from alert, json_each(alert.rules) where kind = 'story' group by value"
    )
    return {str(name): int(count) for name, count in rows}


def undelivered(connection: sqlite3.Connection, at: datetime) -> list[Undelivered]:
    """Gives the targets that do not take what is sent: what waits after a failure, what was given up since yesterday."""
    rows = connection.execute(
        "select target, sum(state = 'due'), sum(state = 'given_up'), max(why) from delivery"
        " where (state = 'due' and target in (select target from delivery where state = 'due' and tries > 0))"
        " or (state = 'given_up' and at > ?) group by target order by target",
        (iso_utc(shifted(at, -GIVEN_UP_AFTER)),),
    )
    return [Undelivered(*row) for row in rows]


def _alert(row: Sequence[Any]) -> Alert:
    return Alert(
        AlertKind(row[1]), row[2], tuple(json.loads(row[3])), row[4], row[5], row[6], parse_utc(row[7]), row[0]
    )
