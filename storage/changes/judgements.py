"""What a person decides over the rules: that an item matters or not, who really spoke, that a statement is false."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from tradewatch.errors import NotFoundError
from tradewatch.instants import iso_utc
from tradewatch.records import Side, StatementState
from tradewatch.storage.changes.log import changed, find, log
from tradewatch.storage.formrows import mark_items, stand_alone
from tradewatch.storage.store import Store

__all__ = ["correct_speaker", "dismiss", "mark_read", "put_relevant", "put_statement", "restore", "set_relevant"]


def mark_read(store: Store, item_ids: Sequence[int], at: datetime) -> None:
    """Notes that a person has seen these items. It is not logged: nobody wants it undone one by one."""
    with store.transaction() as connection:
        for number in item_ids:
            connection.execute("update item set read_at = ? where id = ? and read_at is null", (iso_utc(at), number))
            changed(connection, "item", number)


def set_relevant(store: Store, target: str, value: bool, *, by: str, at: datetime) -> None:
    """Says that an item matters, or does not; no later reading changes it. Raises NotFoundError."""
    with store.transaction() as connection:
        kind, number = find(connection, target, "item")
        row = connection.execute("select relevant, relevant_by from item where id = ?", (number,)).fetchone()
        after: list[object] = [int(value), by]
        put_relevant(connection, number, after)
        log(connection, "relevant", kind, number, list(row), after, by=by, at=at)


def put_relevant(connection: sqlite3.Connection, number: int, row: Sequence[object]) -> None:
    """Makes an item's judgement what [relevant, by] says; without `by` it is the rules' again at their next reading."""
    connection.execute("update item set relevant = ?, relevant_by = ? where id = ?", (row[0], row[1], number))
    mark_items(connection, [number])
    changed(connection, "item", number)


def correct_speaker(store: Store, target: str, speaker: str, side: Side | None, *, by: str, at: datetime) -> None:
    """Puts another name to a statement (`side` None: the side stays); no later reading changes it.

    Raises NotFoundError.
    """

    def corrected(row: list[object]) -> list[object]:
        return [speaker, str(side) if side else row[1], str(StatementState.CORRECTED)]

    _statement(store, target, corrected, "correct", by, at)


def dismiss(store: Store, target: str, *, by: str, at: datetime) -> None:
    """Puts a false statement away; it stays in the log and can be restored."""
    _statement(store, target, lambda row: [row[0], row[1], str(StatementState.DISMISSED)], "dismiss", by, at)


def restore(store: Store, target: str, *, by: str, at: datetime) -> None:
    """Takes a dismissed statement back. Raises NotFoundError where it was not dismissed."""

    def kept(row: list[object]) -> list[object]:
        if row[2] != StatementState.DISMISSED:
            raise NotFoundError(f"{target} was not dismissed", "nothing to restore")
        return [row[0], row[1], str(StatementState.KEPT)]

    _statement(store, target, kept, "restore", by, at)


def put_statement(connection: sqlite3.Connection, number: int, row: Sequence[object]) -> None:
    """Makes [speaker, side, state] of a statement what the row says."""
    connection.execute("update statement set speaker = ?, side = ?, state = ? where id = ?", (*row, number))
    stand_alone(connection, number)
    changed(connection, "statement", number)


def _statement(
    store: Store,
    target: str,
    decide: Callable[[list[object]], list[object]],
    what: str,
    by: str,
    at: datetime,
) -> None:
    with store.transaction() as connection:
        kind, number = find(connection, target, "statement")
        before = list(
            connection.execute("select speaker, side, state from statement where id = ?", (number,)).fetchone()
        )
        after = decide(before)
        put_statement(connection, number, after)
        log(connection, what, kind, number, before, after, by=by, at=at)
