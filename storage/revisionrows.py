"""The book's revisions in the file: reading them, adding them, loading a release's rows as the desk's ground."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tradewatch.book.facts import FactRow, bundled_digest, bundled_facts
from tradewatch.book.load import load_book
from tradewatch.book.revisions import Origin, Revision, RowChange, believed, fold
from tradewatch.book.sources import Source
from tradewatch.errors import DatabaseError
from tradewatch.instants import iso_utc, parse_utc

__all__ = ["add_revisions", "is_loaded", "load_release", "revisions", "rows_now"]

_COLUMNS = "id, batch, kind, row, at, by, origin, source, why, content, undoes"


def revisions(connection: sqlite3.Connection) -> list[Revision]:
    """Gives every revision in the order they were made."""
    return [_revision(row) for row in connection.execute(f"select {_COLUMNS} from revision order by id")]


def rows_now(connection: sqlite3.Connection, known_at: datetime | None = None) -> list[FactRow]:
    """Gives the rows of the book as they stand, or as they stood by `known_at`.

    The release is asked for before the revisions: one that is loaded in between is then in both or in neither.
    """
    facts = bundled_facts()
    # of a release with mistakes nothing is loaded: the rows that the desk has from before are the better ones
    loaded = is_loaded(connection, bundled_digest()) or (bool(load_book().problems) and is_loaded(connection, None))
    return believed(facts.rows, revisions(connection), known_at, loaded=loaded)


def is_loaded(connection: sqlite3.Connection, digest: str | None) -> bool:
    """Whether the rows of a release (None: of any) are among the revisions."""
    row = connection.execute("select 1 from release where ?1 is null or digest = ?1 limit 1", (digest,)).fetchone()
    return row is not None


def add_revisions(
    connection: sqlite3.Connection,
    changes: Iterable[RowChange],
    *,
    at: datetime,
    by: str,
    origin: Origin,
    source: Sequence[Source] = (),
    why: str = "",
    undoes: int | None = None,
) -> list[int]:
    """Writes the revisions of one change; gives their ids."""
    batch = connection.execute("select coalesce(max(batch), 0) + 1 from revision").fetchone()[0]
    said = json.dumps([{"kind": one.kind, "ref": one.ref} for one in source], ensure_ascii=False)
    ids = []
    for one in changes:
        content = None if one.content is None else json.dumps(one.content, ensure_ascii=False)
        cursor = connection.execute(
            "insert into revision (batch, kind, row, at, by, origin, source, why, content, undoes)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (batch, one.kind, one.row, iso_utc(at), by, str(origin), said, why, content, undoes),
        )
        ids.append(cursor.lastrowid or 0)
    connection.execute("insert into change (kind, row) values ('book', ?)", (ids[-1] if ids else 0,))
    return ids


def load_release(
    connection: sqlite3.Connection, rows: Sequence[FactRow], *, version: str, digest: str, at: datetime
) -> None:
    """Loads a release's rows: those that are new or differ from the release before. What a person changed stays.

    Where it differs from what a person has made of a row, that is a proposal.
    """
    if is_loaded(connection, digest):
        return  # also an older one, beside a newer one on the same file: the newer stays
    known = revisions(connection)
    before = {(one.kind, one.row): one.content for one in known if one.origin is Origin.RELEASE}
    here = {(one.kind, one.id): one.content for one in rows}
    changes = [
        RowChange(kind, name, content) for (kind, name), content in here.items() if before.get((kind, name)) != content
    ]
    changes += [
        RowChange(kind, name, None)
        for (kind, name), was in before.items()
        if was is not None and (kind, name) not in here
    ]
    ids = add_revisions(connection, changes, at=at, by=f"tradewatch {version}", origin=Origin.RELEASE)
    connection.execute("insert into release (version, digest, at) values (?, ?, ?)", (version, digest, iso_utc(at)))
    states = fold(known)
    for number, change in zip(ids, changes, strict=True):
        state = states.get((change.kind, change.row))
        if state is not None and state.owner is not Origin.RELEASE and state.content != change.content:
            connection.execute(
                "update proposal set state = 'overtaken' where kind = 'release' and state = 'open' and subject = ?",
                (f"{change.kind} {change.row}",),
            )
            connection.execute(
                "insert into proposal (kind, imposed_by, target, to_rate, threat, rule, published, latest, subject,"
                " release_revision) values ('release', '', '', '', 0, 'release', ?, ?, ?, ?)",
                (iso_utc(at), iso_utc(at), f"{change.kind} {change.row}", number),
            )


def _revision(row: Sequence[Any]) -> Revision:
    try:
        return _as_revision(row)
    except (ValueError, KeyError, TypeError) as error:
        raise DatabaseError(f"revision r{row[0]} of the book is damaged: {error}", "keep a copy of the file") from error


def _as_revision(row: Sequence[Any]) -> Revision:
    return Revision(
        id=row[0],
        batch=row[1],
        kind=row[2],
        row=row[3],
        at=parse_utc(row[4]),
        by=row[5],
        origin=Origin(row[6]),
        source=tuple(Source(one["kind"], one["ref"]) for one in json.loads(row[7])),
        why=row[8],
        content=None if row[9] is None else json.loads(row[9]),
        undoes=row[10],
    )
