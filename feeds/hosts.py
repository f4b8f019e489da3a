"""Courtesy towards hosts: so many connections to one at a time, a pause between two requests, and their Retry-After."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from tradewatch.feeds.schedule import RETRY_AFTER_MOST

__all__ = ["HostTurns", "HostWaits"]


class HostTurns:
    """Hands out turns per host; a turn is a connection, and starts at least `spacing` seconds after the last one."""

    def __init__(self, connections: int, spacing_seconds: float) -> None:
        self._connections = connections
        self._spacing = spacing_seconds
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._next_start: dict[str, float] = {}

    @contextlib.asynccontextmanager
    async def turn(self, host: str, given_up: Callable[[str], bool] = lambda host: False) -> AsyncIterator[None]:
        """Waits for a turn at the host and holds it; where it is `given_up` meanwhile, no pause is made for it."""
        gate = self._gates.setdefault(host, asyncio.Semaphore(self._connections))
        async with gate:
            if not given_up(host):
                await self.pause(host)
            yield

    async def pause(self, host: str) -> None:
        """Waits until the host's next request may start."""
        if self._spacing <= 0:
            return
        clock = asyncio.get_running_loop().time
        start = max(clock(), self._next_start.get(host, 0.0))
        self._next_start[host] = start + self._spacing
        await asyncio.sleep(start - clock())


class HostWaits:
    """What hosts have asked for during the rounds of one poller; the database keeps it for the next one."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def note(self, host: str, until: datetime, now: datetime) -> None:
        """Remembers that a host wants no request until then; a wait that a clock which ran ahead left is forgotten."""
        known = self._until.get(host, until)
        self._until[host] = until if known > now + RETRY_AFTER_MOST else max(until, known)

    def asked_to_wait(self, host: str, now: datetime) -> bool:
        """Whether the host is to be left alone now. A wait further ahead than a day is a clock that was set back."""
        return 0 < self.seconds_left(host, now) <= RETRY_AFTER_MOST.total_seconds()

    def seconds_left(self, host: str, now: datetime) -> int:
        """Gives the seconds until the host may be asked again."""
        until = self._until.get(host)
        return 0 if until is None else max(0, int((until - now).total_seconds()))
