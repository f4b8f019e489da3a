"""Dates of feeds: RFC 822 and ISO 8601 as outlets write them, and which of them are lawful."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["read_date", "readable"]

_LONG = 64
"""No date is longer; what is, is not remembered."""
_DATE_MOST = 200
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
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_USUAL = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([0-9]{4})"
    r" ([0-9]{2}):([0-9]{2}):([0-9]{2}) (?:GMT|UTC|([+-])(0[0-9]|1[0-4])([0-5][0-9]))\Z"
)
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ]+(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*\Z"
)
_OFFSET = re.compile(r"[:.]\d\d(?:[.,]\d+)?\s*[+-](\d\d)(?::?(\d\d))?\s*(?:\([^()]*\)\s*)?\Z")


def read_date(raw: str, now: datetime, parsed: datetime | None = None) -> datetime | None:
    """Gives a feed's date in UTC, None where it is unreadable, before 1990 or more than a day ahead of `now`.

    A time without a zone counts as UTC (RSS 2.0 and Atom both want one). `parsed` is another reader's opinion, taken
    where ours has none.
    """
    instant = _read(raw) or (None if _is_hopeless(raw) else parsed)
    if instant is None:
        return None
    try:
        instant = instant.astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError):
        return None
    return instant if _EARLIEST <= instant <= now + _AHEAD else None


def _is_hopeless(raw: str) -> bool:
    """Whether no reader is to be asked: it is longer than any date, or has an offset that no zone has (`+9999`).

    feedparser would move the second by four days (measured); on the first, patterns take its square in time.
    """
    if len(raw) > _DATE_MOST:
        return True
    offset = _OFFSET.search(raw)
    return offset is not None and (int(offset[1]) > 14 or int(offset[2] or 0) > 59)


def readable(raw: str) -> bool:
    """Whether a date is written so that it needs no other reader."""
    return _read(raw) is not None or _is_hopeless(raw)


def _read(raw: str) -> datetime | None:
    return _remembered(raw) if len(raw) < _LONG else _instant(raw)


@lru_cache(maxsize=4096)
def _remembered(raw: str) -> datetime | None:
    """A feed says the same dates each time it is asked."""
    return _instant(raw)


def _instant(raw: str) -> datetime | None:
    text = raw.strip()
    return _usual(text) or (None if _is_hopeless(text) else _iso(text) or _rfc822(text))


def _usual(text: str) -> datetime | None:
    """RFC 822 as nearly every outlet writes it."""
    match = _USUAL.match(text)
    if match is None:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes = match.groups()
    if year < "0100":  # `0026` is a short year written long: the library knows
        return None
    zone = (
        UTC
        if sign is None
        else timezone((-1 if sign == "-" else 1) * timedelta(hours=int(hours), minutes=int(minutes)))
    )
    try:
        return datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        return None


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
