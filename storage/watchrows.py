"""Since when each rule is there, how far the changes were looked through for it, and which items it found already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from tradewatch.instants import iso_utc, parse_utc, shifted
from tradewatch.storage.searchpages import items_of_changes

__all__ = [
    "FRESH",
    "RATES",
    "SPEAKERS",
    "Candidate",
    "candidates",
    "changed",
    "keep_rules",
    "known",
    "last_items",
    "note_matches",
    "older_items",
    "put_cursor",
    "story_known",
    "was_flagged",
]

SPEAKERS, RATES = "[alerts] speakers", "[alerts] rates"
"""By these names it is noted since when they are looked for."""

FRESH = timedelta(days=2)
"""What was published longer ago is no news, however late it comes."""


def keep_rules(connection: sqlite3.Connection, rules: Mapping[str, str], at: datetime, *, only: bool) -> None:
    """Notes since when each rule (name → query) is there: from now on where it is new or asks for something else.

    With `only` all others are forgotten, so that one which comes back begins anew.
    """
    there = dict(connection.execute("select name, query from watch").fetchall())
    if only:
        gone = there.keys() - rules.keys()
        connection.executemany("delete from watch where name = ?", [(name,) for name in gone])
        connection.executemany("delete from matched where rule = ? and alert_id is null", [(name,) for name in gone])
    for name, query in rules.items():
        if there.get(name) != query:
            connection.execute(
                "insert or replace into watch select ?, ?, ?, coalesce(max(id), 0) from item",
                (name, query, iso_utc(at)),
            )
    connection.execute("insert or ignore into watched select 1, coalesce(max(id), 0), ? from change", (iso_utc(at),))


def last_items(connection: sqlite3.Connection) -> dict[str, int]:
    """Gives the newest item that was there before each rule: ids rise as items are stored, whatever the clock does."""
    return dict(connection.execute("select name, last_item from watch").fetchall())


def changed(connection: sqlite3.Connection, at: datetime) -> tuple[int, dict[str, set[int]]]:
    """Gives the newest change, and what was changed since the last look by kind.

    Where changes were dropped meanwhile, every item
    first seen since that look is one that was changed.
    """
    newest = connection.execute("select coalesce(max(id), 0) from change").fetchone()[0]
    row = connection.execute("select change_id, at from watched").fetchone()
    found: dict[str, set[int]] = {}
    if row is None or row[0] >= newest:
        return newest, found
    oldest = connection.execute("select coalesce(min(id), 0) from change").fetchone()[0]
    for kind, number in connection.execute("select distinct kind, row from change where id > ?", (row[0],)):
        found.setdefault(kind, set()).add(number)
    if oldest > row[0] + 1:
        since = iso_utc(max(parse_utc(row[1]), shifted(at, -FRESH)) - timedelta(minutes=10))
        some = connection.execute("select id from item where published >= ? and first_seen >= ?", (since, since))
        found.setdefault("item", set()).update(number for (number,) in some)
    return newest, found


def put_cursor(connection: sqlite3.Connection, change_id: int, at: datetime) -> None:
    """Notes how far the changes were looked through."""
    connection.execute("insert or replace into watched values (1, ?, ?)", (change_id, iso_utc(at)))


class Candidate(Struct, frozen=True):
    """An item that a rule may find for the first time."""

    id: int
    story: int


def candidates(connection: sqlite3.Connection, found: Mapping[str, Iterable[int]], at: datetime) -> list[Candidate]:
    """Gives the items that changes may have made new to a rule: those that are fresh and whose story is known."""
    numbers = items_of_changes(connection, [(kind, one) for kind, some in found.items() for one in some])
    rows = connection.execute(
        "select id, story_id from item where id in (select value from json_each(?))"
        " and story_id is not null and published >= ? order by published desc, id desc",
        (json.dumps(sorted(numbers)), iso_utc(shifted(at, -FRESH))),
    )
    return [Candidate(*row) for row in rows]


def older_items(connection: sqlite3.Connection, story: int, last: int) -> list[int]:
    """Gives a story's items that were there before a rule was."""
    rows = connection.execute("select id from item where story_id = ? and id <= ?", (story, last))
    return [row[0] for row in rows]


def known(connection: sqlite3.Connection, rule: str, items: Collection[int]) -> set[int]:
    """Gives those of the items that a rule has found already."""
    rows = connection.execute(
        "select item_id from matched where rule = ? and item_id in (select value from json_each(?))",
        (rule, json.dumps(list(items))),
    )
    return {row[0] for row in rows}


def story_known(connection: sqlite3.Connection, story: int, rule: str | None = None) -> bool:
    """Whether a rule has found an item that is in the story now; without a rule, whether a message was made of one."""
    condition = "rule = :rule" if rule is not None else "alert_id is not null"
    row = connection.execute(
        f"select 1 from matched join item on item.id = item_id where item.story_id = :story and {condition} limit 1",
        {"story": story, "rule": rule},
    ).fetchone()
    return row is not None


def note_matches(connection: sqlite3.Connection, rule: str, items: Iterable[int], alert_id: int | None) -> None:
    """Notes that a rule has found these items, and the message that tells of them."""
    connection.executemany(
        "insert or ignore into matched values (?, ?, ?)", [(rule, number, alert_id) for number in sorted(items)]
    )


def was_flagged(connection: sqlite3.Connection, story: int) -> bool:
    """Whether a story or one of its items was ever flagged: whoever took that off does not want it back."""
    row = connection.execute(
        "select 1 from action where what = 'flag' and ((kind = 'story' and target = :story)"
        " or (kind = 'item' and target in (select id from item where story_id = :story))) limit 1",
        {"story": story},
    ).fetchone()
    return row is not None
