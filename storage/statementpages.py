"""Reading statements back as records."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import (
    Channel,
    Field,
    Flag,
    FlagState,
    Side,
    Statement,
    StatementPart,
    StatementState,
)
from tradewatch.storage.conditions import statement_conditions
from tradewatch.storage.formpages import Beside, beside
from tradewatch.storage.markedrows import VERSION_BY
from tradewatch.storage.queries import StatementQuery

__all__ = ["places_of", "statement_ids", "statements", "statements_of"]

CHUNK = 400


def statement_ids(connection: sqlite3.Connection, query: StatementQuery) -> array[int]:
    """Gives the ids of the statements asked for, newest first; what a person dismissed is left out."""
    where, values = statement_conditions(query)
    limit = f" limit {query.limit}" if query.limit else ""
    sql = f"select id from statement where {where} order by published desc, id{limit}"
    return array("q", (row[0] for row in connection.execute(sql, values)))


def statements_of(connection: sqlite3.Connection, item_id: int, until: datetime | None = None) -> list[Statement]:
    """Gives the statements that an item carries, in the order of its text; dismissed ones are left out."""
    rows = connection.execute(
        "select statement_id from statement_part join statement on statement.id = statement_id"
        " where item_id = ? and state <> 'dismissed' group by statement_id"
        " order by min(case field when 'title' then 0 when 'summary' then 1 else 2 end * 1000000 + start)",
        (item_id,),
    )
    return statements(connection, [row[0] for row in rows], until)


def places_of(connection: sqlite3.Connection, item_id: int) -> list[tuple[int, int, StatementPart]]:
    """Gives where the statements of an item stand in it: statement, version of the item, place."""
    sql = (
        "select statement_id, version, field, start, end from statement_part where item_id = ? order by version, start"
    )
    return [
        (row[0], row[1], StatementPart(Field(row[2]), row[3], row[4])) for row in connection.execute(sql, (item_id,))
    ]


def statements(connection: sqlite3.Connection, ids: Sequence[int], until: datetime | None = None) -> list[Statement]:
    """Gives the statements in the order asked; an id that is not there is left out.

    Forms, answers and carriers that were published after `until` are left out, and so is what was edited after it.
    """
    found: dict[int, Statement] = {}
    for start in range(0, len(ids), CHUNK):
        part = tuple(ids[start : start + CHUNK])
        marks = ", ".join("?" * len(part))
        carriers = _carriers(connection, part, marks, until)
        others = beside(connection, part, until)
        sql = (
            "select statement.id, quote, direct, speaker, side, channel, said_on, published, confidence, rule, language,"
            " translated_by, statement.state, flag.at, flag.by, flag.state, note.note, note.tags, variant_of from statement"
            " left join flag on flag.kind = 'statement' and flag.target = statement.id"
            " left join note on note.kind = 'statement' and note.target = statement.id"
            f" where statement.id in ({marks})"
        )
        for row in connection.execute(sql, part):
            found[row[0]] = _statement(row, carriers.get(row[0], []), others[row[0]])
    return [found[number] for number in ids if number in found]


_Carrier = tuple[int, int, str, int, StatementPart, int]
"""Item, feed, feed's title, version, place."""


def _carriers(
    connection: sqlite3.Connection, part: tuple[int, ...], marks: str, until: datetime | None
) -> dict[int, list[_Carrier]]:
    found: dict[int, list[_Carrier]] = defaultdict(list)
    by = f"'{iso_utc(until)}'" if until is not None else ""
    version = VERSION_BY.format(by) if by else "item.version"
    then = f" and item.published <= {by} and statement_part.version <= {version}" if by else ""
    sql = (
        f"select statement_id, item.id, feed.id, feed.title, statement_part.version, field, start, end, {version}"
        " from statement_part"
        " join item on item.id = item_id join feed on feed.id = item.feed_id"
        f" where statement_id in ({marks}){then} order by statement_id, item.published, item.id, position"
    )
    for row in connection.execute(sql, part):
        found[row[0]].append((row[1], row[2], row[3], row[4], StatementPart(Field(row[5]), row[6], row[7]), row[8]))
    return found


def _statement(row: Sequence[Any], carriers: list[_Carrier], others: Beside) -> Statement:
    first = carriers[0][0] if carriers else None
    return Statement(
        id=row[0], quote=row[1], direct=bool(row[2]), speaker=row[3], side=Side(row[4]), channel=Channel(row[5]),
        said_on=date.fromisoformat(row[6]) if row[6] else None, published=parse_utc(row[7]), confidence=row[8],
        rule=row[9], item_ids=tuple(dict.fromkeys(one[0] for one in carriers)),
        parts=tuple((one[0], one[3], one[4]) for one in carriers if one[0] == first), language=row[10],
        translated_by=row[11], state=StatementState(row[12]), answers=tuple(others.answers),
        outlets=len({one[1] for one in carriers} | others.feeds),
        feed=carriers[0][2] if carriers else "", withdrawn=bool(carriers) and all(one[3] < one[5] for one in carriers),
        flag=Flag(parse_utc(row[13]), row[14], FlagState(row[15])) if row[13] else None, note=row[16] or "",
        tags=tuple(json.loads(row[17])) if row[17] else (), reason=others.reason,
        answered_by=tuple(others.answered_by), variants=tuple(others.variants), variant_of=row[18],
    )  # fmt: skip
