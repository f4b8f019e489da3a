"""Storing what polls came to: those that wait together share one transaction, and one that cannot be stored fails alone."""

from __future__ import annotations

import asyncio

from tradewatch.errors import BusyError, DamagedError, GoneError, ReadOnlyError
from tradewatch.logs import event
from tradewatch.protocols import PollStore
from tradewatch.records import FetchOutcome, Stored

__all__ = ["NO_FEEDS_FAULT", "Saver"]

NO_FEEDS_FAULT = (DamagedError, GoneError, ReadOnlyError)
"""What the database has whatever is stored: no feed is to blame, and each further writing would meet it again."""

_AT_ONCE = 32
"""Polls in one transaction. Thirty-two take six tenths of what each alone takes, sixty-four no less (measured)."""
_UNSAVED = 64
"""Documents that may wait for the database: where it is slow, asking waits and the memory stays flat."""
_AGAIN_SECONDS = 0.5
_Waiting = tuple[FetchOutcome, "asyncio.Future[Stored]"]


class Saver:
    """Stores outcomes on one store; whoever comes while a transaction runs is in the next one.

    While another program holds the database, or the disk is full, what came is kept and stored when that is over: for
    `patience_seconds`, after which each is told.
    """

    def __init__(self, store: PollStore, patience_seconds: float) -> None:
        self._store, self._patience = store, patience_seconds
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
            found = await self._store_patiently([outcome for outcome, _ in batch])
        except (BusyError, *NO_FEEDS_FAULT) as error:  # it is so for all of them, and each would meet it again
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

    async def _store_patiently(self, outcomes: list[FetchOutcome]) -> list[Stored]:
        loop = asyncio.get_running_loop()
        end, waits = loop.time() + self._patience, False
        while True:
            try:
                found = await asyncio.to_thread(self._store.save_outcomes, outcomes)
            except BusyError as error:
                if loop.time() >= end:
                    raise
                if not waits:
                    waits = True
                    event("storing_waits", why=error.message)
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                if waits:
                    event("storing_goes_on")
                return found

    async def _save_alone(self, outcome: FetchOutcome, future: asyncio.Future[Stored]) -> None:
        try:
            (stored,) = await asyncio.to_thread(self._store.save_outcomes, [outcome])
        except Exception as error:  # noqa: BLE001 - told to whoever asked
            future.set_exception(error)
        else:
            future.set_result(stored)
