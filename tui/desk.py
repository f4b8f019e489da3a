"""What the console knows: the time, the book, the pages, and whatever a person has narrowed the lists to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tradewatch.book.rows import Book
from tradewatch.errors import GoneError
from tradewatch.protocols import Clock
from tradewatch.records import Proposal
from tradewatch.settings import Options
from tradewatch.storage.connection import place_of
from tradewatch.storage.querylanguage import Bearings
from tradewatch.tui.calm import CalmPages
from tradewatch.tui.sizes import DEFAULT_SIZES, Sizes

if TYPE_CHECKING:
    from tradewatch.book.comparing import Comparer, Comparison
    from tradewatch.records import Hand
    from tradewatch.storage.store import Store

__all__ = ["Desk"]


@dataclass
class Desk:
    """Shared by the panes. Reading goes through `pages`, writing through `store`, which opens when first needed."""

    options: Options
    clock: Clock
    zone: ZoneInfo
    book: Book
    pages: CalmPages
    user: str
    demo: str = ""
    """`DEMO`, or ""; it stands in front of the status line."""
    offline: bool = False
    as_of: datetime | None = None
    turn: str = ""
    """What changed in the book at `as_of`, where a person stepped there."""
    mark: datetime | None = None
    """When this person's last visit ended; None where there was none."""
    to_check: Sequence[tuple[Proposal, Comparison | None]] = ()
    """The proposals that wait for a person, with what the book has."""
    told: Mapping[str, Sequence[tuple[Proposal, Comparison]]] = field(default_factory=dict)
    """`kind:id` of a row of the book → what items tell of it."""
    hands: tuple[Hand, ...] = ()
    """What outlets changed or withdrew of what is flagged or was exported, the latest first."""
    sizes: Sizes = DEFAULT_SIZES
    """How the panes share the terminal."""
    keep_sizes: Callable[[Sizes], None] = field(default=lambda sizes: None, repr=False)
    """Keeps the sizes for the next start."""
    _comparer: Comparer | None = field(default=None, repr=False)
    _store: Store | None = field(default=None, repr=False)
    _place: tuple[int, int] | None = field(default=None, repr=False)

    def note_place(self) -> None:
        """Notes which file the database is, by whatever name."""
        self._place = place_of(self.options.db)

    @property
    def comparer(self) -> Comparer:
        """Compares what items tell with the book."""
        if self._comparer is None:
            from tradewatch.book.comparing import Comparer

            self._comparer = Comparer(self.book)
        return self._comparer

    def take_book(self, book: Book) -> None:
        """Answers by another book from now on."""
        self.book, self._comparer = book, None

    def hands_of(self, row: int) -> list[Hand]:
        """Gives the hands of a row of the wire: a story, or the negative of an item that stands for itself."""
        return [one for one in self.hands if row in (one.place, -one.item_id)]

    def now(self) -> datetime:
        """Gives the instant that the panes answer for."""
        return self.as_of or self.clock()

    def bearings(self) -> Bearings:
        """Gives what a query is understood by: zone, instant and roster."""
        return Bearings(self.zone, self.now(), self.book.roster)

    def local(self, instant: datetime) -> datetime:
        """Gives an instant in the desk's zone."""
        return instant.astimezone(self.zone)

    def time_words(self, instant: datetime) -> str:
        """Gives `14:02` for today at the desk, `24 Nov` for this year, else `6/2025`; seven cells at most."""
        local, today = self.local(instant), self.local(self.now())
        if local.date() == today.date():
            return f"{local:%H:%M}"
        if local.year == today.year:
            return f"{local.day} {local:%b}"
        return f"{local.month}/{local.year}"

    def clock_words(self, instant: datetime) -> str:
        """Gives the desk's clock time, `14:02`."""
        return f"{self.local(instant):%H:%M}"

    def age_words(self, instant: datetime) -> str:
        """Gives how long ago, `9 min` or `3 h`; "" from two days on and for what is to come. Six cells at most."""
        minutes = int((self.now() - instant).total_seconds() // 60)
        if not 0 <= minutes < 48 * 60:
            return ""
        return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h"

    @property
    def place(self) -> str:
        """The desk's city by its zone: `London`."""
        return self.zone.key.rpartition("/")[2].replace("_", " ")

    @property
    def db(self) -> Path:
        return self.options.db

    def store(self) -> Store:
        """Gives the database for writing. Raises DatabaseError in words; never makes one where it was taken away."""
        if self._store is None:
            self._check_place()
            from tradewatch.storage.store import Store

            # the console itself waits, and says so
            store = Store.open(self.options.db, patience_seconds=0, makes=False)
            try:
                self._check_place()
            except GoneError:
                store.close()
                raise
            self._store = store
        return self._store

    def _check_place(self) -> None:
        if place_of(self.options.db) != self._place:
            raise GoneError(f"{self.options.db}: was moved or removed", "quit, and start the console anew")

    def close(self) -> None:
        """Closes both connections."""
        self.pages.close()
        if self._store is not None:
            self._store.close()
