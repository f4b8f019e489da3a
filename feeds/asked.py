"""What servers and documents ask of those who poll them: how long an answer is fresh, when to come back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["asked_by_document", "fresh_seconds", "read_retry_after"]

_HEAD = 64 * 1024
"""Bytes of a document in which its own wishes are looked for; they stand before the entries."""
_NUMBER = re.compile(r"[0-9]{1,9}\Z")
_FIRST_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_TTL = re.compile(rb"<ttl[^<>]{0,200}>\s*([0-9]{1,6})\s*</ttl", re.IGNORECASE)
_PERIOD = re.compile(rb"<\w{1,20}:updatePeriod[^<>]{0,200}>\s*(hourly|daily|weekly|monthly|yearly)\s*</", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<\w{1,20}:updateFrequency[^<>]{0,200}>\s*([0-9]{1,6})\s*</", re.IGNORECASE)
_HOURS = {b"hourly": 1, b"daily": 24, b"weekly": 168, b"monthly": 720, b"yearly": 8760}


def read_retry_after(value: str | None, now: datetime) -> int | None:
    """Gives a Retry-After header in seconds from `now` (a number or an HTTP date), None where it says nothing."""
    words = (value or "").strip()
    if _NUMBER.match(words):
        return int(words)
    seconds = _seconds_until(words, now)
    return None if seconds is None else max(0, int(seconds) + 1)


def fresh_seconds(headers: Mapping[str, str], now: datetime) -> int:
    """Gives how long an answer stays fresh by its headers (RFC 9111, 4.2.1), 0 where it does not or must not be kept.

    `max-age` wins over Expires; the time that it lay in a cache (Age) is taken off. `s-maxage` is for shared caches.
    Expires counts from the server's own Date, so a clock that is wrong on either side does no harm.
    """
    rules = _directives(headers.get("Cache-Control", ""))
    if "no-store" in rules or "no-cache" in rules:
        return 0
    age = headers.get("Age", "").strip()
    lain = int(age) if _NUMBER.match(age) else 0
    if "max-age" in rules:
        most = rules["max-age"]
        return max(0, int(most) - lain) if _NUMBER.match(most) else 0
    if "Expires" not in headers:
        return 0
    start = _instant(headers.get("Date", "")) or now
    seconds = _seconds_until(headers["Expires"].strip(), start)
    return 0 if seconds is None else max(0, int(seconds) - lain)


def asked_by_document(body: bytes) -> int:
    """Gives the shortest time in seconds between two polls by RSS `ttl` and `sy:updatePeriod`, 0 where none is named.

    Looked for in the bytes before the first entry, whatever reads the document.
    """
    head = body[:_HEAD]
    first = _FIRST_ENTRY.search(head)
    head = head[: first.start()] if first else head
    seconds = 0
    if ttl := _TTL.search(head):
        seconds = int(ttl[1]) * 60
    if period := _PERIOD.search(head):
        often = _FREQUENCY.search(head)
        seconds = max(seconds, _HOURS[period[1].lower()] * 3600 // max(1, int(often[1]) if often else 1))
    return seconds


def _directives(header: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in header.split(",")[:50]:
        name, _, value = part.partition("=")
        found.setdefault(name.strip().lower(), value.strip().strip('"'))
    return found


def _seconds_until(words: str, now: datetime) -> float | None:
    instant = _instant(words)
    return None if instant is None else (instant - now).total_seconds()


def _instant(words: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(words)
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
