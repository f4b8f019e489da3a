"""What of the feeds takes a moment to read: gathered beside the screen, over connections of its own, and given up with it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tradewatch.records import FeedMore, FeedShare
from tradewatch.storage.pages import Pages

__all__ = ["FeedCounts"]

T = TypeVar("T")


class FeedCounts:
    """Called from threads; each call raises DatabaseError or sqlite3.Error."""

    def __init__(self, db: Path) -> None:
        self._db = db
        self._open: set[Pages] = set()
        self.stopped = False

    def shares(self) -> dict[int, FeedShare]:
        """Gives by feed how many of its items are relevant."""
        return self._read(lambda pages: pages.feed_shares())

    def more(self, number: int) -> FeedMore:
        """Gives a feed's newest item and who switched it last."""
        return self._read(lambda pages: pages.feed_more(number))

    def stop(self) -> None:
        """Breaks off what is being read: nobody waits for it, least of all the end of the console."""
        self.stopped = True
        for pages in tuple(self._open):
            with contextlib.suppress(sqlite3.Error):  # it has just been closed
                pages.stop()

    def _read(self, read: Callable[[Pages], T]) -> T:
        pages = Pages.open(self._db)
        self._open.add(pages)
        try:
            if self.stopped:
                pages.stop()
            return read(pages)
        finally:
            self._open.discard(pages)
            pages.close()
