"""The store as the poller drives it: each call one transaction on the one connection that writes."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from tradewatch.errors import GoneError, TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.records import (
    Answered,
    Feed,
    FeedState,
    FetchOutcome,
    Formed,
    PendingItem,
    Placed,
    Reading,
    Request,
    Span,
    Spoken,
    Stored,
    Told,
    Worded,
)
from tradewatch.storage import (
    answerrows,
    feedrows,
    formrows,
    itemrows,
    keptrows,
    networkrows,
    pendingrows,
    readings,
    storyrows,
)
from tradewatch.storage.alertnotes import AlertNotes
from tradewatch.storage.connection import PATIENCE_SECONDS, connect_writer, place_of, transaction
from tradewatch.storage.networknotes import NetworkNotes
from tradewatch.storage.refusals import in_words
from tradewatch.storage.schema_mark import SCHEMA_VERSION
from tradewatch.storage.upgrading import bring_up_to_date

__all__ = ["Store"]

CHANGES_KEPT = 100_000
"""Rows of the table change that are kept; a console further behind reads its lists anew."""


class Store(NetworkNotes, AlertNotes):
    """A database open for writing. Usable from several threads: one transaction at a time."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, patience_seconds: float, waits: Callable[[], object]
    ) -> None:
        self.connection = connection
        """For `storage.changes`, inside `transaction`."""
        self.path = path
        self._patience, self._waits = patience_seconds, waits
        self._place = place_of(path)
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        waits: Callable[[], object] = lambda: None,
        upgrades: Callable[[], object] = lambda: None,
        makes: bool = True,
    ) -> Store:
        """Opens the database, migrated and, with `makes`, made as needed. Raises DatabaseError; strangers stay untouched.

        A change waits so long for another program that holds the database; `waits` is called where it has to, and
        `upgrades` before a database of an older version is brought up to date.
        """
        connection = connect_writer(path, makes=makes)
        try:
            bring_up_to_date(connection, path, upgrades)
        except sqlite3.Error as error:
            connection.close()
            raise in_words(path, error) from error
        except TradewatchError:
            connection.close()
            raise
        store = cls(connection, path, patience_seconds, waits)
        if store._place is None:  # taken away while it was being opened
            store.close()
            raise GoneError(f"{path}: was moved or removed", "end this program and start it anew")
        return store

    def close(self) -> None:
        """Closes the file; SQLite folds the WAL into it when nobody else has it open."""
        with self._lock:
            self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Gives a context of one BEGIN IMMEDIATE transaction; its value is the connection.

        Raises GoneError where the file was taken away, or a newer program has brought it up to date meanwhile: it wants
        to be written in another way than this one knows.
        """
        with self._lock, transaction(self.connection, self.path, self._patience, self._waits) as connection:
            self._check_place(connection)
            yield connection

    def _check_place(self, connection: sqlite3.Connection) -> None:
        """SQLite writes on into a file that was moved or removed, and nobody would ever find it there."""
        if place_of(self.path) != self._place:
            raise GoneError(f"{self.path}: was moved or removed", "end this program and start it anew")
        if connection.execute("pragma user_version").fetchone()[0] > SCHEMA_VERSION:
            raise GoneError(
                f"{self.path}: a newer tradewatch has brought it up to date", "end this program and start it anew"
            )

    # --- feeds ---

    def add_feeds(self, feeds: Iterable[Feed], *, revive: bool = True) -> int:
        """Adds the feeds whose address is new; with `revive` removed ones come back. Gives how many are more."""
        with self.transaction() as connection:
            return feedrows.add_feeds(connection, feeds, revive=revive)

    def remove_feed(self, url: str) -> None:
        """Stops polling an address and keeps its items. Raises NotFoundError."""
        with self.transaction() as connection:
            feedrows.remove_feed(connection, url)

    def set_enabled(self, url: str, enabled: bool) -> None:
        """Lets an address be polled or not. Raises NotFoundError."""
        with self.transaction() as connection:
            feedrows.set_enabled(connection, url, enabled)

    def feed_states(self, *, enabled_only: bool = False) -> list[FeedState]:
        """Gives every feed with what polling remembers of it, by id."""
        with self._reading():
            return feedrows.feed_states(self.connection, enabled_only)

    # --- what the poller brings ---

    def save_outcomes(self, outcomes: Sequence[FetchOutcome]) -> list[Stored]:
        """Stores what each poll came to, items and validators, in one transaction: one wait for the disk for all of them."""
        with self.transaction() as connection:
            return [itemrows.save_outcome(connection, one) for one in outcomes]

    def pending(self, limit: int) -> list[PendingItem]:
        """Gives items that no rules have read, newest first."""
        with self._reading():
            return pendingrows.pending(self.connection, limit)

    def outdated(self, rules: str, before: tuple[datetime, int] | None, limit: int) -> list[PendingItem]:
        """Gives items that other rules have read, before a place (published, id), newest first."""
        with self._reading():
            return pendingrows.outdated(self.connection, rules, before, limit)

    def outdated_count(self, rules: str) -> int:
        """Gives how many items other rules have read."""
        with self._reading():
            return pendingrows.outdated_count(self.connection, rules)

    def pending_count(self) -> int:
        """Gives how many items no rules have read."""
        with self._reading():
            return pendingrows.pending_count(self.connection)

    def save_readings(self, found: Sequence[Reading], at: datetime) -> int:
        """Stores readings whose version is still the item's; gives how many statements are new."""
        with self.transaction() as connection:
            return readings.save_readings(connection, found, at)

    # --- what is worked out afterwards, in order of time ---

    def first_untold(self) -> datetime | None:
        """Gives when the first of the items whose story is to be worked out was published, None where there is none."""
        with self._reading():
            return storyrows.first_untold(self.connection)

    def told(self, after: tuple[datetime, int], limit: int) -> list[Told]:
        """Gives the items that were read, after a place (published, id), in order of time."""
        with self._reading():
            return storyrows.told(self.connection, after, limit)

    def save_placed(self, placed: Sequence[Placed]) -> None:
        """Puts items into stories; ids stay as far as they can."""
        with self.transaction() as connection:
            storyrows.save_placed(connection, placed)

    def unsettled(self, reach: timedelta) -> Span | None:
        """Gives the first stretch of time in which statements changed, None where none did."""
        with self._reading():
            return formrows.unsettled(self.connection, reach)

    def worded(self, after: datetime, limit: int) -> list[Worded]:
        """Gives direct statements published after a time, in order of time."""
        with self._reading():
            return formrows.worded(self.connection, after, limit)

    def save_formed(self, formed: Sequence[Formed]) -> None:
        """Puts statements under their heads."""
        with self.transaction() as connection:
            formrows.save_formed(connection, formed)

    def spoken(self, after: datetime, limit: int) -> list[Spoken]:
        """Gives statements that stand for themselves, published after a time, with what carries them."""
        with self._reading():
            return answerrows.spoken(self.connection, after, limit)

    def save_answered(self, answered: Sequence[Answered]) -> None:
        """Makes what statements answer what is given."""
        with self.transaction() as connection:
            answerrows.save_answered(connection, answered)

    def save_settled(self, span: Span) -> None:
        """Notes that a stretch is worked out."""
        with self.transaction() as connection:
            formrows.save_settled(connection, span)

    def save_exported(self, statement_ids: Sequence[int], at: datetime, items: Sequence[tuple[int, int]] = ()) -> None:
        """Notes that statements and items (id, version) left the desk in a file.

        No later reading takes these statements away, and the items raise a hand when their outlet changes them.
        """
        with self.transaction() as connection:
            keptrows.save_exported(connection, statement_ids, at)
            keptrows.save_exported_items(connection, items, at)

    def save_progress(self, done: int, total: int, pending: int, at: datetime) -> None:
        """Says how far the round is; `total` 0 says that none runs."""
        with self.transaction() as connection:
            finished = networkrows.save_progress(connection, done, total, pending, at)
            if finished:
                connection.execute("delete from change where id <= (select max(id) from change) - ?", (CHANGES_KEPT,))

    def last_revision(self) -> int:
        """Gives the id of the book's newest revision, 0 where there is none."""
        with self._reading():
            number: int = self.connection.execute("select coalesce(max(id), 0) from revision").fetchone()[0]
            return number

    # --- what the console asks of the poller ---

    def ask(self, kind: str, argument: str, at: datetime) -> int:
        """Writes a request for the poller; gives its id."""
        with self.transaction() as connection:
            cursor = connection.execute(
                "insert into request (kind, argument, asked_at) values (?, ?, ?)", (kind, argument, iso_utc(at))
            )
            return cursor.lastrowid or 0

    def open_requests(self) -> list[Request]:
        """Gives what has no answer yet, oldest first."""
        with self._reading():
            rows = self.connection.execute(
                "select id, kind, argument from request where answered_at is null order by id"
            )
            return [Request(*row) for row in rows]

    def note_request(self, request_id: int, words: str) -> None:
        """Says in a request's row how far one is with it."""
        with self.transaction() as connection:
            connection.execute("update request set answer = ? where id = ?", (words, request_id))

    def answer_request(self, request_id: int, answer: str, at: datetime) -> None:
        """Writes the answer into the request's own row; an address that was asked about is forgotten, with its password."""
        with self.transaction() as connection:
            connection.execute(
                "update request set answer = ?, answered_at = ?,"
                " argument = case when kind = 'check' then '' else argument end where id = ?",
                (answer, iso_utc(at), request_id),
            )

    def withdraw_request(self, request_id: int) -> None:
        """Forgets a request that nobody waits for any more."""
        with self.transaction() as connection:
            connection.execute("delete from request where id = ? and answered_at is null", (request_id,))

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise in_words(self.path, error) from error
