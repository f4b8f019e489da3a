"""Whether a database is whole: SQLite's own checks, and the search index word by word against the items."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tradewatch.storage.searchrows import add_to_search

__all__ = ["faults"]

_TABLES = ("item_search", "title_search")


def faults(path: Path, *, search: bool = True) -> list[str]:
    """Gives what is wrong with a database that may be in use meanwhile; the search index is compared in one transaction."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        found = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
        found += [f"row without its {row[2]}: {row[0]}" for row in connection.execute("pragma foreign_key_check")]
        twice = connection.execute("select count(*) - count(distinct feed_id || key) from item").fetchone()[0]
        found += [f"{twice} items twice"] if twice else []
        if search:
            connection.execute("begin")
            found += _search_faults(connection)
    return found


def _search_faults(connection: sqlite3.Connection) -> list[str]:
    """Compares every word, item and place of the index with one that is made anew: SQLite's check of an index without
    texts does not see words that were left behind."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as anew:
        for table in _TABLES:
            (made,) = connection.execute("select sql from sqlite_master where name = ?", (table,)).fetchone()
            anew.execute(made)
        add_to_search(anew, connection.execute("select id, title, summary, text from item").fetchall())
        return [
            f"{table} has other words than the items"
            for table in _TABLES
            if _words(connection, table) != _words(anew, table)
        ]


def _words(connection: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    connection.execute(f"create virtual table temp.words using fts5vocab(main, {table}, instance)")
    try:
        return set(connection.execute("select term, doc, col, offset from temp.words"))
    finally:
        connection.execute("drop table temp.words")
