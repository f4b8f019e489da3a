"""The asking of one round: many feeds at a time, and whose fault it is where nobody answers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from msgspec import Struct

from tradewatch.errors import TradewatchError
from tradewatch.feeds.asking import Asker
from tradewatch.feeds.outage import TRIED_MOST, Outage
from tradewatch.feeds.reach import Met, hope, whom_to_try
from tradewatch.feeds.saving import Saver
from tradewatch.feeds.schedule import is_due
from tradewatch.feeds.tally import Outcome, Tally
from tradewatch.logs import event
from tradewatch.protocols import Clock, PollStore
from tradewatch.records import FeedState, FetchOutcome, Stored

__all__ = ["Parts", "Round"]

_Held = tuple[FeedState, FetchOutcome]


class Parts(Struct, frozen=True):
    """What every round of one poller works with."""

    store: PollStore
    asker: Asker
    outage: Outage
    clock: Clock
    concurrency: int
    patience_seconds: float
    """How long what was fetched waits for the database."""
    save: Callable[[Saver, FeedState, FetchOutcome], Awaitable[tuple[FetchOutcome, Stored]]]
    watch: Callable[[Outcome], None]


class Round:
    """One round over the feeds that are polled."""

    def __init__(self, states: Sequence[FeedState], parts: Parts) -> None:
        self._states, self._parts = states, parts
        self.tally = Tally()
        self.asked: set[int] = set()
        """The feeds that were asked; what is remembered of them was another before."""

    def _may_be_asked(self) -> list[FeedState]:
        """Those whose servers do not want to be left alone now."""
        now = self._parts.clock()
        return [
            one
            for one in self._states
            if is_due(one, now, timedelta(0), force=True) and not self._parts.asker.host_waits(host_of(one))
        ]

    # --- is the network there? ---

    async def is_reached(self, *, wanted: bool) -> bool:
        """Whether anybody is reached; while nobody is, a few are tried when it is time, or `wanted`."""
        outage = self._parts.outage
        if outage.gone is None:
            return True
        if not wanted and not outage.is_time(self._parts.clock()):
            return False
        met, few = Met(), outage.whom(self._may_be_asked())
        self.tally.feeds += len(few)
        held = await self._ask_all(few, met)
        await self._judge(met, held)
        return self._parts.outage.gone is None

    async def ask(self, due: Sequence[FeedState]) -> None:
        """Asks these; where nobody answers, up to three others before that is taken for the network's fault."""
        if not due:
            return
        met, now = Met(), self._parts.clock()
        self.tally.feeds += len(due)
        pending = await asyncio.to_thread(self._parts.store.pending_count)
        await asyncio.to_thread(self._parts.store.save_progress, 0, len(due), pending, now)
        held = await self._ask_all(due, met)
        if held and not met.answered and not met.is_hopeless:
            lone = met.places == 1 and self._parts.outage.heard_lately(now)
            held += [] if lone else await self._ask_others(met)
        await self._judge(met, held)
        if self._parts.outage.gone:
            await asyncio.to_thread(self._parts.store.save_progress, 0, 0, pending, self._parts.clock())

    async def _ask_others(self, met: Met) -> list[_Held]:
        """Asks up to three feeds of other places, one after the other until somebody answers; it is simply their poll."""
        held: list[_Held] = []
        asked = {one.place for one in met.findings}
        for other in whom_to_try(self._may_be_asked(), TRIED_MOST, without=asked):
            self.tally.feeds += 1
            held += await self._ask_all([other], met)
            if met.answered:
                break
        return held

    async def _judge(self, met: Met, held: Sequence[_Held]) -> None:
        """Says whose fault the failures are: the network's, then they are not stored, or each feed's own."""
        now, outage = self._parts.clock(), self._parts.outage
        if met.answered:
            outage.hear(now)
        outage.weigh(met.findings, self._states, now)
        if outage.gone != outage.written:
            await asyncio.to_thread(self._parts.store.save_offline, outage.gone)
            event("network_gone", why=outage.gone.why) if outage.gone else event("network_back")
            outage.written = outage.gone
        saver = Saver(self._parts.store, self._parts.patience_seconds)
        for state, outcome in held:
            if outage.gone:
                self.tally.add(outcome, Stored())
                self._parts.watch(Outcome(state, outcome, Stored(), offline=True))
            else:
                await self._count(saver, state, outcome)

    async def _ask_all(self, due: Sequence[FeedState], met: Met) -> list[_Held]:
        """Asks so many at a time; a feed waits for its host before it takes one of the places.

        Gives the failures that may be the network's, which are not stored.
        """
        places = asyncio.Semaphore(self._parts.concurrency)
        saver = Saver(self._parts.store, self._parts.patience_seconds)
        held: list[_Held] = []

        async def one(state: FeedState) -> None:
            host, asker = host_of(state), self._parts.asker
            async with contextlib.AsyncExitStack() as unsaved:
                async with asker.turns.turn(host, asker.host_waits), places:
                    if asker.host_waits(host) or met.is_hopeless:  # by another feed's answer since this round began
                        self.tally.feeds -= 1
                        return
                    await unsaved.enter_async_context(saver.room)
                    self.asked.add(state.id)
                    outcome, finding = await asker.ask(state)
                met.add(finding)
                if finding.doubtful:
                    held.append((state, outcome))
                    return
                await self._count(saver, state, outcome)

        try:
            async with asyncio.TaskGroup() as tasks:
                for state in sorted(due, key=hope):  # where nobody answers, the rest is not asked
                    tasks.create_task(one(state))
        except BaseExceptionGroup as group:
            raise _first(group) from group
        return held

    async def _count(self, saver: Saver, state: FeedState, outcome: FetchOutcome) -> None:
        """Stores what a request came to, and says so."""
        tally, clock = self.tally, self._parts.clock
        outcome, stored = await self._parts.save(saver, state, outcome)
        tally.add(outcome, stored)
        if outcome.status is not state.status:
            event(
                "feed_changed",
                feed=state.id,
                host=host_of(state),
                was=state.status,
                now=outcome.status,
                why=outcome.error,
            )
        if tally.is_worth_saying():
            with contextlib.suppress(TradewatchError):  # only the status line would have known
                await asyncio.to_thread(
                    self._parts.store.save_progress, tally.done, self.tally.feeds, tally.new, clock()
                )
        self._parts.watch(Outcome(state, outcome, stored))


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """What ended a round, by itself: it is the database's trouble, and one says the same as all."""
    one: BaseException = group
    while isinstance(one, BaseExceptionGroup):
        one = one.exceptions[0]
    return one


def host_of(state: FeedState) -> str:
    """Gives the host of a feed's address."""
    return (urlsplit(state.feed.url).hostname or "").lower()
