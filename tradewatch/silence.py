"""Whether a feed has gone quiet far longer than its habit, in words; lists and screens show it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tradewatch.records import FeedState, FeedStatus

__all__ = ["quiet_for", "silence_words", "span_words"]

_TIMES_THE_USUAL = 4
_TIMES_THE_LONGEST = 1.5
_LEAST = timedelta(hours=2)
_YEARS_OLD = timedelta(days=365)
"""From here on the feed bears a warning of its own."""


def silence_words(state: FeedState, now: datetime) -> str:
    """Gives `quiet for 9 h, usual gap 2 h`, or "" where a feed is as lively as ever, failing, off or unknown.

    Quiet counts up to the last good answer: while nobody polls, nobody knows.
    """
    habit, heard = state.habit, state.last_ok_at
    if habit.newest_at is None or not habit.usual_gap_seconds or habit.long_gap_seconds is None or heard is None:
        return ""
    if state.status is not FeedStatus.OK or not state.feed.enabled:
        return ""
    quiet = quiet_for(state, now)
    usual, longest = timedelta(seconds=habit.usual_gap_seconds), timedelta(seconds=habit.long_gap_seconds)
    if quiet >= _YEARS_OLD or quiet <= max(usual * _TIMES_THE_USUAL, longest * _TIMES_THE_LONGEST, _LEAST):
        return ""
    return f"quiet for {span_words(quiet)}, usual gap {span_words(usual)}"


def quiet_for(state: FeedState, now: datetime) -> timedelta:
    """Gives how long a feed has brought nothing new, up to its last good answer; nothing where that is not known."""
    newest, heard = state.habit.newest_at, state.last_ok_at
    return min(now, heard) - newest if newest is not None and heard is not None else timedelta(0)


def span_words(length: timedelta) -> str:
    """Gives a length of time in the words of a line: `40 min`, `9 h`, `3 days`."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 90:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{round(minutes / 60)} h"
    return f"{round(minutes / 1440)} days"
