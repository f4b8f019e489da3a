"""How a feed uses to publish, told from the dates of its entries; and a warning for one whose newest is years old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from tradewatch.records import Habit

__all__ = ["age_warning", "habit_after"]

_ENOUGH = 5
"""Dates that an answer must have before its gaps are called a habit."""
_LATEST = 100
_FORGOTTEN_BY_HALF = timedelta(days=14)
"""In this time the longest gap counts half: an outage is no habit, a night and a weekend come again before."""
_YEARS_OLD = timedelta(days=365)


def habit_after(old: Habit, published: Iterable[datetime | None], at: datetime, since: datetime | None) -> Habit:
    """Gives what an answer at `at` makes of a habit; `since` is when the feed last answered well.

    `published` are the dates of the document's entries, in any order; entries without one tell nothing.
    """
    times = sorted({_minute(one) for one in published if one is not None and one <= at})[-_LATEST:]
    newest = max((one for one in (old.newest_at, *times[-1:]) if one is not None), default=None)
    if len(times) < _ENOUGH:
        return Habit(newest, old.usual_gap_seconds, old.long_gap_seconds)
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    faded = (old.long_gap_seconds or 0) * 0.5 ** ((at - since) / _FORGOTTEN_BY_HALF if since and since < at else 0.0)
    return Habit(newest, round(median(gaps)), round(max(*gaps, faded)))


def age_warning(habit: Habit, now: datetime) -> str:
    """Gives the words for a feed whose newest entry is a year old or more, "" for any other."""
    newest = habit.newest_at
    if newest is None or now - newest < _YEARS_OLD:
        return ""
    return f"its newest entry is of {newest.day} {newest:%b %Y}: has the feed been given up or moved?"


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
