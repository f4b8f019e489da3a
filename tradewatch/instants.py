"""Instants and the three zones of the desk: reading them, writing them, the calendar days they fall on."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tradewatch.errors import TradewatchError

__all__ = [
    "BEIJING",
    "CLOCK_OFF_SECONDS",
    "FIRST_YEAR",
    "LAST_YEAR",
    "WASHINGTON",
    "iso_utc",
    "off_words",
    "parse_instant",
    "parse_utc",
    "shifted",
]

WASHINGTON = ZoneInfo("America/New_York")
BEIJING = ZoneInfo("Asia/Shanghai")

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years of this program's calendar: what lies beyond is a slip of the finger, and some zones have no clock there."""

CLOCK_OFF_SECONDS = 5 * 60
"""A computer's clock that is further off than this is said to be wrong."""
_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def iso_utc(instant: datetime) -> str:
    """Gives `2026-11-24T14:05:00Z`: how times stand in JSON and in the database (whole seconds, sortable)."""
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def parse_utc(text: str) -> datetime:
    """Reads what `iso_utc` wrote."""
    return datetime.fromisoformat(text)


def shifted(instant: datetime, span: timedelta) -> datetime:
    """Gives the instant so much later, or earlier; where no calendar goes so far, its first or last one."""
    try:
        return instant + span
    except OverflowError:
        zone = instant.tzinfo
        if span < timedelta(0):
            return datetime.min.replace(tzinfo=zone)
        return datetime.max.replace(microsecond=0, tzinfo=zone)


def parse_instant(text: str) -> datetime:
    """Reads an ISO 8601 instant with offset or `Z`, or a bare date as its start in Washington; gives UTC.

    Raises TradewatchError where the offset is missing or the text is no instant.
    """
    words = text.strip()
    hint = "write 2026-11-24T14:05:00Z, 2026-11-24T09:05:00-05:00 or a bare date"
    try:
        if _BARE_DATE.match(words):
            day = date.fromisoformat(words)
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError("beyond the calendar")
            return datetime(day.year, day.month, day.day, tzinfo=WASHINGTON).astimezone(UTC)
        instant = datetime.fromisoformat(words)
    except ValueError as error:
        raise TradewatchError(f"not an instant: {text!r}", hint) from error
    if instant.tzinfo is None:
        raise TradewatchError(f"the instant {text!r} has no offset", hint)
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise TradewatchError(
            f"the instant {text!r} is beyond the calendar of this program", f"{FIRST_YEAR} to {LAST_YEAR}"
        )
    return instant.astimezone(UTC)


def off_words(ahead_seconds: int) -> str:
    """Gives `1 h 0 min behind` for a clock that others are so far ahead of, "" for less than a minute."""
    minutes = abs(ahead_seconds) // 60
    if not minutes:
        return ""
    days, hours = minutes // 1440, minutes // 60 % 24
    parts = f"{days} d {hours} h" if days else f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"
    return f"{parts} {'behind' if ahead_seconds > 0 else 'ahead of'}"
