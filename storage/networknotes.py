"""The part of the store that keeps what polling finds of the network and of this computer's clock."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from tradewatch.records import ClockOffset, Dated, Offline
from tradewatch.storage import daterows, networkrows

__all__ = ["NetworkNotes"]


class NetworkNotes(ABC):
    """Each call one transaction of the store it is part of."""

    connection: sqlite3.Connection

    @abstractmethod
    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """A context of one transaction that writes."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]:
        """A context in which the connection is read."""

    def offline(self) -> Offline | None:
        """Gives since when and why nobody is reached, None where somebody is."""
        with self._reading():
            return networkrows.offline(self.connection)

    def save_offline(self, found: Offline | None) -> None:
        """Says since when and why nobody is reached; None that somebody is."""
        with self.transaction() as connection:
            networkrows.save_offline(connection, found)

    def save_clock(self, found: ClockOffset | None) -> None:
        """Keeps what the feeds' servers say of this computer's clock."""
        with self.transaction() as connection:
            networkrows.save_clock(connection, found)

    def newest_item(self) -> int:
        """Gives the id of the newest item, 0 where there is none."""
        with self._reading():
            return daterows.newest_item(self.connection)

    def after_item(self, item_id: int) -> list[Dated]:
        """Gives the items that were stored after one, as they are dated."""
        with self._reading():
            return daterows.after_item(self.connection, item_id)

    def beyond(self, at: datetime, limit: int) -> list[Dated]:
        """Gives items that stand after an instant, the furthest first."""
        with self._reading():
            return daterows.beyond(self.connection, at, limit)

    def redate(self, items: Sequence[Dated]) -> None:
        """Gives items their places in time; they are read again."""
        with self.transaction() as connection:
            daterows.redate(connection, items)
