"""Deadlines in words: when, how many days, what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tradewatch.book.deadlines import Deadline
from tradewatch.book.moments import Precision

__all__ = ["left_words", "next_words", "when_words"]


def when_words(one: Deadline) -> str:
    """Gives `Fri 27 Nov 2026, Beijing date`, `Tue 8 Dec 2026 08:30 Washington`, or `no day known`."""
    if one.start is None:
        return "no day known"
    return _day_and_clock(one, f"{one.first.on:%a} {one.first.day_words()}")


def left_words(one: Deadline, at: datetime) -> str:
    """Gives `in 8 h`, `today`, `tomorrow`, `3 days`, `12 days ago`; "" without a day.

    Days are those of the event's zone, in which it may be tomorrow already: what has a clock time is counted in hours on
    its last day.
    """
    days = one.days_left
    if days is None:
        return ""
    left = one.first.utc - at
    if one.first.precision is not Precision.DATE and timedelta(0) < left < timedelta(days=1):
        return f"in {left.seconds // 3600} h" if left >= timedelta(hours=1) else f"in {left.seconds // 60} min"
    if days < 0:
        return f"{-days} day{'s' if days != -1 else ''} ago" if one.state == "past" else "under way"
    return {0: "today", 1: "tomorrow"}.get(days, f"{days} days")


def next_words(one: Deadline, at: datetime) -> str:
    """Gives a deadline ahead in a line: when, with the year where that is another one, what, how many days."""
    day = one.first.on
    year = f" {day.year}" if day.year != (day - timedelta(days=one.days_left or 0)).year else ""
    return f"{_day_and_clock(one, f'{day:%a} {day.day} {day:%b}{year}')}: {one.title}, {left_words(one, at)}"


def _day_and_clock(one: Deadline, day: str) -> str:
    if one.first.precision is Precision.DATE:
        return f"{day}, {one.first.place} date"
    guess = " (a guess)" if one.first.precision is Precision.INFERRED else ""
    return f"{day} {one.first.clock()} {one.first.place}{guess}"
