"""Statements and their heads as rows: which are to be worked out again, what from, and whose form each is."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from tradewatch import records
from tradewatch.instants import iso_utc, parse_utc

__all__ = [
    "SHOWN",
    "TOUCHED",
    "forget_statement",
    "free_forms",
    "mark_items",
    "mark_statements",
    "may_head",
    "save_formed",
    "save_settled",
    "unlink",
    "unsettled",
    "worded",
]

TOUCHED = (
    "(statement.state <> 'found' or exists (select 1 from flag where kind = 'statement' and target = statement.id)"
    " or exists (select 1 from note where kind = 'statement' and target = statement.id and (note <> '' or tags <> '[]')))"
)
"""A person's word on a statement: no rule puts it under another."""
SHOWN = (
    "(statement.state <> 'dismissed' and exists (select 1 from statement_part join item on item.id = item_id"
    " where statement_id = statement.id and statement_part.version = item.version and item.relevant = 1))"
)
"""It stands in the present text of an item that matters, so that what is put under it is still to be seen."""


def mark_statements(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Notes that these statements changed: what they and those around them are forms of and answer is to be worked out."""
    connection.executemany(
        "insert into unsettled (at) select published from statement where id = ?", [(number,) for number in numbers]
    )


def mark_items(connection: sqlite3.Connection, item_ids: Sequence[int]) -> None:
    """Notes the same of all statements that these items carry."""
    connection.executemany(
        "insert into unsettled (at) select distinct published from statement"
        " where id in (select statement_id from statement_part where item_id = ?)",
        [(number,) for number in item_ids],
    )


def unsettled(connection: sqlite3.Connection, reach: timedelta) -> records.Span | None:
    """Gives the first stretch of time in which statements changed, None where none did.

    A stretch ends where for the reach nothing changed.
    """
    times = [parse_utc(row[0]) for row in connection.execute("select distinct at from unsettled order by at")]
    if not times:
        return None
    gaps = (one for one, following in itertools.pairwise(times) if following - one > reach)
    mark: int = connection.execute("select max(id) from unsettled").fetchone()[0]
    return records.Span(times[0], next(gaps, times[-1]), mark)


def save_settled(connection: sqlite3.Connection, span: records.Span) -> None:
    """Forgets the changes of a stretch that were noted before it was asked for."""
    connection.execute(
        "delete from unsettled where id <= ? and at between ? and ?",
        (span.mark, iso_utc(span.start), iso_utc(span.end)),
    )


def worded(connection: sqlite3.Connection, after: datetime, limit: int) -> list[records.Worded]:
    """Gives direct statements with a speaker published after a time, in order of time.

    About `limit` of them: those published at once are never parted.
    """
    rows = connection.execute(
        f"select id, speaker, published, quote, variant_of, {TOUCHED} or not {SHOWN}, {SHOWN} from statement"
        " where direct = 1 and speaker is not null and published > :after and published <= coalesce((select max(published)"
        " from (select published from statement where direct = 1 and speaker is not null and published > :after"
        " order by published limit :limit)), '') order by published, id",
        {"after": iso_utc(after), "limit": limit},
    )
    return [
        records.Worded(number, speaker, parse_utc(published), quote, head, bool(stays), bool(leads))
        for number, speaker, published, quote, head, stays, leads in rows
    ]


def save_formed(connection: sqlite3.Connection, formed: Sequence[records.Formed]) -> None:
    """Puts statements under their heads; what a person touched since it was read stands for itself."""
    for one in formed:
        row = connection.execute(
            f"select variant_of, {TOUCHED} from statement where id = ?", (one.statement_id,)
        ).fetchone()
        if row is None:
            continue
        head = one.head if one.head is not None and not row[1] and may_head(connection, one.head) else None
        if head == row[0]:
            continue
        connection.execute("update statement set variant_of = ? where id = ?", (head, one.statement_id))
        if head is not None:
            unlink(connection, one.statement_id)
        for number in {one.statement_id, row[0], head} - {None}:
            connection.execute("insert into change (kind, row) values ('statement', ?)", (number,))


def may_head(connection: sqlite3.Connection, number: int) -> bool:
    """Whether a head is still there and shown: a person may have acted since it was chosen."""
    sql = "select 1 from statement where id = ? and variant_of is null and state <> 'dismissed'"
    return connection.execute(sql, (number,)).fetchone() is not None


def forget_statement(connection: sqlite3.Connection, number: int) -> None:
    """Deletes a statement that nothing carries any more; its forms stand for themselves."""
    mark_statements(connection, [number])
    free_forms(connection, number)
    unlink(connection, number)
    connection.execute("delete from heard where statement_id = ?", (number,))
    connection.execute("delete from statement where id = ?", (number,))


def free_forms(connection: sqlite3.Connection, head: int) -> list[int]:
    """Lets the forms of a statement stand for themselves; gives them."""
    rows = connection.execute("select id from statement where variant_of = ? order by id", (head,)).fetchall()
    for (number,) in rows:
        connection.execute("update statement set variant_of = null where id = ?", (number,))
        mark_statements(connection, [number])
        connection.execute("insert into change (kind, row) values ('statement', ?)", (number,))
    return [number for (number,) in rows]


def unlink(connection: sqlite3.Connection, number: int) -> list[tuple[int, int, str]]:
    """Takes away what a statement answers and what answers it; gives statement, what it answered and the reason."""
    gone = connection.execute(
        "delete from answer where statement_id = :number or answers = :number returning statement_id, answers, reason",
        {"number": number},
    ).fetchall()
    for other in {one for row in gone for one in row[:2]} - {number}:
        connection.execute("insert into change (kind, row) values ('statement', ?)", (other,))
    return sorted(gone)
