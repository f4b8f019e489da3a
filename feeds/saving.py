"""Storing what polls came to: those that wait together share one transaction, and one that cannot be stored fails alone."""

from __future__ import annotations

import asyncio

from tradewatch.errors import BusyError
from tradewatch.protocols import PollStore
from tradewatch.records import FetchOutcome, Stored

__all__ = ["Saver"]

_AT_ONCE = 32
"""Polls in one transaction. Thirty-two take six tenths of what each alone takes, sixty-four no less (measured)."""
_UNSAVED = 64
"""Documents that may wait for the database: where it is slow, asking waits and the memory stays flat."""
_Waiting = tuple[FetchOutcome, "asyncio.Future[Stored]"]


class Saver:
    """Stores outcomes on one store; whoever comes while a transaction runs is in the next one."""

    def __init__(self, store: PollStore) -> None:
        self._store = store
        self._waiting: list[_Waiting] = []
        self._turn = asyncio.Lock()
        self.room = asyncio.Semaphore(_UNSAVED)
        """To be held from before a document is asked for until it is stored."""

    async def save(self, outcome: FetchOutcome) -> Stored:
        """Gives how many items were new or edited, once they are on the disk. Raises what the store raises for it."""
        mine: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, mine))
        async with self._turn:
            if not mine.done():
                batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
                await self._save(batch)
        return await mine

    async def _save(self, batch: list[_Waiting]) -> None:
        try:
            found = await asyncio.to_thread(self._store.save_outcomes, [outcome for outcome, _ in batch])
        except BusyError as error:  # locked or full: it is so for all of them, and each would wait again
            for _, future in batch:
                future.set_exception(error)
        except Exception:  # noqa: BLE001 - one of them cannot be stored: it is found by storing each alone
            for outcome, future in batch:
                await self._save_alone(outcome, future)
        except BaseException:
            for _, future in batch:
                future.cancel()
            raise
        else:
            for (_, future), stored in zip(batch, found, strict=True):
                future.set_result(stored)

    async def _save_alone(self, outcome: FetchOutcome, future: asyncio.Future[Stored]) -> None:
        try:
            (stored,) = await asyncio.to_thread(self._store.save_outcomes, [outcome])
        except Exception as error:  # noqa: BLE001 - told to whoever asked
            future.set_exception(error)
        else:
            future.set_result(stored)
