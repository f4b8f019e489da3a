"""The schema of the database, as named migrations that run once each, all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from tradewatch.storage.markedrows import MARKS, make_marks
from tradewatch.storage.schema_mark import APPLICATION_ID, SCHEMA_VERSION
from tradewatch.storage.searchrows import add_to_search
from tradewatch.storage.showntables import CONSOLE, make_triggers
from tradewatch.storage.storyrows import recount
from tradewatch.storage.tables import (
    ALERTS,
    BOOK,
    CARRIERS,
    DESK,
    FEEDS,
    FORGOTTEN,
    ITEMS,
    LOG,
    NETWORK,
    POLITE,
    READ_BY,
    RECALLS,
    STATEMENTS,
    TOLD,
)

if TYPE_CHECKING:
    from sqlite_utils.db import Database

__all__ = ["migrations"]

migrations = Migrations("tradewatch")

_MISCOUNTED = "select id from story where items <> (select count(*) from item where story_id = story.id)"
_AT_ONCE = 500
"""Items that are indexed anew at once."""


@migrations()
def m001_first_schema(db: Database) -> None:
    """Feeds, items with versions and search, statements, proposals, stories, and what the desk adds."""
    for part in (FEEDS, ITEMS, STATEMENTS, DESK):
        _run(db, part)
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute("pragma user_version = 1")


@migrations()
def m002_book(db: Database) -> None:
    """Revisions of the book's rows, the releases that were loaded, and proposals of dates and of releases."""
    _run(db, BOOK)
    db.execute("pragma user_version = 2")


@migrations()
def m003_told(db: Database) -> None:
    """What stories, variants and answers are worked out from, and what a person said of them; feeds judged as a whole."""
    _run(db, TOLD)
    db.execute("pragma user_version = 3")


@migrations()
def m004_carriers(db: Database) -> None:
    """What each carrier tells of a statement's channel and day, and how sure the rules were there."""
    _run(db, CARRIERS)
    db.execute("pragma user_version = 4")


@migrations()
def m005_polite(db: Database) -> None:
    """What polling learns of a feed and its host, the addresses a feed had, and what came before it was cleaned."""
    _run(db, POLITE)
    db.execute("pragma user_version = 5")


@migrations()
def m006_beginnings(db: Database) -> None:
    """Beginnings of words are indexed for titles alone; why a feed is read by feedparser."""
    _run(db, READ_BY)
    rows = db.conn.execute("select id, title, summary, text from item order by id")
    while some := rows.fetchmany(_AT_ONCE):
        add_to_search(db.conn, some)
    db.execute("pragma user_version = 6")


@migrations()
def m007_forgotten(db: Database) -> None:
    """What was forgotten, so that a feed which still lists it does not bring it back."""
    _run(db, FORGOTTEN)
    db.execute("pragma user_version = 7")


@migrations()
def m008_network(db: Database) -> None:
    """Since when and why nobody is reached, and what the feeds' servers say of this computer's clock."""
    _run(db, NETWORK)
    db.execute("pragma user_version = 8")


@migrations()
def m009_console(db: Database) -> None:
    """What the console's lists rest on; visits, saved searches, and what outlets change of what the desk has marked."""
    for statement in CONSOLE:
        db.execute(statement)
    make_triggers(db.conn)
    db.execute("pragma user_version = 9")


@migrations()
def m010_recalls(db: Database) -> None:
    """Notices of outlets that come as items of their own; the wordings that an export left known and that a flag found.

    Indexes of the log. Stories that took over another's items before were not counted anew: that is made good.
    """
    _run(db, RECALLS)
    _run(db, MARKS)
    make_marks(db.conn)
    _run(db, LOG)
    miscounted = db.conn.execute(_MISCOUNTED).fetchall()
    recount(db.conn, {row[0] for row in miscounted})
    db.execute("pragma user_version = 10")


@migrations()
def m011_alerts(db: Database) -> None:
    """Since when each watch rule is there, how far the changes were looked through, what was found, and what was told."""
    _run(db, ALERTS)
    db.execute(f"pragma user_version = {SCHEMA_VERSION}")


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)
