"""A real receiver of alerts on loopback: what apprise's `json://` posts, kept as it came."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

__all__ = ["Receiver", "receiving"]


class Receiver:
    """`status` is what it answers; what it was posted is in `got`."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.status = 200
        self.port = 0
        self.holds = False
        """Whether it takes what is posted and answers only when that is over."""

    @property
    def target(self) -> str:
        """Its address as apprise has it, with a user, a password and a path that nobody is to see."""
        return f"json://desk:hunter2@127.0.0.1:{self.port}/hook-7f3a?+X-Token=s3cr3t"

    async def take(self, request: web.Request) -> web.Response:
        self.paths.append(request.path)
        while self.holds:
            await asyncio.sleep(0.05)
        if self.status == 200:
            self.got.append(await request.json())
        return web.Response(status=self.status)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listens on a free port."""
    receiver, ready, ended = Receiver(), threading.Event(), threading.Event()

    async def serve() -> None:
        app = web.Application()
        app.router.add_post("/{path:.*}", receiver.take)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        receiver.port = runner.addresses[0][1]
        ready.set()
        await asyncio.to_thread(ended.wait)
        await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield receiver
    finally:
        ended.set()
        thread.join(10)
