"""Statements that a person touched, when rules read their item anew: they keep their number and their words."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tradewatch.instants import iso_utc
from tradewatch.records import Reading, StatementFound, StatementState
from tradewatch.storage.handrows import hands

__all__ = ["HELD", "Held", "held", "is_overruled", "save_exported", "save_exported_items", "settle"]

HELD = (
    "(state <> 'found' or id in (select target from flag where kind = 'statement')"
    " or id in (select target from note where kind = 'statement') or id in (select statement_id from exported))"
)
"""What a person corrected, dismissed, restored, flagged, noted or exported; of a row of `statement`."""
_SAME = 0.6
"""Share of letters in common, of all letters of both, from which two statements of one text are of the same words."""
_DECIDED = (StatementState.CORRECTED, StatementState.DISMISSED)


@dataclass(slots=True)
class Held:
    """A statement that a person touched, with the letters (field, offset) that it takes of the item's text."""

    id: int
    match: str
    state: str
    letters: set[tuple[str, int]] = field(default_factory=set)


def held(connection: sqlite3.Connection, item_id: int, version: int) -> list[Held]:
    """Gives the touched statements that were found in this wording of an item."""
    rows = connection.execute(
        f"select id, match, state, field, start, end from statement join statement_part on statement_id = id"
        f" where item_id = ? and version = ? and {HELD} order by id, position",
        (item_id, version),
    ).fetchall()
    found: dict[int, Held] = {}
    for number, match, state, name, start, end in rows:
        one = found.setdefault(number, Held(number, match, state))
        one.letters |= {(name, place) for place in range(start, end)}
    return list(found.values())


def is_overruled(found: StatementFound, key: str, here: Sequence[Held]) -> bool:
    """Whether a person corrected or dismissed these very words of this text under another speaker or with other ends."""
    letters = {(str(part.field), place) for part in found.parts for place in range(part.start, part.end)}
    return any(
        one.match != key and one.state in _DECIDED and len(letters & one.letters) >= _SAME * len(letters | one.letters)
        for one in here
    )


def settle(connection: sqlite3.Connection, here: Sequence[Held], keys: set[str], reading: Reading) -> None:
    """Marks as `kept` what the rules find no more, and as found again what they do; a person's decisions stay."""
    carried = _found_elsewhere(connection, here, reading.item_id)
    for one in here:
        gone = one.match not in keys and not carried[one.id]
        if one.state == StatementState.FOUND and gone:
            _put(connection, one.id, StatementState.KEPT)
        elif one.state == StatementState.KEPT and one.match in keys and _is_marked(connection, one.id):
            _put(connection, one.id, StatementState.FOUND)


def save_exported(connection: sqlite3.Connection, statement_ids: Sequence[int], at: datetime) -> None:
    """Notes that statements left the desk in a file."""
    connection.executemany(
        "insert into exported (statement_id, at) values (?, ?) on conflict (statement_id) do update set at = excluded.at",
        [(number, iso_utc(at)) for number in statement_ids],
    )


def save_exported_items(connection: sqlite3.Connection, items: Sequence[tuple[int, int]], at: datetime) -> None:
    """Notes which items (id, version) left the desk; of several wordings the newest, and what was pruned meanwhile not.

    Of an item whose hand is up the desk knows no more than before: nobody need have read what a command wrote.
    """
    up = {one.item_id: one.known for one in hands(connection)}
    connection.executemany(
        "insert into exported_item (item_id, version, known, at) select id, ?, ?, ? from item where id = ?"
        " on conflict (item_id) do update set version = max(version, excluded.version), known = excluded.known,"
        " at = excluded.at",
        [(version, min(version, up.get(number, version)), iso_utc(at), number) for number, version in items],
    )


def _found_elsewhere(connection: sqlite3.Connection, here: Sequence[Held], item_id: int) -> dict[int, bool]:
    """Whether another item carries the words too: what one outlet's text no longer shows may still be found there."""
    carried: dict[int, bool] = defaultdict(bool)
    for one in here:
        row = connection.execute(
            "select 1 from statement_part where statement_id = ? and item_id <> ? limit 1", (one.id, item_id)
        ).fetchone()
        carried[one.id] = row is not None
    return carried


def _is_marked(connection: sqlite3.Connection, number: int) -> bool:
    row = connection.execute(
        "select 1 where exists (select 1 from flag where kind = 'statement' and target = :id)"
        " or exists (select 1 from note where kind = 'statement' and target = :id)"
        " or exists (select 1 from exported where statement_id = :id)",
        {"id": number},
    ).fetchone()
    return row is not None


def _put(connection: sqlite3.Connection, number: int, state: StatementState) -> None:
    connection.execute("update statement set state = ? where id = ?", (state, number))
    connection.execute("insert into change (kind, row) values ('statement', ?)", (number,))
