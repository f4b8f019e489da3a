"""The poller: rounds of asking every feed that is due, storing what came, then reading what is pending."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from urllib.parse import urlsplit

from tradewatch.errors import BusyError, DamagedError, DatabaseError, FeedError, TradewatchError
from tradewatch.feeds.archive import READ_AT_ONCE, TELL_EVERY_SECONDS, Archive, ItemReader, next_tell, read_all
from tradewatch.feeds.deciding import Present, well, wrong
from tradewatch.feeds.fetch import AnswerError, Fetcher
from tradewatch.feeds.guard import Target
from tradewatch.feeds.hosts import HostTurns, HostWaits
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.saving import Saver
from tradewatch.feeds.schedule import asked_at, interval_of, is_due
from tradewatch.logs import trouble
from tradewatch.protocols import Clock, PollStore
from tradewatch.records import (
    FeedState,
    FeedStatus,
    FetchOutcome,
    Request,
    RoundCounts,
    Stored,
)
from tradewatch.settings import Poll

__all__ = ["AGAIN", "Outcome", "Poller"]

REQUESTS_EVERY_SECONDS = 0.5
SAY_EVERY_SECONDS = 0.5
"""How often a running round writes how far it is."""
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

    `reader` is asked for at each batch: a desk may have changed its roster since. `between` is called after each round
    that nobody asked for, before the wait; it raises nothing. What came waits for `patience_seconds` where the database
    is held or the disk is full.
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
        between: Callable[[], object] = lambda: None,
        patience_seconds: float = inf,
    ) -> None:
        self._store, self._fetcher, self._parser, self._reader = store, fetcher, parser, reader
        self._clock, self._settings, self._watch, self._chance = clock, settings, watch, chance
        self._between, self._patience = between, patience_seconds
        self._turns = HostTurns(settings.host_connections, settings.host_spacing_seconds)
        self._waits = HostWaits()
        self._archive: Archive | None = None

    async def run(self) -> None:
        """Polls what is due and answers requests, until cancelled."""
        while True:
            try:
                await self._turn()
            except DamagedError:  # each further writing could damage more
                raise
            except DatabaseError as error:  # locked, the disk full: it goes on when that is over
                trouble("polling_waits", error)
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
            await asyncio.to_thread(self._between)
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
            tally.feeds, tally.ok, tally.unchanged, tally.failed, tally.new, tally.updated, statements, pending,
            round(time.monotonic() - started, 3),
        )  # fmt: skip

    async def read_pending(self) -> int:
        """Reads what is pending, newest first; gives how many statements are new."""
        found, tell_at = 0, time.monotonic() + TELL_EVERY_SECONDS
        while items := self._store.pending(READ_AT_ONCE):
            readings = await asyncio.to_thread(read_all, self._reader(), items)
            found += await asyncio.to_thread(self._store.save_readings, readings, self._clock())
            if (started := time.monotonic()) > tell_at:
                await self._tell()
                tell_at = next_tell(started, time.monotonic())
        await self._tell()
        return found

    async def _tell(self) -> None:
        from tradewatch.feeds.telling import tell  # a round that stores alone does not wait for what it loads

        await asyncio.to_thread(tell, self._store)

    def _is_due(self, state: FeedState, now: datetime, force: bool, only: set[int] | None) -> bool:
        if only is not None and state.id not in only:
            return False
        interval = interval_of(state, self._settings.interval_minutes)
        return is_due(state, now, interval, force=force or only is not None)

    async def _ask_all(self, due: Sequence[FeedState], tally: _Tally) -> None:
        """Asks so many at a time; a feed waits for its host before it takes one of the places."""
        places = asyncio.Semaphore(self._settings.concurrency)
        saver = Saver(self._store, self._patience)

        async def one(state: FeedState) -> None:
            host = (urlsplit(state.feed.url).hostname or "").lower()
            async with contextlib.AsyncExitStack() as unsaved:
                async with self._turns.turn(host, self._host_waits), places:
                    if self._host_waits(host):  # another feed's answer has asked for it since this round began
                        tally.feeds -= 1
                        return
                    await unsaved.enter_async_context(saver.room)
                    outcome = await self._ask(state)
                outcome, stored = await self._save(saver, state, outcome)
            tally.add(outcome, stored)
            if tally.is_worth_saying():
                with contextlib.suppress(TradewatchError):  # only the status line would have known
                    self._store.save_progress(tally.done, tally.feeds, tally.new, self._clock())
            self._watch(Outcome(state, outcome, stored))

        async with asyncio.TaskGroup() as tasks:
            for state in due:
                tasks.create_task(one(state))

    async def _save(self, saver: Saver, state: FeedState, outcome: FetchOutcome) -> tuple[FetchOutcome, Stored]:
        """Stores an outcome, or what came instead of it; gives which and how many items."""
        try:
            return outcome, await saver.save(outcome)
        except BusyError as error:  # a locked database, a full disk: the feed is asked again, the others go on
            return self._wrong(state, FeedError(error.message, error.hint)), Stored()
        except Exception as error:  # noqa: BLE001 - what cannot be stored costs this feed, said in words
            why = error.message if isinstance(error, TradewatchError) else type(error).__name__
            outcome = self._wrong(state, FeedError("what this feed sent cannot be stored", why))
            with contextlib.suppress(TradewatchError):
                await saver.save(outcome)
            return outcome, Stored()

    def _host_waits(self, host: str) -> bool:
        return self._waits.asked_to_wait(host, self._clock())

    async def _ask(self, state: FeedState) -> FetchOutcome:
        parsed = None
        try:
            result = await self._fetcher.fetch(
                state.feed.url,
                now=self._clock(),
                etag=state.etag,
                last_modified=state.last_modified,
                between_hops=self._hop,
            )
            if result.body is not None:
                parsed = await self._parser.parse(
                    result.body, url=result.url, content_type=result.content_type, now=self._clock()
                )
        except FeedError as error:
            return self._wrong(state, error)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs one feed, said in words, never the round
            return self._wrong(state, FeedError("this feed meets a fault of the program", type(error).__name__))
        return well(state, result, parsed, self._present())

    async def _hop(self, target: Target) -> None:
        now = self._clock()
        if self._waits.asked_to_wait(target.host, now):
            raise AnswerError(429, self._waits.seconds_left(target.host, now), target.host)
        await self._turns.pause(target.host)

    def _wrong(self, state: FeedState, error: FeedError) -> FetchOutcome:
        outcome = wrong(state, error, self._present())
        if outcome.retry_host and outcome.retry_until:
            self._waits.note(outcome.retry_host, outcome.retry_until)
        return outcome

    def _present(self) -> Present:
        return Present(self._clock(), self._settings.interval_minutes, self._chance())

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
        next_at = min((at for one in states if (at := asked_at(one))), default=now + SLEEP_MOST)
        return min(max(next_at - now, timedelta(seconds=1)), SLEEP_MOST)


class _Tally:
    """Counts of a running round."""

    def __init__(self, feeds: int) -> None:
        self.feeds = feeds
        self._said = time.monotonic()
        self.done = self.ok = self.unchanged = self.failed = self.new = self.updated = 0

    def add(self, outcome: FetchOutcome, stored: Stored) -> None:
        self.done += 1
        self.ok += outcome.status is FeedStatus.OK
        self.unchanged += outcome.unchanged
        self.failed += outcome.status is not FeedStatus.OK
        self.new += stored.new
        self.updated += stored.updated

    def is_worth_saying(self) -> bool:
        """Whether so much time has passed that a reader of the status line sees another number."""
        now = time.monotonic()
        if now - self._said < SAY_EVERY_SECONDS:
            return False
        self._said = now
        return True


def _words(counts: RoundCounts) -> str:
    failed = f", {counts.failed} failing" if counts.failed else ""
    return f"{counts.feeds} feeds asked{failed}, {counts.items_new} new"
