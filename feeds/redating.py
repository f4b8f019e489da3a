"""What follows from the servers' word on the time: it is kept for people, and items that a wrong clock dated are put right."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from tradewatch.feeds.dates import read_date
from tradewatch.feeds.hostclock import HostClock
from tradewatch.protocols import PollStore
from tradewatch.records import ClockOffset, Dated

__all__ = ["Redater", "dated_anew"]

_AHEAD = timedelta(minutes=5)
"""A date so little ahead is a server's clock."""
_LATE = timedelta(minutes=30)
"""How long the items of a clock that was not compared yet are looked for."""
_AT_ONCE = 500
_ALIKE_SECONDS = 5
_KEPT = timedelta(minutes=10)


class Redater:
    """Puts the items of one store right; called around each round, in a thread.

    Only where the feeds' servers confirm what time it is: an archive is never dated anew by a clock that may itself be
    the one that is wrong.
    """

    def __init__(self, store: PollStore, host_clock: HostClock) -> None:
        self._store, self._host_clock = store, host_clock
        self._unsure_after: int | None = None
        """The newest item when our clock was last not compared with anybody's."""
        self._kept: ClockOffset | None = None

    def begin(self, now: datetime) -> None:
        """Notes where the items begin that a clock dates which may be wrong."""
        if self._unsure_after is None and self._host_clock.offset(now) is None:
            self._unsure_after = self._store.newest_item()

    def end(self, now: datetime) -> int:
        """Keeps how far our clock is off, and dates anew what it has dated wrongly; gives how many items."""
        wrong_by, found = self._host_clock.wrong_by(now), self._host_clock.offset(now)
        count = 0
        if found is not None and (self._kept is None or _differs(found, self._kept)):
            self._store.save_clock(found)
            self._kept = found
        if self._unsure_after is not None and found is not None:
            count += self._save(self._shifted(self._unsure_after, now, wrong_by) if wrong_by else [])
            self._unsure_after = None
        if wrong_by or self._host_clock.confirms(now):
            right = now + wrong_by
            ahead = self._store.beyond(right + _AHEAD, _AT_ONCE)
            count += self._save([dated_anew(one, min(one.first_seen, right)) for one in ahead])
        return count

    def _shifted(self, after: int, now: datetime, wrong_by: timedelta) -> list[Dated]:
        """Those that our clock dated; others of the same round may have been dated by the servers' already."""
        ours = [
            one
            for one in self._store.after_item(after)
            if now - _LATE <= one.first_seen <= now and now - one.first_seen < abs(now + wrong_by - one.first_seen)
        ]
        return [dated_anew(one, one.first_seen + wrong_by) for one in ours]

    def _save(self, items: list[Dated]) -> int:
        if items:
            self._store.redate(items)
        return len(items)


def _differs(one: ClockOffset, other: ClockOffset) -> bool:
    """Whether it is worth writing down: people look at it, and each writing makes consoles look."""
    if abs(one.ahead_seconds - other.ahead_seconds) > _ALIKE_SECONDS:
        return True
    return not timedelta(0) <= one.at - other.at < _KEPT


def dated_anew(one: Dated, seen: datetime) -> Dated:
    """Gives an item as it would have been dated had the clock said `seen` when it came."""
    said = read_date(one.published_raw, seen) if one.published_raw else None
    if said is None and one.published_known:
        said = one.published  # by another reader's opinion
    published = said if said is not None and said <= seen + _AHEAD else seen
    return replace(one, published=published, first_seen=seen, published_known=said is not None)
