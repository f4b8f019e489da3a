"""Searches that a person keeps by a name: saved, renamed, removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tradewatch.clean import clean_line
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.storage.changes.log import changed, log
from tradewatch.storage.deeds import Deed
from tradewatch.storage.queries import SavedSearch
from tradewatch.storage.searchpages import put_looked
from tradewatch.storage.store import Store

__all__ = [
    "look_at_search",
    "remove_search",
    "rename_search",
    "save_search",
    "search_name",
    "take_back_search",
]

_LONGEST = 60
"""Letters of a name."""


def save_search(store: Store, name: str, query: str, *, by: str, at: datetime) -> tuple[int, bool]:
    """Saves a query by a name; one of that name (case does not matter) asks for the new query from then on.

    The query is text of the query language and stays as it is written, so that `since:3d` goes along with time. Gives
    the search's number and whether it took the place of an older query. Who saves has looked. Raises TradewatchError
    where the name is empty.
    """
    name = _lawful(name)
    with store.transaction() as connection:
        number = _named(connection, name)
        before = None if number is None else _row(connection, number)
        if number is None:
            number = connection.execute(
                "insert into search (name, query, at, by) values (?, ?, ?, ?)", (name, query, iso_utc(at), by)
            ).lastrowid
            assert number is not None
        after = [name, query, 0]
        if after != before:
            _put_search(connection, number, after)
            log(connection, Deed.SAVE, "search", number, before, after, by=by, at=at)
        put_looked(connection, SavedSearch(number, name, query, at), by, at)
    return number, before is not None


def rename_search(store: Store, number: int, name: str, *, by: str, at: datetime) -> None:
    """Gives a saved search another name. Raises NotFoundError, and TradewatchError for a name that another one has."""
    name = _lawful(name)
    with store.transaction() as connection:
        before = _there(connection, number)
        if _named(connection, name) not in (None, number):
            raise TradewatchError(f"another search is saved as {name}", "take another name")
        after = [name, *before[1:]]
        if after != before:
            _put_search(connection, number, after)
            log(connection, Deed.RENAME, "search", number, before, after, by=by, at=at)


def remove_search(store: Store, number: int, *, by: str, at: datetime) -> str:
    """Removes a saved search; gives its name. Raises NotFoundError."""
    with store.transaction() as connection:
        before = _there(connection, number)
        _put_search(connection, number, None)
        log(connection, Deed.FORGET, "search", number, before, None, by=by, at=at)
    return str(before[0])


def look_at_search(store: Store, search: SavedSearch, *, by: str, at: datetime) -> None:
    """Notes that a person looks at a search now: what comes from then on is new. It is not logged."""
    with store.transaction() as connection:
        if search.by_config or connection.execute("select 1 from search where id = ?", (search.id,)).fetchone():
            put_looked(connection, search, by, at)


def take_back_search(connection: sqlite3.Connection, number: int, row: Sequence[Any] | None) -> None:
    """Makes a saved search what it was. Raises TradewatchError where another one has taken its name meanwhile."""
    if row is not None and not row[2] and _named(connection, row[0]) not in (None, number):
        raise TradewatchError(
            f"another search is saved as {clean_line(row[0])} by now", "give that one another name first"
        )
    _put_search(connection, number, row)


def _put_search(connection: sqlite3.Connection, number: int, row: Sequence[Any] | None) -> None:
    """Makes a saved search what the row says: name, query, removed; None removes it."""
    if row is None:
        connection.execute("update search set removed = 1 where id = ?", (number,))
    else:
        connection.execute("update search set name = ?, query = ?, removed = ? where id = ?", (*row, number))
    changed(connection, "search", number)


def search_name(connection: sqlite3.Connection, number: int) -> str:
    """Gives the name of a saved search, removed or not."""
    return clean_line(_row(connection, number)[0])


def _lawful(name: str) -> str:
    cleaned = clean_line(name).strip()[:_LONGEST].strip()
    if not cleaned:
        raise TradewatchError("a saved search wants a name", "")
    return cleaned


def _named(connection: sqlite3.Connection, name: str) -> int | None:
    rows = connection.execute("select id, name from search where removed = 0 order by id")
    return next((number for number, known in rows if known.casefold() == name.casefold()), None)


def _row(connection: sqlite3.Connection, number: int) -> list[Any]:
    found = connection.execute("select name, query, removed from search where id = ?", (number,)).fetchone()
    return ["", "", 1] if found is None else list(found)


def _there(connection: sqlite3.Connection, number: int) -> list[Any]:
    row = _row(connection, number)
    if row[2]:
        raise NotFoundError("there is no such saved search", "another console has removed it")
    return row
