"""Dated events ahead of an instant, with how many days are left in each one's own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tradewatch.book.moments import Moment, Precision, day_start
from tradewatch.book.rows import Book, Source

__all__ = ["Deadline", "deadlines_at", "on_calendar"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """An event ahead; `days_left` counts calendar days in the zone of the event."""

    id: str
    title: str
    kind: str
    start: Moment
    end: Moment | None
    days_left: int
    countdown: bool
    evidence: str
    note: str
    source: tuple[Source, ...]


def deadlines_at(book: Book, at: datetime) -> list[Deadline]:
    """Gives the events that were known of at an instant and not over then, nearest first.

    What is known by its date only stays for the whole of that date.
    """
    return [one for one in _known(book, at) if (one.end or one.start).over() > at]


def on_calendar(book: Book, at: datetime, days: int = 800) -> list[Deadline]:
    """Gives the events of a calendar file: those ahead, within the days given."""
    return [one for one in deadlines_at(book, at) if one.start.utc < at + timedelta(days=days)]


def _known(book: Book, at: datetime) -> list[Deadline]:
    found = []
    for one in book.events:
        if one.start is None or day_start(one.known_from) > at:
            continue
        days = (one.start.on - at.astimezone(ZoneInfo(one.start.zone)).date()).days
        found.append(
            Deadline(
                one.id, one.title, one.kind, one.start, one.end, days, one.countdown, one.evidence, one.note, one.source
            )
        )
    return sorted(found, key=lambda one: (one.start.utc, one.start.precision is Precision.DATE, one.id))
