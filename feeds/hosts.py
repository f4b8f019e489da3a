"""Courtesy towards hosts: so many connections to one at a time, and a pause between two requests."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

__all__ = ["HostTurns"]


class HostTurns:
    """Hands out turns per host; a turn is a connection, and starts at least `spacing` seconds after the last one."""

    def __init__(self, connections: int, spacing_seconds: float) -> None:
        self._connections = connections
        self._spacing = spacing_seconds
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._next_start: dict[str, float] = {}

    @contextlib.asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits for a turn at the host and holds it."""
        gate = self._gates.setdefault(host, asyncio.Semaphore(self._connections))
        async with gate:
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
