"""Reads the ids of the lists in a thread of its own: a first page at once, then all, then only what changed."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.errors import TradewatchError
from tradewatch.logs import trouble
from tradewatch.records import Change
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.roll import Roll

__all__ = ["PAGE", "Failed", "Found", "Listed", "Lister", "Query", "Replaced"]

PAGE = 200
"""Rows of a first page: more than any screen has lines."""

Query = ItemQuery | StatementQuery
_Asked = TypeVar("_Asked", contravariant=True)
_Same = TypeVar("_Same")


class Listed(Struct, frozen=True):
    """The ids that were asked for: a first page, or all of them."""

    query: Query
    roll: Roll
    first: bool
    again: bool = False
    """Read anew because too much has changed; nobody has asked."""
    show: bool = False


class Replaced(Struct, frozen=True):
    """Where changed rows belong now."""

    query: Query
    places: Mapping[int, int]
    """Id → the second that places it."""
    gone: frozenset[int]
    """Ids that do not belong to the list, if they ever did."""
    show: bool


class Failed(Struct, frozen=True):
    """Why the lists cannot be read."""

    error: Exception


Found = Listed | Replaced | Failed


class _Job(Struct, frozen=True):
    query: Query
    kind: str
    changes: Sequence[tuple[str, int]] = ()
    show: bool = False


_MOST_CHANGES = 3_000
"""Changed rows from which a list is read anew: that takes less than placing each of them."""


class Lister:
    """Asked and answered from the screen's thread; `wake` is called from the other when there is something to take."""

    def __init__(self, path: Path, wake: Callable[[], None]) -> None:
        self._path = path
        self._wake = wake
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._found: queue.SimpleQueue[Found] = queue.SimpleQueue()
        self._wanted: dict[type, Query] = {}
        self._pages: Pages | None = None
        self._whole: dict[type, Query] = {}
        """What is read to its end: a first page that was broken off and comes late would take the place of all of it."""
        self._missed: dict[type, Query] = {}
        """Of what something could not be read: no later change tells of it again."""
        self._thread: threading.Thread | None = None

    def ask(self, queries: Sequence[Query], wait_seconds: float = 0.0, *, pages: int = 1) -> list[Found]:
        """Asks for other lists, breaking off what is read for those before; waits so long for the first pages of some of
        them, in their order.

        Gives what came by then.
        """
        for query in queries:
            self._wanted[type(query)] = query
        if self._pages is not None:
            self._pages.stop()
        for kind in ("page", "all"):
            for query in queries:
                self._jobs.put(_Job(query, kind))
        self._begin()
        return self._first(min(pages, len(queries)), wait_seconds)

    def changed(self, changes: Sequence[Change], *, show: bool = False, whole: bool = False) -> None:
        """Has the changed rows placed anew in both lists; with `show` what waits by then is shown too.

        With `whole` both are read anew: there are changes that nobody tells of.
        """
        rows = list({(one.kind, one.row) for one in changes if one.kind in ("item", "story", "statement")})
        for query in self._wanted.values():
            if len(rows) > _MOST_CHANGES or whole or self._missed.pop(type(query), None) is query:
                self._jobs.put(_Job(query, "again", show=show))
            elif rows or show:
                self._jobs.put(_Job(query, "places", rows, show))
        self._begin()

    def again(self, query: Query) -> None:
        """Has a list read anew as a whole, for a question that differs a little; what is shown stays meanwhile."""
        self._wanted[type(query)] = query
        self._jobs.put(_Job(query, "again"))
        self._begin()

    def taken(self) -> list[Found]:
        """Gives what was found since, oldest first, without what nobody wants any more."""
        found: list[Found] = []
        while True:
            try:
                one = self._found.get_nowait()
            except queue.Empty:
                return found
            if self._current(one):
                found.append(one)

    def close(self) -> None:
        """Ends the thread."""
        self._jobs.put(None)
        if self._pages is not None:
            self._pages.stop()
        if self._thread is not None:
            self._thread.join(1.0)

    def _first(self, count: int, wait_seconds: float) -> list[Found]:
        found: list[Found] = []
        deadline = time.monotonic() + wait_seconds
        while sum(1 for one in found if not isinstance(one, Listed) or one.first) < count:
            try:
                one = self._found.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if self._current(one):
                found.append(one)
        return found

    def _current(self, one: Found) -> bool:
        return isinstance(one, Failed) or self._wanted.get(type(one.query)) is one.query

    # --- in the thread ---

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="lister", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._wanted.get(type(job.query)) is not job.query or self._is_done(job):
                continue
            try:
                found: Found = self._done(job)
            except sqlite3.OperationalError as error:
                if "interrupt" in str(error):
                    self._jobs.put(job)  # if it is still wanted then
                    continue
                found = self._failed(job, error)
            except (TradewatchError, sqlite3.Error) as error:
                found = self._failed(job, error)
            except Exception as error:  # noqa: BLE001 - a fault of ours is said on the screen; the next list is read all the same
                trouble("lister_broke", error)
                found = self._failed(
                    job, TradewatchError(f"a fault of the program: {type(error).__name__}: {error}", "")
                )
            if isinstance(found, Listed) and (found.roll.whole or not found.first):
                self._whole[type(job.query)] = job.query
            self._found.put(found)
            self._wake()
        if self._pages is not None:
            self._pages.close()

    def _failed(self, job: _Job, error: Exception) -> Failed:
        """A list of which something could not be read is read anew as a whole when it is asked for next."""
        self._missed[type(job.query)] = job.query
        return Failed(error)

    def _is_done(self, job: _Job) -> bool:
        """Whether a first page, or the whole list behind one, has come already."""
        return job.kind in ("page", "all") and self._whole.get(type(job.query)) is job.query

    def _done(self, job: _Job) -> Found:
        if self._pages is None:
            self._pages = Pages.open(self._path)
        query = job.query
        if isinstance(query, ItemQuery):
            return _answer(job, query, self._pages.wire)
        return _answer(job, query, self._pages.said)


class _Listing(Protocol[_Asked]):
    def page(self, query: _Asked, count: int) -> Roll: ...

    def all(self, query: _Asked) -> Roll: ...

    def places(self, query: _Asked, numbers: Iterable[int]) -> dict[int, int]: ...

    def of_changes(self, changes: Iterable[tuple[str, int]]) -> set[int]: ...


def _answer(job: _Job, query: _Asked, listing: _Listing[_Asked]) -> Found:
    if job.kind == "page":
        return Listed(job.query, listing.page(query, PAGE), first=True)
    if job.kind in ("all", "again"):
        return Listed(job.query, listing.all(query), first=False, again=job.kind == "again", show=job.show)
    touched = listing.of_changes(job.changes)
    places = listing.places(query, touched)
    gone = touched.difference(places)
    if gone and (looser := _read_or_not(query)) is not None:
        # what left only because it was read stays until the list is asked for again: a person is reading there
        gone.difference_update(listing.places(looser, gone))
    return Replaced(job.query, places, frozenset(gone), job.show)


def _read_or_not(query: _Same) -> _Same | None:
    """The query without `is:unread`; None where that is not said."""
    if not isinstance(query, ItemQuery):
        return None
    terms = tuple(one for one in query.terms if one.negated or one.kind != "is" or "unread" not in one.values)
    return None if terms == query.terms else replace(query, terms=terms)
