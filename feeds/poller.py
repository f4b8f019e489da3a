"""The poller: rounds of asking every feed that is due, storing what came, then reading what is pending."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tradewatch.errors import DatabaseError, FeedError, TradewatchError
from tradewatch.feeds.archive import READ_AT_ONCE, Archive, ItemReader, read_all
from tradewatch.feeds.fetch import AnswerError, Fetcher
from tradewatch.feeds.guard import Target
from tradewatch.feeds.hosts import HostTurns
from tradewatch.feeds.schedule import interval_of, is_due, next_check
from tradewatch.feeds.telling import tell
from tradewatch.feeds.worker import ParsePool
from tradewatch.protocols import Clock, PollStore
from tradewatch.records import (
    FeedState,
    FeedStatus,
    FetchOutcome,
    ParsedFeed,
    Request,
    RoundCounts,
    Stored,
)
from tradewatch.settings import Poll

__all__ = ["AGAIN", "Outcome", "Poller"]

REQUESTS_EVERY_SECONDS = 0.5
TELL_EVERY_SECONDS = 5.0
"""While much is being read, stories are worked out in between: nobody waits for the last of thousands."""
AGAIN = "again"
"""The kind of request that asks to read the archive again, in the time that polling leaves."""
SLEEP_MOST = timedelta(seconds=30)
"""Longest wait between two looks at what is due, since a feed may be added or the clock set meanwhile."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One feed of a round, for whoever watches."""

    state: FeedState
    outcome: FetchOutcome
    stored: Stored


class Poller:
    """Works on one store; its parts are given to it, so that the network and the time are the caller's.

    `reader` is asked for at each batch: a desk may have changed its roster since.
    """

    def __init__(
        self,
        store: PollStore,
        fetcher: Fetcher,
        parser: ParsePool,
        reader: Callable[[], ItemReader],
        clock: Clock,
        settings: Poll,
        *,
        watch: Callable[[Outcome], None] = lambda outcome: None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store, self._fetcher, self._parser, self._reader = store, fetcher, parser, reader
        self._clock, self._settings, self._watch, self._chance = clock, settings, watch, chance
        self._turns = HostTurns(settings.host_connections, settings.host_spacing_seconds)
        self._archive: Archive | None = None

    async def run(self) -> None:
        """Polls what is due and answers requests, until cancelled."""
        while True:
            try:
                await self._turn()
            except DatabaseError:  # locked by another program, or the disk is full: it goes on when that is over
                await asyncio.sleep(REQUESTS_EVERY_SECONDS * 10)

    async def _turn(self) -> None:
        """One round with the requests that wait, or a sleep until something is due."""
        await self.read_pending()
        requests = [one for one in self._store.open_requests() if one.kind != AGAIN]
        wanted = {int(one.argument) for one in requests if one.argument.isdigit()}
        everything = any(not one.argument for one in requests)
        counts = await self.round(force=everything, only=None if everything or not requests else wanted)
        for one in requests:
            self._store.answer_request(one.id, _words(counts), self._clock())
        if not requests:
            await self._wait()

    async def round(self, *, force: bool = False, read: bool = True, only: set[int] | None = None) -> RoundCounts:
        """Asks every feed that is due (or those of `only`), stores, then reads all that is pending; gives the counts."""
        started, now = time.monotonic(), self._clock()
        due = [state for state in self._store.feed_states(enabled_only=True) if self._is_due(state, now, force, only)]
        tally = _Tally(len(due))
        if due:
            self._store.save_progress(0, len(due), self._store.pending_count(), now)
            await self._ask_all(due, tally)
        statements = await self.read_pending() if read else 0
        pending = self._store.pending_count()
        if due:
            self._store.save_progress(0, 0, pending, self._clock())
        return RoundCounts(
            len(due), tally.ok, tally.unchanged, tally.failed, tally.new, tally.updated, statements, pending,
            round(time.monotonic() - started, 3),
        )  # fmt: skip

    async def read_pending(self) -> int:
        """Reads what is pending, newest first; gives how many statements are new."""
        found, told = 0, time.monotonic()
        while items := self._store.pending(READ_AT_ONCE):
            readings = await asyncio.to_thread(read_all, self._reader(), items)
            found += await asyncio.to_thread(self._store.save_readings, readings, self._clock())
            if time.monotonic() - told > TELL_EVERY_SECONDS:
                await asyncio.to_thread(tell, self._store)
                told = time.monotonic()
        await asyncio.to_thread(tell, self._store)
        return found

    def _is_due(self, state: FeedState, now: datetime, force: bool, only: set[int] | None) -> bool:
        if only is not None and state.id not in only:
            return False
        interval = interval_of(state, self._settings.interval_minutes)
        return is_due(state, now, interval, force=force or only is not None)

    async def _ask_all(self, due: Sequence[FeedState], tally: _Tally) -> None:
        """Asks so many at a time; a feed waits for its host before it takes one of the places."""
        places = asyncio.Semaphore(self._settings.concurrency)

        async def one(state: FeedState) -> None:
            host = (urlsplit(state.feed.url).hostname or "").lower()
            async with self._turns.turn(host), places:
                outcome = await self._ask(state)
            try:
                stored = await asyncio.to_thread(self._store.save_outcome, outcome)
            except TradewatchError as error:  # a locked or full disk: the feed is asked again, the others go on
                outcome, stored = self._failed(state, FeedError(error.message, error.hint)), Stored()
            except Exception as error:  # noqa: BLE001 - what cannot be stored costs this feed, said in words
                words = FeedError("what this feed sent cannot be stored", type(error).__name__)
                outcome, stored = self._failed(state, words), Stored()
                with contextlib.suppress(TradewatchError):
                    await asyncio.to_thread(self._store.save_outcome, outcome)
            tally.add(outcome, stored)
            if tally.done % 5 == 0:
                with contextlib.suppress(TradewatchError):  # only the status line would have known
                    self._store.save_progress(tally.done, tally.feeds, tally.new, self._clock())
            self._watch(Outcome(state, outcome, stored))

        async with asyncio.TaskGroup() as tasks:
            for state in due:
                tasks.create_task(one(state))

    async def _ask(self, state: FeedState) -> FetchOutcome:
        now = self._clock()
        try:
            result = await self._fetcher.fetch(
                state.feed.url, now=now, etag=state.etag, last_modified=state.last_modified, between_hops=self._hop
            )
            if result.body is None:
                return self._well(state, None, None, None)
            parsed = await self._parser.parse(
                result.body, url=result.url, content_type=result.content_type, now=self._clock()
            )
        except FeedError as error:
            return self._failed(state, error)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs one feed, said in words, never the round
            return self._failed(state, FeedError("this feed meets a fault of the program", type(error).__name__))
        keep = not parsed.torn  # a torn document's validators would answer 304 for what was never seen
        return self._well(state, parsed, result.etag if keep else None, result.last_modified if keep else None)

    async def _hop(self, target: Target) -> None:
        await self._turns.pause(target.host)

    def _well(
        self, state: FeedState, parsed: ParsedFeed | None, etag: str | None, last_modified: str | None
    ) -> FetchOutcome:
        now = self._clock()
        interval = interval_of(state, self._settings.interval_minutes)
        following = next_check(now, interval, jitter=self._chance())
        return FetchOutcome(
            state.id, now, following.check_at, FeedStatus.OK, parsed.warning if parsed else "",
            unchanged=parsed is None, parsed=parsed, etag=etag, last_modified=last_modified,
        )  # fmt: skip

    def _failed(self, state: FeedState, error: FeedError) -> FetchOutcome:
        now = self._clock()
        status = error.status if isinstance(error, AnswerError) else 0
        following = next_check(
            now,
            interval_of(state, self._settings.interval_minutes),
            failures=state.failures + 1,
            retry_after_seconds=error.retry_after_seconds if isinstance(error, AnswerError) else None,
            slow_down=status in (429, 503),
            jitter=self._chance(),
        )
        became = FeedStatus.GONE if status == 410 else FeedStatus.FAILING
        words = error.message + (f" ({error.hint})" if error.hint else "")
        return FetchOutcome(state.id, now, following.check_at, became, words, retry_until=following.retry_until)

    async def _wait(self) -> None:
        """Sleeps until something is due or asked for; reads the archive again meanwhile, where that is asked for."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._until_due().total_seconds()
        while loop.time() < until:
            requests = self._store.open_requests()
            if any(one.kind != AGAIN for one in requests):
                return
            if requests:
                await self._read_again(requests)
            else:
                await asyncio.sleep(min(REQUESTS_EVERY_SECONDS, max(0.0, until - loop.time())))

    async def _read_again(self, requests: Sequence[Request]) -> None:
        """Reads some of the archive and says in the requests how far that is."""
        archive = self._archive = self._archive or Archive(self._store, self._clock)
        more = await archive.read_some(self._reader())
        if more:
            words = f"reading again {archive.done}/{archive.total}"
            await asyncio.to_thread(self._store.note_request, requests[0].id, words)
            return
        self._archive = None
        for one in requests:
            self._store.answer_request(one.id, f"{archive.done} items read again", self._clock())

    def _until_due(self) -> timedelta:
        now = self._clock()
        states = self._store.feed_states(enabled_only=True)
        next_at = min((one.next_check_at for one in states if one.next_check_at), default=now + SLEEP_MOST)
        return min(max(next_at - now, timedelta(seconds=1)), SLEEP_MOST)


class _Tally:
    """Counts of a running round."""

    def __init__(self, feeds: int) -> None:
        self.feeds = feeds
        self.done = self.ok = self.unchanged = self.failed = self.new = self.updated = 0

    def add(self, outcome: FetchOutcome, stored: Stored) -> None:
        self.done += 1
        self.ok += outcome.status is FeedStatus.OK
        self.unchanged += outcome.unchanged
        self.failed += outcome.status is not FeedStatus.OK
        self.new += stored.new
        self.updated += stored.updated


def _words(counts: RoundCounts) -> str:
    failed = f", {counts.failed} failing" if counts.failed else ""
    return f"{counts.feeds} feeds asked{failed}, {counts.items_new} new"
