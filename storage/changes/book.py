"""What a person changes in the book: revisions with who, when and source, and taking one back by another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from tradewatch import __version__
from tradewatch.book.facts import FactRow, bundled_digest, bundled_facts
from tradewatch.book.load import load_book
from tradewatch.book.refusing import check_undone
from tradewatch.book.revisions import Origin, Revision, RowChange, standing, undone
from tradewatch.book.sources import Source
from tradewatch.clean import clean_line
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.storage.changes.log import find, log, next_batch
from tradewatch.storage.deeds import TOLD, Deed
from tradewatch.storage.revisionrows import add_revisions, is_loaded, load_release, revisions, rows_now
from tradewatch.storage.store import Store

__all__ = ["Written", "change_book", "ground", "revise", "take_back", "undo_revision"]

Decide = Callable[[Sequence[FactRow]], list[RowChange]]
"""Gives the changes from the rows as they stand; raises TradewatchError where they cannot be."""


class Written(Struct, frozen=True):
    """Who changes the book, when, by which source, and why."""

    by: str
    at: datetime
    source: tuple[Source, ...]
    why: str = ""


def ground(store: Store, at: datetime) -> None:
    """Loads the rows of the release at hand unless they are: what the desk changes is changed from there."""
    if not is_loaded(store.connection, bundled_digest()):
        with store.transaction() as connection:
            _ground(connection, at)


def _ground(connection: sqlite3.Connection, at: datetime) -> None:
    if is_loaded(connection, bundled_digest()):
        return
    if load_book().problems:
        return  # what a broken file lacks is not gone from the record, and a broken row is none
    load_release(connection, bundled_facts().rows, version=__version__, digest=bundled_digest(), at=at)


def change_book(
    store: Store, decide: Decide, *, by: str, at: datetime, source: Sequence[Source], why: str = ""
) -> tuple[list[int], list[RowChange]]:
    """Changes the book as `decide` says of the rows as they stand; gives the revisions' ids and the changes.

    Raises TradewatchError, and nothing is changed then.
    """
    with store.transaction() as connection:
        for one in source:
            if one.kind == "item":
                find(connection, one.ref, "item")
        return revise(connection, decide, Written(by, at, tuple(source), why), next_batch(connection))


def revise(
    connection: sqlite3.Connection, decide: Decide, written: Written, batch: int
) -> tuple[list[int], list[RowChange]]:
    """Does what `change_book` does inside a transaction, as part of the log's `batch`."""
    _ground(connection, written.at)
    found = decide(rows_now(connection))
    ids = add_revisions(
        connection,
        found,
        at=written.at,
        by=clean_line(written.by),
        origin=Origin.PERSON,
        source=written.source,
        why=clean_line(written.why),
    )
    log(connection, Deed.BOOK, "revision", ids[0], None, None, by=written.by, at=written.at, batch=batch)
    return ids, found


def undo_revision(store: Store, revision: int, *, by: str, at: datetime) -> list[int]:
    """Takes back the change that a revision belongs to, by revisions of its own; gives the ids taken back.

    Raises NotFoundError for a revision that there is not, TradewatchError where a row was changed again since or the
    revision is a release's.
    """
    with store.transaction() as connection:
        taken = take_back(connection, revision, by=by, at=at)
        connection.execute(
            "update action set undone_at = ? where undone_at is null and batch in"
            f" (select batch from action where {TOLD} and kind = 'revision' and what = 'book' and target = ?)",
            (iso_utc(at), taken[0]),
        )
    return taken


def take_back(connection: sqlite3.Connection, revision: int, *, by: str, at: datetime) -> list[int]:
    """Does what `undo_revision` does inside a transaction; the log's line is the caller's."""
    known = revisions(connection)
    one = next((found for found in known if found.id == revision), None)
    if one is None:
        raise NotFoundError(f"there is no revision r{revision}", "`tradewatch book history` lists them")
    if one.origin is Origin.RELEASE:
        raise TradewatchError(f"r{revision} came with a release", "`book edit` changes the row")
    batch = [found for found in known if found.batch == one.batch]
    here = standing(known)
    if one.batch not in here:
        raise TradewatchError(f"r{revision} was taken back before", "`tradewatch book history` shows it")
    if one.undoes is not None:
        _refuse_out_of_order(one, batch, known)
    for part in batch:
        _refuse_if_changed_since(part, [found for found in known if found.batch in here])
    changes = undone(known, one.batch)
    recent = {(found.kind, found.row) for found in known if found.batch > one.batch and found.batch in here}
    check_undone(rows_now(connection), changes, recent)
    add_revisions(
        connection, changes, at=at, by=by, origin=Origin.UNDO, why=f"takes back r{batch[0].id}", undoes=one.batch
    )
    _decide_again(connection, [part.id for part in batch], "accepted", "open")
    if one.undoes is not None:  # what had been taken back stands again, and may be taken back like any other
        restored = [found.id for found in known if found.batch == one.undoes]
        for state in ("open", "rejected"):
            _decide_again(connection, restored, state, "accepted")
        # a rejection in between is overtaken by it
        connection.execute(
            f"update action set undone_at = ? where {TOLD} and kind = 'proposal' and what = 'proposal'"
            " and undone_at is null and target in"
            " (select id from proposal where revision_id = ?)",
            (iso_utc(at), restored[0]),
        )
        connection.execute(
            "update action set undone_at = null where batch in"
            f" (select batch from action where {TOLD} and kind = 'revision' and what = 'book' and target = ?)",
            (restored[0],),
        )
    return [part.id for part in batch]


def _refuse_out_of_order(one: Revision, batch: Sequence[Revision], known: Sequence[Revision]) -> None:
    """What was taken back comes again only while nothing has happened to its rows since."""
    rows = {(part.kind, part.row) for part in batch}
    later = [
        found
        for found in known
        if found.batch > one.batch and found.origin is not Origin.RELEASE and (found.kind, found.row) in rows
    ]
    if later:
        raise TradewatchError(
            f"{later[-1].row} was changed or taken back since (r{later[-1].id})", "`book edit` says what it is to be"
        )


def _refuse_if_changed_since(part: Revision, here: Sequence[Revision]) -> None:
    later = [
        one
        for one in here
        if one.batch > part.batch
        and (one.kind, one.row) == (part.kind, part.row)
        and one.origin is Origin.PERSON  # a release waits, and what was taken back is as if it had not been
    ]
    if later:
        raise TradewatchError(
            f"{later[-1].by} has changed {part.row} since (r{later[-1].id})", f"undo r{later[-1].id} first"
        )


def _decide_again(connection: sqlite3.Connection, ids: Sequence[int], before: str, after: str) -> None:
    """A proposal whose acceptance is taken back is open again; one whose acceptance stands again is accepted."""
    for number in ids:
        for (proposal,) in connection.execute(
            "update proposal set state = ? where state = ? and revision_id = ? returning id", (after, before, number)
        ).fetchall():
            connection.execute("insert into change (kind, row) values ('proposal', ?)", (proposal,))
