"""Writing what the rules read: relevance, statements with their carriers, proposals, stories; never over a person's word."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from tradewatch.records import FeedWord, Reading, StatementFound
from tradewatch.storage.answerrows import drop_heard, save_heard
from tradewatch.storage.formrows import forget_statement, mark_statements
from tradewatch.storage.keptrows import HELD, held, is_overruled, settle
from tradewatch.storage.proposalrows import drop_bare, drop_carrier, save_found
from tradewatch.storage.relevancerows import verdict
from tradewatch.storage.storyrows import save_traits

__all__ = ["match_key", "save_readings"]

_BETWEEN = re.compile(r"[^\w%]+")


def save_readings(connection: sqlite3.Connection, readings: Sequence[Reading], at: datetime) -> int:
    """Stores the readings that are still of the item's current version; gives how many statements are new."""
    new = 0
    for reading in readings:
        row = connection.execute(
            "select version, published, relevant_by, relevant, feed.judged from item join feed on feed.id = item.feed_id"
            " where item.id = ?",
            (reading.item_id,),
        ).fetchone()
        if row is None or row[0] != reading.version:
            continue
        person = None if row[2] is None else bool(row[3])
        relevant = verdict(person, FeedWord(row[4]), reading.relevant)
        _save_item(connection, reading, relevant)
        told = drop_carrier(connection, reading.item_id)
        had = _drop_old(connection, reading.item_id, reading.version)
        here = held(connection, reading.item_id, reading.version)
        for found in reading.statements:
            if not is_overruled(found, match_key(found), here):
                new += _save_statement(connection, reading, found, row[1])
        settle(connection, here, {match_key(found) for found in reading.statements}, reading)
        save_found(connection, reading, row[1])
        _drop_empty(connection, had)
        drop_bare(connection, told)
        save_traits(connection, reading)
        connection.execute("insert into change (kind, row) values ('item', ?)", (reading.item_id,))
    return new


def _save_item(connection: sqlite3.Connection, reading: Reading, relevant: bool) -> None:
    connection.execute(
        "update item set rules = ?, relevant = ?, score = ?, reasons = ?, topics = ? where id = ?",
        (
            reading.rules,
            relevant,
            reading.score,
            json.dumps(reading.reasons, ensure_ascii=False),
            json.dumps(reading.topics),
            reading.item_id,
        ),
    )


def match_key(found: StatementFound) -> str:
    """Gives what two carriers of the same words share: who spoke, how, and the letters and digits of the words."""
    words = _BETWEEN.sub(" ", unicodedata.normalize("NFKC", found.quote).casefold()).strip()
    return f"{found.speaker or ''}|{int(found.direct)}|{words}"


def _drop_old(connection: sqlite3.Connection, item_id: int, version: int) -> list[int]:
    """Forgets where an earlier reading of this wording found statements and rates; gives the statements it had.

    Statements that a person touched keep the place where they were found, and so do those of earlier wordings: what
    an outlet takes out of its text was printed all the same.
    """
    gone = connection.execute(
        "delete from statement_part where item_id = ? and version = ?"
        f" and statement_id not in (select id from statement where id = statement_id and {HELD}) returning statement_id",
        (item_id, version),
    ).fetchall()
    numbers = sorted({row[0] for row in gone})
    mark_statements(connection, numbers)
    drop_heard(connection, item_id, numbers)
    return numbers


def _drop_empty(connection: sqlite3.Connection, numbers: list[int]) -> None:
    """Deletes those of the statements that no item carries any more."""
    for number in numbers:
        if connection.execute("select 1 from statement_part where statement_id = ?", (number,)).fetchone():
            continue
        forget_statement(connection, number)
        connection.execute("insert into change (kind, row) values ('statement', ?)", (number,))


def _save_statement(connection: sqlite3.Connection, reading: Reading, found: StatementFound, published: str) -> int:
    key = match_key(found)
    row = connection.execute(
        "select id, published, confidence from statement where match = ? limit 1", (key,)
    ).fetchone()
    new = row is None
    if row is None:
        cursor = connection.execute(
            "insert into statement (match, quote, direct, speaker, side, channel, said_on, published, confidence, rule,"
            " language, translated_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key, found.quote, found.direct, found.speaker, found.side, found.channel,
                found.said_on.isoformat() if found.said_on else None, published, found.confidence, found.rule,
                found.language, found.translated_by,
            ),
        )  # fmt: skip
        number = cursor.lastrowid or 0
    else:
        number = row[0]
        mark_statements(connection, [number])  # where it stood in time so far
        connection.execute("update statement set published = min(published, ?) where id = ?", (published, number))
    connection.execute("delete from statement_part where statement_id = ? and item_id = ?", (number, reading.item_id))
    connection.executemany(
        "insert into statement_part values (?, ?, ?, ?, ?, ?, ?)",
        [
            (number, reading.item_id, position, reading.version, part.field, part.start, part.end)
            for position, part in enumerate(found.parts)
        ],
    )
    save_heard(connection, number, reading.item_id, found)
    mark_statements(connection, [number])
    connection.execute("insert into change (kind, row) values ('statement', ?)", (number,))
    connection.execute(  # a head counts the outlets of its forms
        "insert into change (kind, row) select 'statement', variant_of from statement where id = ? and variant_of > 0",
        (number,),
    )
    return int(new)
