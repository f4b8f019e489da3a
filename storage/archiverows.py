"""Rows of the archive that have given words: for those who lay a text of their own beside it."""

from __future__ import annotations

import sqlite3

__all__ = ["alike_ids", "carrying_ids", "withdrawn_ids"]

_SPARE = 8
"""What was published later is left out afterwards; so many times the wanted ones are looked at."""


def carrying_ids(connection: sqlite3.Connection, expression: str, until: str, most: int) -> list[int]:
    """Gives items that an FTS5 expression finds and that were published by then (UTC ISO), the first stored first."""
    sql = (
        "select item.id from item_search cross join item on item.id = item_search.rowid"
        " where item_search match ? and item.published <= ? order by item_search.rowid limit ?"
    )
    return [row[0] for row in connection.execute(sql, (expression, until, most))]


def alike_ids(connection: sqlite3.Connection, expression: str, until: str, most: int) -> list[int]:
    """Gives items that an FTS5 expression finds and that were published by then, the best by bm25 first."""
    sql = "select rowid from item_search where item_search match ? order by rank limit ?"
    found = [row[0] for row in connection.execute(sql, (expression, most * _SPARE))]
    marks = ", ".join("?" * len(found))
    known = {
        row[0]
        for row in connection.execute(f"select id from item where id in ({marks}) and published <= ?", (*found, until))
    }
    return [one for one in found if one in known][:most]


def withdrawn_ids(connection: sqlite3.Connection, words: list[str], until: str, most: int) -> list[int]:
    """Gives direct statements with all these words that stand in no present wording, newest first."""
    having = "".join(" and instr(lower(quote), ?)" for _ in words)
    sql = (
        f"select id from statement where direct = 1 and state <> 'dismissed' and published <= ?{having}"
        " and not exists (select 1 from statement_part join item on item.id = item_id and item.version ="
        " statement_part.version where statement_id = statement.id) order by published desc limit ?"
    )
    return [row[0] for row in connection.execute(sql, (until, *(one.lower() for one in words), most))]
