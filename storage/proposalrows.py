"""Writing what the rules found of rates, dates and known wrong claims: one row for all items that tell the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tradewatch.instants import iso_utc, parse_utc, shifted
from tradewatch.records import ClaimFound, DateFound, RateFound, Reading, StatementPart

__all__ = ["drop_bare", "drop_carrier", "save_found"]

_TOGETHER = timedelta(days=30)
"""Items further apart than this do not tell the same news in the same words: "10 to 34 %" of April is not that of December."""
_KEY = ("kind", "imposed_by", "target", "from_rate", "to_rate", "threat", "subject", "on_day", "clock", "zone")


def save_found(connection: sqlite3.Connection, reading: Reading, published: str) -> None:
    """Stores the rates, dates and claims of a reading; `published` is the item's, as stored."""
    for rate in reading.rates:
        number = _save(connection, reading, _rate(rate), rate.part, published, rate.rule, rate.duration_days)
        if rate.starts is not None:
            connection.execute(
                "update proposal set starts_on = coalesce(starts_on, ?) where id = ?", (rate.starts.isoformat(), number)
            )
    for found in reading.dates:
        _save(connection, reading, _date(found), found.part, published, found.rule, None)
    for claim in reading.claims:
        _save(connection, reading, _claim(claim), claim.part, published, "known wrong", None)


def drop_carrier(connection: sqlite3.Connection, item_id: int) -> list[int]:
    """Forgets where an earlier reading of an item found proposals that nobody has decided on; gives which."""
    rows = connection.execute(
        "delete from proposal_item where item_id = ? and proposal_id in (select id from proposal where state = 'open')"
        " returning proposal_id",
        (item_id,),
    ).fetchall()
    return [row[0] for row in rows]


def drop_bare(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Deletes those of the proposals that no item tells any more; the rest count from the items that are left."""
    for number in numbers:
        connection.execute(
            "delete from proposal where id = ? and not exists (select 1 from proposal_item where proposal_id = ?)",
            (number, number),
        )
        connection.execute(
            "update proposal set published = found.first, latest = found.last from (select min(item.published) as first,"
            " max(item.published) as last from proposal_item join item on item.id = item_id where proposal_id = ?) as found"
            " where id = ? and found.first is not null",
            (number, number),
        )
        connection.execute("insert into change (kind, row) values ('proposal', ?)", (number,))


def _rate(rate: RateFound) -> dict[str, Any]:
    from_rate = str(rate.from_rate) if rate.from_rate is not None else None
    return _key("rate", rate.imposed_by, rate.target, from_rate, str(rate.to_rate), int(rate.threat))


def _date(found: DateFound) -> dict[str, Any]:
    clock = f"{found.clock:%H:%M}" if found.clock is not None else None
    return {
        **_key("date"),
        "subject": found.subject,
        "on_day": found.day.isoformat(),
        "clock": clock,
        "zone": found.zone,
    }


def _claim(claim: ClaimFound) -> dict[str, Any]:
    return {**_key("claim"), "subject": claim.claim}


def _key(
    kind: str, imposed_by: str = "", target: str = "", from_rate: str | None = None, to_rate: str = "", threat: int = 0
) -> dict[str, Any]:
    return dict(zip(_KEY, (kind, imposed_by, target, from_rate, to_rate, threat, "", None, None, None), strict=True))


def _save(
    connection: sqlite3.Connection, reading: Reading, key: dict[str, Any], part: StatementPart, published: str, rule: str,
    days: int | None,
) -> int:  # fmt: skip
    at = parse_utc(published)
    row = connection.execute(
        f"select id from proposal where {' and '.join(f'{name} is :{name}' for name in _KEY)}"
        " and latest >= :low and published <= :high order by latest desc limit 1",
        {**key, "low": iso_utc(shifted(at, -_TOGETHER)), "high": iso_utc(shifted(at, _TOGETHER))},
    ).fetchone()
    if row is None:
        names = ", ".join(_KEY)
        marks = ", ".join(f":{name}" for name in _KEY)
        number = connection.execute(
            f"insert into proposal ({names}, duration_days, rule, published, latest)"
            f" values ({marks}, :days, :rule, :at, :at)",
            {**key, "days": days, "rule": rule, "at": published},
        ).lastrowid
    else:
        number = row[0]
        connection.execute(
            "update proposal set published = min(published, ?), latest = max(latest, ?) where id = ?",
            (published, published, number),
        )
    connection.execute(
        "insert or ignore into proposal_item values (?, ?, ?, ?, ?, ?)",
        (number, reading.item_id, reading.version, part.field, part.start, part.end),
    )
    connection.execute("insert into change (kind, row) values ('proposal', ?)", (number,))
    return int(number or 0)
