"""When a feed is asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.desk import NOW
from tradewatch.feeds.asked import read_retry_after
from tradewatch.feeds.schedule import BACK_OFF_MOST, RETRY_AFTER_MOST, is_due, next_check
from tradewatch.records import Feed, FeedState, FeedStatus

QUARTER = timedelta(minutes=15)
STATE = FeedState(1, Feed("https://example.org/f", "f"), FeedStatus.OK, next_check_at=NOW + QUARTER)


def test_a_feed_is_due_when_its_time_has_come() -> None:
    assert not is_due(STATE, NOW, QUARTER)
    assert is_due(STATE, NOW + QUARTER, QUARTER)
    assert is_due(replace(STATE, next_check_at=None), NOW, QUARTER)
    assert is_due(STATE, NOW, QUARTER, force=True)


def test_disabled_and_gone_feeds_are_never_due() -> None:
    off = replace(STATE, feed=replace(STATE.feed, enabled=False))
    for state in (off, replace(STATE, status=FeedStatus.GONE)):
        assert not is_due(state, NOW + timedelta(days=9), QUARTER, force=True)


def test_a_clock_set_back_does_not_stall_a_feed() -> None:
    assert is_due(STATE, NOW - timedelta(days=400), QUARTER)


def test_failures_back_off_and_come_back() -> None:
    waits = [next_check(NOW, QUARTER, failures=n).check_at - NOW for n in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert waits[-1] == BACK_OFF_MOST


@given(st.integers(0, 50), st.floats(0, 1), st.integers(-5, 10**9))
def test_a_servers_wish_is_kept_and_bounded(failures: int, jitter: float, wish: int) -> None:
    found = next_check(NOW, QUARTER, failures=failures, retry_after_seconds=wish, jitter=jitter)
    assert NOW < found.check_at <= NOW + max(BACK_OFF_MOST * 1.1, RETRY_AFTER_MOST) + timedelta(seconds=1)
    if 0 < wish <= RETRY_AFTER_MOST.total_seconds():
        assert found.retry_until is not None
        assert found.check_at >= NOW + timedelta(seconds=wish)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 0 ", 0), ("Fri, 06 Jun 2025 16:01:00 GMT", 61), ("Fri, 06 Jun 2025 15:00:00 GMT", 0), ("soon", None), ("", None), (None, None), ("-5", None)],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: int | None) -> None:
    assert read_retry_after(value, NOW) == seconds
