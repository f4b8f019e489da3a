"""Reading for the panes that never breaks them: what cannot be read is left out, and why is said once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from tradewatch.book.revisions import Revision
from tradewatch.records import ClaimFound, DateFound, FeedState, Item, ItemVersion, Statement, Story
from tradewatch.settings import Watch
from tradewatch.storage.connection import connect_reader
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import Progress, SavedSearch
from tradewatch.storage.visiting import Visit

__all__ = ["CalmPages"]

T = TypeVar("T")


class CalmPages(Pages):
    """The pages as the panes read them. A file may be damaged in a part that is only read when a person goes there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.broken: Callable[[sqlite3.Error], object] = lambda error: None
        """Told of each reading that failed."""

    @classmethod
    def open(cls, path: Path) -> CalmPages:
        """Opens the database. Raises DatabaseError where there is none of ours."""
        return cls(connect_reader(path))

    def _calm(self, read: Callable[[], T], nothing: T) -> T:
        try:
            return read()
        except sqlite3.Error as error:
            self.broken(error)
            return nothing

    def _each(self, read: Callable[[Sequence[int]], list[T]], ids: Sequence[int]) -> list[T]:
        """All of them at once, or where that fails each by itself: one that cannot be read hides no other."""
        try:
            return read(ids)
        except sqlite3.Error as error:
            self.broken(error)
            if len(ids) == 1:
                return []
        return [one for number in ids for one in self._each(read, [number])]

    def items(self, ids: Sequence[int]) -> list[Item]:
        return self._each(super().items, ids)

    def stories(self, ids: Sequence[int]) -> list[Story]:
        return self._each(super().stories, ids)

    def statements(self, ids: Sequence[int]) -> list[Statement]:
        return self._each(super().statements, ids)

    def story_items(self, story_id: int) -> list[Item]:
        return self._calm(lambda: super(CalmPages, self).story_items(story_id), [])

    def statements_of(self, item_id: int) -> list[Statement]:
        return self._calm(lambda: super(CalmPages, self).statements_of(item_id), [])

    def versions(self, item_id: int) -> list[ItemVersion]:
        return self._calm(lambda: super(CalmPages, self).versions(item_id), [])

    def claims_of(self, item_ids: Sequence[int]) -> dict[int, list[DateFound | ClaimFound]]:
        return self._calm(lambda: super(CalmPages, self).claims_of(item_ids), {})

    def revisions(self) -> list[Revision]:
        return self._calm(super().revisions, [])

    def feed_states(self) -> list[FeedState]:
        return self._calm(super().feed_states, [])

    def searches(self, watches: Sequence[Watch] = ()) -> list[SavedSearch]:
        return self._calm(lambda: super(CalmPages, self).searches(watches), [])

    def progress(self) -> Progress | None:
        return self._calm(super().progress, None)

    def request_answer(self, request_id: int) -> str | None:
        return self._calm(lambda: super(CalmPages, self).request_answer(request_id), None)

    def visit(self, user: str) -> Visit | None:
        return self._calm(lambda: super(CalmPages, self).visit(user), None)

    def data_version(self) -> int:
        return self._calm(super().data_version, -1)
