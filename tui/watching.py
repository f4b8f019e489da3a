"""What the lists should show by now: gathered beside the screen, so that reading never holds a key up."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tradewatch.book.comparing import Comparer, Comparison, to_check
from tradewatch.book.rows import Book
from tradewatch.records import Change, Proposal
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import Counts, ItemQuery, Progress, StatementQuery

__all__ = ["News", "Watcher"]


@dataclass(frozen=True, slots=True)
class News:
    """All that differs since the last look."""

    stories: array[int]
    statements: array[int]
    counts: Counts
    progress: Progress | None
    changes: tuple[Change, ...]
    book: Book | None
    """The book, where it was changed since the last look."""
    to_check: tuple[tuple[Proposal, Comparison | None], ...] | None
    """The proposals that wait for a person; None where they are as they were."""
    asked: tuple[ItemQuery, StatementQuery]
    """What was looked for: a person may have narrowed the lists since."""


class Watcher:
    """Looks at the database over a connection of its own; called from a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pages: Pages | None = None
        self._version = -1
        self._last_change = 0
        self._comparer: Comparer | None = None
        self._checked_until: datetime | str | None = "never"
        self.items = ItemQuery()
        self.statements = StatementQuery()

    def look(self, *, again: bool = False, quick: bool = False) -> News | None:
        """Gives what there is now; None where nothing was written since the last look. Raises DatabaseError.

        `quick` leaves the proposals for the next look: the first screen does not wait for them.
        """
        if self._pages is None:
            self._pages = Pages.open(self._path)
            self._last_change = self._pages.last_change()
        version = self._pages.data_version()
        if version == self._version and not again:
            return None
        items, statements = self.items, self.statements
        changes = tuple(self._pages.changes_since(self._last_change))
        if changes:
            self._last_change = changes[-1].id
        kinds = {one.kind for one in changes}
        book = self._pages.book() if "book" in kinds else None
        if book is not None:
            self._comparer = Comparer(book)
        news = News(
            self._pages.story_ids(items),
            self._pages.statement_ids(statements),
            self._pages.counts(items.until),
            self._pages.progress(),
            changes,
            book,
            None if quick else self._to_check(kinds, items.until),
            (items, statements),
        )
        self._version = version
        return news

    def _to_check(
        self, kinds: set[str], until: datetime | None
    ) -> tuple[tuple[Proposal, Comparison | None], ...] | None:
        if self._pages is None or (not kinds & {"book", "proposal"} and self._checked_until == until):
            return None
        if self._comparer is None:
            self._comparer = Comparer(self._pages.book())
        self._checked_until = until
        found = [one for one in self._pages.proposals() if until is None or one.published <= until]
        return tuple(to_check(self._comparer, found))

    def ask(self, items: ItemQuery | None = None, statements: StatementQuery | None = None) -> None:
        """Narrows what is looked for."""
        self.items = items or self.items
        self.statements = statements or self.statements

    def close(self) -> None:
        if self._pages is not None:
            self._pages.close()
