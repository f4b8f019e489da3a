"""While nobody is reached: whom to try and when, and in which order the others follow once somebody answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from tradewatch.feeds.reach import Finding, Sign, place_of, verdict, whom_to_try
from tradewatch.records import FeedState, Offline

__all__ = ["Outage"]

TRY_EVERY = timedelta(seconds=30)
_TRY_SPREAD = 0.25
"""A wait is drawn from this share below to this share above its length: a newsroom's desks shall not try in step."""
TRIED_MOST = 3
CATCH_UP = timedelta(seconds=60)
"""All that is due when the network is back is asked within this time, evenly."""
LATELY = timedelta(seconds=30)
"""Where somebody answered so short ago, a lone feed that fails is taken for what it is without asking others."""


class Outage:
    """What one poller knows of the network being gone; `gone` is None while somebody is reached."""

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self.gone: Offline | None = None
        self.written: Offline | None = None
        """What of it the database has."""
        self._latest: dict[str, Finding] = {}
        self._tried: Counter[str] = Counter()
        self._try_at: datetime | None = None
        self._turns: dict[int, datetime] = {}
        self._heard_at: datetime | None = None

    def resume(self, known: Offline | None) -> None:
        """Goes on where the poller before this one ended; the network is tried at once."""
        self.gone = self.written = known

    # --- is it there? ---

    def hear(self, now: datetime) -> None:
        """Notes that somebody answered."""
        self._heard_at = now

    def heard_lately(self, now: datetime) -> bool:
        """Whether somebody answered a moment ago."""
        return self._heard_at is not None and timedelta(0) <= now - self._heard_at <= LATELY

    def weigh(self, findings: Iterable[Finding], states: Sequence[FeedState], now: datetime) -> None:
        """Takes in what requests have met, and says anew whether the network is `gone`.

        While the network is gone, the latest word of every place that is still polled counts.
        """
        before = self.gone
        here = {place_of(one.feed.url) for one in states}
        known = {place: one for place, one in self._latest.items() if before and place in here}
        self._latest = known | {one.place: one for one in findings}
        why = verdict(self._latest.values())
        answered = any(one.sign is Sign.ANSWERED for one in self._latest.values())
        if why is not None:
            self.gone = Offline(before.since if before else now, str(why))
        elif answered or here <= self._latest.keys():
            self.gone = None
        self._try_at = now + TRY_EVERY * (1 + _TRY_SPREAD * (2 * self._chance() - 1)) if self.gone else None

    def is_time(self, now: datetime) -> bool:
        """Whether to try again; a time further ahead than any wait is a clock that was set back."""
        return self._try_at is None or not now < self._try_at <= now + 2 * TRY_EVERY

    def time_left(self, now: datetime) -> timedelta:
        """Gives how long until then."""
        return timedelta(0) if self._try_at is None or self.is_time(now) else self._try_at - now

    def whom(self, states: Sequence[FeedState]) -> list[FeedState]:
        """Gives the few feeds to try: of three places or fewer one at a time, so that none is asked each half minute."""
        places = len({place_of(one.feed.url) for one in states})
        few = whom_to_try(states, max(1, min(TRIED_MOST, places // 3)), tried=self._tried)
        self._tried.update(place_of(one.feed.url) for one in few)
        return few

    # --- it is back ---

    def spread(self, states: Sequence[FeedState], now: datetime) -> None:
        """Gives each feed its turn within the next minute, whoever has waited longest first."""
        self._tried.clear()
        slot = CATCH_UP / max(1, len(states))
        waited = sorted(states, key=lambda one: (one.next_check_at is not None, one.next_check_at or now))
        self._turns = {one.id: now + slot * (place + self._chance()) for place, one in enumerate(waited)}

    @property
    def to_follow(self) -> int:
        """How many feeds have their turn before them."""
        return len(self._turns)

    def has_turn_later(self, feed_id: int, now: datetime) -> bool:
        """Whether a feed's turn is still to come."""
        turn = self._turns.get(feed_id)
        return turn is not None and now < turn <= now + CATCH_UP

    def take_turn(self, feed_id: int) -> bool:
        """Ends a feed's wait for its turn; gives whether it had one."""
        return self._turns.pop(feed_id, None) is not None
