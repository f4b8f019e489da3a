"""Counting days as orders and newsrooms do: on the wall clock of a place, or in hours that have passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tradewatch.book.moments import Moment
from tradewatch.instants import WASHINGTON

__all__ = ["elapsed_end", "wall", "wall_days", "wall_end"]


def wall(instant: datetime, zone: ZoneInfo = WASHINGTON) -> datetime:
    """Gives the wall clock's reading at a place, without zone."""
    return instant.astimezone(zone).replace(tzinfo=None)


def wall_days(start: Moment, end: Moment, zone: ZoneInfo = WASHINGTON) -> int:
    """Gives the whole days on the wall clock of a place: 90 from 12 Aug 2025 00:01 to 10 Nov 2025 00:01."""
    return (wall(end.utc, zone) - wall(start.utc, zone)).days


def wall_end(start: datetime, days: int, zone: ZoneInfo = WASHINGTON) -> datetime:
    """Gives the same clock time so many days on: how orders count. EO 14334 ran from 12 Aug to 10 Nov 2025, 00:01."""
    return (wall(start, zone) + timedelta(days=days)).replace(tzinfo=zone)


def elapsed_end(start: datetime, days: int) -> datetime:
    """Gives the instant so many times 24 hours on: an hour off the order's where clocks change in between."""
    return start + timedelta(days=days)
