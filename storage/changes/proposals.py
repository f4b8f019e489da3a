"""What a person decides on a proposal: accept it into the book, or reject it; both are remembered."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tradewatch.book.sources import Source
from tradewatch.errors import TradewatchError
from tradewatch.storage.changes.book import Decide, Written, revise
from tradewatch.storage.changes.log import changed, find, log, next_batch
from tradewatch.storage.store import Store

__all__ = ["accept", "put_proposal", "reject"]


def accept(
    store: Store, target: str, decide: Decide, *, by: str, at: datetime, source: Sequence[Source], why: str = ""
) -> list[int]:
    """Puts a proposal into the book as `decide` says; gives the revisions' ids.

    Raises NotFoundError for a proposal that there is not, TradewatchError for one that was decided before.
    """
    with store.transaction() as connection:
        number = _open(connection, target)
        batch = next_batch(connection)
        ids, _ = revise(connection, decide, Written(by, at, tuple(source), why), batch)
        put_proposal(connection, number, ["accepted", ids[0]])
        log(connection, "proposal", "proposal", number, ["open", None], ["accepted", ids[0]], by=by, at=at, batch=batch)
    return ids


def reject(store: Store, target: str, *, by: str, at: datetime) -> None:
    """Puts a proposal away; what carries it later does not bring it back. Raises as `accept` does."""
    with store.transaction() as connection:
        number = _open(connection, target)
        put_proposal(connection, number, ["rejected", None])
        log(connection, "proposal", "proposal", number, ["open", None], ["rejected", None], by=by, at=at)


def put_proposal(connection: sqlite3.Connection, number: int, row: Sequence[object]) -> None:
    """Makes [state, revision] of a proposal what the row says."""
    connection.execute("update proposal set state = ?, revision_id = ? where id = ?", (*row, number))
    changed(connection, "proposal", number)


def _open(connection: sqlite3.Connection, target: str) -> int:
    _, number = find(connection, target, "proposal")
    state = connection.execute("select state from proposal where id = ?", (number,)).fetchone()[0]
    if state != "open":
        raise TradewatchError(f"{target} was {state} before", "`tradewatch undo` or `book undo` takes a decision back")
    return number
