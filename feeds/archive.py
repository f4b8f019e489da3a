"""Reading the archive again after the rules changed: newest first, a few items at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tradewatch.protocols import Clock, PollStore
from tradewatch.records import PendingItem, Reading

__all__ = ["READ_AT_ONCE", "TELL_EVERY_SECONDS", "Archive", "ItemReader", "next_tell", "read_again", "read_surely"]

READ_AT_ONCE = 100
"""Items read between two transactions: their readings show in the console meanwhile."""
TELL_EVERY_SECONDS = 5.0
"""While much is being read, stories are worked out in between: nobody waits for the last of thousands."""
_TELL_SHARE = 4
"""So many times as long as that took is read before it is done again: of thousands it takes long, and each time all."""


class ItemReader(Protocol):
    """The rules as they are driven."""

    rules: str

    def read(self, item: PendingItem) -> Reading:
        """What the rules make of one item; never raises for what a feed sent."""


class Archive:
    """What other rules than the reader's have read, and how far one is with it.

    What people corrected, flagged, noted or exported is left as it is by the store.
    """

    def __init__(self, store: PollStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._rules = ""
        self._before: tuple[datetime, int] | None = None
        self._tell_at = time.monotonic() + TELL_EVERY_SECONDS
        self.done = self.total = 0

    async def read_some(self, reader: ItemReader) -> bool:
        """Reads the next few; gives whether there may be more. Stories are worked out at the end, and in between."""
        if reader.rules != self._rules:  # begun, or the desk changed its roster meanwhile: from the newest again
            self._rules, self._before = reader.rules, None
            self.done, self.total = 0, await asyncio.to_thread(self._store.outdated_count, reader.rules)
        items = await asyncio.to_thread(self._store.outdated, reader.rules, self._before, READ_AT_ONCE)
        if items:
            readings = await asyncio.to_thread(read_all, reader, items)
            await asyncio.to_thread(self._store.save_readings, readings, self._clock())
            self._before = (items[-1].published, items[-1].id)
            self.done += len(items)
        started = time.monotonic()
        if not items or started > self._tell_at:
            from tradewatch.feeds.telling import tell  # loads much that a round without reading does not want

            await asyncio.to_thread(tell, self._store)
            self._tell_at = next_tell(started, time.monotonic())
        return bool(items)


def next_tell(started: float, ended: float) -> float:
    """Gives when stories are to be worked out again, by the same clock that the last time was begun and ended by."""
    return ended + max(TELL_EVERY_SECONDS, _TELL_SHARE * (ended - started))


async def read_again(store: PollStore, reader: ItemReader, clock: Clock) -> int:
    """Reads all that other rules have read, or none; gives how many items."""
    count = 0
    while items := store.pending(READ_AT_ONCE):
        store.save_readings(read_all(reader, items), clock())
        count += len(items)
    archive = Archive(store, clock)
    while await archive.read_some(reader):
        pass
    return count + archive.done


def read_all(reader: ItemReader, items: Sequence[PendingItem]) -> list[Reading]:
    """Gives the readings of items, in their order."""
    return [read_surely(reader, one) for one in items]


def read_surely(reader: ItemReader, item: PendingItem) -> Reading:
    """Gives what the rules make of an item; one that they break on is shown unread, so that nothing waits behind it."""
    try:
        return reader.read(item)
    except Exception as error:  # noqa: BLE001 - see above
        reason = f"the rules broke on it ({type(error).__name__}): read it yourself"
        return Reading(item.id, item.version, reader.rules, True, 0.5, (reason,), ())
