"""The poller: rounds of asking every feed that is due, storing what came, then reading what is pending."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import inf

from tradewatch.errors import BusyError, DamagedError, DatabaseError, FeedError, GoneError, TradewatchError
from tradewatch.feeds.answering import POLL_FEED, feed_answer, wanted_feed
from tradewatch.feeds.archive import READ_AT_ONCE, TELL_EVERY_SECONDS, Archive, ItemReader, next_tell, read_all
from tradewatch.feeds.asking import Asker
from tradewatch.feeds.checks import CHECK, Checks
from tradewatch.feeds.fetch import Fetcher
from tradewatch.feeds.outage import Outage
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.redating import Redater
from tradewatch.feeds.round import Parts, Round
from tradewatch.feeds.saving import NO_FEEDS_FAULT, Saver
from tradewatch.feeds.schedule import asked_at, interval_of, is_due
from tradewatch.feeds.tally import Outcome, words_of
from tradewatch.logs import trouble
from tradewatch.protocols import Clock, PollStore
from tradewatch.records import FeedState, FetchOutcome, Request, RoundCounts, Stored
from tradewatch.settings import Poll

__all__ = ["AGAIN", "Outcome", "Poller"]

REQUESTS_EVERY_SECONDS = 0.5
AGAIN = "again"
"""The kind of request that asks to read the archive again, in the time that polling leaves."""
SLEEP_MOST = timedelta(seconds=30)
"""Longest wait between two looks at what is due, since a feed may be added or the clock set meanwhile."""


class Poller:
    """Works on one store; its parts are given to it, so that the network and the time are the caller's.

    `reader` is asked for at each batch: a desk may have changed its roster since. `between` is called after each round
    that nobody asked for, before the wait, and `after` whenever all was read and told; neither raises anything. What came
    waits for `patience_seconds` where the database is held or the disk is full.
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
        after: Callable[[], object] = lambda: None,
        patience_seconds: float = inf,
    ) -> None:
        self._store, self._reader = store, reader
        self._clock, self._settings = clock, settings
        self._between, self._after = between, after
        self._asker = Asker(fetcher, parser, clock, settings, chance)
        self._checks = Checks(store, self._asker, parser, reader, clock)
        self._outage, self._resumed = Outage(chance), False
        self._parts = Parts(
            store, self._asker, self._outage, clock, settings.concurrency, patience_seconds, self._save, self._watch
        )
        self._watcher = watch
        self._came: dict[int, Outcome] = {}
        """What the last round came to, by feed."""
        self._redater = Redater(store, self._asker.host_clock)
        self._archive: Archive | None = None
        self._not_before: dict[int, datetime] = {}
        """Feeds of which nothing can be stored, not even when they are due again."""

    async def run(self) -> None:
        """Polls what is due and answers requests, until cancelled."""
        checks = asyncio.create_task(self._checks.run())
        try:
            while True:
                try:
                    await self._turn()
                except (DamagedError, GoneError):  # each further writing could damage more, or reach nobody
                    raise
                except DatabaseError as error:  # locked, the disk full: it goes on when that is over
                    trouble("polling_waits", error)
                    await asyncio.sleep(REQUESTS_EVERY_SECONDS * 10)
        finally:
            checks.cancel()

    async def _turn(self) -> None:
        """One round with the requests that wait, or a sleep until something is due."""
        await self.read_pending()
        requests = [one for one in await self._requests() if one.kind != AGAIN]
        states = await asyncio.to_thread(self._store.feed_states) if requests else []
        feeds = {one.id: wanted_feed(one.argument, states) for one in requests}
        everything = any(not one.argument for one in requests)
        wanted = {state.id for state in feeds.values() if state is not None}
        self._came.clear()
        counts = await self.round(force=everything, only=None if everything or not requests else wanted)
        for one in requests:
            if one.kind == POLL_FEED:
                words = feed_answer(feeds[one.id], self._came, counts.offline, self._clock())
            else:
                words = words_of(counts, self._outage.to_follow)
            await asyncio.to_thread(self._store.answer_request, one.id, words, self._clock())
        if not requests:
            await asyncio.to_thread(self._between)
            await self._wait()

    async def round(
        self, *, force: bool = False, read: bool = True, only: set[int] | None = None, at_once: bool = False
    ) -> RoundCounts:
        """Asks every feed that is due (or those of `only`), stores, then reads all that is pending; gives the counts.

        Where nobody is reached a few are tried instead, now and then or when somebody asks; `at_once` says that no
        other round follows, so that the others are not spread over the next one once somebody answers.
        """
        now = self._clock()
        states = await asyncio.to_thread(self._store.feed_states, enabled_only=True)
        if not self._resumed:
            self._resumed = True
            self._outage.resume(await asyncio.to_thread(self._store.offline))
        await asyncio.to_thread(self._redater.begin, now)
        asking = Round(states, self._parts)
        tally = asking.tally
        if at_once or await asking.is_reached(wanted=force or only is not None):
            others = [one for one in states if one.id not in asking.asked]
            if asking.asked and only is None and not at_once:  # the network is back
                self._outage.spread([one for one in others if self._is_due(one, now, force, None)], now)
            await asking.ask([one for one in others if self._is_due(one, now, force, only, at_once)])
        statements = 0
        if tally.feeds:
            await asyncio.to_thread(self._redater.end, self._clock())
        if read:
            statements = await self.read_pending()
        pending = await asyncio.to_thread(self._store.pending_count)
        gone = self._outage.gone
        if tally.feeds and not gone:
            await asyncio.to_thread(self._store.save_progress, 0, 0, pending, self._clock())
        return tally.counts(statements, pending, gone.why if gone else "")

    async def read_pending(self) -> int:
        """Reads what is pending, newest first; gives how many statements are new."""
        found, tell_at = 0, time.monotonic() + TELL_EVERY_SECONDS
        while items := await asyncio.to_thread(self._store.pending, READ_AT_ONCE):
            readings = await asyncio.to_thread(read_all, self._reader(), items)
            found += await asyncio.to_thread(self._store.save_readings, readings, self._clock())
            if (started := time.monotonic()) > tell_at:
                await self._tell()
                tell_at = next_tell(started, time.monotonic())
        await self._tell()
        self._after()
        return found

    async def _tell(self) -> None:
        from tradewatch.feeds.telling import tell  # a round that stores alone does not wait for what it loads

        await asyncio.to_thread(tell, self._store)

    def _is_due(
        self, state: FeedState, now: datetime, force: bool, only: set[int] | None, at_once: bool = False
    ) -> bool:
        if only is not None and state.id not in only:
            return False
        if only is None and not force and now < self._not_before.get(state.id, now):
            return False
        if only is None and not at_once and self._outage.has_turn_later(state.id, now):
            return False
        its_turn = self._outage.take_turn(state.id)
        interval = interval_of(state, self._settings.interval_minutes)
        return is_due(state, now, interval, force=force or its_turn or only is not None)

    async def _save(self, saver: Saver, state: FeedState, outcome: FetchOutcome) -> tuple[FetchOutcome, Stored]:
        """Stores an outcome, or what came instead of it; gives which and how many items."""
        try:
            return outcome, await saver.save(outcome)
        except BusyError as error:  # a locked database, a full disk: the feed is asked again, the others go on
            return self._wrong(state, FeedError(error.message, error.hint)), Stored()
        except NO_FEEDS_FAULT:
            raise
        except Exception as error:  # noqa: BLE001 - what cannot be stored costs this feed, said in words
            why = error.message if isinstance(error, TradewatchError) else type(error).__name__
            outcome = self._wrong(state, FeedError("what this feed sent cannot be stored", why))
            try:
                await saver.save(outcome)
            except TradewatchError as second:
                trouble("not_even_the_failure_is_stored", second, feed=state.id)
                self._not_before[state.id] = outcome.next_check_at
            return outcome, Stored()

    def _watch(self, outcome: Outcome) -> None:
        self._came[outcome.state.id] = outcome
        self._watcher(outcome)

    def _wrong(self, state: FeedState, error: FeedError) -> FetchOutcome:
        return self._asker.wrong(state, error)

    async def _wait(self) -> None:
        """Sleeps until something is due or asked for; reads the archive again meanwhile, where that is asked for."""
        loop = asyncio.get_running_loop()
        until = loop.time() + (await self._until_due()).total_seconds()
        while loop.time() < until:
            requests = await self._requests()
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
            words = f"{archive.done} items read again"
            await asyncio.to_thread(self._store.answer_request, one.id, words, self._clock())

    async def _requests(self) -> list[Request]:
        """What rounds answer; a preview is made beside them."""
        return [one for one in await asyncio.to_thread(self._store.open_requests) if one.kind != CHECK]

    async def _until_due(self) -> timedelta:
        now = self._clock()
        if self._outage.gone:
            return min(max(self._outage.time_left(now), timedelta(seconds=1)), SLEEP_MOST)
        states = await asyncio.to_thread(self._store.feed_states, enabled_only=True)
        next_at = min((at for one in states if (at := asked_at(one))), default=now + SLEEP_MOST)
        return min(max(next_at - now, timedelta(seconds=1)), SLEEP_MOST)
