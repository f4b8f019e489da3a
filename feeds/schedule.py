"""When a feed is asked again: pure decisions from what is remembered of it, the present and a throw of the dice."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from tradewatch.records import FeedState, FeedStatus

__all__ = [
    "BACK_OFF_FIRST",
    "BACK_OFF_MOST",
    "RETRY_AFTER_MOST",
    "Next",
    "asked_at",
    "interval_of",
    "is_due",
    "learned_after",
    "next_check",
]

BACK_OFF_FIRST = timedelta(minutes=5)
BACK_OFF_MOST = timedelta(hours=6)
RETRY_AFTER_MOST = timedelta(hours=24)
SPREAD = 0.1
"""A wait is drawn from this share below to this share above its length, so that feeds do not fall into step."""
SET_BACK_LEAST = timedelta(minutes=1)
"""Less is a clock that is put right all the time."""
INTERVAL_LEAST = timedelta(minutes=1)
INTERVAL_MOST = timedelta(minutes=60)
ASKED_MOST = timedelta(minutes=60)
"""However long a server or a document wants not to be asked: `max-age` of a year and `ttl` of a day are common."""
QUICKER, SLOWER = 0.7, 1.15
"""What an answer with something new and one without make of the interval. At rest about 28 of 100 answers bring
something: the interval is then near a third of the feed's usual gap."""


class Next(Struct, frozen=True):
    """When a feed is asked again, and until when its server wants no request whatever anybody says."""

    check_at: datetime
    retry_until: datetime | None = None


def interval_of(state: FeedState, default_minutes: int) -> timedelta:
    """Gives the interval that a person set, else the learned one, else the config's; never under a minute."""
    if state.feed.every_minutes is None and state.learned_seconds is not None:
        return _lawful(timedelta(seconds=state.learned_seconds))
    return timedelta(minutes=max(1, state.feed.every_minutes or default_minutes))


def learned_after(interval: timedelta, changed: bool) -> int:
    """Gives the interval in seconds that an answer teaches: shorter where it had something new, else longer."""
    return round(_lawful(interval * (QUICKER if changed else SLOWER)).total_seconds())


def is_due(state: FeedState, now: datetime, interval: timedelta, *, force: bool = False) -> bool:
    """Whether the feed is to be asked at `now`.

    `force` sets the due time aside, never a server's Retry-After nor its 410. Where the clock was set back since the
    last poll, the due time would stall the feed: then it is due, once, since the poll that follows puts the time
    right. That shows in a poll that went well in the future, or a due time further ahead than any lawful wait.
    """
    if not state.feed.enabled or state.status is FeedStatus.GONE:
        return False
    until = state.retry_until
    if until is not None and now < until <= now + RETRY_AFTER_MOST:
        return False
    if force or state.next_check_at is None or state.next_check_at <= now:
        return True
    if state.status is FeedStatus.OK and state.last_ok_at is not None and state.last_ok_at > now + SET_BACK_LEAST:
        return True
    return state.next_check_at > now + _longest_wait(state, interval)


def asked_at(state: FeedState) -> datetime | None:
    """Gives when polling would ask the feed: its due time, or later where its server wants to be left alone."""
    times = [one for one in (state.next_check_at, state.retry_until) if one is not None]
    return max(times, default=None)


def next_check(
    now: datetime,
    interval: timedelta,
    *,
    failures: int = 0,
    retry_after_seconds: int | None = None,
    slow_down: bool = False,
    asked: timedelta = timedelta(0),
    set_by_hand: bool = False,
    jitter: float = 0.5,
) -> Next:
    """Gives when to ask again after an outcome at `now`.

    `failures` counts this one: 0 waits the interval, each further one twice as long from 5 minutes to 6 hours.
    `retry_after_seconds` is the server's wish, kept for at most 24 hours (RFC 9110, 10.2.3); `slow_down` says that
    the server complained of too many requests, so the wait is the interval at least. `asked` is what the answer or the
    document wants as the shortest wait; an interval that a person has `set_by_hand` wins over it. `jitter` from 0 to 1
    is where in the spread the wait falls.
    """
    wait = interval
    if failures:
        wait = _back_off(failures)
        if slow_down:
            wait = max(wait, interval)
    least, most = wait * (1 - SPREAD), wait * (1 + SPREAD)
    if not failures and not set_by_hand:
        asked = min(asked, ASKED_MOST)
        if asked > least:
            least, most = asked, max(most, asked * (1 + SPREAD))
        else:
            least, most = max(least, INTERVAL_LEAST), min(most, max(INTERVAL_MOST, wait))
    wait = least + (most - least) * min(max(jitter, 0.0), 1.0)
    if retry_after_seconds is None or retry_after_seconds <= 0:
        return Next(_whole_second(now + wait))
    until = _whole_second(now + min(timedelta(seconds=retry_after_seconds), RETRY_AFTER_MOST))
    return Next(max(_whole_second(now + wait), until), until)


def _longest_wait(state: FeedState, interval: timedelta) -> timedelta:
    longest = max(interval, _back_off(state.failures) if state.failures else ASKED_MOST) * (1 + SPREAD)
    if state.retry_until is not None:
        longest = max(longest, RETRY_AFTER_MOST)
    return longest + timedelta(seconds=2)


def _back_off(failures: int) -> timedelta:
    return min(BACK_OFF_FIRST * (1 << min(failures - 1, 10)), BACK_OFF_MOST)


def _lawful(interval: timedelta) -> timedelta:
    return min(max(interval, INTERVAL_LEAST), INTERVAL_MOST)


def _whole_second(instant: datetime) -> datetime:
    """The next whole second: the database keeps no smaller part, and a server's wish must not be cut short."""
    return instant if instant.microsecond == 0 else instant.replace(microsecond=0) + timedelta(seconds=1)
