"""When a feed is asked again: pure decisions from what is remembered of it, the present and a throw of the dice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tradewatch.records import FeedState, FeedStatus

__all__ = [
    "BACK_OFF_FIRST",
    "BACK_OFF_MOST",
    "RETRY_AFTER_MOST",
    "Next",
    "interval_of",
    "is_due",
    "next_check",
    "read_retry_after",
]

BACK_OFF_FIRST = timedelta(minutes=5)
BACK_OFF_MOST = timedelta(hours=6)
RETRY_AFTER_MOST = timedelta(hours=24)
SPREAD = 0.1
"""A wait is drawn from this share below to this share above its length, so that feeds do not fall into step."""


@dataclass(frozen=True, slots=True)
class Next:
    """When a feed is asked again, and until when its server wants no request whatever anybody says."""

    check_at: datetime
    retry_until: datetime | None = None


def interval_of(state: FeedState, default_minutes: int) -> timedelta:
    """Gives the feed's own interval, else the config's; never under a minute."""
    return timedelta(minutes=max(1, state.feed.every_minutes or default_minutes))


def is_due(state: FeedState, now: datetime, interval: timedelta, *, force: bool = False) -> bool:
    """Whether the feed is to be asked at `now`.

    `force` sets the due time aside, never a server's Retry-After nor its 410. Where the clock was set back since the
    last poll, a due time further ahead than any lawful wait would stall the feed: then it is due, once, since the
    poll that follows puts the time right.
    """
    if not state.feed.enabled or state.status is FeedStatus.GONE:
        return False
    until = state.retry_until
    if until is not None and now < until <= now + RETRY_AFTER_MOST:
        return False
    if force or state.next_check_at is None or state.next_check_at <= now:
        return True
    return state.next_check_at > now + _longest_wait(state, interval)


def next_check(
    now: datetime,
    interval: timedelta,
    *,
    failures: int = 0,
    retry_after_seconds: int | None = None,
    slow_down: bool = False,
    jitter: float = 0.5,
) -> Next:
    """Gives when to ask again after an outcome at `now`.

    `failures` counts this one: 0 waits the interval, each further one twice as long from 5 minutes to 6 hours.
    `retry_after_seconds` is the server's wish, kept for at most 24 hours (RFC 9110, 10.2.3); `slow_down` says that
    the server complained of too many requests, so the wait is the interval at least. `jitter` from 0 to 1 is where in
    the spread the wait falls.
    """
    wait = interval
    if failures:
        wait = min(BACK_OFF_FIRST * 2 ** min(failures - 1, 10), BACK_OFF_MOST)
        if slow_down:
            wait = max(wait, interval)
    wait *= 1 - SPREAD + 2 * SPREAD * min(max(jitter, 0.0), 1.0)
    if retry_after_seconds is None or retry_after_seconds <= 0:
        return Next(_whole_second(now + wait))
    asked = min(timedelta(seconds=retry_after_seconds), RETRY_AFTER_MOST)
    until = _whole_second(now + asked)
    return Next(max(_whole_second(now + wait), until), until)


def read_retry_after(value: str | None, now: datetime) -> int | None:
    """Gives a Retry-After header in seconds from `now` (a number or an HTTP date), None where it says nothing."""
    words = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", words):
        return int(words)
    try:
        instant = parsedate_to_datetime(words)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=UTC)
        seconds = (instant - now).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0, int(seconds) + 1)


def _longest_wait(state: FeedState, interval: timedelta) -> timedelta:
    longest = max(interval, BACK_OFF_MOST if state.failures else interval) * (1 + SPREAD)
    if state.retry_until is not None:
        longest = max(longest, RETRY_AFTER_MOST)
    return longest + timedelta(seconds=2)


def _whole_second(instant: datetime) -> datetime:
    """The next whole second: the database keeps no smaller part, and a server's wish must not be cut short."""
    return instant if instant.microsecond == 0 else instant.replace(microsecond=0) + timedelta(seconds=1)
