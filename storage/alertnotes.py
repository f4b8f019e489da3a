"""The part of the store that looks for what is to be told, flags for rules, and keeps what became of each message."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tradewatch.records import Due, Wanted
from tradewatch.storage import alertrows, watchrows
from tradewatch.storage.watchrows import RATES, SPEAKERS, keep_rules

if TYPE_CHECKING:
    from tradewatch.book.rows import Book
    from tradewatch.storage.alertfinds import Found

__all__ = ["AlertNotes"]


class AlertNotes(ABC):
    """Each call one transaction of the store it is part of."""

    connection: sqlite3.Connection
    _known_book: tuple[int, Book] | None = None
    """The book with the number of its newest revision."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """A context of one transaction that writes."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]:
        """A context in which the connection is read."""

    def keep_rules(self, wanted: Wanted, at: datetime, *, only: bool = True) -> None:
        """Notes since when each rule is looked for: what was there before is not told. With `only` others are forgotten."""
        named = {one.name: one.query for one in wanted.rules}
        named |= {SPEAKERS: "\n".join(wanted.speakers)} if wanted.speakers else {}
        named |= {RATES: ""} if wanted.rates else {}
        with self.transaction() as connection:
            keep_rules(connection, named, at, only=only)

    def look_for_alerts(self, wanted: Wanted, targets: Sequence[str], at: datetime, *, slow: bool) -> int:
        """Looks through what changed since the last look, flags, and writes the messages that are due for these targets.

        All that one look finds is written in one transaction with how far it looked: a kill loses none of it and finds
        none twice. Gives how many messages there are.
        """
        from tradewatch.storage.alertfinds import (
            find,  # with the book and all of it: most that open a database want none
        )

        with self._reading():
            found = find(self.connection, wanted, self._book(), at, slow=slow)
        return self._write(found, targets, at, ZoneInfo(wanted.zone))

    def _write(self, found: Found, targets: Sequence[str], at: datetime, zone: ZoneInfo) -> int:
        row = self.connection.execute("select change_id from watched").fetchone()
        if not found.anything and row is not None and row[0] == found.change_id:
            return 0
        from tradewatch.storage.alertwriting import write_found

        with self.transaction() as connection:
            made = write_found(connection, found, targets, at, zone)
            watchrows.put_cursor(connection, found.change_id, at)
        return made

    def due_alerts(self, target: str, at: datetime, limit: int) -> list[Due]:
        """Gives what is to be sent to a target now."""
        with self._reading():
            return alertrows.due(self.connection, target, at, limit)

    def alert_sent(self, alert_id: int, target: str, at: datetime) -> None:
        """Marks a message as sent."""
        with self.transaction() as connection:
            alertrows.settle(connection, alert_id, target, at)

    def alert_failed(self, alert_id: int, target: str, until: datetime, why: str) -> None:
        """Notes that a message did not get through, and until when its target is left alone."""
        with self.transaction() as connection:
            alertrows.put_off(connection, alert_id, target, until, why)

    def give_up_alerts(self, targets: Sequence[str], at: datetime) -> int:
        """Gives up what has waited too long, and what is for no target any more; gives how many deliveries."""
        with self._reading():
            waiting = self.connection.execute("select 1 from delivery where state = 'due' limit 1").fetchone()
        if waiting is None:
            return 0
        with self.transaction() as connection:
            return alertrows.give_up(connection, targets, at)

    def _book(self) -> Book:
        from tradewatch.book.load import rows_book
        from tradewatch.storage.revisionrows import rows_now

        newest = self.connection.execute("select coalesce(max(id), 0) from revision").fetchone()[0]
        if self._known_book is None or self._known_book[0] != newest:
            self._known_book = (newest, rows_book(rows_now(self.connection)))
        return self._known_book[1]
