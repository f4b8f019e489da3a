"""Reading the archive again after the rules changed."""

from __future__ import annotations

import asyncio

from tradewatch.feeds.poller import READ_AT_ONCE, ItemReader, read_surely
from tradewatch.feeds.telling import tell
from tradewatch.protocols import Clock, PollStore

__all__ = ["read_again"]


async def read_again(store: PollStore, reader: ItemReader, clock: Clock) -> int:
    """Reads what other rules have read or none, newest first; gives how many items. What people corrected stays."""
    count = 0
    while items := store.pending(READ_AT_ONCE, reader.rules):
        readings = [read_surely(reader, one) for one in items]
        await asyncio.to_thread(store.save_readings, readings, clock())
        count += len(items)
    await asyncio.to_thread(tell, store)
    return count
