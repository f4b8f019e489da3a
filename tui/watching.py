"""What was written meanwhile, and what the edges count: gathered beside the screen, so that reading holds no key up."""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tradewatch.book.rows import Book
from tradewatch.errors import GoneError
from tradewatch.protocols import Clock
from tradewatch.records import Alert, Change, Proposal
from tradewatch.storage.connection import place_of
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import Counts, Progress

if TYPE_CHECKING:
    from tradewatch.book.comparing import Comparer, Comparison
    from tradewatch.records import Hand

__all__ = ["News", "Watcher"]

_STOP_SECONDS = 0.02


class News(Struct, frozen=True):
    """All that differs since the last look."""

    counts: Counts
    progress: Progress | None
    reading_again: str
    """How far reading the archive again is, in words."""
    changes: tuple[Change, ...]
    book: Book | None
    """The book, where it was changed since the last look."""
    proposals: Compared | None
    """The proposals with what the book has; None where they are as they were."""
    hands: tuple[Hand, ...] = ()
    """Those that are up."""
    alerts: tuple[Alert, ...] = ()
    """What the poller has found since the last look, beside what rules find."""
    untold: str = ""
    """Which targets of alerts take no messages, in words."""
    gap: bool = False
    """Whether there were changes that nobody tells of any more: what rests on them is to be read anew."""


class Compared(Struct, frozen=True):
    """What items tell, compared with the book."""

    to_check: tuple[tuple[Proposal, Comparison | None], ...]
    """Those that wait for a person."""
    by_row: Mapping[str, tuple[tuple[Proposal, Comparison], ...]]
    """`kind:id` → all that tell of that row, decided or not."""


class Watcher:
    """Looks at the database over a connection of its own; called from a thread."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self._pages: Pages | None = None
        self._version = -1
        self._place: tuple[int, int] | None = None
        self._last_change = 0
        self._last_alert = 0
        self._untold = ""
        self._comparer: Comparer | None = None
        self._checked_until: datetime | str | None = "never"
        self._looking = threading.Lock()
        self._closed = False

    def begin(self) -> Pages:
        """Opens the database; what is written from now on is a change. Raises DatabaseError."""
        if self._pages is None:
            self._place = place_of(self._path)
            self._pages = Pages.open(self._path)
            self._last_change = self._pages.last_change()
            self._last_alert = self._pages.last_alert()
        return self._pages

    def peek(self) -> bool:
        """Whether a look would find anything, or cannot tell; takes some microseconds."""
        if self._pages is None:
            return True
        try:
            return self._pages.data_version() != self._version or place_of(self._path) != self._place
        except sqlite3.Error:
            return True

    def look(self, until: datetime | None = None, *, again: bool = False) -> News | None:
        """Gives what there is, counted for an instant (None: now); None where nothing was written since the last look.

        Raises DatabaseError.
        """
        with self._looking:
            return None if self._closed else self._look(until, again=again)

    def _look(self, until: datetime | None, *, again: bool) -> News | None:
        pages = self.begin()
        if place_of(self._path) != self._place:
            raise GoneError(f"{self._path}: was moved or removed", "quit, and start the console anew")
        version = pages.data_version()
        if version == self._version and not again:
            return None
        try:
            news = self._news(pages, until)
        except BaseException:  # what this look would have told is told by the next one
            self._comparer, self._checked_until = None, "never"
            raise
        self._version = version
        if news.changes:
            self._last_change = news.changes[-1].id
        return news

    def _news(self, pages: Pages, until: datetime | None) -> News:
        changes = tuple(pages.changes_since(self._last_change))
        kinds = {one.kind for one in changes}
        gap = bool(changes) and changes[0].id > self._last_change + 1
        if gap:
            kinds |= {"book", "proposal"}
        # a change that was made while the console started is in no list of changes: the first full look reads it all
        fresh = self._comparer is None
        book = pages.book() if "book" in kinds or fresh else None
        if book is not None:
            from tradewatch.book.comparing import Comparer

            self._comparer = Comparer(book)
        return News(
            pages.counts(until),
            pages.progress(),
            pages.reading_again(),
            changes,
            book,
            self._compared(kinds, until),
            tuple(pages.hands(until)),
            self._alerts(pages, changes),
            self._untold_words(pages, fresh=fresh or "alert" in kinds),
            gap,
        )

    def _alerts(self, pages: Pages, changes: tuple[Change, ...]) -> tuple[Alert, ...]:
        """Each is told once, however often it is tried to be sent."""
        numbers = sorted({one.row for one in changes if one.kind == "alert" and one.row > self._last_alert})
        if numbers:
            self._last_alert = numbers[-1]
        return tuple(pages.alerts(numbers)) if numbers else ()

    def _untold_words(self, pages: Pages, *, fresh: bool) -> str:
        if fresh:
            found = pages.undelivered(self._clock())
            self._untold = ", ".join(f"{one.waiting or one.given_up} not told: {one.target}" for one in found)
        return self._untold

    def _compared(self, kinds: set[str], until: datetime | None) -> Compared | None:
        if self._pages is None or self._comparer is None:
            return None
        if not kinds & {"book", "proposal"} and self._checked_until == until:
            return None
        from tradewatch.book.comparing import compared, to_check

        self._checked_until = until
        found = [one for one in self._pages.proposals(None) if until is None or one.published <= until]
        rows: dict[str, list[tuple[Proposal, Comparison]]] = defaultdict(list)
        for one in found:
            comparison = compared(self._comparer, one)
            if comparison is not None and comparison.row:
                rows[comparison.row].append((one, comparison))
        waiting = to_check(self._comparer, [one for one in found if one.state == "open"])
        return Compared(tuple(waiting), {row: tuple(pairs) for row, pairs in rows.items()})

    def close(self) -> None:
        """Ends a look that goes on in its thread, then closes the file: SQLite takes no closing while it reads."""
        self._closed = True
        if self._pages is not None:
            while not self._looking.acquire(timeout=_STOP_SECONDS):
                self._pages.stop()  # time and again: between two statements there is nothing to break off
            self._pages.close()
            self._looking.release()
