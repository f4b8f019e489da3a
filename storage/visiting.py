"""When a visit of a person begins and ends: decided by times alone, since a console stays open all day."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["DEFAULT_SPAN", "IDLE", "STORED_EACH", "Visit", "is_due", "last_looked", "touched"]

IDLE = timedelta(minutes=30)
"""A visit ends when nobody has touched a key or the mouse for this long."""
STORED_EACH = timedelta(minutes=1)
"""How often it is stored that a visit goes on."""
DEFAULT_SPAN = timedelta(hours=12)
"""What counts as new for somebody who never looked before: a shift with the one before it."""


class Visit(Struct, frozen=True):
    """A person's last visit, over all consoles of that name."""

    begun_at: datetime
    seen_at: datetime
    """When a key was last pressed; whole minutes may be missing."""
    before: datetime | None
    """When the visit before it ended; None where there was none."""


def touched(visit: Visit | None, at: datetime) -> Visit:
    """Gives the visit after a key was pressed at a time: the same one, going on, or a new one.

    A visit that was last seen long after `at` was written by a clock that was ahead: its end says nothing, and what
    was the end before it counts again, so that too much is marked as new and never too little.
    """
    if visit is None:
        return Visit(at, at, None)
    if at - visit.seen_at >= IDLE:
        return Visit(at, at, visit.seen_at)
    if visit.seen_at - at >= IDLE:
        known = visit.before is not None and visit.before <= at
        return Visit(at, at, visit.before if known else None)
    return replace(visit, seen_at=max(visit.seen_at, at))


def is_due(stored: Visit | None, at: datetime) -> bool:
    """Whether a key that was pressed at a time is worth a row on the disk."""
    return stored is None or abs(at - stored.seen_at) >= STORED_EACH


def last_looked(visit: Visit | None, at: datetime) -> datetime:
    """Gives since when things are new for a person at a time: the end of the last visit, not of one that goes on."""
    return touched(visit, at).before or at - DEFAULT_SPAN
