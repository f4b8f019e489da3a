"""Opening the database for a command: made, filled with the bundled feeds, or read only."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from tradewatch.book.facts import bundled_digest
from tradewatch.clean import clean_line
from tradewatch.cli.present import clock
from tradewatch.errors import ReadOnlyError
from tradewatch.settings import Options
from tradewatch.storage.connection import is_ready, refuse_emptied
from tradewatch.storage.remains import left_log
from tradewatch.storage.revisionrows import is_loaded

if TYPE_CHECKING:
    from tradewatch.book.rows import Book
    from tradewatch.storage.pages import Pages
    from tradewatch.storage.store import Store

__all__ = ["is_absent", "look_at_log", "make_ready", "open_book", "open_pages", "open_store"]


_PATIENCE_SECONDS = 60.0
"""A person who gave a command would give it again; so it waits for another program, and Ctrl+C ends that."""


@contextlib.contextmanager
def open_store(options: Options, *, patience_seconds: float = _PATIENCE_SECONDS, makes: bool = True) -> Iterator[Store]:
    """Gives the database open for writing, with the bundled feeds in it unless the config says otherwise.

    Without `makes` one that is not there is not made: behind a console it was taken away.
    """
    look_at_log(options)
    from tradewatch.storage.store import Store

    with Store.open(
        options.db, patience_seconds=patience_seconds, waits=_say_waiting, upgrades=_say_upgrading, makes=makes
    ) as store:
        if options.settings.feeds.catalogue and not options.demo:
            seed(store)
        if not is_loaded(store.connection, bundled_digest()):
            from tradewatch.storage.changes.book import ground  # loads the whole book, which most openings do not want

            ground(store, clock(options)())
        yield store


def _say_waiting() -> None:
    click.echo("tradewatch: waiting, another program holds the database", err=True)


def _say_upgrading() -> None:
    click.echo("tradewatch: bringing the database up to date; a copy of it is kept", err=True)


def is_absent(path: Path) -> bool:
    """Whether there is no database yet: no file, or an empty one. Raises DamagedError where there was one."""
    if path.exists() and not (path.is_file() and path.stat().st_size == 0):
        return False
    refuse_emptied(path)
    return True


def look_at_log(options: Options) -> None:
    """Says on standard error what is lost of the log that a crash left, before the first opening takes it over."""
    if left_log(options.db) is None:
        return
    from tradewatch.storage.leftlog import check_left_log

    words = check_left_log(options.db, datetime.now(UTC))
    if words:
        hint = "`tradewatch --db COPY doctor --recover` saves from the copy what it can"
        click.echo(f"tradewatch: {clean_line(words)} ({hint})", err=True)


def seed(store: Store) -> None:
    """Adds the bundled feeds that the database has never had; removed ones stay removed."""
    from tradewatch.feeds.catalogue import bundled

    known = {state.feed.url for state in store.feed_states()}
    fresh = [feed for feed in bundled() if feed.url not in known]
    if fresh:
        store.add_feeds(fresh, revive=False)


def make_ready(options: Options) -> None:
    """Makes the database or brings it up to date, so that it can be read; one that may only be read stays as it is."""
    look_at_log(options)
    if not is_ready(options.db):
        with contextlib.suppress(ReadOnlyError), open_store(options):
            pass


def open_book(options: Options, known_at: datetime | None = None) -> Book:
    """Gives the book as the desk has it, or had it by `known_at`; without a database it is the bundled one.

    Raises DatabaseError where there is a database that cannot be read: what the desk changed would be missing.
    """
    from tradewatch.book.load import load_book

    if is_absent(options.db):
        return load_book() if known_at is None else replace(load_book(), known_at=known_at)
    with open_pages(options) as pages:
        return pages.book(known_at)


@contextlib.contextmanager
def open_pages(options: Options, *, makes: bool = True) -> Iterator[Pages]:
    """Gives the database open for reading; one that is not there yet is made, so that no command is the wrong first one.

    Without `makes` it is not: in a console it was taken away.
    """
    from tradewatch.storage.pages import Pages

    if makes:
        make_ready(options)
    pages = Pages.open(options.db)
    pages.as_of = options.as_of
    try:
        yield pages
    finally:
        pages.close()
