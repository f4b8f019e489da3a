"""Counts in a thread of its own what has come for each saved search: all since its person's look once, then only what changed."""

from __future__ import annotations

import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tradewatch.errors import QueryError, TradewatchError
from tradewatch.logs import trouble
from tradewatch.records import Change
from tradewatch.settings import Watch
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, Looked, SavedSearch
from tradewatch.storage.querylanguage import Bearings, of_items, parse_query
from tradewatch.storage.searchpages import MOST_NEW
from tradewatch.tui.spotting import Sight, Spotter

__all__ = ["Count", "Counter"]

_AGAIN_SECONDS = 2.0
"""What failed, mostly on a busy file, is tried again after this or with the next change; what goes on failing, ever later."""
_LONGEST_SECONDS = 60.0


class Count(Struct, frozen=True):
    """How many stories of a search are new to its person; more than `MOST_NEW` stands for any number."""

    search: SavedSearch
    new: int


@dataclass(slots=True)
class _Watched:
    search: SavedSearch
    look: Looked
    found: dict[int, int] = field(default_factory=dict)
    """New items with their stories."""

    @property
    def new(self) -> int:
        return len(set(self.found.values()))

    @property
    def is_full(self) -> bool:
        """Whether there are more than are counted."""
        return self.new > MOST_NEW


class _Job(Struct, frozen=True):
    changes: Sequence[Change] = ()
    looked: tuple[str, datetime] | None = None
    """Key of a search that is looked at, and when."""
    anew: bool = False
    """Whether nothing that was counted before holds."""
    watches: tuple[Watch, ...] | None = None
    """The rules of the config, where they are others by now."""


class Counter:
    """Asked and answered from the screen's thread; `wake` is called from the other when there is something to take."""

    def __init__(
        self,
        path: Path,
        user: str,
        watches: Sequence[Watch],
        bearings: Callable[[], Bearings],
        wake: Callable[[], None],
    ) -> None:
        self._path = path
        self._user = user
        self._watches = watches
        self._bearings = bearings
        self._wake = wake
        self._spotter = Spotter(watches, bearings)
        self._sights: queue.SimpleQueue[Sight] = queue.SimpleQueue()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._counted: queue.SimpleQueue[tuple[Count, ...]] = queue.SimpleQueue()
        self._watched: dict[str, _Watched] = {}
        self._began: Looked | None = None
        self._failures = 0
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Has everything counted; from then on what is told to have changed."""
        self._jobs.put(_Job())
        self._thread = threading.Thread(target=self._work, name="counter", daemon=True)
        self._thread.start()

    def changed(self, changes: Sequence[Change], *, whole: bool = False) -> None:
        """Has the changed rows counted, and the searches read anew where they were changed.

        With `whole` all is counted anew: there are changes that nobody tells of.
        """
        if whole:
            self._jobs.put(_Job(anew=True))
        elif any(one.kind in ("item", "story", "statement", "search", "feed") for one in changes):
            self._jobs.put(_Job(changes=changes))

    def looked(self, search: SavedSearch, at: datetime) -> None:
        """Has a search begin anew: its person looks at it."""
        self._jobs.put(_Job(looked=(search.key, at)))

    def rules(self, watches: Sequence[Watch]) -> None:
        """Has other rules of the config counted and looked for from now on."""
        self._jobs.put(_Job(watches=tuple(watches)))

    def sights(self) -> list[Sight]:
        """Gives what rules have found since the last call, the oldest first."""
        found: list[Sight] = []
        with contextlib.suppress(queue.Empty):
            while True:
                found.append(self._sights.get_nowait())
        return found

    def taken(self) -> tuple[Count, ...] | None:
        """Gives the newest counts, None where there are none since."""
        newest = None
        while True:
            try:
                newest = self._counted.get_nowait()
            except queue.Empty:
                return newest

    def close(self) -> None:
        """Ends the thread."""
        self._jobs.put(None)

    # --- in the thread ---

    def _work(self) -> None:
        pages: Pages | None = None
        jobs: list[_Job] = []
        while (more := self._waiting(min(_AGAIN_SECONDS * self._failures, _LONGEST_SECONDS) or None)) is not None:
            jobs = _together([*jobs, *more])
            try:
                pages = pages or Pages.open(self._path)
                while jobs:
                    self._do(pages, jobs[0])
                    jobs.pop(0)  # one that failed is done again, and those behind it after it
            except Exception as error:  # noqa: BLE001 - a fault of ours costs a number, not the console
                self._tell(error)
                if pages is not None:
                    pages.close()
                pages = None
                continue
            self._failures = 0
            self._counted.put(tuple(Count(one.search, one.new) for one in self._watched.values()))
            self._wake()
        if pages is not None:
            pages.close()

    def _tell(self, error: Exception) -> None:
        """Writes to the log what keeps us from counting, once for as long as it does; the lists say it of the file."""
        if not self._failures:
            known = isinstance(error, (TradewatchError, sqlite3.Error))
            trouble("searches_not_counted" if known else "counter_broke", error)
        self._failures += 1

    def _waiting(self, seconds: float | None) -> list[_Job] | None:
        """What is to be done, waiting until there is something, or so long at most; None at the end."""
        jobs: list[_Job] = []
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait() if jobs else self._jobs.get(timeout=seconds)
                if job is None:
                    return None
                jobs.append(job)
        return jobs

    def _do(self, pages: Pages, job: _Job) -> None:
        if job.looked is not None:
            key, at = job.looked
            if key in self._watched:
                one = self._watched[key]
                self._watched[key] = _Watched(one.search, Looked(pages.last_change(), at))
            return
        if job.watches is not None:
            self._watches = job.watches
            self._spotter.take(job.watches)
        if not job.changes or any(one.kind == "search" for one in job.changes):
            self._read(pages, job.anew)
        items = pages.items_of_changes((one.kind, one.row) for one in job.changes)
        sight = self._spotter.look(pages, items) if items else self._spotter.begin(pages, anew=job.anew)
        if sight is not None:
            self._sights.put(sight)
        for one in self._watched.values():
            self._put(pages, one, pages.changed_since(one.look, items) if items and not one.is_full else ())

    def _read(self, pages: Pages, anew: bool) -> None:
        """The searches as they are now; one that nobody looked at meanwhile keeps what was counted."""
        if self._began is None:
            self._began = Looked(pages.last_change(), self._bearings().now)
        looks = pages.looked(self._user)
        before = self._watched
        watched: dict[str, _Watched] = {}
        for search in pages.searches(self._watches):
            look = looks.get(search.id) or (
                Looked(0, search.at) if search.at is not None and not search.by_config else self._began
            )
            known = before.get(search.key)
            if known is not None and known.look.change_id > look.change_id:
                look = known.look
            one = watched[search.key] = _Watched(search, look)
            if known is not None and known.search.query == search.query and not anew:
                self._put(pages, one, pages.changed_since(look, known.found), known.is_full)
            else:
                self._put(pages, one, pages.stored_since(look))
        self._watched = watched

    def _put(self, pages: Pages, one: _Watched, items: Collection[int], was_full: bool = False) -> None:
        """Counts what is new already once more too: a merge makes two stories one, a correction takes one out.

        Of a full one only as many are known as are counted: where some of these go, all are counted anew.
        """
        was_full = was_full or one.is_full
        self._take(pages, one, items)
        if was_full and not one.is_full:
            self._take(pages, one, pages.stored_since(one.look))

    def _take(self, pages: Pages, one: _Watched, items: Collection[int]) -> None:
        candidates = _newest_first({*one.found, *items})
        query = query_of(one.search, self._bearings())
        one.found = pages.new_among(query, candidates) if isinstance(query, ItemQuery) and candidates else {}


def _together(jobs: Iterable[_Job]) -> list[_Job]:
    """Changes in a row are one job, however many looks they took."""
    found: list[_Job] = []
    for job in jobs:
        if job.changes and found and found[-1].changes:
            found[-1] = _Job((*found[-1].changes, *job.changes))
        else:
            found.append(job)
    return found


def query_of(search: SavedSearch, bearings: Bearings) -> ItemQuery | QueryError:
    """Gives what a saved search asks the wire for, or why that is no query any more."""
    try:
        return of_items(parse_query(search.query, bearings), ItemQuery())
    except QueryError as error:
        return error


def _newest_first(items: Iterable[int]) -> list[int]:
    return sorted(items, reverse=True)
