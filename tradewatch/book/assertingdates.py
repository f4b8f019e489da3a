"""What a text of a day asserts of the truce's days: when it ends or began, how long it is, how many days are left."""

from __future__ import annotations

from datetime import datetime, timedelta

from tradewatch.book.asserted import Answer, cited
from tradewatch.book.datecheck import edge_words, is_same_clock, is_same_day, window_meant
from tradewatch.book.knowledge import known_by
from tradewatch.book.rows import Book, Window
from tradewatch.book.truce import Truce, WindowStatus, truce_at
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.numerals import many
from tradewatch.records import DateFound

__all__ = ["Days"]

_WEEK, _MONTH = 7, 30.4
_ABOUT = 0.05
"""Share by which `about 70 days` may be off, two days at least: newsrooms round to the nearest five or ten."""
_HALF, _ABOUT_HALF = 0.5, 0.75
"""Of a week or a month told whole, and told as `about`."""
_BOUND = 0.35
"""Share by which `fewer than 70 days` may lie above what is left: who says so with 40 left means another number."""


class Days:
    """The truce of one day as that day knew it."""

    def __init__(self, book: Book, at: datetime) -> None:
        self._at = at
        self._windows = sorted(known_by(book, at).windows, key=lambda one: one.start.utc)
        self._truce: Truce = truce_at(book, at)

    def held(self, found: DateFound, *, was: bool = False, ahead: bool = False) -> Answer:
        """Gives what the book has to a day (and clock time) on which the truce is said to end or to have begun.

        With `was` it is told as an end that was foreseen once, with `ahead` as one to come whatever the day.
        """
        if not self._windows:
            return Answer(None, "no truce was known of by then", "")
        ends = found.subject == "truce_end"
        same = [one for one in self._windows if is_same_day(found, one.end if ends else one.start, ends)]
        timed = [one for one in same if is_same_clock(found, one.end if ends else one.start)]
        if timed:
            moved = self._moved(timed[-1]) if ends else None
            if (
                moved is None
                or was
                or "as it was" in found.rule
                or (found.day < self._at.astimezone(WASHINGTON).date() and not ahead)
            ):
                return self._answer(True, timed[-1], ends)
            return Answer(False, f"moved since: {_edge(moved, ends)}", _source(moved))
        near = (same or [window_meant(self._windows, found, self._at, ends)])[-1]
        return self._answer(False, near, ends)

    def left(self, days: int, unit: str = "day", *, about: bool = False, bound: int = 0) -> Answer:
        """Gives what the book has to so many days, weeks or months left of the truce.

        `bound` is -1 for `fewer than` so many, 1 for `more than`.
        """
        truce = self._truce
        if truce.window is None or truce.end is None or truce.dates_left is None or truce.days_left is None:
            return Answer(None, "no truce was known of by then", "")
        if truce.status is WindowStatus.EXPIRED:
            return Answer(False, f"nothing is left: {_edge(truce.window, True)}", _source(truce.window))
        beijing = (truce.end.utc.astimezone(BEIJING).date() - self._at.astimezone(BEIJING).date()).days
        ways = {truce.dates_left: "calendar days in Washington", truce.days_left: "whole periods of 24 hours"}
        ways.setdefault(beijing, "calendar days in Beijing")
        record = f"{_ways(ways)}; {_edge(truce.window, True)}"
        return Answer(_is_left(days, unit, list(ways), about, bound), record, _source(truce.window))

    def length(self, count: int, unit: str = "day", *, running: bool = False) -> Answer:
        """Gives what the book has to a truce of so many days, weeks or months; with `running` to the one of now."""
        truce = self._truce
        if not self._windows:
            return Answer(None, "no truce was known of by then", "")
        known = [truce.window] if running and truce.window is not None else self._windows
        fitting = [one for one in known if any(_is_so_long(length, count, unit) for length in _lengths(one))]
        if fitting:
            one = fitting[-1]
            return Answer(True, f"{one.label}: {_span(one)}", _source(one))
        told = "; ".join(f"{one.label}: {_span(one)}" for one in known[-3:])
        return Answer(False, told, _source(known[-1]))

    def day(self, number: int, of: int | None) -> Answer:
        """Gives what the book has to `day 24 of 90`."""
        truce = self._truce
        if truce.window is None or truce.day is None:
            return Answer(None, "no truce ran that day", "")
        right = number == truce.day and of in (None, truce.window.days)
        return Answer(right, f"day {truce.day} of {truce.window.days}, {truce.window.label}", _source(truce.window))

    def _moved(self, window: Window) -> Window | None:
        """The window that has taken over from one whose end is told as one to come."""
        later = [one for one in self._windows if one.start.utc > window.start.utc and not one.void_at(self._at)]
        return later[-1] if later else None

    @staticmethod
    def _answer(right: bool, window: Window, ends: bool) -> Answer:
        return Answer(right, _edge(window, ends), _source(window))


def _source(window: Window) -> str:
    return cited(window.source, _instruments(window))


def _instruments(window: Window) -> str:
    return "; ".join(f"{one.side}: {one.number or one.citation}" for one in window.instruments)


def _edge(window: Window, ends: bool) -> str:
    by = _instruments(window)
    return f"{edge_words(window, ends)}{f' ({by})' if by else ' (announced, no instrument seen)'}"


def _lengths(window: Window) -> set[int]:
    """Days of a window: as its order counts, and with both of its dates."""
    dates = (window.end.on - window.start.on).days
    return {window.days, dates, dates + 1}


def _span(window: Window) -> str:
    start, end = window.start.on, window.end.on
    return f"{many(window.days, 'day')}, {start.day} {start:%b %Y} to {end.day} {end:%b %Y}"


def _ways(ways: dict[int, str]) -> str:
    return ", ".join(f"{many(days, 'day')} left by {way}" for days, way in ways.items())


def _is_so_long(days: int, told: int, unit: str) -> bool:
    if unit == "day":
        return days == told
    return abs(days - told * (_WEEK if unit == "week" else _MONTH)) <= (_WEEK / 2 if unit == "week" else _MONTH / 4)


def _is_left(told: int, unit: str, days: list[int], about: bool, bound: int) -> bool:
    if bound:
        size = {"day": 1.0, "week": float(_WEEK)}.get(unit, _MONTH) * told
        spare = max(size * _BOUND, size / told)
        return any((0 <= size - one <= spare) if bound < 0 else (0 <= one - size <= spare) for one in days)
    if unit == "day":
        spare = max(2, round(told * _ABOUT)) if about else 0
        return any(abs(told - one) <= spare for one in days)
    size = _WEEK if unit == "week" else _MONTH
    spare_days = timedelta(days=size * (_ABOUT_HALF if about else _HALF))
    return any(abs(timedelta(days=told * size - one)) <= spare_days for one in days)
