"""Alerts going out: looks for what is to be told as soon as something was read, and sends what is due.

A message is written as due, sent, then marked: a kill in between sends it once more, and never loses it. What a target
does not take waits for it ever longer, up to a day; the other targets do not wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import timedelta

from msgspec import Struct

from tradewatch.errors import DamagedError, DatabaseError, GoneError
from tradewatch.feeds import sending
from tradewatch.feeds.sending import Answer, Message
from tradewatch.feeds.targets import INSTALL, labels
from tradewatch.logs import event, trouble
from tradewatch.protocols import AlertStore, Clock
from tradewatch.records import Due, Wanted

__all__ = ["Alerting", "Plan", "wait_after"]

Sender = Callable[[str, Sequence[Message]], AsyncGenerator[Answer, None]]

_LOOK_SECONDS = 60.0
"""Longest wait between two looks: deadlines come and targets heal without anything being read."""
_SLOW_SECONDS = 60.0
_AT_ONCE = 50
"""Messages handed to one sending process."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


class Plan(Struct, frozen=True):
    """What is looked for and where it goes, as the config has it now."""

    wanted: Wanted
    targets: tuple[str, ...]
    """Addresses with their secrets: they go to the sending process and nowhere else."""
    sends: bool = True
    """Whether the library that sends is there."""


def wait_after(tries: int) -> timedelta:
    """Gives how long a target is left alone after so many tries of one message: 1, 2, 4 … minutes, an hour at most."""
    doublings: int = 2 ** min(max(tries - 1, 0), 10)
    return min(_FIRST_WAIT * doublings, _LONGEST_WAIT)


class Alerting:
    """Works on one store; `plan` is asked before each look, since the config may have changed."""

    def __init__(
        self, store: AlertStore, plan: Callable[[], Plan], clock: Clock, *, send: Sender = sending.send
    ) -> None:
        self._store, self._plan, self._clock, self._send = store, plan, clock, send
        self._kept: Wanted | None = None
        self._slow_at = 0.0
        self._told_missing = False
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Says that something was read: it is looked at once. Called from the loop's thread."""
        self._news.set()

    async def run(self) -> None:
        """Looks and sends until cancelled. A fault costs one look, never the polling."""
        while True:
            try:
                await asyncio.to_thread(self.look)
                await self.deliver()
            except (DamagedError, GoneError):
                return  # the polling says so
            except DatabaseError as error:
                trouble("alerts_wait", error)
            except Exception as error:  # noqa: BLE001 - logged; what was due is still due
                trouble("alerts_broke", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _LOOK_SECONDS)
            self._news.clear()

    def keep_rules(self) -> Plan:
        """Notes since when each rule is there, where they are others by now: what is stored before that is not told."""
        plan = self._plan()
        if plan.wanted != self._kept:
            self._store.keep_rules(plan.wanted, self._clock())
            self._kept, self._slow_at = plan.wanted, 0.0
        return plan

    def look(self) -> int:
        """Writes what is due since the last look; gives how many messages were found."""
        plan, at = self.keep_rules(), self._clock()
        if not plan.wanted.anything:
            return 0
        slow = time.monotonic() >= self._slow_at
        made = self._store.look_for_alerts(plan.wanted, tuple(labels(plan.targets)), at, slow=slow)
        if slow:
            self._slow_at = time.monotonic() + _SLOW_SECONDS
        if made:
            event("alerts_found", messages=made)
        return made

    async def deliver(self) -> int:
        """Sends what is due to every target, each for itself; gives how many messages got through."""
        plan = await asyncio.to_thread(self._plan)
        targets = labels(plan.targets)
        given_up = await asyncio.to_thread(self._store.give_up_alerts, tuple(targets), self._clock())
        if given_up:
            trouble("alerts_given_up", deliveries=given_up)
        if targets and not plan.sends:
            if not self._told_missing:
                self._told_missing = True
                trouble("alerts_not_sent", why=f"apprise is not installed: {INSTALL}")
            return 0
        return sum(await asyncio.gather(*(self._to_target(label, url) for label, url in targets.items())))

    async def _to_target(self, label: str, url: str) -> int:
        sent = 0
        while due := await asyncio.to_thread(self._store.due_alerts, label, self._clock(), _AT_ONCE):
            done = await self._batch(label, url, due)
            sent += done
            if done < len(due):
                break
        return sent

    async def _batch(self, label: str, url: str, due: Sequence[Due]) -> int:
        """Sends some messages; ends at the first that does not get through."""
        tries = {one.alert.id: one.tries for one in due}
        messages = [_message(one) for one in due]
        sent = 0
        async with contextlib.aclosing(self._send(url, messages)) as answers:
            async for one in answers:
                at = self._clock()
                if not one.ok:
                    until = at + wait_after(tries[one.id] + 1)
                    await asyncio.to_thread(self._store.alert_failed, one.id, label, until, one.why)
                    trouble(
                        "alert_not_sent", target=label, why=one.why, waits_until=until.isoformat(timespec="seconds")
                    )
                    break
                await asyncio.to_thread(self._store.alert_sent, one.id, label, at)
                sent += 1
        if sent:
            event("alerts_sent", target=label, messages=sent)
        return sent


def _message(one: Due) -> Message:
    """Gives a message as it leaves: its lines, and the link in the last of them."""
    body = f"{one.alert.body}\n{one.alert.link}" if one.alert.link else one.alert.body
    return Message(one.alert.id, one.alert.title, body)
