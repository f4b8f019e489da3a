"""What a person decides on a proposal: accept it into the book, or reject it; both are remembered."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from tradewatch.book.accepting import accepted, item_source
from tradewatch.book.comparing import Comparer, compared
from tradewatch.book.facts import FactRow
from tradewatch.book.load import rows_book
from tradewatch.book.refusing import check_rows
from tradewatch.book.revisions import RowChange
from tradewatch.book.sources import Source
from tradewatch.errors import TradewatchError
from tradewatch.instants import WASHINGTON
from tradewatch.records import Proposal
from tradewatch.storage.changes.book import Written, revise
from tradewatch.storage.changes.log import changed, find, log, next_batch
from tradewatch.storage.deeds import Deed
from tradewatch.storage.proposalpages import proposal
from tradewatch.storage.revisionrows import revisions
from tradewatch.storage.store import Store

__all__ = ["accept", "put_proposal", "reject"]


def accept(store: Store, target: str, written: Mapping[str, str], *, by: str, at: datetime, why: str = "") -> list[int]:
    """Puts a proposal into the book, its strongest item as the source; `written` says fields of the row otherwise.

    Gives the revisions' ids. Raises NotFoundError for a proposal that there is not, TradewatchError for one that was
    decided before or that cannot be accepted as it is.
    """
    today = at.astimezone(WASHINGTON).date()
    with store.transaction() as connection:
        number = _open(connection, target)
        one = proposal(connection, number)
        assert one is not None
        if not one.carriers and one.kind != "release":
            raise TradewatchError(
                f"{target}: the outlet has edited away what it was read from", "`book add` can say it"
            )

        def decide(rows: Sequence[FactRow]) -> list[RowChange]:
            if one.kind == "release":
                return _of_release(connection, one, rows, written)
            comparison = compared(Comparer(rows_book(rows)), one)
            return accepted(rows, one, comparison, written, today)

        said = item_source(one)
        batch = next_batch(connection)
        ids, _ = revise(connection, decide, Written(by, at, (Source(said["kind"], said["ref"]),), why), batch)
        put_proposal(connection, number, ["accepted", ids[0]])
        log(
            connection,
            Deed.PROPOSAL,
            "proposal",
            number,
            ["open", None],
            ["accepted", ids[0]],
            by=by,
            at=at,
            batch=batch,
        )
    return ids


def _of_release(
    connection: sqlite3.Connection, one: Proposal, rows: Sequence[FactRow], written: Mapping[str, str]
) -> list[RowChange]:
    if written:
        raise TradewatchError(f"p{one.id} is a release's row: it is taken over as it is", "`book edit` changes it then")
    found = next(made for made in revisions(connection) if made.id == one.release_revision)
    changes = [RowChange(found.kind, found.row, found.content)]
    check_rows(rows, changes)
    return changes


def reject(store: Store, target: str, *, by: str, at: datetime) -> None:
    """Puts a proposal away; what carries it later does not bring it back. Raises as `accept` does."""
    with store.transaction() as connection:
        number = _open(connection, target)
        put_proposal(connection, number, ["rejected", None])
        log(connection, Deed.PROPOSAL, "proposal", number, ["open", None], ["rejected", None], by=by, at=at)


def put_proposal(connection: sqlite3.Connection, number: int, row: Sequence[object]) -> None:
    """Makes [state, revision] of a proposal what the row says."""
    # which revision had accepted it stays known: the acceptance may be taken back, and that again
    connection.execute(
        "update proposal set state = ?, revision_id = coalesce(?, revision_id) where id = ?", (*row, number)
    )
    changed(connection, "proposal", number)


def _open(connection: sqlite3.Connection, target: str) -> int:
    _, number = find(connection, target, "proposal")
    state = connection.execute("select state from proposal where id = ?", (number,)).fetchone()[0]
    if state != "open":
        raise TradewatchError(f"{target} was {state} before", "`tradewatch undo` or `book undo` takes a decision back")
    return number
