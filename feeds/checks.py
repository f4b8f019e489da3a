"""The poller's answers to whoever wants to see an address before it is added: beside the rounds, so that none holds them up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from msgspec.structs import replace

from tradewatch.errors import DatabaseError, FeedError
from tradewatch.feeds.archive import ItemReader
from tradewatch.feeds.asking import Asker
from tradewatch.feeds.guard import shown
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.preview import known_as, preview, relevant_of
from tradewatch.feeds.schedule import RETRY_AFTER_MOST
from tradewatch.logs import trouble
from tradewatch.protocols import Clock, PollStore
from tradewatch.records import FeedState, FetchResult, Preview, Request, preview_text
from tradewatch.silence import span_words

__all__ = ["CHECK", "Checks"]

CHECK = "check"
"""The kind of request that asks for a preview of an address."""
LOOK_EVERY_SECONDS = 0.5


class Checks:
    """Looks for requests and answers each in a task of its own, for as long as it runs."""

    def __init__(
        self, store: PollStore, asker: Asker, parser: ParsePool, reader: Callable[[], ItemReader], clock: Clock
    ) -> None:
        self._store, self._asker, self._parser = store, asker, parser
        self._reader, self._clock = reader, clock
        self._running: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Answers until cancelled. What is wrong with the database is the rounds' to say."""
        try:
            while True:
                try:
                    for one in await asyncio.to_thread(self._store.open_requests):
                        if one.kind == CHECK and one.id not in self._running:
                            self._running[one.id] = asyncio.create_task(self._answer(one))
                except DatabaseError as error:
                    trouble("checks_wait", error)
                self._running = {number: task for number, task in self._running.items() if not task.done()}
                await asyncio.sleep(LOOK_EVERY_SECONDS)
        finally:
            for task in self._running.values():
                task.cancel()

    async def _answer(self, request: Request) -> None:
        try:
            found = await self.check(request.argument)
        except DatabaseError:
            return  # asked again at the next look
        except Exception as error:  # noqa: BLE001 - a fault of ours is an answer too: somebody waits for it
            trouble("check_broke", error)
            found = Preview(
                shown(request.argument), error="this address meets a fault of the program", hint=type(error).__name__
            )
        try:
            await asyncio.to_thread(self._store.answer_request, request.id, preview_text(found), self._clock())
        except DatabaseError as error:
            trouble("check_not_answered", error)

    async def check(self, url: str) -> Preview:
        """Gives what the address holds, whether it is in the list, and how much of it matters."""
        states = await asyncio.to_thread(self._store.feed_states)
        now = self._clock()

        async def fetch(address: str) -> FetchResult:
            _refuse_waiting(address, states, now)
            return await self._asker.look_at(address)

        found, parsed = await preview(url, fetch, self._parser, now)
        if parsed is not None and parsed.entries:
            read, relevant = await asyncio.to_thread(relevant_of, parsed, self._reader(), now)
            found = replace(found, read=read, relevant=relevant)
        known = known_as(url, found.answered, states)
        if known is None:
            return found
        return replace(found, known=known.feed.title, known_id=known.id, known_off=not known.feed.enabled)


def _refuse_waiting(url: str, states: list[FeedState], now: datetime) -> None:
    """Raises FeedError where the address's host has asked a feed of it to leave it alone for now."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return  # the guard says what is wrong with it
    for one in states:
        until = one.retry_until
        if until and now < until <= now + RETRY_AFTER_MOST and (urlsplit(one.feed.url).hostname or "").lower() == host:
            raise FeedError(f"{host} asked to be left alone for {span_words(until - now)}", "check it again after that")
