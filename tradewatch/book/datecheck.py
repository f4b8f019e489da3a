"""A day on which an item says the truce ends or took effect, compared with the book of the item's day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tradewatch.book.moments import Moment, Precision
from tradewatch.book.rows import Window
from tradewatch.book.verdicts import BookDay, Comparison, Verdict
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.records import DateFound

__all__ = ["compare_date", "edge_words", "is_same_clock", "is_same_day", "prolonged", "window_meant"]

_NEWS = timedelta(days=3)
"""So long after a prolongation items still tell the end it moved."""
_MINUTE = timedelta(minutes=1)


def compare_date(day: BookDay, found: DateFound, at: datetime) -> Comparison:
    """Compares a day on which an item published at `at` says the truce ends or took effect."""
    windows = sorted(day.book.windows, key=lambda one: one.start.utc)
    ends = found.subject == "truce_end"
    for window in windows:
        moment = window.end if ends else window.start
        if is_same_day(found, moment, ends) and is_same_clock(found, moment):
            return Comparison(Verdict.AGREES, edge_words(window, ends), f"window:{window.id}")
    if not windows:
        return Comparison(Verdict.NEW, "no window by then")
    near = window_meant(windows, found, at, ends)
    if ends and found.day > max(one.end.on for one in windows) and not is_same_day(found, near.end, ends):
        return Comparison(Verdict.NEW, f"the last end known by then: {edge_words(near, ends)}", f"window:{near.id}")
    return Comparison(Verdict.DIFFERS, edge_words(near, ends), f"window:{near.id}")


def prolonged(windows: list[Window], row: str, found: DateFound, at: datetime) -> Window | None:
    """The window that had taken over when an item still tells an end to come of the one before; None where it does not."""
    if found.subject != "truce_end" or "as it was" in found.rule or found.day <= at.astimezone(WASHINGTON).date():
        return None
    own = next((one for one in windows if f"window:{one.id}" == row), None)
    later = [one for one in windows if own and one.start.utc > own.start.utc and at - one.agreed.utc > _NEWS]
    return later[-1] if later else None


def is_same_day(found: DateFound, moment: Moment, ends: bool) -> bool:
    """Whether a day that is told is a moment's.

    A claim without a zone may mean either capital's date; "through" a day means that the next one is the end.
    """
    if moment.precision is Precision.DATE:
        days = {moment.on}
    else:
        days = {moment.utc.astimezone(zone).date() for zone in (WASHINGTON, BEIJING)}
        if ends and "last day" in found.rule:
            days |= {day - timedelta(days=1) for day in set(days)}
    return found.day in days


def is_same_clock(found: DateFound, moment: Moment) -> bool:
    """Whether a clock time that is told is a moment's in the zone named, or in either capital; none told, none wrong."""
    if found.clock is None or moment.precision is not Precision.MINUTE:
        return True
    zones = (ZoneInfo(found.zone),) if found.zone else (WASHINGTON, BEIJING)
    return any(_near(found.clock, moment, zone, found.day if found.zone else None) for zone in zones)


def _near(clock: time, moment: Moment, zone: ZoneInfo, day: date | None) -> bool:
    local = moment.utc.astimezone(zone).replace(tzinfo=None)
    said = datetime.combine(day or local.date(), clock)
    # "the end of 9 November" and "midnight" stand a minute or two beside 00:01
    return abs(said - local) <= 2 * _MINUTE or (day is None and abs(said - local) >= timedelta(days=1) - 2 * _MINUTE)


def window_meant(windows: list[Window], found: DateFound, at: datetime, ends: bool) -> Window:
    """Gives the window that a claim most likely speaks of: the one whose edge is nearest to the day it names.

    An end that is still to come is that of a window that runs or is ahead, not of one that is over.
    """
    if ends and found.day >= at.astimezone(WASHINGTON).date():
        windows = [one for one in windows if one.end.over() > at] or windows
    return min(windows, key=lambda one: abs(((one.end if ends else one.start).on - found.day).days))


def edge_words(window: Window, ends: bool) -> str:
    """Gives when a window ends (or took effect) in words, with both capitals' clocks where a time is stated."""
    moment = window.end if ends else window.start
    word = "ends" if ends else "took effect"
    if moment.precision is Precision.DATE:
        return f"{window.label} {word} {moment.on.day} {moment.on:%b %Y} (no time stated)"
    here, there = moment.utc.astimezone(WASHINGTON), moment.utc.astimezone(BEIJING)
    return f"{window.label} {word} {here.day} {here:%b %Y %H:%M} Washington, {there:%H:%M} Beijing"
