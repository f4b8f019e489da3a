"""Opening the database for a command: made, filled with the bundled feeds, or read only."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tradewatch.errors import ReadOnlyError
from tradewatch.settings import Options
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store

__all__ = ["open_pages", "open_store"]


@contextlib.contextmanager
def open_store(options: Options) -> Iterator[Store]:
    """Gives the database open for writing, with the bundled feeds in it unless the config says otherwise."""
    with Store.open(options.db) as store:
        if options.settings.feeds.catalogue and not options.demo:
            seed(store)
        yield store


def seed(store: Store) -> None:
    """Adds the bundled feeds that the database has never had; removed ones stay removed."""
    from tradewatch.feeds.catalogue import bundled

    known = {state.feed.url for state in store.feed_states()}
    fresh = [feed for feed in bundled() if feed.url not in known]
    if fresh:
        store.add_feeds(fresh, revive=False)


@contextlib.contextmanager
def open_pages(options: Options) -> Iterator[Pages]:
    """Gives the database open for reading; one that is not there yet is made, so that no command is the wrong first one."""
    if not options.db.exists() or options.db.stat().st_size == 0:
        with contextlib.suppress(ReadOnlyError), open_store(options):
            pass
    pages = Pages.open(options.db)
    pages.as_of = options.as_of
    try:
        yield pages
    finally:
        pages.close()
