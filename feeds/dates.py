"""Dates of feeds: RFC 822 and ISO 8601 as outlets write them, and which of them are lawful."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["read_date"]

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""A date further ahead than this is a mistake: it would stand on top of every list until then."""
_ZONES = {
    "BST": "+0100",
    "CEST": "+0200",
    "CET": "+0100",
    "HKT": "+0800",
    "JST": "+0900",
    "IST": "+0530",
    "SGT": "+0800",
}
"""Names that RFC 822 does not know and outlets use all the same. Not CST: it is Chicago's and Beijing's."""
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ]+(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*\Z"
)


_OFFSET = re.compile(r":\d\d(?:[.,]\d+)?\s*[+-](\d\d):?(\d\d)\s*\Z")


def read_date(raw: str, now: datetime, parsed: datetime | None = None) -> datetime | None:
    """Gives a feed's date in UTC, None where it is unreadable, before 1990 or more than a day ahead of `now`.

    A time without a zone counts as UTC (RSS 2.0 and Atom both want one). `parsed` is another reader's opinion, taken
    where ours has none.
    """
    if _shifts_days(raw):
        return None
    instant = _iso(raw.strip()) or _rfc822(raw.strip()) or parsed
    if instant is None:
        return None
    try:
        instant = instant.astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError):
        return None
    return instant if _EARLIEST <= instant <= now + _AHEAD else None


def _shifts_days(raw: str) -> bool:
    """An offset that no zone has (`+9999`): feedparser would move the date by four days (measured)."""
    offset = _OFFSET.search(raw[-40:])
    return offset is not None and (int(offset[1]) > 14 or int(offset[2]) > 59)


def _iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if match is None:
        return None
    day, clock, zone = match.groups()
    try:
        instant = datetime.fromisoformat(f"{day}T{(clock or '00:00').replace(',', '.')}{(zone or 'Z').upper()}")
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _rfc822(text: str) -> datetime | None:
    name = text.rpartition(" ")[2].upper()
    if name in _ZONES:
        text = text[: -len(name)] + _ZONES[name]
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
