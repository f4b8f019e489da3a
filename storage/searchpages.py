"""Saved searches: their names and queries, when a person looked at each last, and which items have come since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from tradewatch.clean import clean_line
from tradewatch.instants import iso_utc, parse_utc
from tradewatch.settings import Watch
from tradewatch.storage import itempages
from tradewatch.storage.conditions import item_conditions
from tradewatch.storage.queries import ItemQuery, Looked, SavedSearch
from tradewatch.storage.querylanguage import query_words
from tradewatch.storage.searchrows import matching
from tradewatch.storage.watches import watch_text

__all__ = [
    "MOST_NEW",
    "changed_since",
    "items_of_changes",
    "looked",
    "new_among",
    "put_looked",
    "search_text",
    "searches",
    "stored_since",
]

MOST_NEW = 99
"""New stories of a search that are counted; there may be more."""

_BY_CONFIG = 2
"""`search.removed` of the row that a `[[watch]]` of the config has: it is no saved search, but looks at it are noted."""
_AT_ONCE = 2_000
_READING = timedelta(minutes=10)
"""How long before a look an item may have been stored that was read only after it; usually it takes seconds."""
_READ_BEFORE = (
    "select row from change where kind = 'item' and id <= :change_id"
    " and row in (select value from json_each(:numbers)) group by row having count(*) > 1"
)
"""A row says that an item was stored, the next that it was read: of these a person could see whether they match."""

_ITEMS_OF = {
    "statement": "select item_id from statement_part where statement_id in (select value from json_each(?))",
    "story": "select id from item where story_id in (select value from json_each(?))",
}


def searches(connection: sqlite3.Connection, watches: Sequence[Watch] = ()) -> list[SavedSearch]:
    """Gives the saved searches in the order they were saved, then the watches of the config in its order."""
    rows = connection.execute("select id, name, query, at from search where removed = 0 order by id")
    saved = [SavedSearch(number, name, query, parse_utc(at)) for number, name, query, at in rows]
    known = {
        name: (number, parse_utc(at))
        for number, name, at in connection.execute("select id, name, at from search where removed = ?", (_BY_CONFIG,))
    }
    for one in watches:
        number, at = known.get(one.name, (0, None))
        if not (text := watch_text(one)):
            continue  # of everything: that is the wire
        saved.append(SavedSearch(number, one.name, text, at, by_config=True))
    return saved


def looked(connection: sqlite3.Connection, user: str) -> dict[int, Looked]:
    """Gives by the number of a search when this person looked at it last."""
    rows = connection.execute("select search_id, change_id, at from search_seen where user = ?", (user,))
    return {number: Looked(change_id, parse_utc(at)) for number, change_id, at in rows}


def search_text(query: ItemQuery) -> str:
    """Gives a query as text that `parse_query` reads back as the same one: a word that finds longer ones stands last."""
    terms, words = query_words(replace(query, words="")), clean_line(query.words)
    if not words:
        return terms
    if query.words[-1:].isspace():
        return f"{words} {terms}"  # with a blank behind the words where there are no terms
    return f"{terms} {words}".strip()


def put_looked(connection: sqlite3.Connection, search: SavedSearch, user: str, at: datetime) -> None:
    """Notes that a person looks at a search now; a watch of the config gets a row where it has none."""
    number = search.id
    if search.by_config:
        row = connection.execute(
            "select id from search where removed = ? and name = ?", (_BY_CONFIG, search.name)
        ).fetchone()
        number = row[0] if row else _insert_watch(connection, search, user, at)
    connection.execute(
        "insert or replace into search_seen (user, search_id, change_id, at)"
        " select ?, ?, coalesce(max(id), 0), ? from change",
        (user, number, iso_utc(at)),
    )
    connection.execute("insert into change (kind, row) values ('search', ?)", (number,))


def _insert_watch(connection: sqlite3.Connection, search: SavedSearch, user: str, at: datetime) -> int:
    cursor = connection.execute(
        "insert into search (name, query, at, by, removed) values (?, ?, ?, ?, ?)",
        (search.name, search.query, iso_utc(at), user, _BY_CONFIG),
    )
    return cursor.lastrowid or 0


# --- what has come since a look ---


def stored_since(connection: sqlite3.Connection, look: Looked) -> list[int]:
    """Gives the items that were stored or read for the first time after a look, newest first.

    From the changes as long as they go back to it; else along the ids, by when the items were first seen.
    """
    oldest = connection.execute("select coalesce(min(id), 0) from change").fetchone()[0]
    if oldest <= look.change_id + 1 and look.change_id:
        rows = connection.execute("select distinct row from change where kind = 'item' and id > ?", (look.change_id,))
        return sorted(changed_since(connection, look, {row[0] for row in rows}), reverse=True)
    since = iso_utc(look.at)
    rows = connection.execute(
        "select id from item where id >= ? and first_seen > ? order by id desc", (_first_seen(connection, since), since)
    )
    return [row[0] for row in rows]


def changed_since(connection: sqlite3.Connection, look: Looked, items: Collection[int]) -> set[int]:
    """Gives those of the items that a person could not see yet when looking: stored since, or read only since.

    What was read, edited, flagged or told anew since is not new by that.
    """
    found: set[int] = set()
    doubtful: set[int] = set()
    since = iso_utc(look.at)
    rows = connection.execute(
        "select id, first_seen from item where id in (select value from json_each(?)) and first_seen > ?",
        (json.dumps(list(items)), iso_utc(look.at - _READING) if look.change_id else since),
    )
    for number, first_seen in rows:
        (found if first_seen > since else doubtful).add(number)
    if doubtful:
        oldest = connection.execute("select coalesce(min(id), 0) from change").fetchone()[0]
        if oldest <= look.change_id:
            values = {"change_id": look.change_id, "numbers": json.dumps(list(doubtful))}
            found |= doubtful.difference(row[0] for row in connection.execute(_READ_BEFORE, values))
    return found


def items_of_changes(connection: sqlite3.Connection, changes: Iterable[tuple[str, int]]) -> set[int]:
    """Gives the items that changed rows (kind, number) are, carry or tell: a search may find these now, or no more."""
    found: set[int] = set()
    others: dict[str, set[int]] = {kind: set() for kind in _ITEMS_OF}
    for kind, number in changes:
        (found if kind == "item" else others.get(kind, set())).add(number)
    for kind, numbers in others.items():
        if numbers:
            found |= {row[0] for row in connection.execute(_ITEMS_OF[kind], (json.dumps(list(numbers)),))}
    return found


def new_among(connection: sqlite3.Connection, query: ItemQuery, items: Sequence[int]) -> dict[int, int]:
    """Gives those of the items that a query finds, each with the story that the wire shows it in.

    It takes them in their order and stops when there are more stories than are counted.
    """
    found: dict[int, int] = {}
    where, values = item_conditions(query)
    story = itempages.NEAR_STORY if query.near else itempages.STORY
    for place in range(0, len(items), _AT_ONCE):
        some = items[place : place + _AT_ONCE]
        condition, more = matching(query.words, since=min(some)) if query.words.strip() else ("1", {})
        rows = connection.execute(
            f"select item.id, {story} from item cross join feed on feed.id = item.feed_id"
            f" where item.id in (select value from json_each(:numbers)) and {where} and {condition}",
            values | more | {"numbers": json.dumps(list(some))},
        )
        found.update(rows)
        if len(set(found.values())) > MOST_NEW:
            break
    return found


def _first_seen(connection: sqlite3.Connection, since: str) -> int:
    """The first id from which items were first seen after a time: ids rise with it."""
    low, high = 0, (connection.execute("select coalesce(max(id), 0) from item").fetchone()[0]) + 1
    while low < high:
        middle = (low + high) // 2
        row = connection.execute("select first_seen from item where id > ? order by id limit 1", (middle,)).fetchone()
        if row is not None and row[0] <= since:
            low = middle + 1
        else:
            high = middle
    return low
